// AmendContract and SchedulePriceStep: what they change, and how charges agree with it at once.

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(AmendContract, AddsChangesAndEndsLines) {
  run_table(leased_house, R"(
    given CreateContract {"ends_on":"2027-01-01","lines":[ \
            {"line_id":"L1","product_id":"RENT","space_id":"OFFICE-1","monthly_price":31000}, \
            {"line_id":"L2","product_id":"RENT","monthly_price":6200}]}
    given SignContract {}
    given days LON 2026-01-10

    case  all at once, of a month that is charged; a new line begins on the day and ends with the contract
    when  AmendContract {"effective_on":"2026-01-16","change_lines":[{"line_id":"L2","monthly_price":3100}], \
            "end_line_ids":["L1"],"add_lines":[{"line_id":"L3","product_id":"RENT","space_id":"OFFICE-2","monthly_price":310}]}
    then  ContractAmended {"contract_id":"C1","occupier_id":"ACME","site_id":"LON","effective_on":"2026-01-16", \
            "added":[{"line_id":"L3","product_id":"RENT","space_id":"OFFICE-2","monthly_price":310,"from":"2026-01-16","to":"2027-01-01"}], \
            "changed":[{"line_id":"L2","monthly_price":3100}],"ended":["L1"],"freed_space_ids":["OFFICE-1"]}
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-01-01:2026-02-01","net":31000,"kind":"REPLACED","on":"2026-01-10"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-16","net":15000}
    then  ChargeReversed {"charge_id":"lease:C1:L2:2026-01-01:2026-02-01","net":6200,"kind":"REPLACED"}
    then  ChargeRaised {"charge_id":"lease:C1:L2:2026-01-01:2026-01-16","net":3000,"unit_price":6200}
    then  ChargeRaised {"charge_id":"lease:C1:L2:2026-01-16:2026-02-01","net":1600,"unit_price":3100}
    given days LON 2026-01-15
    when  OpenBusinessDay {"date":"2026-01-16"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L3:2026-01-16:2026-02-01","net":160}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L2:2026-02-01:2026-03-01","net":3100}
    then  ChargeRaised {"charge_id":"lease:C1:L3:2026-02-01:2026-03-01","net":310}

    case  a price that is set back: the same days are charged again under a numbered key
    given AmendContract {"effective_on":"2026-01-01","change_lines":[{"line_id":"L2","monthly_price":3100}]}
    when  AmendContract {"effective_on":"2026-01-01","change_lines":[{"line_id":"L2","monthly_price":6200}]}
    then  ContractAmended
    then  ChargeReversed {"charge_id":"lease:C1:L2:2026-01-01:2026-02-01:2","net":3100}
    then  ChargeRaised {"charge_id":"lease:C1:L2:2026-01-01:2026-02-01:3","net":6200}

    case  steps that are agreed for later days stay
    given SchedulePriceStep {"line_id":"L2","from":"2026-03-01","monthly_price":9300}
    given AmendContract {"effective_on":"2026-02-01","change_lines":[{"line_id":"L2","monthly_price":100}]}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    among ChargeRaised {"subject_id":"L2","net":100}
    given days LON 2026-02-28
    when  OpenBusinessDay {"date":"2026-03-01"}
    among ChargeRaised {"subject_id":"L2","net":9300}

    case  a line that ends before its first day never was
    given AmendContract {"effective_on":"2026-01-10","add_lines":[ \
            {"line_id":"L3","product_id":"RENT","space_id":"YARD","monthly_price":310,"from":"2026-03-01"}]}
    given AmendContract {"effective_on":"2026-01-10","end_line_ids":["L3"]}
    given CreateContract {"contract_id":"C2","starts_on":"2026-03-01","lines":[ \
            {"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":1}]}
    given days LON 2026-02-28
    when  OpenBusinessDay {"date":"2026-03-01"}
    without ChargeRaised {"subject_id":"L3"}

    case  what was taken back by hand stays so, and the rest agrees
    given ReverseCharge {"charge_id":"lease:C1:L2:2026-01-01:2026-02-01","reversal_reason":"goodwill"}
    when  AmendContract {"effective_on":"2026-01-16","change_lines":[{"line_id":"L2","monthly_price":3100}]}
    then  ContractAmended

    case  a draft
    given CreateContract {"contract_id":"D1","starts_on":"2026-06-01"}
    when  AmendContract {"contract_id":"D1","effective_on":"2026-07-01","end_line_ids":["L1"]}
    then  ContractAmended {"freed_space_ids":null,"added":null,"changed":null}
  )");
}

