// CreateContract: what it records, what it refuses, and when a space is taken.

#include <memory>

#include <gtest/gtest.h>

#include "domain/draft.h"
#include "domain/states.h"
#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

TEST(CreateContract, RecordsWhatLinesLeaveOpen) {
  run_table(leased_house, R"(
    case  open-ended, one line
    when  CreateContract {}
    then  ContractCreated {"contract_id":"C1","occupier_id":"ACME","site_id":"LON","starts_on":"2026-01-01", \
            "ends_on":null,"currency":"GBP","billing_day":1,"billing":"IN_ADVANCE","proration":"ACTUAL_DAYS", \
            "notice_months":null,"minimum_term_months":null,"auto_renew_months":null,"deposit":null, \
            "lines":[{"line_id":"L1","product_id":"RENT","monthly_price":31000,"from":"2026-01-01"}]}

    case  with an end: lines begin and end with the contract where they do not say otherwise
    when  CreateContract {"ends_on":"2027-01-01","notice_months":3,"minimum_term_months":12,"auto_renew_months":6, \
            "deposit":62000,"billing_day":31,"billing":"IN_ARREARS","proration":"FIXED_30","lines":[ \
            {"line_id":"L1","product_id":"RENT","monthly_price":1,"space_id":"YARD"}, \
            {"line_id":"L2","product_id":"RENT","monthly_price":2,"from":"2026-02-01"}, \
            {"line_id":"L3","product_id":"RENT","monthly_price":0,"to":"2026-02-01"}]}
    then  ContractCreated {"ends_on":"2027-01-01","notice_months":3,"minimum_term_months":12,"auto_renew_months":6, \
            "deposit":62000,"billing_day":31,"billing":"IN_ARREARS","proration":"FIXED_30","lines":[ \
            {"line_id":"L1","product_id":"RENT","space_id":"YARD","monthly_price":1,"from":"2026-01-01","to":"2027-01-01"}, \
            {"line_id":"L2","product_id":"RENT","monthly_price":2,"from":"2026-02-01","to":"2027-01-01"}, \
            {"line_id":"L3","product_id":"RENT","monthly_price":0,"from":"2026-01-01","to":"2026-02-01"}]}
  )");
}

