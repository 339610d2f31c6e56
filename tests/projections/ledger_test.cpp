// The ledger: given charges, then what the books say, on any date and as of any position.

#include "projections/ledger/ledger.h"

#include <limits>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/kernel/text.h"
#include "projections/ledger/sums.h"
#include "schemas/codec/json_reader.h"
#include "tests/model/story/story.h"
#include "tests/projections/house.h"

namespace tenure::projections::ledger {
namespace {

using domain::Date;
using domain::MinorUnits;
using domain::Side;
using test::House;
using test::must;
using test::operator_id;

Date day(std::string_view text) { return domain::parse_date(text).value(); }

/// "GBP 1210 10.00 - 3.00; 4130 ..."
std::string told(const TrialBalance& balance) {
  std::string text;
  for (const auto& currency : balance.currencies) {
    text += currency.currency + ":";
    for (const auto& account : currency.accounts) {
      text += fmt::format(" {} {}/{}", account.account, account.debits.value(), account.credits.value());
    }
    text += fmt::format(" = {}/{}", currency.debits.value(), currency.credits.value());
  }
  return text;
}
std::string books(const View& view, std::string_view on, std::string_view entity = "LE") {
  return told(must(trial_balance(view, operator_id, entity, day(on))));
}

void sell(House& house) {
  house.open();
  house.given(test::let_estate);
  house.set_default(R"(AddCharge {"occupier_id":"ACME","site_id":"LON","product_id":"PRINT","quantity":1})");
  house.given(R"(
    AddCharge {"charge_id":"A","unit_price":1000}
    AddCharge {"charge_id":"B","unit_price":300,"occupier_id":"BETA"})");
  house.open_days("LON", "2026-01-31");
  house.given(R"(AddCharge {"charge_id":"C","unit_price":50})");
  house.open_days("LON", "2026-02-03");
  house.given(R"(ReverseCharge {"charge_id":"A","reversal_reason":"wrong"})");
}

TEST(Ledger, ATrialBalanceIsOfADate) {
  House house;
  sell(house);
  const auto view = house.view();
  // PRINT names its own account; leases are in arrears: January's is charged on 1 February.
  EXPECT_EQ(books(view, "2026-01-04"), "");
  EXPECT_EQ(books(view, "2026-01-05"), "GBP: 1210 1300/0 4130 0/1300 = 1300/1300");
  EXPECT_EQ(books(view, "2026-01-30"), books(view, "2026-01-05"));
  EXPECT_EQ(books(view, "2026-01-31"), "GBP: 1210 1350/0 4130 0/1350 = 1350/1350");
  EXPECT_EQ(books(view, "2026-02-01"), "GBP: 1210 28350/0 4100 0/27000 4130 0/1350 = 28350/28350");
  EXPECT_EQ(books(view, "2026-02-03"), "GBP: 1210 28350/1000 4100 0/27000 4130 1000/1350 = 29350/29350");
  EXPECT_EQ(books(view, "2026-12-31"), books(view, "2026-02-03"));
  EXPECT_EQ(books(view, "2026-12-31", "ANOTHER"), "");
  const auto balance = must(trial_balance(view, operator_id, "LE", day("2026-02-03")));
  EXPECT_EQ(balance.currencies[0].accounts[0].name, "Unbilled income");
  EXPECT_EQ(balance.currencies[0].currency_exponent, 2);
}

TEST(Ledger, ATrialBalanceIsAsOfAPosition) {
  House house;
  house.open();
  house.given(test::let_estate);
  house.given(
      R"(AddCharge {"charge_id":"A","unit_price":1000,"occupier_id":"ACME","site_id":"LON","product_id":"PRINT","quantity":1})");
  const auto raised = house.last();
  house.given(R"(ReverseCharge {"charge_id":"A","reversal_reason":"wrong"})");
  EXPECT_EQ(books(house.view_at(raised), "2026-01-05"), "GBP: 1210 1000/0 4130 0/1000 = 1000/1000");
  EXPECT_EQ(books(house.view(), "2026-01-05"), "GBP: 1210 1000/1000 4130 1000/1000 = 2000/2000");
  EXPECT_EQ(books(house.view_at(Position{0}), "2026-01-05"), "");
}

TEST(Ledger, AnAccountsLinesContinueItsOpeningBalance) {
  House house;
  sell(house);
  const auto view = house.view();
  const AccountId unbilled{"LE", "1210", "ACME", "GBP"};
  const auto before = [&](std::string_view on) {
    return must(balance_before(view, operator_id, unbilled, day(on))).value();
  };
  EXPECT_EQ(before("2026-01-05"), 0);
  EXPECT_EQ(before("2026-01-06"), 1'000);
  EXPECT_EQ(before("2026-02-01"), 1'050);
  EXPECT_EQ(before("2026-02-02"), 28'050);
  EXPECT_EQ(before("2026-02-04"), 27'050);
  EXPECT_EQ(must(balance_before(view, operator_id, {"LE", "4130", "LON", "GBP"}, day("2026-02-04"))).value(),
            -350);

  const auto lines = [&](std::string_view from, std::string_view to, PageRequest request = {}) {
    return must(lines_of_account(view, operator_id, unbilled, {day(from), day(to)}, request));
  };
  const auto all = lines("2026-01-01", "2027-01-01").items;
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].document_id, "A");
  EXPECT_EQ(all[0].side, Side::debit);
  EXPECT_EQ(all[0].rule, PostingRule::ACCRUAL_1);
  EXPECT_EQ(all[1].document_id, "C");
  EXPECT_EQ(all[1].on, day("2026-01-31"));
  EXPECT_EQ(all[2].document_id, "lease:ACME-LON:L1:2026-01-05:2026-02-01");
  EXPECT_EQ(all[3].side, Side::credit);
  EXPECT_EQ(all[3].amount, MinorUnits{1'000});
  EXPECT_EQ(lines("2026-01-31", "2026-02-02").items, (std::vector{all[1], all[2]}));
  const auto first = lines("2026-01-06", "2027-01-01", {.cursor = {}, .limit = 1});
  EXPECT_EQ(first.items, (std::vector{all[1]}));
  EXPECT_EQ(lines("2026-01-06", "2027-01-01", {.cursor = first.next_cursor, .limit = 1}).items,
            (std::vector{all[2]}));
}

TEST(Ledger, SumsHaveMoreThan64Bits) {
  constexpr MinorUnits most{std::numeric_limits<std::int64_t>::max()};
  Sum sum;
  sum.add(most);
  EXPECT_EQ(sum.amount(), most);
  sum.add(MinorUnits{1});
  EXPECT_EQ(sum.amount(), std::nullopt);
  for (int i = 0; i < 3; ++i) sum.add(most);
  EXPECT_EQ(sum.high, 1U);
  EXPECT_EQ(sum.low, ~std::uint64_t{0} - 2);
}

/// What the books should say: each accrued charge on both of its accounts.
using Plain =
    std::map<std::tuple<std::string, std::string, std::string>, std::pair<std::int64_t, std::int64_t>>;

template <class Body>
void post(Plain& books, const Body& body, bool is_raised) {
  if (body.posting_rule() != PostingRule::ACCRUAL_1) return;
  const auto add = [&](std::string_view account, bool is_debit) {
    auto& sums =
        books[{domain::copy(body.legal_entity_id()), domain::copy(body.currency()), std::string{account}}];
    (is_debit ? sums.first : sums.second) += body.net();
  };
  add("1210", is_raised);
  add(domain::text(body.revenue_account()), !is_raised);
}

RC_GTEST_PROP(LedgerProperty, DebitsAreCreditsAndEveryChargeIsInTheBooksOnce, ()) {
  test::MemoryLog log;
  Plain expected;
  std::string operator_name;
  test::MemoryWorld world;
  for (const auto& step : model::make_up(*rc::gen::arbitrary<std::uint64_t>(), 80)) {
    if (step.deed != model::Deed::send) continue;
    world.set_recorded_at(domain::Instant{step.now});
    for (const auto& command : step.commands) {
      if (operator_name.empty()) operator_name = command.operator_id;
      if (command.operator_id != operator_name) continue;
      const codec::Envelope defaults{.id = {},
                                     .operator_id = command.operator_id,
                                     .source = "api",
                                     .actor = "tester",
                                     .reason = std::nullopt,
                                     .expected_version = std::nullopt};
      codec::CommandReader reader;
      flatbuffers::FlatBufferBuilder builder;
      if (!reader.read(command.line(), defaults, builder)) continue;
      auto applied = world.apply(*flatbuffers::GetRoot<command::Command>(builder.GetBufferPointer()));
      if (!applied) continue;
      for (const auto& recorded : *applied) {
        if (const auto* raised = recorded.event().body_as_ChargeRaised()) post(expected, *raised, true);
        if (const auto* reversed = recorded.event().body_as_ChargeReversed())
          post(expected, *reversed, false);
      }
      log.append(*applied);
    }
  }
  const test::TempFolder folder;
  ReadModelOptions options;
  options.folder = folder.path() / "views";
  options.storage_bytes_max = eventstore::mebibyte;
  auto opened = ReadModels::open(log, options);
  RC_ASSERT(opened.has_value());
  auto& models = **opened;
  RC_ASSERT(models.wait_until(log.committed(), test::patience) == Reached::reached);

  const auto forever = day("2999-01-01");
  const auto view = must(models.at(log.committed()));
  Plain found;
  std::set<std::string> entities;
  for (const auto& [id, sums] : expected) entities.insert(std::get<0>(id));
  for (const auto& entity : entities) {
    for (const auto& currency : must(trial_balance(view, operator_name, entity, forever)).currencies) {
      for (const auto& account : currency.accounts) {
        found[{entity, currency.currency, account.account}] = {account.debits.value(),
                                                               account.credits.value()};
      }
    }
  }
  std::erase_if(expected,
                [](const auto& entry) { return entry.second == std::pair<std::int64_t, std::int64_t>{}; });
  RC_ASSERT(found == expected);
  RC_CLASSIFY(!found.empty(), "has books");

  for (int look = 0; look < 3; ++look) {
    const auto then =
        must(models.at(Position{*rc::gen::inRange<std::uint64_t>(0, log.committed().value + 1)}));
    const auto on = day("2026-01-15") + *rc::gen::inRange(0, 90);
    for (const auto& entity : entities) {
      for (const auto& currency : must(trial_balance(then, operator_name, entity, on)).currencies) {
        RC_ASSERT(currency.debits == currency.credits);
      }
    }
  }
}

}  // namespace
}  // namespace tenure::projections::ledger
