// EnableWifiAccount: gives a user a Wi-Fi account, enables it again, or gives it another login.
//
// Refuses, in this order: UNKNOWN_USER, INVALID_TRANSITION (the user is inactive, or the account is enabled with this
// login), NO_CONTRACT (the occupier has none in force or upcoming at any of the user's sites), LOGIN_IN_USE.
//
// Logins are compared without regard to ASCII capitals. Another login frees the one before.

#include <algorithm>

#include "domain/decide.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "domain/states.h"
#include "domain/wifi/login_hash.h"

namespace tenure::domain {

Target target(const command::EnableWifiAccount& command) {
  return {StreamKind::user, text(command.user_id())};
}

Decision decide(const command::EnableWifiAccount& command, const World& world) {
  const auto* user = world.user(text(command.user_id()));
  const auto hash = login_hash(text(command.login()));

  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  if (user->active == 0) return refuse(Code::INVALID_TRANSITION, "the user is inactive");
  if (user->wifi_enabled != 0 && user->wifi_login_hash == hash) {
    return refuse(Code::INVALID_TRANSITION, "the account is enabled with this login already");
  }
  const auto& occupier = existing(world.occupier(user->occupier_id), "the occupier of a user");
  const auto is_covered = [&](const std::string& site_id) {
    return occupier.contract_in_force_or_upcoming(site_id) != nullptr;
  };
  if (std::ranges::none_of(user->site_ids, is_covered)) return refuse(Code::NO_CONTRACT);
  const auto* login = world.wifi_login(hash);
  const bool is_somebodys = login != nullptr && !login->user_id.empty();
  if (is_somebodys && login->user_id != text(command.user_id())) return refuse(Code::LOGIN_IN_USE);

  event::WifiAccountEnabledT enabled;
  enabled.user_id = text(command.user_id());
  enabled.occupier_id = user->occupier_id;
  enabled.login = text(command.login());
  enabled.login_hash = hash;
  if (user->wifi_login_hash != hash) enabled.previous_login_hash = user->wifi_login_hash;
  return record(std::move(enabled));
}

}  // namespace tenure::domain
