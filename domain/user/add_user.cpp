// AddUser: adds a user of an occupier, for one or more sites.
//
// Refuses, in this order: ALREADY_EXISTS, UNKNOWN_OCCUPIER, UNKNOWN_SITE (the first of the list that does not exist,
// or an empty list), NO_CONTRACT (the first site at which the occupier has no contract in force or upcoming), BAD_EMAIL.
//
// A site named twice counts once; the event keeps the order of first mention.

#include <algorithm>

#include "domain/decide.h"
#include "domain/kernel/email.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::AddUser& command) { return {StreamKind::user, text(command.user_id())}; }

Decision decide(const command::AddUser& command, const World& world) {
  const auto* occupier = world.occupier(text(command.occupier_id()));

  if (world.user(text(command.user_id())) != nullptr) return refuse(Code::ALREADY_EXISTS);
  if (occupier == nullptr) return refuse(Code::UNKNOWN_OCCUPIER);
  if (command.site_ids()->size() == 0) return refuse(Code::UNKNOWN_SITE, "name one site or more");
  for (const auto* site_id : *command.site_ids()) {
    if (world.site(text(site_id)) == nullptr) return refuse(Code::UNKNOWN_SITE, copy(site_id));
  }
  for (const auto* site_id : *command.site_ids()) {
    if (occupier->contract_in_force_or_upcoming(text(site_id)) == nullptr) {
      return refuse(Code::NO_CONTRACT, copy(site_id));
    }
  }
  if (!is_email(text(command.email()))) return refuse(Code::BAD_EMAIL);

  event::UserAddedT added;
  added.user_id = text(command.user_id());
  added.occupier_id = text(command.occupier_id());
  for (const auto* site_id : *command.site_ids()) {
    if (std::ranges::find(added.site_ids, text(site_id)) == added.site_ids.end())
      added.site_ids.push_back(copy(site_id));
  }
  added.given_name = text(command.given_name());
  added.family_name = text(command.family_name());
  added.email = text(command.email());
  added.role = command.role();
  return record(std::move(added));
}

}  // namespace tenure::domain
