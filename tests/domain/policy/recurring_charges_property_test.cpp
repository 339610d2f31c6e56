// Whatever is signed, activated, ceased and terminated, and whenever: the charges that stand are those that somebody
// would write down who knows today all days that are covered, and goes through them one by one.

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/kernel/proration.h"
#include "domain/states.h"
#include "tests/domain/leased_house.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

using domain::Date;
using domain::Period;

/// A charge of a line or service that was raised and not reversed.
struct Standing {
  Date from;
  Date to;
  std::int64_t net = 0;

  friend auto operator<=>(const Standing&, const Standing&) = default;
};

void showValue(const Standing& one, std::ostream& out) {
  out << fmt::format("[{}, {}) {}", domain::format_date(one.from), domain::format_date(one.to), one.net);
}

/// The automatic charges of all subjects, from the events alone.
class Ledger {
 public:
  void take(const std::vector<RecordedEvent>& events) {
    for (const auto& recorded : events) {
      if (const auto* raised = recorded.event().body_as_ChargeRaised()) {
        RC_ASSERT(ids_.insert(domain::copy(raised->charge_id())).second);
        standing_[domain::copy(raised->subject_id())].insert(
            {Date{raised->service_from()}, Date{raised->service_to()}, raised->net()});
        balance_ += raised->net();
      } else if (const auto* reversed = recorded.event().body_as_ChargeReversed()) {
        const auto erased = standing_[domain::copy(reversed->subject_id())].erase(
            {Date{reversed->service_from()}, Date{reversed->service_to()}, reversed->net()});
        RC_ASSERT(erased == 1u);
        balance_ -= reversed->net();
      }
    }
  }
  [[nodiscard]] const std::set<Standing>& of(const std::string& subject) { return standing_[subject]; }
  [[nodiscard]] std::size_t raised() const { return ids_.size(); }
  [[nodiscard]] std::int64_t balance() const { return balance_; }
  [[nodiscard]] std::int64_t total() const {
    std::int64_t sum = 0;
    for (const auto& [subject, charges] : standing_) {
      for (const auto& charge : charges) sum += charge.net;
    }
    return sum;
  }

 private:
  std::set<std::string> ids_;
  std::map<std::string, std::set<Standing>> standing_;
  std::int64_t balance_ = 0;
};

/// What one subject should stand for on a day, found day by day.
std::set<Standing> due_charges(const domain::Contract& contract, Period covered, domain::MinorUnits price,
                               PricePer per, Date today) {
  std::set<Standing> due;
  if (contract.status == domain::ContractStatus::draft ||
      contract.status == domain::ContractStatus::upcoming) {
    return due;
  }
  if (price == domain::MinorUnits{0}) return due;
  if (per == PricePer::ONCE) {
    if (!covered.empty() && covered.from <= today)
      due.insert({covered.from, covered.from + 1, price.value()});
    return due;
  }
  std::map<Date, std::vector<Date>> days_by_period;
  // Nothing that begins more than a period from now can be due.
  for (auto day = covered.from; day < std::min(covered.to, today + 40); day = day + 1) {
    days_by_period[domain::billing_period_containing(day, contract.billing_day).from].push_back(day);
  }
  for (const auto& [first, days] : days_by_period) {
    const Period part{days.front(), days.back() + 1};
    if ((contract.billing == BillingMode::IN_ADVANCE ? part.from : part.to) > today) continue;
    const auto whole = domain::billing_period_containing(first, contract.billing_day);
    const auto net = per == PricePer::MONTH
                         ? *domain::prorate(price, part, whole, contract.proration, Rounding::HALF_UP)
                         : *domain::multiply(price, part.days());
    if (net != domain::MinorUnits{0}) due.insert({part.from, part.to, net.value()});
  }
  return due;
}

struct Move {
  enum class Kind : std::uint8_t { open_days, sign, terminate, activate, cease };
  Kind kind = Kind::open_days;
  int day = 0;
  int pick = 0;
};

void showValue(const Move& move, std::ostream& out) {
  out << fmt::format("{{kind {}, day {}, pick {}}}", static_cast<int>(move.kind), move.day, move.pick);
}

rc::Gen<Move> some_move() {
  using enum Move::Kind;
  // Seldom terminated, so that there is something to look at before it ends.
  return rc::gen::construct<Move>(rc::gen::weightedElement<Move::Kind>(
                                      {{8, open_days}, {4, sign}, {6, activate}, {4, cease}, {1, terminate}}),
                                  rc::gen::inRange(0, 200), rc::gen::inRange(0, 60));
}