TEST(AmendContract, MovesWithinTheSpacesThatItFreesItself) {
  run_table(leased_house, R"(
    given CreateContract {"lines":[ \
            {"line_id":"L1","product_id":"RENT","space_id":"OFFICE-1","monthly_price":31000}, \
            {"line_id":"L2","product_id":"RENT","space_id":"YARD","monthly_price":6200}]}
    given SignContract {}

    case  from the office to its floor
    when  AmendContract {"effective_on":"2026-01-16","end_line_ids":["L1"], \
            "add_lines":[{"line_id":"L3","product_id":"RENT","space_id":"FLOOR-1","monthly_price":1}]}
    then  ContractAmended
    case  but not before the day
    when  AmendContract {"effective_on":"2026-01-16","end_line_ids":["L1"], \
            "add_lines":[{"line_id":"L3","product_id":"RENT","space_id":"FLOOR-1","monthly_price":1,"from":"2026-01-15"}]}
    then  SPACE_UNAVAILABLE OFFICE-1
    case  nor into a space of a line that stays
    when  AmendContract {"effective_on":"2026-01-16","end_line_ids":["L1"], \
            "add_lines":[{"line_id":"L3","product_id":"RENT","space_id":"YARD","monthly_price":1}]}
    then  SPACE_UNAVAILABLE YARD
    case  another occupier has what was freed
    given AmendContract {"effective_on":"2026-01-16","end_line_ids":["L1"]}
    when  CreateContract {"contract_id":"C2","starts_on":"2026-01-16","lines":[ \
            {"line_id":"L1","product_id":"RENT","space_id":"OFFICE-1","monthly_price":1}]}
    then  ContractCreated
    when  AmendContract {"effective_on":"2026-01-16","add_lines":[ \
            {"line_id":"L3","product_id":"RENT","space_id":"DESK-1","monthly_price":1}]}
    then  SPACE_UNAVAILABLE OFFICE-1
  )");
}

