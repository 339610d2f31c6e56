// What meters counted.

#include <algorithm>
#include <vector>

#include <fmt/format.h>

#include "tests/model/reference/calls.h"
#include "tests/model/reference/rules.h"

namespace tenure::model {
namespace {

bool is_there(const Fields& command, std::string_view name) {
  const auto* field = command.if_contains(name);
  return field != nullptr && !field->is_null();
}

/// Only the last two are known to the day.
std::string holder_of(const Number& number, Day day) {
  constexpr std::size_t known = 2;
  // The present one is one of the two; a number that rests has only the one before.
  const bool is_held = !number.occupier.empty();
  const auto last = std::min(number.held.size(), is_held ? known : known - 1);
  for (std::size_t back = 1; back <= last; ++back) {
    const auto& held = number.held[number.held.size() - back];
    if (day >= held.from.value_or(day) && (!held.to || day < *held.to)) return held.occupier;
  }
  return {};
}

}  // namespace

Code RecordUsage(Business& business, const Fields& command) {
  const auto id = text_of(command, "meter_id") + "/" + text_of(command, "usage_id");
  if (const auto known = business.usage.find(id); known != business.usage.end()) {
    return known->second.command == command ? "ALREADY_EXISTS" : "USAGE_CONFLICT";
  }
  const bool of_number = is_there(command, "number");
  const bool of_place = is_there(command, "occupier_id") && is_there(command, "site_id");
  const bool of_half_a_place = is_there(command, "occupier_id") != is_there(command, "site_id");
  const bool is_call = text_of(command, "kind") == "CALL";
  if (of_number == of_place || of_half_a_place) return "BAD_USAGE";
  if (is_there(command, "seconds") != is_call || is_there(command, "units") == is_call) return "BAD_USAGE";

  const auto number = business.numbers.find(text_of(command, "number"));
  if (of_number && number == business.numbers.end()) return "UNKNOWN_PHONE_NUMBER";
  if (of_place && !business.occupiers.contains(text_of(command, "occupier_id"))) return "UNKNOWN_OCCUPIER";
  const auto site_id = of_number ? number->second.site : text_of(command, "site_id");
  const auto site = business.sites.find(site_id);
  if (site == business.sites.end()) return "UNKNOWN_SITE";
  const auto day = local_day(*time_of(command, "starts_at"), site->second.zone);
  const auto occupier = of_number ? holder_of(number->second, day) : text_of(command, "occupier_id");
  if (occupier.empty()) return "NUMBER_NOT_HELD";
  const auto contract =
      find_contract(business, occupier, site_id,
                    {"UPCOMING", "ACTIVE", "NOTICE_GIVEN", "ENDED", "TERMINATED", "RENEWED"}, day);
  if (contract.empty()) return "NO_CONTRACT";

  const auto rated = rate_call(business, command, site_id, day);
  if (!rated.code.empty()) return rated.code;

  business.usage.emplace(id, Usage{command, occupier, site_id});
  Fields recorded{
      {"occupier_id", occupier}, {"site_id", site_id}, {"contract_id", contract}, {"on", day_text(day)}};
  take(recorded, command,
       {"meter_id", "usage_id", "kind", "number", "starts_at", "seconds", "units", "destination"});
  std::vector<std::string> streams{"usage/" + id};
  if (rated.call) {
    auto& month = usage_month(business, site_id, occupier, day);
    streams.push_back(fmt::format("usage-month/{}/{}/{}", site_id, occupier, month_text(day)));
    if (!month.waiting) streams.push_back("site/" + site_id);
    recorded["rating"] = rated.fields;
    recorded["first_unsettled"] = !month.waiting;
    month.waiting = true;
    month.calls.push_back(*rated.call);
    month.calls.back().contract = contract;
  }
  business.note("UsageRecorded", std::move(recorded), std::move(streams));
  return {};
}

}  // namespace tenure::model
