#include <algorithm>
#include <map>
#include <tuple>

#include <fmt/format.h>

#include "tests/model/reference/answers.h"

namespace tenure::model {

History::History(const std::vector<Recorded>& records, const std::string& operator_id, std::uint64_t up_to) {
  for (const auto& record : records) {
    if (record.operator_id != operator_id || record.position > up_to) continue;
    by_type_[record.fact.type].push_back(&record);
    by_type_[{}].push_back(&record);
  }
}

const std::vector<const Recorded*>& History::of(std::string_view type) const {
  static const std::vector<const Recorded*> none;
  const auto found = by_type_.find(type);
  return found == by_type_.end() ? none : found->second;
}

std::vector<const Recorded*> History::of(std::string_view type, std::string_view field,
                                         const std::string& value) const {
  auto found = of(type);
  std::erase_if(found, [&](const Recorded* record) { return text_of(record->fact.data, field) != value; });
  return found;
}

namespace billing {
namespace {

std::string month_of(const Fields& data, std::string_view field) { return month_text(*day_of(data, field)); }

const Recorded* reversal_of(const History& history, const std::string& charge_id) {
  const auto found = history.of("ChargeReversed", "charge_id", charge_id);
  return found.empty() ? nullptr : found.front();
}

std::string line_for(const Recorded& raised, const Recorded* reversed) {
  const auto& data = raised.fact.data;
  const auto reversal =
      reversed == nullptr ? std::string{"stands"}
                          : fmt::format("reversed at {} {} on {} for {}", reversed->position,
                                        time_text(reversed->recorded_at), text_of(reversed->fact.data, "on"),
                                        text_of(reversed->fact.data, "reversal_reason"));
  return fmt::format("{} of {} at {} for {} {} {} {} {} x {} = {} {} {} on {} [{}, {}) {} at {} {} {}",
                     text_of(data, "charge_id"), text_of(data, "occupier_id"), text_of(data, "site_id"),
                     text_of(data, "product_id"), text_of(data, "cause"), text_of(data, "contract_id"),
                     text_of(data, "subject_id"), *number_of(data, "quantity"),
                     *number_of(data, "unit_price"), *number_of(data, "net"), text_of(data, "currency"),
                     *number_of(data, "currency_exponent"), text_of(data, "on"),
                     text_of(data, "service_from"), text_of(data, "service_to"), text_of(data, "description"),
                     raised.position, time_text(raised.recorded_at), reversal);
}

struct Seen {
  const Recorded* raised;
  const Recorded* reversed;
};

/// By month of the first day of service, site and id.
std::map<std::tuple<std::string, std::string, std::string>, Seen> seen(const History& history,
                                                                       const std::string& occupier,
                                                                       const Filter& filter) {
  std::map<std::tuple<std::string, std::string, std::string>, Seen> all;
  for (const auto* raised : history.of("ChargeRaised", "occupier_id", occupier)) {
    const auto& data = raised->fact.data;
    const auto month = month_of(data, "service_from");
    const auto site = text_of(data, "site_id");
    const auto id = text_of(data, "charge_id");
    const auto* reversed = reversal_of(history, id);
    if (!filter.month.empty() && filter.month != month) continue;
    if (!filter.site.empty() && filter.site != site) continue;
    if (!filter.status.empty() && (filter.status == "REVERSED") != (reversed != nullptr)) continue;
    all[{month, site, id}] = {raised, reversed};
  }
  return all;
}

/// What was raised and reversed in one currency, before a month and in it.
struct Book {
  std::int64_t exponent = 0;
  std::int64_t before = 0;
  std::int64_t raised = 0;
  std::int64_t raised_count = 0;
  std::int64_t reversed = 0;
  std::int64_t reversed_count = 0;
};

std::map<std::string, Book> books(const History& history, const std::string& occupier,
                                  const std::string& month) {
  std::map<std::string, Book> all;
  for (const auto* record : history.of({}, "occupier_id", occupier)) {
    const auto& data = record->fact.data;
    const bool is_raised = record->fact.type == "ChargeRaised";
    if (!is_raised && record->fact.type != "ChargeReversed") continue;
    const auto on = month_of(data, "on");
    if (on > month) continue;
    const auto net = *number_of(data, "net");
    auto& book = all[text_of(data, "currency")];
    book.exponent = *number_of(data, "currency_exponent");
    if (on < month) {
      book.before += is_raised ? net : -net;
    } else if (is_raised) {
      book.raised += net;
      ++book.raised_count;
    } else {
      book.reversed += net;
      ++book.reversed_count;
    }
  }
  return all;
}

}  // namespace

Lines charges(const History& history, const std::string& occupier, const Filter& filter) {
  Lines lines;
  for (const auto& [key, charge] : seen(history, occupier, filter)) {
    lines.push_back(line_for(*charge.raised, charge.reversed));
  }
  return lines;
}

Lines charge(const History& history, const std::string& charge) {
  Lines lines;
  for (const auto* raised : history.of("ChargeRaised", "charge_id", charge)) {
    lines.push_back(line_for(*raised, reversal_of(history, charge)));
  }
  return lines;
}

Lines totals(const History& history, const std::string& occupier, const Filter& filter) {
  struct Total {
    std::int64_t exponent = 0, charges = 0, net = 0, reversals = 0, reversed = 0;
  };
  std::map<std::tuple<std::string, std::string, std::string>, Total> all;
  for (const auto& [key, charge] : seen(history, occupier, filter)) {
    const auto& data = charge.raised->fact.data;
    auto& total = all[{std::get<0>(key), std::get<1>(key), text_of(data, "currency")}];
    total.exponent = *number_of(data, "currency_exponent");
    ++(charge.reversed == nullptr ? total.charges : total.reversals);
    (charge.reversed == nullptr ? total.net : total.reversed) += *number_of(data, "net");
  }
  Lines lines;
  for (const auto& [key, total] : all) {
    const auto& [month, site, currency] = key;
    lines.push_back(fmt::format("{} {} {} {}: {} for {}, {} reversed for {}", month, site, currency,
                                total.exponent, total.charges, total.net, total.reversals, total.reversed));
  }
  return lines;
}

Lines balances(const History& history, const std::string& occupier) {
  Lines lines;
  for (const auto& [currency, book] : books(history, occupier, "9999-12")) {
    lines.push_back(fmt::format("{} {} {}", currency, book.exponent, book.before));
  }
  return lines;
}

Lines statement(const History& history, const std::string& occupier, const std::string& month) {
  Lines lines;
  for (const auto& [currency, book] : books(history, occupier, month)) {
    if (book.before == 0 && book.raised_count == 0 && book.reversed_count == 0) continue;
    lines.push_back(fmt::format("{} {} {}: {} + {} for {} - {} for {} = {}", month, currency, book.exponent,
                                book.before, book.raised_count, book.raised, book.reversed_count,
                                book.reversed, book.before + book.raised - book.reversed));
  }
  return lines;
}

Lines statement_lines(const History& history, const std::string& occupier, const std::string& month) {
  Lines lines;
  for (const auto* record : history.of({}, "occupier_id", occupier)) {
    const auto& data = record->fact.data;
    const bool is_raised = record->fact.type == "ChargeRaised";
    if ((!is_raised && record->fact.type != "ChargeReversed") || month_of(data, "on") != month) continue;
    lines.push_back(
        fmt::format("{} {} on {} {} {} at {} for {} {} [{}, {}) {} {} {} {}", record->position,
                    time_text(record->recorded_at), text_of(data, "on"), is_raised ? "raised" : "reversed",
                    text_of(data, "charge_id"), text_of(data, "site_id"), text_of(data, "product_id"),
                    text_of(data, "cause"), text_of(data, "service_from"), text_of(data, "service_to"),
                    text_of(data, "currency"), *number_of(data, "currency_exponent"), *number_of(data, "net"),
                    text_of(data, is_raised ? "description" : "reversal_reason")));
  }
  return lines;
}

}  // namespace billing
}  // namespace tenure::model