TEST(AmendContract, RefusesInThisOrder) {
  run_table(leased_house, R"(
    default AmendContract {"contract_id":"C1","effective_on":"2025-12-31","change_lines":[{"line_id":"NONE","monthly_price":1}], \
            "add_lines":[{"line_id":"L1","product_id":"NONE","space_id":"NONE","monthly_price":1}]}
    given CreateContract {"ends_on":"2026-07-01","lines":[{"line_id":"L1","product_id":"RENT","monthly_price":1}, \
            {"line_id":"GONE","product_id":"RENT","monthly_price":1,"to":"2026-02-01"}]}

    case  no such contract, and all below
    when  AmendContract {"contract_id":"NONE"}
    then  UNKNOWN_CONTRACT
    case  over, and all below
    given SignContract {}
    given days LON 2026-01-10
    given TerminateContract {"on":"2026-01-05"}
    when  AmendContract {}
    then  INVALID_TRANSITION
    case  discarded, and all below
    given DiscardContract {}
    when  AmendContract {}
    then  INVALID_TRANSITION
    case  no such product, and all below
    when  AmendContract {}
    then  UNKNOWN_PRODUCT
    case  no such space, and all below
    when  AmendContract {"add_lines":[{"line_id":"L1","product_id":"VOICE","space_id":"NONE","monthly_price":1}]}
    then  UNKNOWN_SPACE
    case  no such line to change, and all below
    when  AmendContract {"add_lines":[{"line_id":"L1","product_id":"VOICE","monthly_price":1}]}
    then  UNKNOWN_LINE
    case  no such line to end, and all below
    when  AmendContract {"add_lines":null,"change_lines":null,"end_line_ids":["NONE"]}
    then  UNKNOWN_LINE
    case  before the contract, and all below
    when  AmendContract {"change_lines":null,"add_lines":[{"line_id":"L1","product_id":"VOICE","monthly_price":1}]}
    then  BAD_PERIOD outside
    case  its end, and all below
    when  AmendContract {"effective_on":"2026-07-01","change_lines":null,"add_lines":[{"line_id":"L1","product_id":"VOICE","monthly_price":1}]}
    then  BAD_PERIOD outside
    case  a line that ends before it begins, and all below
    when  AmendContract {"effective_on":"2026-03-01","change_lines":null,"add_lines":[{"line_id":"L1","product_id":"VOICE","monthly_price":1,"to":"2026-03-01"}]}
    then  BAD_PERIOD L1
    case  nothing
    when  AmendContract {"effective_on":"2026-03-01","change_lines":null,"add_lines":null}
    then  BAD_LINES nothing
    case  an id that is there already, and all below
    when  AmendContract {"effective_on":"2026-03-01","change_lines":[{"line_id":"GONE","monthly_price":1}],"add_lines":[{"line_id":"L1","product_id":"VOICE","monthly_price":1}]}
    then  BAD_LINES there already
    case  two of one id
    when  AmendContract {"effective_on":"2026-03-01","change_lines":null,"add_lines":[{"line_id":"L3","product_id":"RENT","monthly_price":1},{"line_id":"L3","product_id":"RENT","monthly_price":1}]}
    then  BAD_LINES twice
    case  a colon
    when  AmendContract {"effective_on":"2026-03-01","change_lines":null,"add_lines":[{"line_id":"L:3","product_id":"RENT","monthly_price":1}]}
    then  BAD_LINES colon
    case  changed and ended
    when  AmendContract {"effective_on":"2026-03-01","add_lines":null,"change_lines":[{"line_id":"L1","monthly_price":1}],"end_line_ids":["L1"]}
    then  BAD_LINES twice
    case  a line that has ended, and all below
    when  AmendContract {"effective_on":"2026-02-01","change_lines":[{"line_id":"GONE","monthly_price":1}],"add_lines":[{"line_id":"L3","product_id":"VOICE","monthly_price":1}]}
    then  LINE_ENDED
    case  not a lease, and all below
    when  AmendContract {"effective_on":"2026-01-31","change_lines":[{"line_id":"GONE","monthly_price":1}],"add_lines":[{"line_id":"L3","product_id":"VOICE","monthly_price":1,"to":"2026-07-02"}]}
    then  WRONG_PRODUCT_KIND
    case  beyond the contract
    when  AmendContract {"effective_on":"2026-01-31","change_lines":null,"add_lines":[{"line_id":"L3","product_id":"RENT","monthly_price":1,"to":"2026-07-02"}]}
    then  OUTSIDE_CONTRACT
    case  a space elsewhere
    when  AmendContract {"effective_on":"2026-01-31","change_lines":null,"add_lines":[{"line_id":"L3","product_id":"RENT","space_id":"TOK-ROOM","monthly_price":1}]}
    then  OUTSIDE_CONTRACT another site
    case  two lines in one space
    when  AmendContract {"effective_on":"2026-01-31","change_lines":null,"add_lines":[ \
            {"line_id":"L3","product_id":"RENT","space_id":"OFFICE-1","monthly_price":1},{"line_id":"L4","product_id":"RENT","space_id":"DESK-1","monthly_price":1}]}
    then  SPACE_UNAVAILABLE
  )");
}

