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
  X(DefineTaxCode, legal_entity_id, "legal-entity")       \
  X(RegisterOccupier, occupier_id, "occupier")            \
  X(SetBillingReference, occupier_id, "occupier")         \
  X(LinkExternalId, occupier_id, "occupier")              \
  X(CreateContract, contract_id, "contract")              \
  X(SignContract, contract_id, "contract")                \
  X(TerminateContract, contract_id, "contract")           \
  X(AmendContract, contract_id, "contract")               \
  X(SchedulePriceStep, contract_id, "contract")           \
  X(GiveNotice, contract_id, "contract")                  \
  X(RenewContract, contract_id, "contract")               \
  X(DiscardContract, contract_id, "contract")             \
  X(ActivateService, service_id, "service")               \
  X(CeaseService, service_id, "service")                  \
  X(ChangeService, service_id, "service")                 \
  X(SuspendService, service_id, "service")                \
  X(ResumeService, service_id, "service")                 \
  X(AddUser, user_id, "user")                             \
  X(DeactivateUser, user_id, "user")                      \
  X(InviteUser, user_id, "user")                          \
  X(SetUserRole, user_id, "user")                         \
  X(SetUserSites, user_id, "user")                        \
  X(ReactivateUser, user_id, "user")                      \
  X(RegisterNetwork, network_id, "network")               \
  X(EnableWifiAccount, user_id, "user")                   \
  X(DisableWifiAccount, user_id, "user")                  \
  X(ResetWifiPassword, user_id, "user")                   \
  X(RegisterWifiDevice, mac, "wifi-device")               \
  X(RenameWifiDevice, mac, "wifi-device")                 \
  X(TransferWifiDevice, mac, "wifi-device")               \
  X(RemoveWifiDevice, mac, "wifi-device")                 \
  X(CreateAccessGroup, group_id, "access-group")          \
  X(AddDoorToGroup, group_id, "access-group")             \
  X(AddUserToGroup, group_id, "access-group")             \
  X(RemoveUserFromGroup, group_id, "access-group")        \
  X(RemoveDoorFromGroup, group_id, "access-group")        \
  X(SetGroupSchedule, group_id, "access-group")           \
  X(SuspendGroup, group_id, "access-group")               \
  X(ResumeGroup, group_id, "access-group")                \
  X(IssueCredential, credential_id, "credential")         \
  X(RevokeCredential, credential_id, "credential")        \
  X(ProvisionPhoneNumber, number, "number")               \
  X(AllocatePhoneNumber, number, "number")                \
  X(ActivatePhoneNumber, number, "number")                \
  X(AssignPhoneNumber, number, "number")                  \
  X(UnassignPhoneNumber, number, "number")                \
  X(DeactivatePhoneNumber, number, "number")              \
  X(DeallocatePhoneNumber, number, "number")              \
  X(PortOutPhoneNumber, number, "number")                 \
  X(ConfigurePhoneNumber, number, "number")               \
  X(NominateMainNumber, occupier_id, "call-handling")     \
  X(SetCallHandling, occupier_id, "call-handling")        \
  X(RecordBooking, booking_id, "booking")                 \
  X(CancelBooking, booking_id, "booking")                 \
  X(ChangeBooking, booking_id, "booking")                 \
  X(AddCharge, charge_id, "charge")                       \
  X(ReverseCharge, charge_id, "charge")                   \
  X(WaiveCharge, charge_id, "charge")                     \
  X(RecordUsage, usage_id, "usage")                       \
  X(DefineTariff, tariff_id, "tariff")                    \
  X(SetSiteTariff, site_id, "site")                       \
  X(ParkInput, parked_id, "parked-input")                 \
  X(ResolveParkedInput, parked_id, "parked-input")

#define X(name, field, kind) [[nodiscard]] Code name(Business& business, const Fields& command);
TENURE_MODEL_COMMANDS(X)
#undef X

