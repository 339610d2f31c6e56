// The names of enumerations in the API, both ways, and the list of each for the document.
//
// What it promises: in capitals, as the codec writes those of the schema.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "domain/access/allowed.h"
#include "domain/charge/charge.h"
#include "domain/ledger/journal.h"
#include "domain/occupier/occupier.h"
#include "domain/parked_input/parked_input.h"
#include "domain/telephony/route.h"
#include "domain/wifi/may_connect.h"
#include "projections/billing/billing.h"
#include "projections/telephony/telephony.h"
#include "schemas/common_generated.h"
#include "schemas/events/event_generated.h"

namespace tenure::http {

// X(Enumeration): `text_of` one value; `values_of` all of them.
#define TENURE_API_ENUMERATIONS(X)        \
  X(domain::NumberStatus)                 \
  X(domain::RouteStepKind)                \
  X(domain::RouteWhen)                    \
  X(domain::RejectReason)                 \
  X(domain::ContractStatus)               \
  X(domain::ChargeStatus)                 \
  X(domain::AccessReason)                 \
  X(domain::ParkedInputStatus)            \
  X(domain::Side)                         \
  X(PostingRule)                          \
  X(projections::billing::Movement)       \
  X(projections::telephony::NumberChange) \
  X(SpaceKind)                            \
  X(NumberKind)                           \
  X(TreatmentKind)                        \
  X(HuntPolicy)                           \
  X(ProductKind)                          \
  X(PricePer)                             \
  X(BillingMode)                          \
  X(Proration)                            \
  X(UserRole)                             \
  X(InvitationTarget)                     \
  X(CredentialKind)                       \
  X(NetworkKind)                          \
  X(domain::WifiReason)                   \
  X(ChargeCause)                          \
  X(ReversalKind)                         \
  X(UsageKind)

template <class Enumeration>
struct Named {
  Enumeration value;
  std::string_view name;
};

#define X(Enumeration)                                                     \
  [[nodiscard]] const std::vector<Named<Enumeration>>& names(Enumeration); \
  [[nodiscard]] std::string_view text_of(Enumeration value);
TENURE_API_ENUMERATIONS(X)
#undef X

[[nodiscard]] std::optional<domain::NumberStatus> parse_number_status(std::string_view name);
[[nodiscard]] std::optional<domain::ChargeStatus> parse_charge_status(std::string_view name);
[[nodiscard]] std::optional<domain::ContractStatus> parse_contract_status(std::string_view name);
[[nodiscard]] std::optional<domain::ParkedInputStatus> parse_parked_input_status(std::string_view name);
[[nodiscard]] std::optional<event::EventBody> parse_event_type(std::string_view name);

}  // namespace tenure::http
