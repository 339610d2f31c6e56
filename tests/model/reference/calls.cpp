// What calls cost: tariffs, and the charges of months.

#include "tests/model/reference/calls.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

constexpr std::int64_t seconds_per_minute = 60;
constexpr std::int64_t millionths = 1'000'000;

/// In the order in which included minutes go to them.
bool before(const BilledCall& one, const BilledCall& other) {
  const auto key = [](const BilledCall& call) {
    return std::tuple{call.start, call.seconds, call.rate.connection_fee, call.rate.per_minute,
                      call.rate.use_allowance};
  };
  return key(one) < key(other);
}

Day month_begin(Day day) {
  while (month_text(day - 1) == month_text(day)) --day;
  return day;
}

std::int64_t minutes_on(const Service& service, Day day) {
  std::int64_t minutes = 0;
  for (const auto& [from, included] : service.call_minutes) {
    if (from <= day) minutes = included;
  }
  return minutes;
}

std::int64_t included_minutes(const Business& business, const std::string& occupier, const std::string& site,
                              Day month) {
  std::int64_t minutes = 0;
  for (const auto& [id, service] : business.services) {
    const auto& contract = business.contracts.at(service.contract);
    if (contract.occupier != occupier || contract.site != site) continue;
    const auto from = std::max(service.from, month);
    const auto to = std::min(service.to.value_or(far_away), next_month(month));
    std::int64_t most = 0;
    for (Day day = from; day < to; ++day) most = std::max(most, minutes_on(service, day));
    minutes += most;
  }
  return minutes;
}

struct Bill {
  std::int64_t seconds = 0;
  std::int64_t included = 0;
  std::int64_t net = 0;
};

/// Second by second: each second of a call in its turn is included or charged.
Bill bill_for(std::vector<BilledCall> calls, std::int64_t minutes, Halves halves) {
  std::ranges::stable_sort(calls, before);
  Bill bill;
  auto left = minutes * seconds_per_minute;
  __int128 parts = 0;
  for (const auto& call : calls) {
    std::int64_t charged = 0;
    for (std::int64_t second = 0; second < call.seconds; ++second) {
      ++bill.seconds;
      if (call.rate.use_allowance && left > 0) {
        --left;
        ++bill.included;
      } else {
        ++charged;
      }
    }
    if (charged == 0) continue;
    parts +=
        __int128{call.rate.connection_fee} * seconds_per_minute + __int128{call.rate.per_minute} * charged;
  }
  bill.net = rounded(parts, seconds_per_minute * millionths, halves);
  return bill;
}

void settle(Business& business, const std::tuple<std::string, std::string, Day>& key) {
  const auto& [site_id, occupier, month] = key;
  auto& usage = business.usage_months.at(key);
  const auto& site = business.sites.at(site_id);
  const auto id = fmt::format("{}/{}/{}", site_id, occupier, month_text(month));
  const auto bill =
      bill_for(usage.calls, included_minutes(business, occupier, site_id, month), halves_at(site));
  const auto due = std::max<std::int64_t>(0, bill.net - usage.let_off);
  const auto stands = usage.charge.empty() ? 0 : *number_of(business.charges.at(usage.charge).raised, "net");
  if (due != stands) {
    if (!usage.charge.empty()) {
      reverse(business, std::string{usage.charge}, "calls of the month were recorded later", "REPLACED");
    }
    if (due != 0) {
      // The last of those that start last says product and contract.
      const auto* last = &usage.calls.front();
      for (const auto& call : usage.calls) {
        if (!before(call, *last)) last = &call;
      }
      auto charge = charge_for(business, last->contract);
      usage.charge = fmt::format("usage:{}/{}:{}:{}", site_id, occupier, month_text(month), ++usage.charges);
      charge["charge_id"] = usage.charge;
      charge["cause"] = "USAGE";
      charge["subject_id"] = id;
      charge["product_id"] = last->product;
      charge["quantity"] = 1;
      charge["unit_price"] = due;
      charge["net"] = due;
      charge["service_from"] = day_text(month);
      charge["service_to"] = day_text(next_month(month));
      raise(business, charge);
    }
  }
  usage.waiting = false;
  Fields settled{{"occupier_id", occupier},
                 {"site_id", site_id},
                 {"month", day_text(month)},
                 {"calls", usage.calls.size()},
                 {"billed_seconds", bill.seconds},
                 {"allowance_seconds", bill.included},
                 {"net", due},
                 {"on", day_text(*site.today)}};
  put_text(settled, "charge_id", usage.charge);
  business.note("UsageSettled", settled, {"usage-month/" + id, "site/" + site_id});
}

}  // namespace

