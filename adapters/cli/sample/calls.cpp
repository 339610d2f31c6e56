// What the switch counted the day before, as it comes in each morning.

#include <algorithm>
#include <vector>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <fmt/format.h>

#include "adapters/cli/sample/story.h"

namespace tenure::cli::sample {
namespace {

using boost::json::array;
using boost::json::object;

constexpr int pages_printed = 37;

std::vector<const UserRow*> callers_on(Day day) {
  std::vector<const UserRow*> callers;
  for (const auto& user : users) {
    if (!user.number.empty() && has_moved_in(user.occupier_id, user.site_id, day)) callers.push_back(&user);
  }
  return callers;
}

}  // namespace

void tell_calls(Story& story, Day day) {
  const Day yesterday = day - 1;
  if (yesterday <= day_of_setup || !is_working_day(yesterday)) return;
  const auto callers = callers_on(yesterday);
  for (int count = 0; count < calls_each_day; ++count) {
    const auto turn = static_cast<std::size_t>(yesterday * calls_each_day + count);
    const auto& call = calls[turn % calls.size()];
    // Twelve calls a day and a number of callers that is no multiple of it: everybody has a turn.
    const auto& caller = *callers[(turn * 5) % callers.size()];
    story.tell(switchboard, "RecordUsage",
               {{"meter_id", fmt::format("PBX-{}", caller.site_id)},
                {"usage_id", fmt::format("{}-{}", text_of(yesterday), count)},
                {"kind", "CALL"},
                {"number", caller.number},
                {"starts_at",
                 instant_text(site_of(caller.site_id).time_zone, date_of(yesterday), call.hour * 60 + count)},
                {"seconds", call.seconds},
                {"destination", call.destination}});
  }
  if (yesterday != 7) return;
  story.tell(switchboard, "RecordUsage",
             {{"meter_id", "PRINTER-LON"},
              {"usage_id", text_of(yesterday)},
              {"kind", "PRINT"},
              {"occupier_id", "FERN"},
              {"site_id", "LON"},
              {"starts_at", instant_text(site_of("LON").time_zone, date_of(yesterday), 10 * 60)},
              {"units", pages_printed}});
}

}  // namespace tenure::cli::sample
