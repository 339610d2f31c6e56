// What calls cost: the versions of a tariff, each from a date on.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/stream.h"
#include "domain/kernel/text.h"
#include "schemas/events/usage_generated.h"

namespace tenure::domain {

/// Calls to numbers that begin with the prefix. Amounts are millionths of a minor unit.
struct CallRate {
  /// Digits of E.164 without the +; empty is every number.
  std::string prefix;
  std::int64_t connection_fee = 0;
  /// For 60 seconds.
  std::int64_t per_minute = 0;
  std::uint32_t initial_seconds = 1;
  std::uint32_t increment_seconds = 1;
  std::uint8_t use_allowance = 1;

  bool operator==(const CallRate&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.prefix, self.connection_fee, self.per_minute, self.initial_seconds,
                    self.increment_seconds, self.use_allowance);
  }
};

struct TariffVersion {
  Date from{0};
  /// By prefix.
  std::vector<CallRate> rates;

  bool operator==(const TariffVersion&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.from, self.rates);
  }
};

struct Tariff {
  std::string currency;
  /// Rising by date.
  std::vector<TariffVersion> versions;

  bool operator==(const Tariff&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.currency, self.versions);
  }
};

inline void streams(const event::TariffDefined& event, StreamList& out) {
  out.add(StreamKind::tariff, text(event.tariff_id()));
}
inline void streams(const event::SiteTariffSet& event, StreamList& out) {
  out.add(StreamKind::site, text(event.site_id()));
}

inline void evolve(Tariff& state, const event::TariffDefined& event) {
  state.currency = text(event.currency());
  TariffVersion version{Date{event.from()}, {}};
  for (const auto* rate : *event.rates()) {
    version.rates.push_back({copy(rate->prefix()), rate->connection_fee(), rate->per_minute(),
                             rate->initial_seconds(), rate->increment_seconds(),
                             static_cast<std::uint8_t>(rate->use_allowance() ? 1 : 0)});
  }
  const auto at = std::ranges::lower_bound(state.versions, version.from, {}, &TariffVersion::from);
  if (at != state.versions.end() && at->from == version.from) {
    *at = std::move(version);
  } else {
    state.versions.insert(at, std::move(version));
  }
}

}  // namespace tenure::domain
