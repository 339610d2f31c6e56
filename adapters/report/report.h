// What a report consists of: a head, columns of a kind each, and cells.
//
// What it is: the values that every format writes in its own way. Rows come in sections; a section has cells of its own
//   (an extension and its user, say), rows, and totals; the report ends with totals.
// What it promises: nothing here depends on clock, locale or machine, but for the zone tables behind `Head::zone`.
// Why this way: one set of columns for the whole report is what CSV can hold, so all formats say the same.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "domain/kernel/calendar.h"
#include "domain/kernel/zone.h"
#include "eventstore/position.h"
#include "projections/billing/month.h"

namespace tenure::report {

/// Columns of a report, and columns of a section.
inline constexpr std::size_t columns_max = 16;
/// Digits behind the decimal point of any money column.
inline constexpr std::uint8_t exponent_max = 12;

/// What the cells of a column are.
enum class Kind : std::uint8_t {
  text,        ///< what people typed, in any script
  identifier,  ///< ids, phone numbers, codes
  date,
  instant,   ///< shown in the zone of the report, with its offset
  money,     ///< whole units of the column's exponent
  duration,  ///< whole seconds
  count,
};

struct Column {
  /// Name in JSON and CSV: small letters, digits and '_'; of its own among the report's and its sections' columns.
  std::string key;
  /// Name on paper.
  std::string title;
  Kind kind = Kind::text;
  /// Digits behind the point where money is finer than the currency's minor units (rates).
  std::optional<std::uint8_t> exponent = std::nullopt;
  /// Share of the paper's width among the columns of texts and identifiers; at least 1.
  unsigned weight = 1;
};

/// Money as whole units: minor units, or those of the column's exponent.
struct Amount {
  std::int64_t units = 0;
  friend bool operator==(Amount, Amount) = default;
};

struct Count {
  std::int64_t value = 0;
  friend bool operator==(Count, Count) = default;
};

/// The value of a column in a row or in totals; nothing where there is none. Texts are UTF-8 and needed only for as long
/// as the call that they are given to.
using Cell = std::variant<std::monostate, std::string_view, domain::Date, domain::Instant, Amount,
                          std::chrono::seconds, Count>;

struct Head {
  std::string title;
  std::string operator_id;
  std::string occupier_id;
  std::string occupier_name;
  std::string site_id;
  std::string site_name;
  domain::Zone zone;
  projections::billing::Month month;
  /// What the report is a function of, and when that was recorded: the one time that a PDF names as its creation.
  eventstore::Position position;
  domain::Instant recorded_at;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  /// What a section is named by; may be none, where there is one section without a name.
  std::vector<Column> section_columns;
  std::vector<Column> columns;

  /// Digits behind the point in a money column.
  [[nodiscard]] std::uint8_t exponent_of(const Column& column) const {
    return column.exponent.value_or(currency_exponent);
  }
};

}  // namespace tenure::report
