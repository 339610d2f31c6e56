#include "adapters/report/cell_text.h"

#include <iterator>

#include <fmt/format.h>

#include "schemas/codec/text_time.h"

namespace tenure::report {
namespace {

constexpr std::int64_t second_microseconds = 1'000'000;
constexpr std::int64_t day_seconds = 86'400;

}  // namespace

void write_local(domain::Instant instant, domain::Zone zone, Separator separator, std::string& out) {
  auto fraction = instant.microseconds() % second_microseconds;
  if (fraction < 0) fraction += second_microseconds;
  const auto utc_seconds = (instant.microseconds() - fraction) / second_microseconds;
  const auto local = zone.local_time(instant);
  const auto local_seconds = local.date.days() * day_seconds + local.minute_of_day * 60 + local.second;
  const auto offset = local_seconds - utc_seconds;
  if (offset % 60 != 0) {
    const auto text = codec::instant_text(instant.microseconds());
    const auto start = out.size();
    out += text.view();
    out[start + text.view().find('T')] = static_cast<char>(separator);
    return;
  }
  codec::write_date(local.date.days(), out);
  fmt::format_to(std::back_inserter(out), "{}{:02}:{:02}:{:02}", static_cast<char>(separator),
                 local.minute_of_day / 60, local.minute_of_day % 60, local.second);
  if (fraction != 0) fmt::format_to(std::back_inserter(out), ".{:06}", fraction);
  const auto minutes = (offset < 0 ? -offset : offset) / 60;
  fmt::format_to(std::back_inserter(out), "{}{:02}:{:02}", offset < 0 ? '-' : '+', minutes / 60,
                 minutes % 60);
}

void write_duration(std::chrono::seconds duration, std::string& out) {
  const auto is_negative = duration.count() < 0;
  // Unsigned, so that the least duration has a magnitude too.
  auto seconds = static_cast<std::uint64_t>(duration.count());
  if (is_negative) seconds = 0 - seconds;
  fmt::format_to(std::back_inserter(out), "{}{}:{:02}:{:02}", is_negative ? "-" : "", seconds / 3600,
                 seconds / 60 % 60, seconds % 60);
}

std::string_view name_of(Kind kind) {
  switch (kind) {
    case Kind::text:
      return "text";
    case Kind::identifier:
      return "identifier";
    case Kind::date:
      return "date";
    case Kind::instant:
      return "instant";
    case Kind::money:
      return "money";
    case Kind::duration:
      return "duration";
    case Kind::count:
      break;
  }
  return "count";
}

}  // namespace tenure::report
