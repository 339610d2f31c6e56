#include "adapters/cli/sample/story.h"

#include <algorithm>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "domain/kernel/invariant.h"
#include "domain/kernel/zone.h"

namespace tenure::cli::sample {
namespace {

constexpr std::int64_t minute_microseconds = 60'000'000;

}  // namespace

domain::Date date_of(Day day) { return domain::from_civil({2026, 9, 30}) + day; }
std::string text_of(Day day) { return domain::format_date(date_of(day)); }
bool is_working_day(Day day) { return domain::weekday(date_of(day)) <= 5; }
Day next_working_day(Day day) {
  do ++day;
  while (!is_working_day(day));
  return day;
}

const SiteRow& site_of(std::string_view site_id) {
  return *std::ranges::find(sites, site_id, &SiteRow::site_id);
}

std::string instant_text(std::string_view zone_name, domain::Date date, int minute) {
  const auto zone = domain::existing(domain::find_zone(zone_name), "the time zone of a site of the sample");
  const auto start = zone.start_of_day(date);
  return domain::format_instant(domain::Instant{start.microseconds() + minute * minute_microseconds});
}

bool has_moved_in(std::string_view occupier_id, std::string_view site_id, Day day) {
  return std::ranges::any_of(contracts, [&](const ContractRow& contract) {
    const bool is_gone = contract.contract_id == contract_terminated && day >= day_of_termination;
    return contract.occupier_id == occupier_id && contract.site_id == site_id && contract.start <= day &&
           !is_gone;
  });
}

void Story::on(Day day) {
  day_ = text_of(day);
  std::erase(day_, '-');
  number_ = 0;
}

void Story::tell(std::string_view actor, std::string_view type, boost::json::object data) {
  lines_.push_back(
      boost::json::serialize(boost::json::object{{"type", type},
                                                 {"id", fmt::format("{}-{:04}", day_, ++number_)},
                                                 {"actor", actor},
                                                 {"data", std::move(data)}}));
}

}  // namespace tenure::cli::sample