[[nodiscard]] inline bool is_in_force(const Contract& contract) {
  return contract.status == "ACTIVE" || contract.status == "NOTICE_GIVEN";
}
/// In force or about to be.
[[nodiscard]] inline bool is_signed(const Contract& contract) {
  return contract.status == "UPCOMING" || is_in_force(contract);
}
/// Days of the contract.
[[nodiscard]] inline Days days_of(const Contract& contract) {
  return {contract.starts_on, contract.ends_on.value_or(far_away)};
}
/// The first contract, in the order of creation, of the occupier at the site that has one of the statuses and covers the
/// day, where one is given, or any day at all; empty where there is none. ACTIVE means NOTICE_GIVEN too, and ENDED means RENEWED too.
[[nodiscard]] std::string find_contract(const Business& business, const std::string& occupier,
                                        const std::string& site,
                                        std::initializer_list<std::string_view> statuses,
                                        std::optional<Day> day = {});
/// The most that a charge may come to, in minor units.
inline constexpr std::int64_t charge_max = 1'000'000'000'000'000;

/// The price in force on the day; null where there is none.
[[nodiscard]] const Price* price_on(const Site& site, const std::string& product, Day day);

/// Whether the space, what it lies in or what lies in it is let on one of the days or booked then.
[[nodiscard]] bool is_taken(const Business& business, const std::string& space, Days days);
/// The same for a booking, by anything but itself.
[[nodiscard]] bool is_taken(const Business& business, const std::string& space, Time from, Time to,
                            const std::string& booking);
/// Whether the spaces are the same or one lies in the other.
[[nodiscard]] bool related(const Business& business, const std::string& one, const std::string& other);

[[nodiscard]] inline Fields about(const std::string& contract_id, const Contract& contract) {
  return {{"contract_id", contract_id}, {"occupier_id", contract.occupier}, {"site_id", contract.site}};
}
/// The signed contract that carries on where this one ends; empty where there is none.
[[nodiscard]] std::string successor_of(const Business& business, const Contract& contract);
/// So many months later, or the last day of that month.
[[nodiscard]] Day months_later(Day day, std::int64_t months);
/// After its lines, prices or end changed.
void settle_change(Business& business, const std::string& contract_id);
void release_all_numbers(Business& business, const std::string& occupier, const std::string& site, Day on);

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
/// Takes the number back from its occupier, on the site's day.
void release(Business& business, const std::string& number_id, Day on);
[[nodiscard]] bool is_main(const Business& business, const std::string& number_id);
/// The same number for the two ways in which the model's commands write it; empty where it is none.
[[nodiscard]] std::string e164(std::string number, const std::string& country);
/// The number, its site and who holds it.
[[nodiscard]] Fields about_number(const std::string& id, const Number& number);
[[nodiscard]] boost::json::array without_repeats(const std::vector<std::string>& texts);

/// Texts as a list, each once, in the order of first mention.
[[nodiscard]] boost::json::array without_repeats(const std::vector<std::string>& texts);
/// What names the stream of a Wi-Fi login; empty for an empty one.
[[nodiscard]] std::string login_stream_id(const std::string& login);
/// The id of the device that the command is about, in whatever form its address is written.
[[nodiscard]] std::string device_target(const Fields& command);

void raise(Business& business, Fields charge);
/// `kind` is REVERSED, WAIVED or REPLACED.
void reverse(Business& business, const std::string& charge_id, const std::string& reason,
             const std::string& kind);

/// Halves as the site's legal entity rounds them.
[[nodiscard]] inline Halves halves_at(const Site& site) {
  return site.entity.rounding == "HALF_EVEN" ? Halves::even : Halves::up;
}
/// What every charge under the contract says.
[[nodiscard]] Fields charge_for(const Business& business, const std::string& contract_id);
/// The calls' part of a new business day.
void charge_calls(Business& business, const std::string& site_id);

}  // namespace tenure::model
