// What the commands of the reference share. One function for each command; see business.h for what it answers.
#pragma once

#include <string>

#include "tests/model/reference/business.h"

namespace tenure::model {

inline constexpr Day far_away = 1'000'000;

/// Up to but not including `to`.
struct Days {
  Day from = 0;
  Day to = far_away;
};

// X(command, text field that names its target, kind of that stream)
#define TENURE_MODEL_COMMANDS(X)                          \
  X(RegisterLegalEntity, legal_entity_id, "legal-entity") \
  X(RegisterSite, site_id, "site")                        \
  X(AddSpace, space_id, "space")                          \
  X(AddDoor, door_id, "door")                             \
  X(DefineProduct, product_id, "product")                 \
  X(SetPrice, site_id, "site")                            \
  X(OpenBusinessDay, site_id, "site")                     \
  X(RegisterOccupier, occupier_id, "occupier")            \
  X(CreateContract, contract_id, "contract")              \
  X(SignContract, contract_id, "contract")                \
  X(TerminateContract, contract_id, "contract")           \
  X(ActivateService, service_id, "service")               \
  X(CeaseService, service_id, "service")                  \
  X(AddUser, user_id, "user")                             \
  X(DeactivateUser, user_id, "user")                      \
  X(CreateAccessGroup, group_id, "access-group")          \
  X(AddDoorToGroup, group_id, "access-group")             \
  X(AddUserToGroup, group_id, "access-group")             \
  X(RemoveUserFromGroup, group_id, "access-group")        \
  X(ProvisionPhoneNumber, number, "number")               \
  X(AllocatePhoneNumber, number, "number")                \
  X(ActivatePhoneNumber, number, "number")                \
  X(AssignPhoneNumber, number, "number")                  \
  X(UnassignPhoneNumber, number, "number")                \
  X(RecordBooking, booking_id, "booking")                 \
  X(CancelBooking, booking_id, "booking")                 \
  X(ChangeBooking, booking_id, "booking")                 \
  X(AddCharge, charge_id, "charge")                       \
  X(ReverseCharge, charge_id, "charge")                   \
  X(RecordUsage, usage_id, "usage")                       \
  X(ParkInput, parked_id, "parked-input")                 \
  X(ResolveParkedInput, parked_id, "parked-input")

#define X(name, field, kind) [[nodiscard]] Code name(Business& business, const Fields& command);
TENURE_MODEL_COMMANDS(X)
#undef X

[[nodiscard]] inline bool is_signed(const Contract& contract) {
  return contract.status == "UPCOMING" || contract.status == "ACTIVE";
}
/// Days of the contract.
[[nodiscard]] inline Days days_of(const Contract& contract) {
  return {contract.starts_on, contract.ends_on.value_or(far_away)};
}
/// The first contract, in the order of creation, of the occupier at the site that has one of the statuses and covers the
/// day, where one is given; empty where there is none.
[[nodiscard]] std::string find_contract(const Business& business, const std::string& occupier,
                                        const std::string& site,
                                        std::initializer_list<std::string_view> statuses,
                                        std::optional<Day> day = {});
/// The price in force on the day; null where there is none.
[[nodiscard]] const Price* price_on(const Site& site, const std::string& product, Day day);

/// Whether the space, what it lies in or what lies in it is let on one of the days or booked then.
[[nodiscard]] bool is_taken(const Business& business, const std::string& space, Days days);
/// The same for a booking, by anything but itself.
[[nodiscard]] bool is_taken(const Business& business, const std::string& space, Time from, Time to,
                            const std::string& booking);
/// Whether the spaces are the same or one lies in the other.
[[nodiscard]] bool related(const Business& business, const std::string& one, const std::string& other);

/// The contract's part of a new business day.
void end_contract_if_due(Business& business, const std::string& contract_id);
void start_contract_if_due(Business& business, const std::string& contract_id);
/// What is due of lines and services of a contract that has started, and what was charged too much.
void settle_contract(Business& business, const std::string& contract_id);
void settle_lines(Business& business, const std::string& contract_id);
void settle_service(Business& business, const std::string& service_id);

void cease(Business& business, const std::string& service_id, Day effective_on);
void activate_pending(Business& business, const std::string& occupier, const std::string& site);

/// Voice entitlements and active numbers of the occupier at the site.
[[nodiscard]] std::int64_t entitled_at(const Business& business, const std::string& occupier,
                                       const std::string& site);
[[nodiscard]] std::int64_t active_at(const Business& business, const std::string& occupier,
                                     const std::string& site);
/// Takes the number back from its user.
void unassign(Business& business, const std::string& number_id);

void raise(Business& business, Fields charge);
void reverse(Business& business, const std::string& charge_id, const std::string& reason);

}  // namespace tenure::model