// Each case breaks its rule and all that come after it.
TEST(CreateContract, RefusesInThisOrder) {
  run_table(leased_house, R"(
    given CreateContract {"contract_id":"TAKEN","lines":[ \
            {"line_id":"L","product_id":"RENT","space_id":"HOUSE","monthly_price":1}]}

    case  the id is taken
    when  CreateContract {"contract_id":"TAKEN","occupier_id":"NONE","site_id":"NONE","ends_on":"2026-01-01", \
            "currency":"USD","lines":[{"line_id":"A:B","product_id":"NONE","space_id":"NONE","monthly_price":1}]}
    then  ALREADY_EXISTS
    case  no such occupier
    when  CreateContract {"occupier_id":"NONE","site_id":"NONE","ends_on":"2026-01-01", \
            "currency":"USD","lines":[{"line_id":"A:B","product_id":"NONE","space_id":"NONE","monthly_price":1}]}
    then  UNKNOWN_OCCUPIER
    case  no such site
    when  CreateContract {"site_id":"NONE","ends_on":"2026-01-01", \
            "currency":"USD","lines":[{"line_id":"A:B","product_id":"NONE","space_id":"NONE","monthly_price":1}]}
    then  UNKNOWN_SITE
    case  no such product, in the second line; no such space in the first
    when  CreateContract {"ends_on":"2026-01-01","currency":"USD","lines":[ \
            {"line_id":"A:B","product_id":"VOICE","space_id":"NONE","monthly_price":1}, \
            {"line_id":"B","product_id":"NONE","monthly_price":1}]}
    then  UNKNOWN_PRODUCT line B
    case  no such space
    when  CreateContract {"ends_on":"2026-01-01","currency":"USD","lines":[ \
            {"line_id":"A:B","product_id":"VOICE","space_id":"NONE","monthly_price":1}]}
    then  UNKNOWN_SPACE line A:B
    case  the contract has no day
    when  CreateContract {"ends_on":"2026-01-01","currency":"USD","lines":[ \
            {"line_id":"A:B","product_id":"VOICE","space_id":"TOK-ROOM","monthly_price":1,"from":"2025-01-01"}]}
    then  BAD_PERIOD ends_on
    case  a line has no day
    when  CreateContract {"currency":"USD","lines":[ \
            {"line_id":"A:B","product_id":"VOICE","space_id":"TOK-ROOM","monthly_price":1, \
             "from":"2025-02-01","to":"2025-02-01"}]}
    then  BAD_PERIOD line A:B
    case  not the site's currency
    when  CreateContract {"currency":"USD","lines":[ \
            {"line_id":"A:B","product_id":"VOICE","space_id":"TOK-ROOM","monthly_price":1,"from":"2025-01-01"}]}
    then  CURRENCY_MISMATCH GBP
    case  a colon in a line's id
    when  CreateContract {"lines":[ \
            {"line_id":"A:B","product_id":"VOICE","space_id":"TOK-ROOM","monthly_price":1,"from":"2025-01-01"}]}
    then  BAD_LINES line A:B
    case  a line's id is there twice
    when  CreateContract {"lines":[ \
            {"line_id":"A","product_id":"VOICE","space_id":"TOK-ROOM","monthly_price":1,"from":"2025-01-01"}, \
            {"line_id":"A","product_id":"VOICE","space_id":"TOK-ROOM","monthly_price":1,"from":"2025-01-01"}]}
    then  BAD_LINES line A
    case  the second line is no lease
    when  CreateContract {"lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"TOK-ROOM","monthly_price":1,"from":"2025-01-01"}, \
            {"line_id":"B","product_id":"VOICE","space_id":"HOUSE","monthly_price":1}]}
    then  WRONG_PRODUCT_KIND line B
    case  a line begins before the contract
    when  CreateContract {"lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"HOUSE","monthly_price":1,"from":"2025-12-31"}]}
    then  OUTSIDE_CONTRACT line A
    case  a line ends after the contract
    when  CreateContract {"ends_on":"2026-06-01","lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"HOUSE","monthly_price":1,"to":"2026-06-02"}]}
    then  OUTSIDE_CONTRACT line A
    case  a line begins when the contract is over
    when  CreateContract {"ends_on":"2026-06-01","lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"HOUSE","monthly_price":1,"from":"2026-06-01"}]}
    then  OUTSIDE_CONTRACT line A
    case  a line's space is at another site
    when  CreateContract {"lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"TOK-ROOM","monthly_price":1}]}
    then  OUTSIDE_CONTRACT another site
    case  the space is taken
    when  CreateContract {"lines":[{"line_id":"A","product_id":"RENT","space_id":"HOUSE","monthly_price":1}]}
    then  SPACE_UNAVAILABLE HOUSE is let by contract TAKEN from 2026-01-01
  )");
}

TEST(CreateContract, TakesASpaceWithAllThatIsAboveAndInsideIt) {
  run_table(leased_house, R"(
    given CreateContract {"contract_id":"FIRST","ends_on":"2026-03-01","lines":[ \
            {"line_id":"L","product_id":"RENT","space_id":"OFFICE-1","monthly_price":1}]}

    case  the space itself, from the day before the other ends
    when  CreateContract {"starts_on":"2026-02-28","lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"OFFICE-1","monthly_price":1}]}
    then  SPACE_UNAVAILABLE OFFICE-1 is let by contract FIRST from 2026-01-01 to 2026-03-01
    case  the space itself, from the day the other ends
    when  CreateContract {"starts_on":"2026-03-01","lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"OFFICE-1","monthly_price":1}]}
    then  ContractCreated
    case  the space itself, up to the day the other begins
    when  CreateContract {"starts_on":"2025-12-01","ends_on":"2026-01-01","lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"OFFICE-1","monthly_price":1}]}
    then  ContractCreated
    case  what it lies in
    when  CreateContract {"lines":[{"line_id":"A","product_id":"RENT","space_id":"HOUSE","monthly_price":1}]}
    then  SPACE_UNAVAILABLE OFFICE-1
    case  what lies in it
    when  CreateContract {"lines":[{"line_id":"A","product_id":"RENT","space_id":"DESK-2","monthly_price":1}]}
    then  SPACE_UNAVAILABLE OFFICE-1
    case  its neighbour
    when  CreateContract {"lines":[{"line_id":"A","product_id":"RENT","space_id":"OFFICE-2","monthly_price":1}]}
    then  ContractCreated
    case  a line that begins when the other has ended
    when  CreateContract {"lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"OFFICE-1","monthly_price":1,"from":"2026-03-01"}]}
    then  ContractCreated
    case  an end brought forward gives the space back
    given SignContract {"contract_id":"FIRST"}
    given TerminateContract {"contract_id":"FIRST","on":"2026-02-01"}
    when  CreateContract {"starts_on":"2026-02-01","lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"OFFICE-1","monthly_price":1}]}
    then  ContractCreated
  )");
}

TEST(CreateContract, RefusesLinesThatTakeEachOthersSpace) {
  run_table(leased_house, R"(
    case  the same space at once
    when  CreateContract {"lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"YARD","monthly_price":1,"to":"2026-02-02"}, \
            {"line_id":"B","product_id":"RENT","space_id":"YARD","monthly_price":1,"from":"2026-02-01"}]}
    then  SPACE_UNAVAILABLE
    case  the same space one after the other
    when  CreateContract {"lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"YARD","monthly_price":1,"to":"2026-02-01"}, \
            {"line_id":"B","product_id":"RENT","space_id":"YARD","monthly_price":1,"from":"2026-02-01"}]}
    then  ContractCreated
    case  one inside the other
    when  CreateContract {"lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"DESK-1","monthly_price":1}, \
            {"line_id":"B","product_id":"RENT","space_id":"FLOOR-1","monthly_price":1}]}
    then  SPACE_UNAVAILABLE line A needs what line B takes
    case  side by side
    when  CreateContract {"lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"DESK-1","monthly_price":1}, \
            {"line_id":"B","product_id":"RENT","space_id":"DESK-2","monthly_price":1}]}
    then  ContractCreated
  )");
}

// A lease is days, a booking is time: in Tokyo 15 January begins at 15:00 UTC on the 14th.
TEST(CreateContract, ComparesItsDaysWithBookingsInTheSitesZone) {
  run_table(leased_house, R"(
    given CreateContract {"contract_id":"C0","site_id":"TOK","currency":"JPY"}
    given SignContract {"contract_id":"C0"}
    given days TOK 2026-01-05
    given RecordBooking {"space_id":"TOK-ROOM","starts_at":"2026-01-14T14:00:00Z","ends_at":"2026-01-14T15:00:00Z","price":0}

    case  the lease begins when the booking ends
    when  CreateContract {"site_id":"TOK","currency":"JPY","starts_on":"2026-01-15","lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"TOK-ROOM","monthly_price":1}]}
    then  ContractCreated
    case  the booking is on its first day
    when  CreateContract {"site_id":"TOK","currency":"JPY","starts_on":"2026-01-14","lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"TOK-ROOM","monthly_price":1}]}
    then  SPACE_UNAVAILABLE TOK-ROOM is booked by B1 from 2026-01-14T14:00:00Z
    case  the lease ends before the booking's day
    when  CreateContract {"site_id":"TOK","currency":"JPY","starts_on":"2026-01-10","ends_on":"2026-01-14","lines":[ \
            {"line_id":"A","product_id":"RENT","space_id":"TOK-ROOM","monthly_price":1}]}
    then  ContractCreated
  )");
}

// As on a machine whose zone tables are older than those of the one that registered the site.
TEST(CreateContract, RefusesSpacesWhereTheZoneIsNotKnownHere) {
  Scenario scenario;
  prepare(scenario, leased_house);
  domain::Draft draft{scenario.world()};
  event::SiteRegisteredT site;
  site.site_id = "LON";
  site.currency = "GBP";
  site.time_zone = "Europe/Atlantis";
  draft.record(std::move(site));

  command::CreateContractT contract;
  contract.contract_id = "C1";
  contract.occupier_id = "ACME";
  contract.site_id = "LON";
  contract.currency = "GBP";
  contract.lines.push_back(std::make_unique<command::ContractLineT>());
  contract.lines.front()->line_id = "L1";
  contract.lines.front()->product_id = "RENT";
  contract.lines.front()->space_id = "YARD";
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(command::CreateContract::Pack(builder, &contract));
  const auto& command = *flatbuffers::GetRoot<command::CreateContract>(builder.GetBufferPointer());
  const auto decision = domain::decide(command, draft);
  ASSERT_FALSE(decision);
  EXPECT_EQ(decision.error().code, domain::Code::BAD_TIME_ZONE);
}

// JSON cannot carry an empty list here, a buffer can.
TEST(CreateContract, RefusesNoLines) {
  Scenario scenario;
  scenario.given(R"(
    RegisterLegalEntity {"legal_entity_id":"LE","name":"H","country":"GB","currency":"GBP","invoice_prefix":"H","rounding":"HALF_UP","tax_rounding":"LINE"}
    RegisterSite {"site_id":"LON","legal_entity_id":"LE","name":"A house","time_zone":"Europe/London","country":"GB"}
    RegisterOccupier {"occupier_id":"ACME","name":"Acme Ltd"}
  )");
  command::CreateContractT contract;
  contract.contract_id = "C1";
  contract.occupier_id = "ACME";
  contract.site_id = "LON";
  contract.currency = "GBP";
  flatbuffers::FlatBufferBuilder builder;
  builder.Finish(command::CreateContract::Pack(builder, &contract));
  const auto& command = *flatbuffers::GetRoot<command::CreateContract>(builder.GetBufferPointer());
  const auto decision = domain::decide(command, scenario.world());
  ASSERT_FALSE(decision);
  EXPECT_EQ(decision.error().code, domain::Code::BAD_LINES);
}

}  // namespace
}  // namespace tenure::test
