#include "domain/ledger/chart.h"

#include <algorithm>
#include <array>
#include <utility>

namespace tenure::domain {
namespace {

constexpr std::array names{std::pair{account_unbilled, std::string_view{"Unbilled income"}},
                           std::pair{account_leases, std::string_view{"Leases"}},
                           std::pair{account_services, std::string_view{"Services"}},
                           std::pair{account_telephony, std::string_view{"Telephony"}},
                           std::pair{account_sales, std::string_view{"Bookings and sales"}}};

}  // namespace

std::string_view account_name(std::string_view code) {
  const auto* found = std::ranges::find(names, code, &decltype(names)::value_type::first);
  return found == names.end() ? std::string_view{} : found->second;
}

std::string_view income_account(ChargeCause cause) {
  switch (cause) {
    case ChargeCause::LEASE:
      return account_leases;
    case ChargeCause::SERVICE:
      return account_services;
    case ChargeCause::USAGE:
      return account_telephony;
    case ChargeCause::BOOKING:
    case ChargeCause::AD_HOC:
      break;
  }
  return account_sales;
}

}  // namespace tenure::domain
