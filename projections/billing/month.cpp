#include "projections/billing/month.h"

#include <fmt/format.h>

namespace tenure::projections::billing {
namespace {

constexpr int months_per_year = 12;

}  // namespace

Month month_of(domain::Date date) {
  const auto civil = domain::to_civil(date);
  return {civil.year * months_per_year + static_cast<int>(civil.month) - 1};
}

std::optional<Month> parse_month(std::string_view text) {
  const auto first = domain::parse_date(fmt::format("{}-01", text));
  if (!first) return std::nullopt;
  return month_of(*first);
}

std::string format_month(Month month) {
  return fmt::format("{:04}-{:02}", month.index / months_per_year, month.index % months_per_year + 1);
}

domain::Date first_day(Month month) {
  return domain::from_civil(
      {month.index / months_per_year, static_cast<unsigned>(month.index % months_per_year) + 1, 1});
}

}  // namespace tenure::projections::billing
