// AssignPhoneNumber: gives an active number to one of the occupier's users at the number's site.
//
// Refuses, in this order: UNKNOWN_PHONE_NUMBER, UNKNOWN_USER, NUMBER_NOT_ACTIVE, USER_NOT_ELIGIBLE (inactive, of
// another occupier, or not at the number's site), NUMBER_ASSIGNED (to anyone, the same user included),
// MAIN_NOT_ASSIGNABLE (it is a main number), BAD_EXTENSION, EXTENSION_IN_USE.

#include <algorithm>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {
namespace {

constexpr std::size_t extension_digits_max = 10;

bool is_extension(std::string_view extension) {
  return !extension.empty() && extension.size() <= extension_digits_max &&
         std::ranges::all_of(extension, [](char digit) { return digit >= '0' && digit <= '9'; });
}

bool may_have(const User& user, const PhoneNumber& number) {
  return user.active != 0 && user.occupier_id == number.occupier_id && user.site_ids.contains(number.site_id);
}

}  // namespace

Target target(const command::AssignPhoneNumber& command) {
  return {StreamKind::phone_number, text(command.number())};
}

Decision decide(const command::AssignPhoneNumber& command, const World& world) {
  const auto* number = world.phone_number(text(command.number()));
  const auto* user = world.user(text(command.user_id()));

  if (number == nullptr) return refuse(Code::UNKNOWN_PHONE_NUMBER);
  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  if (number->status != NumberStatus::active) return refuse(Code::NUMBER_NOT_ACTIVE);
  if (!may_have(*user, *number)) return refuse(Code::USER_NOT_ELIGIBLE);
  if (!number->user_id.empty()) return refuse(Code::NUMBER_ASSIGNED);
  if (number->main != 0) return refuse(Code::MAIN_NOT_ASSIGNABLE);

  if (command.extension() != nullptr) {
    const auto extension = text(command.extension());
    if (!is_extension(extension)) return refuse(Code::BAD_EXTENSION);
    const auto* taken = world.extension(fmt::format("{}/{}", number->site_id, extension));
    if (taken != nullptr && !taken->number.empty()) return refuse(Code::EXTENSION_IN_USE);
  }

  event::NumberAssignedT assigned;
  assigned.number = text(command.number());
  assigned.site_id = number->site_id;
  assigned.occupier_id = number->occupier_id;
  assigned.user_id = text(command.user_id());
  assigned.extension = text(command.extension());
  return record(std::move(assigned));
}

}  // namespace tenure::domain
