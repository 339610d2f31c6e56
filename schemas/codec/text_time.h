// Dates and instants as text: civil dates "2026-11-23" and RFC 3339 instants "2026-11-23T09:30:00Z".
//
// Promises: pure functions of their arguments, no locale, no time zone data, no clock.
// Fails: parsing answers nothing for a text that is not exactly of the form or names a day that does not exist.
// Why here: schemas/ stands below everything else, and one form for the whole system is worth sixty lines. The
// arithmetic is the proleptic Gregorian calendar of ISO 8601, after Howard Hinnant's "chrono-compatible low-level
// date algorithms" (days_from_civil, civil_from_days).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tenure::codec {

/// The span of dates and instants that a command may carry: 1900-01-01 up to 2999-12-31.
inline constexpr std::int32_t date_days_min = -25'567;
inline constexpr std::int32_t date_days_max = 376'199;
inline constexpr std::int64_t day_microseconds = 86'400'000'000;
inline constexpr std::int64_t instant_microseconds_min = date_days_min * day_microseconds;
inline constexpr std::int64_t instant_microseconds_max = (date_days_max + 1) * day_microseconds - 1;

/// "YYYY-MM-DD", years 0000 to 9999, as days since 1970-01-01.
[[nodiscard]] std::optional<std::int32_t> parse_date(std::string_view text) noexcept;

/// RFC 3339 with "Z" or an offset, seconds required, up to six digits of a fraction, no leap second; as
/// microseconds since 1970-01-01T00:00:00Z.
[[nodiscard]] std::optional<std::int64_t> parse_instant(std::string_view text) noexcept;

/// A date or an instant as text, where it was made: no memory is asked for.
class TimeText {
 public:
  [[nodiscard]] std::string_view view() const noexcept { return {bytes_.data(), size_}; }
  void append(std::string_view text) noexcept {
    text.copy(bytes_.data() + size_, text.size());
    size_ += text.size();
  }

 private:
  /// Enough for every 64-bit instant: a sign, six digits of a year, and the rest.
  std::array<char, 40> bytes_;
  std::size_t size_ = 0;
};
[[nodiscard]] TimeText date_text(std::int32_t days);
[[nodiscard]] TimeText instant_text(std::int64_t microseconds);

/// Appends "YYYY-MM-DD". Years outside 0000 to 9999 are written with a sign, which no command can carry.
void write_date(std::int32_t days, std::string& out);

/// Appends "YYYY-MM-DDThh:mm:ssZ", with ".ffffff" before the Z when the microseconds are not zero.
void write_instant(std::int64_t microseconds, std::string& out);

}  // namespace tenure::codec
