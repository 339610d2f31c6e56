// Whatever is signed, amended, renewed, activated, suspended, taken back by hand, ceased and terminated, and whenever: the
// charges that stand are those that somebody would write down who knows today all days that are covered and what each
// costs, and goes through them one by one.

#include <algorithm>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/states.h"
#include "tests/domain/leased_house.h"
#include "tests/domain/policy/charges_by_day.h"
#include "tests/domain/scenario.h"

namespace tenure::test {
namespace {

using domain::Date;
using domain::Period;

/// The automatic charges of all subjects, from the events alone.
class Ledger {
 public:
  void take(const std::vector<RecordedEvent>& events) {
    for (const auto& recorded : events) {
      if (const auto* raised = recorded.event().body_as_ChargeRaised()) {
        RC_ASSERT(ids_.insert(domain::copy(raised->charge_id())).second);
        standing_[subject_of(*raised)].insert(
            {Date{raised->service_from()}, Date{raised->service_to()}, raised->net()});
        balance_ += raised->net();
      } else if (const auto* reversed = recorded.event().body_as_ChargeReversed()) {
        const auto erased = standing_[subject_of(*reversed)].erase(
            {Date{reversed->service_from()}, Date{reversed->service_to()}, reversed->net()});
        RC_ASSERT(erased == 1u);
        balance_ -= reversed->net();
      }
    }
  }
  /// Lines of two contracts may have one id.
  template <class ChargeEvent>
  static std::string subject_of(const ChargeEvent& event) {
    const auto subject = domain::copy(event.subject_id());
    return event.cause() == ChargeCause::LEASE ? domain::copy(event.contract_id()) + "/" + subject : subject;
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

struct Move {
  enum class Kind : std::uint8_t {
    open_days,
    sign,
    terminate,
    notice,
    renew,
    discard,
    amend,
    step,
    end_line,
    activate,
    change,
    suspend,
    resume,
    cease,
    reverse
  };
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
  return rc::gen::construct<Move>(rc::gen::weightedElement<Move::Kind>({{12, open_days},
                                                                        {5, sign},
                                                                        {6, activate},
                                                                        {3, cease},
                                                                        {1, terminate},
                                                                        {1, notice},
                                                                        {3, renew},
                                                                        {1, discard},
                                                                        {4, amend},
                                                                        {3, step},
                                                                        {1, end_line},
                                                                        {5, change},
                                                                        {4, suspend},
                                                                        {4, resume},
                                                                        {2, reverse}}),
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
    const auto price = *rc::gen::inRange(0, 200'000);
    const auto part_price = *rc::gen::inRange(0, 100);
    accounts_["C1/WHOLE"].rates[day_at(0)] = price;
    accounts_["C1/PART"].rates[day_at(0)] = part_price;
    scenario_.given(fmt::format(
        R"(CreateContract {{"starts_on":"{}",{}{}"billing_day":{},"billing":"{}","proration":"{}","lines":[{},{}]}})",
        day(20),
        *rc::gen::arbitrary<bool>() ? fmt::format(R"("ends_on":"{}",)", day(*rc::gen::inRange(50, 150))) : "",
        *rc::gen::arbitrary<bool>() ? R"("auto_renew_months":1,)" : "", *rc::gen::inRange(1, 32),
        *rc::gen::elementOf(billing), *rc::gen::elementOf(proration), line("WHOLE", price, ""),
        line("PART", part_price, fmt::format(R"(,"from":"{}","to":"{}")", day(30), day(49)))));
    // Most lives begin with a contract that is signed and has a service.
    if (*rc::gen::inRange(0, 4) != 0) {
      scenario_.given("SignContract {}");
      activate_service("C1", {Move::Kind::activate, *rc::gen::inRange(20, 50), *rc::gen::inRange(0, 60)});
    }
    take(scenario_.send(fmt::format(R"(OpenBusinessDay {{"date":"{}"}})", day(first_business_day))));
  }

  /// Refusals are part of life; what is looked at is what stands afterwards.
  void make(const Move& move) {
    using enum Move::Kind;
    const auto pick = static_cast<std::size_t>(move.pick);
    const auto on = day(move.day);
    const auto at = day_at(move.day);
    const auto& contract = contracts_[pick % contracts_.size()];
    const std::string line = pick % 3 == 0 ? "PART" : "WHOLE";
    const auto price = 100 * (1 + move.pick % 5);
    const auto about = [&](std::string_view fields) {
      return fmt::format(R"({{"contract_id":"{}",{}}})", contract, fields);
    };
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
        take(scenario_.send("SignContract"));
        return;
      case terminate:
        take(scenario_.send("TerminateContract " + about(fmt::format(R"("on":"{}")", on))));
        return;
      case notice:
        take(scenario_.send("GiveNotice " +
                            about(fmt::format(R"("given_on":"2024-01-01","ends_on":"{}")", on))));
        return;
      case renew: {
        const auto successor = fmt::format("R{}", contracts_.size());
        if (!take(scenario_.send(
                fmt::format(R"(RenewContract {{"contract_id":"{}","new_contract_id":"{}"{}}})", contract,
                            successor, pick % 2 == 0 ? fmt::format(R"(,"ends_on":"{}")", on) : ""))))
          return;
        for (const auto& carried : scenario_.world().contract(successor)->lines) {
          accounts_[successor + "/" + carried.line_id].rates[day_at(0)] =
              accounts_[contract + "/" + carried.line_id].rate_on(
                  scenario_.world().contract(successor)->starts_on - 1);
        }
        contracts_.push_back(successor);
        return;
      }
      case discard:
        take(scenario_.send(fmt::format(R"(DiscardContract {{"contract_id":"{}"}})", contract)));
        return;
      case amend:
        if (take(scenario_.send(
                "AmendContract " +
                about(fmt::format(
                    R"("effective_on":"{}","change_lines":[{{"line_id":"{}","monthly_price":{}}}])", on, line,
                    price))))) {
          accounts_[contract + "/" + line].rates[at] = price;
        }
        return;
      case step:
        if (take(scenario_.send(
                "SchedulePriceStep " +
                about(fmt::format(R"("line_id":"{}","from":"{}","monthly_price":{})", line, on, price))))) {
          accounts_[contract + "/" + line].rates[at] = price;
        }
        return;
      case end_line:
        take(scenario_.send("AmendContract " +
                            about(fmt::format(R"("effective_on":"{}","end_line_ids":["{}"])", on, line))));
        return;
      case activate:
        return activate_service(contract, move);
      case change:
      case suspend:
      case resume:
      case cease:
        if (!services_.empty()) change_service(services_[pick % services_.size()], move);
        return;
      case reverse:
        return reverse_a_charge(pick);
    }
  }

  void check() {
    for (const auto& contract_id : contracts_) {
      const auto& contract = *scenario_.world().contract(contract_id);
      for (const auto& line : contract.lines) {
        const auto key = contract_id + "/" + line.line_id;
        std::set<Standing> due;
        add_due(due, accounts_[key], contract, {line.from, end_of(line.to, contract.ends_on)}, today());
        RC_ASSERT(ledger_.of(key) == due);
        RC_ASSERT(disjoint(due));
      }
    }
    for (const auto& service_id : services_) {
      if (const auto* service = scenario_.world().service(service_id)) check_service(service_id, *service);
    }
    RC_ASSERT(ledger_.balance() == ledger_.total());
  }

  [[nodiscard]] const domain::Contract& contract() { return *scenario_.world().contract("C1"); }
  [[nodiscard]] std::size_t charges_raised() const { return ledger_.raised(); }
  [[nodiscard]] std::size_t services_known() const { return services_.size(); }
  [[nodiscard]] std::size_t services_continued() const { return continued_; }

 private:
  void activate_service(const std::string& contract, const Move& move) {
    const auto service = fmt::format("S{}", services_.size());
    const std::vector<std::string> products{"VOICE", "CLEANING", "SETUP"};
    if (!take(scenario_.send(fmt::format(
            R"(ActivateService {{"service_id":"{}","contract_id":"{}","product_id":"{}","quantity":{},"from":"{}"}})",
            service, contract, products[static_cast<std::size_t>(move.pick) % products.size()],
            1 + move.pick % 4, day(move.day))))) {
      return;
    }
    services_.push_back(service);
    const auto& activated = *scenario_.world().service(service);
    auto& account = accounts_[service];
    account.rates[day_at(0)] = 1 + move.pick % 4;
    account.unit_price = activated.unit_price.value();
    account.per = activated.per;
    under_[service] = {contract};
  }

  void change_service(const std::string& service, const Move& move) {
    using enum Move::Kind;
    const auto at = day_at(move.day);
    const auto fields =
        fmt::format(R"({{"service_id":"{}","effective_on":"{}"{}}})", service, day(move.day),
                    move.kind == change ? fmt::format(R"(,"quantity":{})", 1 + move.pick % 3) : "");
    const auto command = move.kind == change    ? "ChangeService "
                         : move.kind == suspend ? "SuspendService "
                         : move.kind == resume  ? "ResumeService "
                                                : "CeaseService ";
    if (!take(scenario_.send(command + fields))) return;
    auto& account = accounts_[service];
    if (move.kind == change) account.rates[at] = 1 + move.pick % 3;
    if (move.kind == suspend) {
      for (auto later = at; later < at + 1000; later = later + 1) account.suspended.insert(later);
    }
    if (move.kind == resume)
      account.suspended.erase(account.suspended.lower_bound(at), account.suspended.end());
  }

  void reverse_a_charge(std::size_t pick) {
    std::vector<std::string> ids;
    for (const auto& [key, aggregate] : scenario_.world().aggregates()) {
      const auto& [operator_id, kind, id] = key;
      if (kind == domain::StreamKind::charge) ids.push_back(id);
    }
    if (ids.empty()) return;
    const auto& id = ids[pick % ids.size()];
    if (!take(scenario_.send(
            fmt::format(R"(ReverseCharge {{"charge_id":"{}","reversal_reason":"goodwill"}})", id)))) {
      return;
    }
    const auto& charge = *scenario_.world().charge(id);
    auto& account =
        accounts_[charge.cause == ChargeCause::LEASE ? charge.contract_id + "/" + charge.subject_id
                                                     : charge.subject_id];
    for (auto at = charge.service_from; at < charge.service_to; at = at + 1) account.taken_back.insert(at);
  }

  void check_service(const std::string& service_id, const domain::Service& service) {
    const auto& account = accounts_[service_id];
    std::set<Standing> due;
    for (std::size_t i = 0; i < under_[service_id].size(); ++i) {
      const auto& contract = *scenario_.world().contract(under_[service_id][i]);
      const auto from = i == 0 ? service.from : std::max(service.from, contract.starts_on);
      const Period covered{from, end_of(service.to, contract.ends_on)};
      if (account.per != PricePer::ONCE) {
        add_due(due, account, contract, covered, today());
      } else if (covered.contains(service.from) && domain::has_started(contract.status) &&
                 service.from <= today() && !account.taken_back.contains(service.from) &&
                 account.unit_price != 0) {
        due.insert({service.from, service.from + 1, account.rate_on(service.from) * account.unit_price});
      }
    }
    RC_ASSERT(ledger_.of(service_id) == due);
    RC_ASSERT(disjoint(due));
  }

  [[nodiscard]] Date day_at(int offset) const { return first_ + offset; }
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
  /// Whether it was accepted.
  bool take(const Applied& applied) {
    if (!applied) return false;
    ledger_.take(*applied);
    for (const auto& recorded : *applied) {
      if (const auto* continued = recorded.event().body_as_ServiceContinued()) {
        under_[domain::copy(continued->service_id())].push_back(domain::copy(continued->contract_id()));
        ++continued_;
      }
    }
    return true;
  }

  Scenario scenario_;
  Ledger ledger_;
  Date first_;
  std::vector<std::string> contracts_{"C1"};
  std::vector<std::string> services_;
  std::map<std::string, Account> accounts_;
  /// The contracts that a service ran under, in turn.
  std::map<std::string, std::vector<std::string>> under_;
  std::size_t continued_ = 0;
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
  RC_CLASSIFY(life.services_continued() > 0, "services that went on under a successor");
  RC_CLASSIFY(life.charges_raised() > 5, "more than five charges");
}

}  // namespace
}  // namespace tenure::test
