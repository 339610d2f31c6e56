#include "adapters/http/api/names.h"

#include "domain/decide.h"
#include "schemas/codec/type_plan.h"

namespace tenure::http {
namespace {

template <class Enumeration>
std::string_view find(const std::vector<Named<Enumeration>>& list, Enumeration value) {
  for (const auto& each : list) {
    if (each.value == value) return each.name;
  }
  return "UNKNOWN";
}

template <class Enumeration>
std::optional<Enumeration> parse(const std::vector<Named<Enumeration>>& list, std::string_view name) {
  for (const auto& each : list) {
    if (each.name == name) return each.value;
  }
  return std::nullopt;
}

template <class Reason>
std::vector<Named<Reason>> reasons_up_to(Reason last) {
  std::vector<Named<Reason>> all;
  for (auto i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Reason>(i);
    all.push_back({value, domain::name_of(value)});
  }
  return all;
}

}  // namespace

const std::vector<Named<domain::NumberStatus>>& names(domain::NumberStatus) {
  using enum domain::NumberStatus;
  static const std::vector<Named<domain::NumberStatus>> list{
      {available, "AVAILABLE"}, {reserved, "RESERVED"}, {pending, "PENDING"},
      {active, "ACTIVE"},       {cooldown, "COOLDOWN"}, {ported_out, "PORTED_OUT"}};
  return list;
}

// Those that the domain names itself, from the first to the last.
#define TENURE_DOMAIN_NAMES(Enumeration, last)                \
  const std::vector<Named<Enumeration>>& names(Enumeration) { \
    static const auto list = [] {                             \
      std::vector<Named<Enumeration>> all;                    \
      for (auto i = 0; i <= static_cast<int>(last); ++i) {    \
        const auto value = static_cast<Enumeration>(i);       \
        all.push_back({value, domain::name_of(value)});       \
      }                                                       \
      return all;                                             \
    }();                                                      \
    return list;                                              \
  }
TENURE_DOMAIN_NAMES(domain::RouteStepKind, domain::RouteStepKind::REJECT)
TENURE_DOMAIN_NAMES(domain::RouteWhen, domain::RouteWhen::NO_ANSWER)
TENURE_DOMAIN_NAMES(domain::RejectReason, domain::RejectReason::NO_ANSWER)

const std::vector<Named<domain::ContractStatus>>& names(domain::ContractStatus) {
  using enum domain::ContractStatus;
  static const std::vector<Named<domain::ContractStatus>> list{
      {draft, "DRAFT"},     {upcoming, "UPCOMING"},     {active, "ACTIVE"},
      {ended, "ENDED"},     {terminated, "TERMINATED"}, {notice_given, "NOTICE_GIVEN"},
      {renewed, "RENEWED"}, {discarded, "DISCARDED"}};
  return list;
}

const std::vector<Named<domain::ChargeStatus>>& names(domain::ChargeStatus) {
  using enum domain::ChargeStatus;
  static const std::vector<Named<domain::ChargeStatus>> list{{raised, "RAISED"}, {reversed, "REVERSED"}};
  return list;
}

const std::vector<Named<domain::Side>>& names(domain::Side) {
  using enum domain::Side;
  static const std::vector<Named<domain::Side>> list{{debit, "DEBIT"}, {credit, "CREDIT"}};
  return list;
}

const std::vector<Named<domain::ParkedInputStatus>>& names(domain::ParkedInputStatus) {
  using enum domain::ParkedInputStatus;
  static const std::vector<Named<domain::ParkedInputStatus>> list{
      {parked, "PARKED"}, {retried, "RETRIED"}, {discarded, "DISCARDED"}};
  return list;
}

const std::vector<Named<domain::AccessReason>>& names(domain::AccessReason) {
  static const auto list = reasons_up_to(domain::AccessReason::ALLOWED);
  return list;
}

const std::vector<Named<domain::WifiReason>>& names(domain::WifiReason) {
  static const auto list = reasons_up_to(domain::WifiReason::ALLOWED);
  return list;
}

const std::vector<Named<projections::billing::Movement>>& names(projections::billing::Movement) {
  using enum projections::billing::Movement;
  static const std::vector<Named<projections::billing::Movement>> list{{raised, "RAISED"},
                                                                       {reversed, "REVERSED"}};
  return list;
}

const std::vector<Named<projections::telephony::NumberChange>>& names(projections::telephony::NumberChange) {
  using enum projections::telephony::NumberChange;
  static const std::vector<Named<projections::telephony::NumberChange>> list{
      {provisioned, "PROVISIONED"},
      {allocated, "ALLOCATED"},
      {activation_requested, "ACTIVATION_REQUESTED"},
      {activated, "ACTIVATED"},
      {assigned, "ASSIGNED"},
      {unassigned, "UNASSIGNED"},
      {released, "RELEASED"},
      {cooled_down, "COOLED_DOWN"},
      {configured, "CONFIGURED"},
      {made_main, "MADE_MAIN"},
      {deactivated, "DEACTIVATED"},
      {ported_out, "PORTED_OUT"}};
  return list;
}

// Those of the schema: FlatBuffers has their names.
#define TENURE_SCHEMA_NAMES(Enumeration)                      \
  const std::vector<Named<Enumeration>>& names(Enumeration) { \
    static const auto list = [] {                             \
      std::vector<Named<Enumeration>> all;                    \
      for (const auto value : EnumValues##Enumeration())      \
        all.push_back({value, EnumName##Enumeration(value)}); \
      return all;                                             \
    }();                                                      \
    return list;                                              \
  }
TENURE_SCHEMA_NAMES(SpaceKind)
TENURE_SCHEMA_NAMES(NumberKind)
TENURE_SCHEMA_NAMES(TreatmentKind)
TENURE_SCHEMA_NAMES(HuntPolicy)
TENURE_SCHEMA_NAMES(ProductKind)
TENURE_SCHEMA_NAMES(PricePer)
TENURE_SCHEMA_NAMES(BillingMode)
TENURE_SCHEMA_NAMES(Proration)
TENURE_SCHEMA_NAMES(UserRole)
TENURE_SCHEMA_NAMES(InvitationTarget)
TENURE_SCHEMA_NAMES(CredentialKind)
TENURE_SCHEMA_NAMES(NetworkKind)
TENURE_SCHEMA_NAMES(ChargeCause)
TENURE_SCHEMA_NAMES(ReversalKind)
TENURE_SCHEMA_NAMES(PostingRule)
TENURE_SCHEMA_NAMES(UsageKind)

#define X(Enumeration) \
  std::string_view text_of(Enumeration value) { return find(names(value), value); }
TENURE_API_ENUMERATIONS(X)
#undef X

std::optional<domain::NumberStatus> parse_number_status(std::string_view name) {
  return parse(names(domain::NumberStatus{}), name);
}
std::optional<domain::ChargeStatus> parse_charge_status(std::string_view name) {
  return parse(names(domain::ChargeStatus{}), name);
}
std::optional<domain::ContractStatus> parse_contract_status(std::string_view name) {
  return parse(names(domain::ContractStatus{}), name);
}

std::optional<domain::ParkedInputStatus> parse_parked_input_status(std::string_view name) {
  return parse(names(domain::ParkedInputStatus{}), name);
}

std::optional<event::EventBody> parse_event_type(std::string_view name) {
  for (const auto type : codec::event_types()) {
    if (domain::name_of(type) == name) return type;
  }
  return std::nullopt;
}

}  // namespace tenure::http
