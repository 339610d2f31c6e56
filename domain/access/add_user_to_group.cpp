// AddUserToGroup: adds a user to an access group, for good or for [from, to).
//
// Refuses, in this order: UNKNOWN_ACCESS_GROUP, UNKNOWN_USER, BAD_PERIOD (`to` not after `from`), ALREADY_EXISTS (a
// member for the same time already).
//
// For another time the new membership replaces the old one: a user is in a group once.

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "domain/states.h"

namespace tenure::domain {

Target target(const command::AddUserToGroup& command) {
  return {StreamKind::access_group, text(command.group_id())};
}

Decision decide(const command::AddUserToGroup& command, const World& world) {
  const auto* group = world.access_group(text(command.group_id()));
  const auto* user = world.user(text(command.user_id()));

  if (group == nullptr) return refuse(Code::UNKNOWN_ACCESS_GROUP);
  if (user == nullptr) return refuse(Code::UNKNOWN_USER);
  Membership asked;
  if (const auto from = command.from()) asked.from = Instant{*from};
  if (const auto to = command.to()) asked.to = Instant{*to};
  if (asked.from && asked.to && *asked.to <= *asked.from) {
    return refuse(Code::BAD_PERIOD, "to must lie after from");
  }
  const auto member = group->members.find(text(command.user_id()));
  if (member != group->members.end() && member->second == asked) {
    return refuse(Code::ALREADY_EXISTS, "the user is a member for that time already");
  }

  event::UserAddedToGroupT added;
  added.group_id = text(command.group_id());
  added.user_id = text(command.user_id());
  added.from = command.from();
  added.to = command.to();
  return record(std::move(added));
}

}  // namespace tenure::domain
