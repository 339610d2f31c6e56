// How billing's rows are found. Internal to this folder.
//
//   c  operator, occupier, month of service_from, site, charge   -> Charge
//   i  operator, charge                                          -> ChargePlace: the rest of the key above
//   t  operator, occupier, month of service_from, site, currency -> Total
//   l  operator, occupier, month of `on`, position               -> StatementLine
//   b  operator, occupier, currency, month of `on`               -> MonthBook
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>

#include "domain/kernel/money.h"
#include "projections/billing/month.h"
#include "projections/runtime/key.h"
#include "projections/runtime/query.h"

namespace tenure::projections::billing {

// Months before the year 0 do not occur: dates begin with the year 1.
[[nodiscard]] inline std::uint32_t key_part(Month month) { return static_cast<std::uint32_t>(month.index); }

[[nodiscard]] inline Key charges_of(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'c', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key charge_key(std::string_view operator_id, std::string_view occupier_id, Month month,
                                    std::string_view site_id, std::string_view charge_id) {
  return charges_of(operator_id, occupier_id).number32(key_part(month)).text(site_id).text(charge_id);
}
[[nodiscard]] inline Key place_key(std::string_view operator_id, std::string_view charge_id) {
  return Key{'i', operator_id}.text(charge_id);
}
[[nodiscard]] inline Key totals_of(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'t', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key total_key(std::string_view operator_id, std::string_view occupier_id, Month month,
                                   std::string_view site_id, std::string_view currency) {
  return totals_of(operator_id, occupier_id).number32(key_part(month)).text(site_id).text(currency);
}
[[nodiscard]] inline Key lines_of(std::string_view operator_id, std::string_view occupier_id, Month month) {
  return Key{'l', operator_id}.text(occupier_id).number32(key_part(month));
}
[[nodiscard]] inline Key line_key(std::string_view operator_id, std::string_view occupier_id, Month month,
                                  Position position) {
  return lines_of(operator_id, occupier_id, month).position(position);
}
[[nodiscard]] inline Key books_of(std::string_view operator_id, std::string_view occupier_id) {
  return Key{'b', operator_id}.text(occupier_id);
}
[[nodiscard]] inline Key book_key(std::string_view operator_id, std::string_view occupier_id,
                                  std::string_view currency, Month month) {
  return books_of(operator_id, occupier_id).text(currency).number32(key_part(month));
}

/// Where a charge's row is.
struct ChargePlace {
  std::string occupier_id;
  Month month;
  std::string site_id;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.occupier_id, self.month, self.site_id);
  }
};

/// What was raised and reversed for an occupier in one currency in one month of `on`.
struct MonthBook {
  std::uint8_t currency_exponent = 0;
  std::uint64_t raised_count = 0;
  domain::MinorUnits raised;
  std::uint64_t reversed_count = 0;
  domain::MinorUnits reversed;

  template <class Self>
  static auto fields(Self& self) {
    return std::tie(self.currency_exponent, self.raised_count, self.raised, self.reversed_count,
                    self.reversed);
  }
};

}  // namespace tenure::projections::billing
