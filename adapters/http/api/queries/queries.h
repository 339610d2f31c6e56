// The queries, each the function behind one route.
#pragma once

#include "adapters/http/api/route.h"

namespace tenure::http::queries {

#define TENURE_QUERIES(X)   \
  X(occupiers)              \
  X(occupier)               \
  X(occupier_contracts)     \
  X(occupier_services)      \
  X(occupier_users)         \
  X(occupier_charges)       \
  X(occupier_totals)        \
  X(occupier_statement)     \
  X(occupier_numbers)       \
  X(occupier_call_handling) \
  X(contract)               \
  X(charge)                 \
  X(sites)                  \
  X(site)                   \
  X(site_spaces)            \
  X(site_doors)             \
  X(site_numbers)           \
  X(site_directory)         \
  X(site_entitlements)      \
  X(products)               \
  X(number)                 \
  X(number_history)         \
  X(number_route)           \
  X(access_check)           \
  X(access_doors)           \
  X(access_users)           \
  X(user)                   \
  X(occupier_devices)       \
  X(occupier_groups)        \
  X(site_networks)          \
  X(wifi_device)            \
  X(wifi_account)           \
  X(occupier_usage)         \
  X(occupier_usage_months)  \
  X(site_contracts)         \
  X(space_calendar)         \
  X(external_id)            \
  X(trial_balance)          \
  X(account_lines)          \
  X(parked_inputs)          \
  X(parked_input)

// Each query, and the schema of its answer.
#define X(name)                                                                                  \
  [[nodiscard]] projections::Result<Found> name(const projections::View& view, const Call& call, \
                                                std::string& out);                               \
  [[nodiscard]] boost::json::object name##_schema(boost::json::object& components);
TENURE_QUERIES(X)
#undef X

}  // namespace tenure::http::queries
