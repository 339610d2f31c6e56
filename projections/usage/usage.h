// Usage: what meters counted, itemised and by month, and how calls were charged.
//
// What it is: the queries; each answers as of the view's position.
// Words: usage belongs to the month of its local day at the site. A call's extension and user are those that its number
//   had when it started, as far as is known.
// What can go wrong: QueryError; an unknown occupier has no usage.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>

#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "domain/usage/call_rating.h"
#include "projections/billing/month.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"
#include "schemas/common_generated.h"

namespace tenure::projections::usage {

using billing::Month;

inline constexpr std::string_view model_name = "usage";

/// How a call was rated when it was recorded. Amounts are millionths of a minor unit.
struct Rating {
  std::string tariff_id;
  domain::Date tariff_from;
  /// Of the rate; empty is every number.
  std::string prefix;
  std::uint32_t billed_seconds = 0;
  std::int64_t connection_fee = 0;
  std::int64_t per_minute = 0;
  std::uint8_t use_allowance = 0;
  std::string currency;
  std::uint8_t currency_exponent = 0;

  bool operator==(const Rating&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.tariff_id, self.tariff_from, self.prefix, self.billed_seconds, self.connection_fee,
                    self.per_minute, self.use_allowance, self.currency, self.currency_exponent);
  }
};

struct Usage {
  std::string meter_id;
  std::string usage_id;
  UsageKind kind = UsageKind::CALL;
  /// Empty where it was not of a number.
  std::string number;
  std::string extension;
  std::string user_id;
  std::string site_id;
  domain::Instant starts_at;
  /// The local day at the site.
  domain::Date on;
  std::optional<std::uint32_t> seconds;
  std::optional<std::uint64_t> units;
  std::string destination;  ///< personal
  /// Nothing where it is not charged.
  std::optional<Rating> rating;
  Position position;
  domain::Instant recorded_at;

  bool operator==(const Usage&) const = default;
  // What the key says (month, site, number, start, meter and usage id) is not said again.
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.kind, self.extension, self.user_id, self.on, self.seconds, self.units,
                    self.destination, self.rating, self.position.value, self.recorded_at);
  }
};

struct UsageFilter {
  std::optional<Month> month;
  std::optional<std::string> site_id;
  std::optional<std::string> number;
};
/// By month, site, number and start.
[[nodiscard]] Result<Page<Usage>> usage_of_occupier(const View& view, std::string_view operator_id,
                                                    std::string_view occupier_id, const UsageFilter& filter,
                                                    const PageRequest& page);
/// All of a month at a site, in the same order, without a bound; `visit` answers whether to go on.
[[nodiscard]] Result<void> for_each_usage(const View& view, std::string_view operator_id,
                                          std::string_view occupier_id, Month month, std::string_view site_id,
                                          const std::function<bool(const Usage&)>& visit);

/// How the calls of a month were charged.
struct Settlement {
  std::uint32_t calls = 0;
  std::uint64_t billed_seconds = 0;
  /// How many of them included minutes paid for.
  std::uint64_t allowance_seconds = 0;
  /// The charge that stands; empty where it came to nothing.
  std::string charge_id;
  domain::MinorUnits net;
  /// The site's business date.
  domain::Date on;
  Position position;

  bool operator==(const Settlement&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.calls, self.billed_seconds, self.allowance_seconds, self.charge_id, self.net,
                    self.on, self.position.value);
  }
};

/// A month of an occupier at a site.
struct MonthOfUsage {
  Month month;
  std::string site_id;
  /// All that was counted, charged or not.
  std::uint64_t records = 0;
  std::uint64_t seconds = 0;
  /// Of the calls that are charged.
  std::uint64_t rated_calls = 0;
  std::uint64_t billed_seconds = 0;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  /// Nothing while none of it was charged; older than what came since, until the next business day opens.
  std::optional<Settlement> settlement;

  bool operator==(const MonthOfUsage&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.records, self.seconds, self.rated_calls, self.billed_seconds, self.currency,
                    self.currency_exponent, self.settlement);
  }
};
[[nodiscard]] Result<Page<MonthOfUsage>> months_of_occupier(const View& view, std::string_view operator_id,
                                                            std::string_view occupier_id,
                                                            const PageRequest& page);
[[nodiscard]] Result<std::optional<MonthOfUsage>> month_of_occupier(const View& view,
                                                                    std::string_view operator_id,
                                                                    std::string_view occupier_id, Month month,
                                                                    std::string_view site_id);

/// As it is charged; nothing where it is not.
[[nodiscard]] std::optional<domain::RatedCall> rated_call(const Usage& usage);

/// Up to which call included minutes reached: calls before it cost nothing, of it `seconds` are free, and what comes
/// after it is charged in full. In the order in which calls have their turn; calls that may not use them aside.
struct AllowanceEnd {
  domain::RatedCall call;
  std::string meter_id;
  std::string usage_id;
  std::uint64_t seconds = 0;

  /// How many seconds of a rated call of the same month included minutes paid for.
  [[nodiscard]] std::uint64_t seconds_of(const Usage& usage) const;
  bool operator==(const AllowanceEnd&) const = default;
};

/// The search for it, so many calls at a time. Begun with the seconds that included minutes paid for.
struct AllowanceSearch {
  std::uint64_t seconds_left = 0;
  /// Behind which turn it goes on.
  std::string cursor = {};
  enum class State : std::uint8_t {
    searching,
    found,
    never_ends,  ///< they paid for every call that may use them
  };
  State state = State::searching;
  /// Once it is found.
  AllowanceEnd end = {};

  /// How many seconds of a rated call included minutes paid for; when the search is over.
  [[nodiscard]] std::uint64_t seconds_of(const Usage& usage) const;
};
/// Reads up to `calls_max` calls.
[[nodiscard]] Result<void> search_on(const View& view, std::string_view operator_id,
                                     std::string_view occupier_id, Month month, std::string_view site_id,
                                     std::size_t calls_max, AllowanceSearch& search);
/// The whole search. Nothing where they paid for every call that may use them.
[[nodiscard]] Result<std::optional<AllowanceEnd>> allowance_end(const View& view,
                                                                std::string_view operator_id,
                                                                std::string_view occupier_id, Month month,
                                                                std::string_view site_id,
                                                                std::uint64_t allowance_seconds);

}  // namespace tenure::projections::usage
