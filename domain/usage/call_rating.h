// What calls cost: billed seconds, the rate of a destination, and the bill of a month.
//
// Is:       small pure functions over numbers; RecordUsage freezes what they say of a call, settling a month adds up.
// Promises: exact: amounts are kept in 60 millionths of a minor unit until the one rounding of a bill. Billed seconds are
//           the initial increment, then up to a multiple of the increment; a call of no seconds is not billed. Included
//           seconds are used by the calls that may use them in the order of their start; a call that they pay for in full
//           costs nothing, its connection fee included; of another the rest of its seconds and its fee are charged.
// Fails:    AmountOverflow where a bill has no int64.
// Why:      rated when it is recorded, by what was known then, so that no later tariff changes it; added up at the end, so
//           that nothing depends on the order in which records arrive.
#pragma once

#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string_view>
#include <tuple>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/usage/tariff.h"

namespace tenure::domain {

/// A call as it is charged. Amounts are millionths of a minor unit.
struct RatedCall {
  Instant starts_at{0};
  std::uint32_t billed_seconds = 0;
  std::int64_t connection_fee = 0;
  std::int64_t per_minute = 0;
  std::uint8_t use_allowance = 0;

  /// By start; calls that start together are told apart by what they cost.
  friend auto operator<=>(const RatedCall&, const RatedCall&) = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.starts_at, self.billed_seconds, self.connection_fee, self.per_minute,
                    self.use_allowance);
  }
};

/// Nothing where so many seconds have no 32 bits.
[[nodiscard]] std::optional<std::uint32_t> billed_seconds(std::uint32_t seconds, const CallRate& rate);

/// The version in force on the day; null where the first begins later.
[[nodiscard]] const TariffVersion* version_on(const Tariff& tariff, Date day);
/// The rate with the longest prefix of the digits (E.164 without the +); null where none begins them. No digits is a
/// destination that is not a number, and has only the rate of every number.
[[nodiscard]] const CallRate* rate_for(const TariffVersion& version, std::string_view digits);

/// What the call costs without included minutes, rounded up.
[[nodiscard]] std::expected<MinorUnits, AmountOverflow> cost_at_most(const RatedCall& call);

struct UsageBill {
  std::uint32_t calls = 0;
  std::uint64_t billed_seconds = 0;
  /// How many of them included seconds paid for.
  std::uint64_t allowance_seconds = 0;
  MinorUnits net{0};

  friend bool operator==(const UsageBill&, const UsageBill&) = default;
};
/// The calls are in the order of their start.
[[nodiscard]] std::expected<UsageBill, AmountOverflow> bill_of(std::span<const RatedCall> calls,
                                                               std::uint64_t allowance_seconds,
                                                               Rounding rounding);

}  // namespace tenure::domain
