// DisableWifiAccount: takes the Wi-Fi from a user; the login stays the user's.
//
// Refuses, in this order: UNKNOWN_USER, INVALID_TRANSITION (the account is not enabled).

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::DisableWifiAccount& command) {
  return {StreamKind::user, text(command.user_id())};
}

Decision decide(const command::DisableWifiAccount& command, const World& world) {
  const auto* user = world.user(text(command.user_id()));
  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  if (user->wifi_enabled == 0) return refuse(Code::INVALID_TRANSITION, "the account is not enabled");

  event::WifiAccountDisabledT disabled;
  disabled.user_id = text(command.user_id());
  disabled.occupier_id = user->occupier_id;
  return record(std::move(disabled));
}

}  // namespace tenure::domain
