// The books, added up anew from all charges for each question.

#include <map>
#include <tuple>

#include <fmt/format.h>

#include "tests/model/reference/answers.h"

namespace tenure::model::ledger {
namespace {

struct Posted {
  const Recorded* record = nullptr;
  std::string account;
  std::string subject;
  bool is_debit = false;
};

/// Both lines of every charge that is posted at once, in the order of their positions.
std::vector<Posted> posted(const History& history, const std::string& entity) {
  std::vector<Posted> all;
  for (const auto* record : history.of("")) {
    const auto& fact = record->fact;
    const bool is_raised = fact.type == "ChargeRaised";
    if (!is_raised && fact.type != "ChargeReversed") continue;
    if (text_of(fact.data, "posting_rule") != "ACCRUAL_1" ||
        text_of(fact.data, "legal_entity_id") != entity || *number_of(fact.data, "net") == 0) {
      continue;
    }
    all.push_back({record, "1210", text_of(fact.data, "occupier_id"), is_raised});
    all.push_back({record, text_of(fact.data, "revenue_account"), text_of(fact.data, "site_id"), !is_raised});
  }
  return all;
}

std::int64_t net_of(const Posted& line) { return *number_of(line.record->fact.data, "net"); }

}  // namespace

Lines trial_balance(const History& history, const std::string& entity, Day on) {
  std::map<std::pair<std::string, std::string>, std::pair<std::int64_t, std::int64_t>> sums;
  for (const auto& line : posted(history, entity)) {
    if (*day_of(line.record->fact.data, "on") > on) continue;
    auto& [debits, credits] = sums[{text_of(line.record->fact.data, "currency"), line.account}];
    (line.is_debit ? debits : credits) += net_of(line);
  }
  Lines lines;
  for (const auto& [account, sum] : sums) {
    lines.push_back(fmt::format("{} {} {} {}", account.first, account.second, sum.first, sum.second));
  }
  return lines;
}

Lines account_lines(const History& history, const Account& account, Day from, Day to) {
  std::int64_t opening = 0;
  std::map<std::pair<Day, std::uint64_t>, std::string> by_day;
  for (const auto& line : posted(history, account.entity)) {
    const auto& data = line.record->fact.data;
    if (line.account != account.code || line.subject != account.subject ||
        text_of(data, "currency") != account.currency) {
      continue;
    }
    const auto on = *day_of(data, "on");
    if (on < from) opening += line.is_debit ? net_of(line) : -net_of(line);
    if (on < from || on >= to) continue;
    by_day[{on, line.record->position}] =
        fmt::format("{} {} {} {} at {}", day_text(on), line.is_debit ? "debit" : "credit", net_of(line),
                    text_of(data, "charge_id"), line.record->position);
  }
  Lines lines{fmt::format("opening {}", opening)};
  for (const auto& [place, text] : by_day) lines.push_back(text);
  return lines;
}

}  // namespace tenure::model::ledger
