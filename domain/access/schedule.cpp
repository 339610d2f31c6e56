#include "domain/access/schedule.h"

#include <fmt/format.h>

namespace tenure::domain {

std::expected<Schedule, Refusal> schedule_of(const GivenSchedule* given) {
  Schedule schedule;
  const auto entries = given == nullptr ? 0 : given->size();
  for (flatbuffers::uoffset_t index = 0; index < entries; ++index) {
    const auto* entry = given->Get(index);
    if (entry->from_minute() == entry->to_minute()) {
      return std::unexpected(Refusal{Code::BAD_SCHEDULE, fmt::format("entry {} is empty", index)});
    }
    auto copied = std::make_unique<event::ScheduleEntryT>();
    copied->weekday = entry->weekday();
    copied->from_minute = entry->from_minute();
    copied->to_minute = entry->to_minute();
    schedule.push_back(std::move(copied));
  }
  return schedule;
}

}  // namespace tenure::domain
