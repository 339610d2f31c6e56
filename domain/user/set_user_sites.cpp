// SetUserSites: says anew to which sites a user belongs.
//
// Refuses, in this order: UNKNOWN_USER, UNKNOWN_SITE (the first of the list that does not exist, or an empty list),
// NO_CONTRACT (the first site that is new to the user and at which the occupier has no contract in force or upcoming),
// USER_HAS_NUMBERS (a number at a site that goes), INVALID_TRANSITION (the user is inactive, or the sites are the same).
//
// A site named twice counts once; the event keeps the order of first mention. A site that stays needs no contract, so
// that a user can leave the other one after the contract there has ended.

#include <algorithm>
#include <set>

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::SetUserSites& command) { return {StreamKind::user, text(command.user_id())}; }

Decision decide(const command::SetUserSites& command, const World& world) {
  const auto* user = world.user(text(command.user_id()));
  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  if (command.site_ids()->size() == 0) return refuse(Code::UNKNOWN_SITE, "name one site or more");
  for (const auto* site_id : *command.site_ids()) {
    if (world.site(text(site_id)) == nullptr) return refuse(Code::UNKNOWN_SITE, copy(site_id));
  }

  const auto& occupier = existing(world.occupier(user->occupier_id), "the occupier of a user");
  event::UserSitesSetT set;
  std::set<std::string, std::less<>> sites;
  for (const auto* site_id : *command.site_ids()) {
    const bool is_new = !user->site_ids.contains(text(site_id));
    if (is_new && occupier.contract_in_force_or_upcoming(text(site_id)) == nullptr) {
      return refuse(Code::NO_CONTRACT, copy(site_id));
    }
    if (sites.insert(copy(site_id)).second) set.site_ids.push_back(copy(site_id));
  }
  const auto stays = [&](const std::string& number) {
    return sites.contains(existing(world.phone_number(number), "the number of a user").site_id);
  };
  if (!std::ranges::all_of(user->numbers, stays)) return refuse(Code::USER_HAS_NUMBERS);
  if (user->active == 0) return refuse(Code::INVALID_TRANSITION, "the user is inactive");
  if (sites == user->site_ids) return refuse(Code::INVALID_TRANSITION, "the user has these sites already");

  set.user_id = text(command.user_id());
  set.occupier_id = user->occupier_id;
  return record(std::move(set));
}

}  // namespace tenure::domain
