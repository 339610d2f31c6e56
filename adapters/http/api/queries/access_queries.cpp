// Who may open which door, and why.

#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "eventstore/clock.h"
#include "projections/access/access.h"

namespace tenure::http {

namespace access = projections::access;

namespace {

/// Why, in one word: the rule's reason, or what is not known.
std::string_view reason_of(const access::Verdict& verdict) {
  switch (verdict.missing) {
    case access::Missing::user:
      return "UNKNOWN_USER";
    case access::Missing::door:
      return "UNKNOWN_DOOR";
    case access::Missing::credential:
      return "UNKNOWN_CREDENTIAL";
    case access::Missing::nothing:
      break;
  }
  return text_of(verdict.reason);
}

/// The answer to one question.
struct Check {
  std::string user_id;
  std::string credential_id;
  std::string door_id;
  domain::Instant at;
  access::Verdict verdict;
};

constexpr std::string_view reason_description =
    "ALLOWED, or what stands in the way: UNKNOWN_CREDENTIAL, UNKNOWN_USER, UNKNOWN_DOOR, CREDENTIAL_REVOKED, "
    "CREDENTIAL_EXPIRED, CREDENTIAL_OF_ANOTHER_USER, USER_INACTIVE, NO_COMMON_GROUP, GROUP_SUSPENDED, "
    "OUTSIDE_MEMBERSHIP, OUTSIDE_SCHEDULE, NO_CONTRACT_IN_FORCE.";
constexpr std::string_view group_description = "The group that grants it.";

}  // namespace

template <>
struct Described<Check> {
  static constexpr std::string_view name = "AccessCheck";
  static auto members() {
    using T = Check;
    return std::tuple{
        Member{"user_id", &T::user_id, "Who was named, or else whose credential it is.", Shown::if_there},
        Member{"credential_id", &T::credential_id, "", Shown::if_there},
        Member{"door_id", &T::door_id, ""},
        Member{"at", &T::at, ""},
        Member{"allowed", [](const T& c) { return c.verdict.allowed(); }, ""},
        Member{"reason", [](const T& c) { return std::string{reason_of(c.verdict)}; }, reason_description},
        Member{"group_id", [](const T& c) { return c.verdict.group_id; }, group_description,
               Shown::if_there}};
  }
};

template <>
struct Described<access::DoorOfUser> {
  static constexpr std::string_view name = "DoorOfUser";
  static auto members() {
    using T = access::DoorOfUser;
    return std::tuple{
        Member{"door_id", &T::door_id, ""},
        Member{"name", &T::door_name, ""},
        Member{"site_id", &T::site_id, ""},
        Member{"group_ids", &T::group_ids, "Groups that hold both."},
        Member{"allowed", [](const T& d) { return d.verdict.allowed(); }, "At the time that was asked for."},
        Member{"reason", [](const T& d) { return std::string{reason_of(d.verdict)}; }, reason_description}};
  }
};

template <>
struct Described<access::UserOfDoor> {
  static constexpr std::string_view name = "UserOfDoor";
  static auto members() {
    using T = access::UserOfDoor;
    return std::tuple{
        Member{"user_id", &T::user_id, ""},
        Member{"occupier_id", &T::occupier_id, ""},
        Member{"given_name", &T::given_name, "", Shown::always, Privacy::personal},
        Member{"family_name", &T::family_name, "", Shown::always, Privacy::personal},
        Member{"group_ids", &T::group_ids, "Groups that hold both."},
        Member{"allowed", [](const T& u) { return u.verdict.allowed(); }, "At the time that was asked for."},
        Member{"reason", [](const T& u) { return std::string{reason_of(u.verdict)}; }, reason_description}};
  }
};

namespace queries {
namespace {

using projections::Result;
using projections::View;
using Components = boost::json::object;

domain::Instant time_of(const Call& call) {
  const auto asked = call.instant(parameters::at);
  return asked ? *asked : eventstore::system_clock().now();
}

/// Appends {"at", "items"}.
template <class T>
Result<Found> write_list(const Result<std::optional<std::vector<T>>>& list, domain::Instant at,
                         std::string& out) {
  if (!list) return std::unexpected{list.error()};
  const auto& items = *list;
  if (!items) return Found::no;
  Json json{out};
  json.begin_object();
  json.key("at").instant(at);
  write_value(*items, json.key("items"));
  json.end_object();
  return Found::yes;
}

template <class T>
boost::json::object list_schema(Components& components) {
  return {{"type", "object"},
          {"properties", boost::json::object{{"at", schema_of<domain::Instant>(components)},
                                             {"items", schema_of<std::vector<T>>(components)}}},
          {"required", boost::json::array{"at", "items"}}};
}

}  // namespace

Result<Found> access_check(const View& view, const Call& call, std::string& out) {
  const auto user = call.value(parameters::user_with_credential);
  const auto credential = call.value(parameters::credential);
  const auto door = call.value(parameters::door);
  Check check{std::string{user}, std::string{credential}, std::string{door}, time_of(call), {}};
  if (credential.empty()) {
    auto verdict = access::may(view, call.operator_id(), user, door, check.at);
    if (!verdict) return std::unexpected{verdict.error()};
    check.verdict = std::move(*verdict);
  } else {
    auto answer = access::may_with(view, call.operator_id(), credential, user, door, check.at);
    if (!answer) return std::unexpected{answer.error()};
    check.user_id = std::move(answer->user_id);
    check.verdict = std::move(answer->verdict);
  }
  Json json{out};
  write_value(check, json);
  return Found::yes;
}
boost::json::object access_check_schema(Components& components) { return schema_of<Check>(components); }

Result<Found> access_doors(const View& view, const Call& call, std::string& out) {
  const auto at = time_of(call);
  return write_list(access::doors_of_user(view, call.operator_id(), call.value(parameters::user), at), at,
                    out);
}
boost::json::object access_doors_schema(Components& components) {
  return list_schema<access::DoorOfUser>(components);
}

Result<Found> access_users(const View& view, const Call& call, std::string& out) {
  const auto at = time_of(call);
  return write_list(access::users_of_door(view, call.operator_id(), call.value(parameters::door), at), at,
                    out);
}
boost::json::object access_users_schema(Components& components) {
  return list_schema<access::UserOfDoor>(components);
}

}  // namespace queries
}  // namespace tenure::http