/// A contract with two lines, up to a few services, and a site whose days open now and then.
class Life {
 public:
  explicit Life(int first_business_day) : first_{*domain::parse_date("2024-01-25")} {
    prepare(scenario_, leased_house);
    for (const auto* product : {"VOICE", "CLEANING", "SETUP"}) {
      scenario_.given(
          fmt::format(R"(SetPrice {{"product_id":"{}","unit_price":{},"per":"{}","from":"2020-01-01"}})",
                      product, *rc::gen::inRange(0, 5000),
                      std::string_view{product} == "VOICE"      ? "MONTH"
                      : std::string_view{product} == "CLEANING" ? "DAY"
                                                                : "ONCE"));
    }
    const auto line = [&](std::string_view id, int price, std::string_view days) {
      return fmt::format(R"({{"line_id":"{}","product_id":"RENT","monthly_price":{}{}}})", id, price, days);
    };
    const std::vector<std::string> billing{"IN_ADVANCE", "IN_ARREARS"};
    const std::vector<std::string> proration{"ACTUAL_DAYS", "ANNUAL_365", "FIXED_30", "NONE"};
    scenario_.given(fmt::format(
        R"(CreateContract {{"starts_on":"{}",{}"billing_day":{},"billing":"{}","proration":"{}","lines":[{},{}]}})",
        day(20), *rc::gen::arbitrary<bool>() ? fmt::format(R"("ends_on":"{}",)", day(150)) : "",
        *rc::gen::inRange(1, 32), *rc::gen::elementOf(billing), *rc::gen::elementOf(proration),
        line("WHOLE", *rc::gen::inRange(0, 200'000), ""),
        line("PART", *rc::gen::inRange(0, 100),
             fmt::format(R"(,"from":"{}","to":"{}")", day(45), day(130)))));
    scenario_.given(fmt::format(R"(OpenBusinessDay {{"date":"{}"}})", day(first_business_day)));
  }

  /// Refusals are part of life; what is looked at is what stands afterwards.
  void make(const Move& move) {
    using enum Move::Kind;
    switch (move.kind) {
      case open_days:
        for (int i = 0; i <= move.pick; ++i) {
          const auto next =
              fmt::format(R"(OpenBusinessDay {{"date":"{}"}})", domain::format_date(today() + 1));
          take(scenario_.send(next));
          RC_ASSERT(!scenario_.send(next).has_value());
          check();
        }
        return;
      case sign:
        return take(scenario_.send("SignContract"));
      case terminate:
        return take(scenario_.send(fmt::format(R"(TerminateContract {{"on":"{}"}})", day(move.day))));
      case activate: {
        const auto service = fmt::format("S{}", services_.size());
        services_.push_back(service);
        const std::vector<std::string> products{"VOICE", "CLEANING", "SETUP"};
        return take(scenario_.send(fmt::format(
            R"(ActivateService {{"service_id":"{}","product_id":"{}","quantity":{},"from":"{}"}})", service,
            products[static_cast<std::size_t>(move.pick) % products.size()], 1 + move.pick % 4,
            day(move.day))));
      }
      case cease:
        if (services_.empty()) return;
        return take(scenario_.send(
            fmt::format(R"(CeaseService {{"service_id":"{}","effective_on":"{}"}})",
                        services_[static_cast<std::size_t>(move.pick) % services_.size()], day(move.day))));
    }
  }

  void check() {
    const auto& contract = *scenario_.world().contract("C1");
    for (const auto& line : contract.lines) {
      const Period covered{line.from, end_of(line.to, contract.ends_on)};
      RC_ASSERT(ledger_.of(line.line_id) ==
                due_charges(contract, covered, line.monthly_price, PricePer::MONTH, today()));
      RC_ASSERT(disjoint(ledger_.of(line.line_id)));
    }
    for (const auto& service_id : services_) {
      const auto* service = scenario_.world().service(service_id);
      if (service == nullptr) continue;
      const Period covered{service->from, end_of(service->to, contract.ends_on)};
      const auto price = *domain::multiply(service->unit_price, service->quantity);
      RC_ASSERT(ledger_.of(service_id) == due_charges(contract, covered, price, service->per, today()));
      RC_ASSERT(disjoint(ledger_.of(service_id)));
    }
    RC_ASSERT(ledger_.balance() == ledger_.total());
  }

  [[nodiscard]] const domain::Contract& contract() { return *scenario_.world().contract("C1"); }
  [[nodiscard]] std::size_t charges_raised() const { return ledger_.raised(); }
  [[nodiscard]] std::size_t services_known() {
    return contract().service_ids.size() + contract().ceased_services.size();
  }

 private:
  [[nodiscard]] std::string day(int offset) const { return domain::format_date(first_ + offset); }
  [[nodiscard]] Date today() { return *scenario_.world().site("LON")->business_day; }
  static Date end_of(std::optional<Date> own, std::optional<Date> contracts) {
    return std::min(own.value_or(domain::DATE_LAST), contracts.value_or(domain::DATE_LAST));
  }
  /// No day stands in two charges; they are in the order of their first days.
  static bool disjoint(const std::set<Standing>& charges) {
    return std::ranges::adjacent_find(charges, [](const Standing& one, const Standing& next) {
             return next.from < one.to;
           }) == charges.end();
  }
  void take(const Applied& applied) {
    if (applied) ledger_.take(*applied);
  }

  Scenario scenario_;
  Ledger ledger_;
  Date first_;
  std::vector<std::string> services_;
};

RC_GTEST_PROP(RecurringCharges, AreWhatTheCoveredDaysComeTo, ()) {
  Life life{*rc::gen::inRange(0, 80)};
  const auto moves = *rc::gen::container<std::vector<Move>>(some_move());
  for (const auto& move : moves) {
    life.make(move);
    life.check();
  }
  RC_CLASSIFY(life.contract().status == domain::ContractStatus::active, "in force at the end");
  RC_CLASSIFY(life.contract().terminated != 0, "terminated");
  RC_CLASSIFY(life.services_known() > 0, "services");
  RC_CLASSIFY(life.charges_raised() > 5, "more than five charges");
}

}  // namespace
}  // namespace tenure::test