Code DefineTariff(Business& business, const Fields& command) {
  const auto id = text_of(command, "tariff_id");
  const auto currency = text_of(command, "currency");
  const auto known = business.tariffs.find(id);
  if (known != business.tariffs.end() && known->second.currency != currency) return "CURRENCY_MISMATCH";
  std::map<std::string, CallRate> rates;
  const auto given = objects_of(command, "rates");
  for (const auto& rate : given) {
    const auto prefix = text_of(rate, "prefix");
    if (prefix.find_first_not_of("0123456789") != std::string::npos) return "BAD_TARIFF";
    const auto* allowance = rate.if_contains("use_allowance");
    rates[prefix] = {prefix,
                     *number_of(rate, "connection_fee"),
                     *number_of(rate, "per_minute"),
                     *number_of(rate, "initial_seconds"),
                     *number_of(rate, "increment_seconds"),
                     allowance == nullptr || allowance->as_bool()};
  }
  if (given.empty() || rates.size() != given.size()) return "BAD_TARIFF";

  auto& tariff = business.tariffs[id];
  tariff.currency = currency;
  auto& version = tariff.versions[*day_of(command, "from")];
  version.clear();
  boost::json::array recorded;
  for (const auto& [prefix, rate] : rates) {
    version.push_back(rate);
    Fields one{{"connection_fee", rate.connection_fee},
               {"per_minute", rate.per_minute},
               {"initial_seconds", rate.initial},
               {"increment_seconds", rate.increment},
               {"use_allowance", rate.use_allowance}};
    put_text(one, "prefix", prefix);
    recorded.push_back(one);
  }
  Fields data = command;
  data["rates"] = recorded;
  business.note("TariffDefined", data, {"tariff/" + id});
  return {};
}

Code SetSiteTariff(Business& business, const Fields& command) {
  const auto site_id = text_of(command, "site_id");
  const auto tariff = text_of(command, "tariff_id");
  const auto product = text_of(command, "product_id");
  if (!business.sites.contains(site_id)) return "UNKNOWN_SITE";
  if (!business.tariffs.contains(tariff)) return "UNKNOWN_TARIFF";
  if (!business.products.contains(product)) return "UNKNOWN_PRODUCT";
  if (business.products.at(product) != "USAGE") return "WRONG_PRODUCT_KIND";
  auto& site = business.sites.at(site_id);
  if (business.tariffs.at(tariff).currency != site.entity.currency) return "CURRENCY_MISMATCH";
  site.tariffs[*day_of(command, "from")] = {tariff, product};
  business.note("SiteTariffSet", command, {"site/" + site_id});
  return {};
}

RatedUsage rate_call(const Business& business, const Fields& command, const std::string& site_id, Day day) {
  const auto& site = business.sites.at(site_id);
  const auto seconds = number_of(command, "seconds").value_or(0);
  RatedUsage rated;
  const std::pair<std::string, std::string>* in_force = nullptr;
  for (const auto& [from, tariff] : site.tariffs) {
    if (from <= day) in_force = &tariff;
  }
  if (seconds == 0 || in_force == nullptr) return rated;
  rated.code = "NO_RATE";
  const std::vector<CallRate>* rates = nullptr;
  Day version = 0;
  for (const auto& [from, list] : business.tariffs.at(in_force->first).versions) {
    if (from > day) continue;
    rates = &list;
    version = from;
  }
  if (rates == nullptr) return rated;
  // The stories' destinations are in E.164 or are no numbers.
  const auto destination = text_of(command, "destination");
  const auto digits = destination.starts_with('+') ? destination.substr(1) : std::string{};
  const CallRate* found = nullptr;
  for (const auto& rate : *rates) {
    if (digits.starts_with(rate.prefix) && (found == nullptr || rate.prefix.size() > found->prefix.size())) {
      found = &rate;
    }
  }
  if (found == nullptr) return rated;
  rated.code.clear();
  auto billed = found->initial;
  while (billed < seconds) billed += found->increment;
  rated.call = BilledCall{*time_of(command, "starts_at"), billed, *found, in_force->second, {}};
  rated.fields = Fields{{"tariff_id", in_force->first},
                        {"tariff_from", day_text(version)},
                        {"product_id", in_force->second},
                        {"billed_seconds", billed},
                        {"connection_fee", found->connection_fee},
                        {"per_minute", found->per_minute},
                        {"use_allowance", found->use_allowance},
                        {"currency", site.entity.currency},
                        {"currency_exponent", site.entity.exponent}};
  put_text(rated.fields, "prefix", found->prefix);
  return rated;
}

UsageMonth& usage_month(Business& business, const std::string& site_id, const std::string& occupier,
                        Day day) {
  return business.usage_months[{site_id, occupier, month_begin(day)}];
}

void charge_calls(Business& business, const std::string& site_id) {
  const auto today = *business.sites.at(site_id).today;
  std::vector<std::tuple<std::string, std::string, Day>> due;
  for (const auto& [key, usage] : business.usage_months) {
    const auto& [site, occupier, month] = key;
    if (site != site_id || !usage.waiting) continue;
    const bool is_over = next_month(month) <= today;
    if (is_over || find_contract(business, occupier, site_id, {"UPCOMING", "ACTIVE", "NOTICE_GIVEN"}).empty())
      due.push_back(key);
  }
  for (const auto& key : due) settle(business, key);
}

}  // namespace tenure::model
