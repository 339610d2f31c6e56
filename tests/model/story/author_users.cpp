// What happens to users and access groups once they are there, and credentials.

#include "tests/model/story/author.h"
#include "tests/model/story/choose.h"
#include "tests/model/story/universe.h"

namespace tenure::model {
namespace {

std::vector<std::string> active_users(const Business& business) {
  return ids_where(business.users, [](const User& user) { return user.active; });
}

}  // namespace

Fields Author::invite_user(const Business& business) {
  return {{"user_id", mostly(active_users(business), universe::users)},
          {"to", chance(50) ? "PORTAL" : "MOBILE_APP"}};
}

Fields Author::set_user_role(const Business& business) {
  const auto user = mostly(active_users(business), universe::users);
  const auto found = business.users.find(user);
  bool admin = found == business.users.end() || !found->second.is_admin;
  if (slips()) admin = !admin;
  return {{"user_id", user}, {"role", admin ? "ADMIN" : "USER"}};
}

Fields Author::set_user_sites(const Business& business) {
  const auto user = mostly(active_users(business), universe::users);
  boost::json::array sites{boost::json::value(any(universe::sites))};
  if (chance(50)) sites.emplace_back(any(universe::sites));
  if (slips()) sites.clear();
  if (slips()) sites.emplace_back("nowhere");
  return {{"user_id", user}, {"site_ids", sites}};
}

Fields Author::reactivate_user(const Business& business) {
  const auto gone = ids_where(business.users, [](const User& user) { return !user.active; });
  return {{"user_id", mostly(gone, universe::users)}};
}

Fields Author::remove_door_from_group(const Business& business) {
  const auto group = mostly(ids_of(business.groups), universe::groups);
  std::vector<std::string> doors;
  if (const auto found = business.groups.find(group); found != business.groups.end()) {
    doors.assign(found->second.doors.begin(), found->second.doors.end());
  }
  return {{"group_id", group}, {"door_id", mostly(doors, universe::doors)}};
}

Fields Author::set_group_schedule(const Business& business) {
  Fields change{{"group_id", mostly(ids_of(business.groups), universe::groups)}};
  put_schedule(change);
  return change;
}

Fields Author::suspend_group(const Business& business) {
  const auto usual = ids_where(business.groups, [](const Group& group) { return !group.suspended; });
  return {{"group_id", mostly(usual, universe::groups)}};
}

Fields Author::resume_group(const Business& business) {
  const auto suspended = ids_where(business.groups, [](const Group& group) { return group.suspended; });
  return {{"group_id", mostly(suspended, universe::groups)}};
}

Fields Author::issue_credential(const Business& business) {
  std::vector<std::string> free;
  for (const auto id : universe::credentials) {
    const auto found = business.credentials.find(std::string{id});
    if (found == business.credentials.end() || found->second.user.empty()) free.emplace_back(id);
  }
  static constexpr std::string_view kinds[] = {"CARD", "MOBILE", "FOB"};
  const auto id = chance(10) ? std::string{any(universe::credentials)} : mostly(free, universe::credentials);
  Fields credential{{"credential_id", id},
                    {"user_id", mostly(active_users(business), universe::users)},
                    {"kind", std::string{kinds[below(3)]}}};
  // Well before or after the hours in which the stories' commands are sent.
  const auto first = day_from(universe::first_day);
  const auto until = slips() ? first - between(1, 30) : first + between(3, universe::days);
  if (chance(60) || until < first) credential["valid_until"] = time_text(until * microseconds_per_day);
  return credential;
}

Fields Author::revoke_credential(const Business& business) {
  const auto issued =
      ids_where(business.credentials, [](const Credential& credential) { return !credential.user.empty(); });
  return {{"credential_id", mostly(issued, universe::credentials)}};
}

}  // namespace tenure::model
