// The schedule of a group, from a command into an event.
//
// Promises: the entries in the order in which they were given.
// Fails:    BAD_SCHEDULE for an entry that ends in the minute in which it starts; a whole day is 0 to 1440.
#pragma once

#include <expected>
#include <memory>
#include <vector>

#include "domain/kernel/decision.h"
#include "schemas/commands/access_generated.h"
#include "schemas/events/access_generated.h"

namespace tenure::domain {

using Schedule = std::vector<std::unique_ptr<event::ScheduleEntryT>>;
using GivenSchedule = flatbuffers::Vector<flatbuffers::Offset<command::ScheduleEntry>>;

/// No entries where nothing was given.
[[nodiscard]] std::expected<Schedule, Refusal> schedule_of(const GivenSchedule* given);

}  // namespace tenure::domain
