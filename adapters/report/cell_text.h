// How cells look in more than one format. All append.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "adapters/report/report.h"

namespace tenure::report {

/// Between date and time of day: 'T' where a machine reads (RFC 3339), a blank on paper.
enum class Separator : char { machine = 'T', paper = ' ' };

/// "2026-03-29T02:00:00+01:00" in the zone, with the fraction of a second where there is one. Where the zone's offset is
/// not whole minutes, as before standard time, RFC 3339 has no form for it and the instant is written in UTC, with Z.
void write_local(domain::Instant instant, domain::Zone zone, Separator separator, std::string& out);

/// "1:02:03", "0:00:07", "-0:00:07"; hours are not folded into days.
void write_duration(std::chrono::seconds duration, std::string& out);

/// The name of a kind in JSON.
[[nodiscard]] std::string_view name_of(Kind kind);

}  // namespace tenure::report