TEST(SchedulePriceStep, ChangesThePriceWhenItsDayComes) {
  run_table(leased_house, R"(
    given CreateContract {}
    given SignContract {}

    case  a day to come
    given days LON 2026-01-10
    when  SchedulePriceStep {"from":"2026-02-15","monthly_price":28000}
    then  PriceStepScheduled {"contract_id":"C1","occupier_id":"ACME","site_id":"LON","line_id":"L1","from":"2026-02-15","monthly_price":28000}
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-01:2026-02-15","net":15500,"unit_price":31000}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-15:2026-03-01","net":14000,"unit_price":28000}
    case  a day that has come, in a month that is charged and before the next
    given days LON 2026-02-10
    when  SchedulePriceStep {"from":"2026-01-16","monthly_price":62000}
    then  PriceStepScheduled
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-01-01:2026-02-01","kind":"REPLACED"}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-16","net":15000}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-16:2026-02-01","net":32000}
    then  ChargeReversed {"charge_id":"lease:C1:L1:2026-02-01:2026-03-01","net":31000}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-01:2026-03-01:2","net":62000}
    case  the price that it is already: nothing to cut
    given days LON 2026-01-10
    when  SchedulePriceStep {"from":"2026-01-16","monthly_price":31000}
    then  PriceStepScheduled
    case  nothing any longer
    given days LON 2026-01-10
    when  SchedulePriceStep {"from":"2026-01-16","monthly_price":0}
    then  PriceStepScheduled
    then  ChargeReversed {"net":31000}
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-01-01:2026-01-16","net":15000}
  )");
}

TEST(SchedulePriceStep, DoesNotCutAMonthThatIsNotProrated) {
  run_table(leased_house, R"(
    given CreateContract {"proration":"NONE"}
    given SignContract {}
    given days LON 2026-01-10
    case  the new price counts from the next billing period on
    when  SchedulePriceStep {"from":"2026-01-16","monthly_price":62000}
    then  PriceStepScheduled
    given days LON 2026-01-31
    when  OpenBusinessDay {"date":"2026-02-01"}
    then  BusinessDayOpened
    then  ChargeRaised {"charge_id":"lease:C1:L1:2026-02-01:2026-03-01","net":62000}
  )");
}

TEST(SchedulePriceStep, RefusesInThisOrder) {
  run_table(leased_house, R"(
    default SchedulePriceStep {"contract_id":"C1","line_id":"NONE","from":"2025-12-31","monthly_price":1}
    given CreateContract {"ends_on":"2026-07-01","lines":[{"line_id":"L1","product_id":"RENT","monthly_price":1}, \
            {"line_id":"GONE","product_id":"RENT","monthly_price":1,"from":"2026-01-10","to":"2026-02-01"}]}

    case  no such contract, and all below
    when  SchedulePriceStep {"contract_id":"NONE"}
    then  UNKNOWN_CONTRACT
    case  discarded, and all below
    given DiscardContract {}
    when  SchedulePriceStep {}
    then  INVALID_TRANSITION
    case  no such line, and all below
    when  SchedulePriceStep {}
    then  UNKNOWN_LINE
    case  before the contract, and all below
    when  SchedulePriceStep {"line_id":"GONE"}
    then  OUTSIDE_CONTRACT
    case  the contract's end, and the line has ended
    when  SchedulePriceStep {"line_id":"GONE","from":"2026-07-01"}
    then  OUTSIDE_CONTRACT
    case  the line has ended
    when  SchedulePriceStep {"line_id":"GONE","from":"2026-02-01"}
    then  LINE_ENDED
    case  the line's first day
    when  SchedulePriceStep {"line_id":"GONE","from":"2026-01-10"}
    then  STEP_OVERLAP
    case  the last step's day
    given SchedulePriceStep {"line_id":"L1","from":"2026-03-01"}
    when  SchedulePriceStep {"line_id":"L1","from":"2026-03-01"}
    then  STEP_OVERLAP 2026-03-01
    when  SchedulePriceStep {"line_id":"L1","from":"2026-03-02"}
    then  PriceStepScheduled
  )");
}

}  // namespace
}  // namespace tenure::test
