// Billing: charges, totals, balances and monthly statements of occupiers.
//
// What it is: the queries; each answers as of the view's position.
// Words: a charge belongs to the month of its `service_from` in lists and totals. A statement's month is that of the
//   business date (`on`) on which a charge was raised or reversed, as in any ledger: once a month is over at the site,
//   nothing is added to its statement, and closing balances follow from opening ones.
// What can go wrong: QueryError; an unknown occupier has no charges.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/charge/charge.h"
#include "domain/kernel/calendar.h"
#include "domain/kernel/money.h"
#include "projections/billing/month.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"

namespace tenure::projections::billing {

inline constexpr std::string_view model_name = "billing";

struct Reversal {
  Position position;
  domain::Instant recorded_at;
  /// Business date.
  domain::Date on;
  std::string reason;
  /// Whether it was wrong, is let off, or another one stands in its place.
  ReversalKind kind = ReversalKind::REVERSED;

  bool operator==(const Reversal&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.position.value, self.recorded_at, self.on, self.reason, self.kind);
  }
};

struct Charge {
  /// The cause key, where the charge was raised by the system.
  std::string charge_id;
  std::string occupier_id;
  std::string site_id;
  std::string product_id;
  ChargeCause cause = ChargeCause::AD_HOC;
  std::string contract_id;
  /// The line, service or booking that caused it; empty for ad hoc charges.
  std::string subject_id;
  std::uint32_t quantity = 0;
  domain::MinorUnits unit_price;
  domain::MinorUnits net;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  /// Business date on which it was raised.
  domain::Date on;
  /// Half-open.
  domain::Date service_from;
  domain::Date service_to;
  std::string description;
  /// Where and when it was recorded.
  Position position;
  domain::Instant recorded_at;
  /// A reversed charge keeps its place and no longer counts.
  std::optional<Reversal> reversal;

  [[nodiscard]] domain::ChargeStatus status() const {
    return reversal ? domain::ChargeStatus::reversed : domain::ChargeStatus::raised;
  }
  bool operator==(const Charge&) const = default;
  // What the key says (occupier, month, site, id) is not said again.
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.product_id, self.cause, self.contract_id, self.subject_id, self.quantity,
                    self.unit_price, self.net, self.currency, self.currency_exponent, self.on,
                    self.service_from, self.service_to, self.description, self.position.value,
                    self.recorded_at, self.reversal);
  }
};

struct ChargeFilter {
  std::optional<Month> month;
  std::optional<std::string> site_id;
  std::optional<domain::ChargeStatus> status;
};

/// Charges of an occupier, by month, site and id.
[[nodiscard]] Result<Page<Charge>> charges(const View& view, std::string_view operator_id,
                                           std::string_view occupier_id, const ChargeFilter& filter,
                                           const PageRequest& page);
[[nodiscard]] Result<std::optional<Charge>> charge(const View& view, std::string_view operator_id,
                                                   std::string_view charge_id);

/// What was charged to an occupier at a site for a month.
struct Total {
  Month month;
  std::string site_id;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  /// Standing charges: raised and not reversed.
  std::uint64_t charges = 0;
  domain::MinorUnits net;
  /// Charges that were taken back, and their nets; not part of the above.
  std::uint64_t reversals = 0;
  domain::MinorUnits reversed;

  bool operator==(const Total&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.currency_exponent, self.charges, self.net, self.reversals, self.reversed);
  }
};
struct TotalFilter {
  std::optional<Month> month;
  std::optional<std::string> site_id;
};
[[nodiscard]] Result<Page<Total>> totals(const View& view, std::string_view operator_id,
                                         std::string_view occupier_id, const TotalFilter& filter,
                                         const PageRequest& page);

struct Balance {
  std::string currency;
  std::uint8_t currency_exponent = 0;
  /// What the occupier owes: the sum of its standing charges.
  domain::MinorUnits amount;
  bool operator==(const Balance&) const = default;
};
/// One for each currency that the occupier was ever charged in.
[[nodiscard]] Result<std::vector<Balance>> balances(const View& view, std::string_view operator_id,
                                                    std::string_view occupier_id);

/// One currency of a monthly statement: closing = opening + raised - reversed.
struct Statement {
  Month month;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  domain::MinorUnits opening;
  std::uint64_t raised_count = 0;
  domain::MinorUnits raised;
  std::uint64_t reversed_count = 0;
  domain::MinorUnits reversed;
  domain::MinorUnits closing;
  bool operator==(const Statement&) const = default;
};
/// One for each currency that has a balance or a movement in the month.
[[nodiscard]] Result<std::vector<Statement>> statement(const View& view, std::string_view operator_id,
                                                       std::string_view occupier_id, Month month);

enum class Movement : std::uint8_t { raised, reversed };

/// One line of a statement, in the order in which they were recorded.
struct StatementLine {
  Position position;
  domain::Instant recorded_at;
  domain::Date on;
  Movement movement = Movement::raised;
  std::string charge_id;
  std::string site_id;
  std::string product_id;
  ChargeCause cause = ChargeCause::AD_HOC;
  domain::Date service_from;
  domain::Date service_to;
  std::string currency;
  std::uint8_t currency_exponent = 0;
  /// Of the charge; a reversal takes it off the balance.
  domain::MinorUnits net;
  /// The charge's description, or the reversal's reason.
  std::string text;

  bool operator==(const StatementLine&) const = default;
  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.recorded_at, self.on, self.movement, self.charge_id, self.site_id, self.product_id,
                    self.cause, self.service_from, self.service_to, self.currency, self.currency_exponent,
                    self.net, self.text);
  }
};
[[nodiscard]] Result<Page<StatementLine>> statement_lines(const View& view, std::string_view operator_id,
                                                          std::string_view occupier_id, Month month,
                                                          const PageRequest& page);

}  // namespace tenure::projections::billing
