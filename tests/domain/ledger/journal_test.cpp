// What charges post, and what a journal may be.

#include "domain/ledger/journal.h"

#include <limits>

#include <gtest/gtest.h>

#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

using domain::Journal;
using domain::JournalLine;
using domain::MinorUnits;
using domain::Side;

TEST(Posting, IsFrozenInTheCharge) {
  run_table(leased_house, R"(
    default AddCharge {"occupier_id":"ACME","site_id":"LON","quantity":1,"unit_price":500}
    given DefineProduct {"product_id":"TEA-ROUND","kind":"GENERIC"}
    given DefineProduct {"product_id":"CAKE","kind":"GENERIC","revenue_account":"4210"}
    given CreateContract {"lines":[{"line_id":"L1","product_id":"RENT","monthly_price":31000}]}
    given SignContract {}

    case  a lease in advance is posted with its invoice
    when  OpenBusinessDay {"date":"2026-01-01"}
    among ChargeRaised {"cause":"LEASE","legal_entity_id":"LE","revenue_account":"4100","posting_rule":"WITH_INVOICE"}

    case  what is sold is posted at once, to the account of bookings and sales, or the product's own
    given days LON 2026-01-01
    when  AddCharge {"charge_id":"T","product_id":"TEA-ROUND"}
    then  ChargeRaised {"legal_entity_id":"LE","revenue_account":"4130","posting_rule":"ACCRUAL_1"}
    when  AddCharge {"charge_id":"C","product_id":"CAKE"}
    then  ChargeRaised {"revenue_account":"4210","posting_rule":"ACCRUAL_1"}

    case  a service that is charged once is posted at once in either billing mode
    given days LON 2026-01-01
    when  ActivateService {"product_id":"SETUP"}
    among ChargeRaised {"cause":"SERVICE","revenue_account":"4110","posting_rule":"ACCRUAL_1"}

    case  what takes a charge back says the same
    given days LON 2026-01-01
    given AddCharge {"charge_id":"C","product_id":"CAKE"}
    when  ReverseCharge {"charge_id":"C","reversal_reason":"stale"}
    then  ChargeReversed {"legal_entity_id":"LE","revenue_account":"4210","posting_rule":"ACCRUAL_1"}
  )");
  run_table(leased_house, R"(
    given CreateContract {"billing":"IN_ARREARS"}
    given SignContract {}
    given days LON 2026-01-31
    case  a lease in arrears is posted at once
    when  OpenBusinessDay {"date":"2026-02-01"}
    among ChargeRaised {"cause":"LEASE","revenue_account":"4100","posting_rule":"ACCRUAL_1"}
  )");
}

TEST(Journal, OfAChargeAndItsReversalAreMirrors) {
  Scenario scenario;
  prepare(scenario, leased_house);
  scenario.given(R"(
    DefineProduct {"product_id":"TEA-ROUND","kind":"GENERIC"}
    CreateContract {}
    SignContract {})");
  scenario.open_days("LON", *domain::parse_date("2026-01-02"));
  const auto raised = scenario.given(
      R"(AddCharge {"charge_id":"T","occupier_id":"ACME","site_id":"LON","product_id":"TEA-ROUND","quantity":2,"unit_price":250})");
  const auto journal = domain::journal_of(*raised.back().event().body_as_ChargeRaised());
  const Journal expected{
      PostingRule::ACCRUAL_1,
      "LE",
      "GBP",
      2,
      *domain::parse_date("2026-01-02"),
      {{"1210", "ACME", Side::debit, MinorUnits{500}}, {"4130", "LON", Side::credit, MinorUnits{500}}}};
  EXPECT_EQ(journal, expected);
  EXPECT_TRUE(domain::is_balanced(expected));

  const auto reversed = scenario.given(R"(ReverseCharge {"charge_id":"T","reversal_reason":"cold"})");
  auto mirror = expected;
  mirror.lines[0].side = Side::credit;
  mirror.lines[1].side = Side::debit;
  EXPECT_EQ(domain::journal_of(*reversed.back().event().body_as_ChargeReversed()), mirror);

  const auto free = scenario.given(
      R"(AddCharge {"charge_id":"F","occupier_id":"ACME","site_id":"LON","product_id":"TEA-ROUND","quantity":2,"unit_price":0})");
  EXPECT_EQ(domain::journal_of(*free.back().event().body_as_ChargeRaised()), std::nullopt)
      << "there is nothing to post";
}

TEST(Journal, BalancesOrIsNone) {
  const auto line = [](Side side, std::int64_t amount) {
    return JournalLine{"1210", "ACME", side, MinorUnits{amount}};
  };
  const auto balanced = [](std::vector<JournalLine> lines) {
    Journal journal;
    journal.lines = std::move(lines);
    return domain::is_balanced(journal);
  };
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  EXPECT_TRUE(balanced({line(Side::debit, 3), line(Side::credit, 1), line(Side::credit, 2)}));
  EXPECT_TRUE(balanced(
      {line(Side::debit, most), line(Side::debit, most), line(Side::credit, most), line(Side::credit, most)}))
      << "more than 64 bits";
  EXPECT_FALSE(balanced({line(Side::debit, 3), line(Side::credit, 2)}));
  EXPECT_FALSE(balanced({line(Side::debit, 0), line(Side::credit, 0)}));
  EXPECT_FALSE(balanced({line(Side::debit, -3), line(Side::credit, -3)}));
  EXPECT_FALSE(balanced({}));
  EXPECT_FALSE(balanced(std::vector<JournalLine>(1, line(Side::debit, 1))));
  std::vector<JournalLine> many(33, line(Side::debit, 1));
  many.resize(66, line(Side::credit, 1));
  EXPECT_FALSE(balanced(many)) << "65 lines and more";
}

}  // namespace
}  // namespace tenure::test
