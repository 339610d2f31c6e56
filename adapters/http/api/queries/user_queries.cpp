// One user, with groups and credentials; the groups of an occupier.

#include "adapters/http/api/queries/queries.h"
#include "adapters/http/api/queries/query.h"
#include "adapters/http/api/queries/user_resource.h"
#include "projections/access/access.h"

namespace tenure::http {

namespace access = projections::access;
namespace directory = projections::directory;

template <>
struct Described<access::GroupOfUser> {
  static constexpr std::string_view name = "GroupOfUser";
  static auto members() {
    using T = access::GroupOfUser;
    return std::tuple{Member{"group_id", &T::group_id, ""}, Member{"name", &T::name, ""},
                      Member{"from", &T::from, "When the membership begins; always where it is absent."},
                      Member{"to", &T::to, "When it is over."},
                      Member{"suspended", [](const T& g) { return g.suspended != 0; }, ""}};
  }
};

template <>
struct Described<access::CredentialOfUser> {
  static constexpr std::string_view name = "Credential";
  static auto members() {
    using T = access::CredentialOfUser;
    return std::tuple{Member{"credential_id", &T::credential_id, ""}, Member{"kind", &T::kind, ""},
                      Member{"valid_until", &T::valid_until, "From then on it opens nothing."}};
  }
};

template <>
struct Described<access::GroupOfOccupier> {
  static constexpr std::string_view name = "GroupOfOccupier";
  static auto members() {
    using T = access::GroupOfOccupier;
    return std::tuple{Member{"group_id", &T::group_id, ""}, Member{"name", &T::name, ""},
                      Member{"site_ids", &T::site_ids, ""},
                      Member{"suspended", [](const T& g) { return g.suspended != 0; }, ""},
                      Member{"users", &T::users, "How many of the occupier's users are in it."}};
  }
};

namespace {

/// A user and what opens doors for it.
struct UserDetail : directory::User {
  std::vector<access::GroupOfUser> groups;
  std::vector<access::CredentialOfUser> credentials;
};

}  // namespace

template <>
struct Described<UserDetail> {
  static constexpr std::string_view name = "UserDetail";
  static auto members() {
    using T = UserDetail;
    return std::tuple_cat(
        Described<directory::User>::members(),
        std::tuple{
            Member{"groups", &T::groups, "Access groups, whether the membership covers this moment or not."},
            Member{"credentials", &T::credentials, "Issued and not revoked."}});
  }
};

namespace queries {

using projections::Result;
using projections::View;
using Components = boost::json::object;

Result<Found> user(const View& view, const Call& call, std::string& out) {
  const auto id = call.value(parameters::user_id);
  auto read = directory::user(view, call.operator_id(), id);
  if (!read) return std::unexpected{read.error()};
  auto& found = *read;
  if (!found) return Found::no;
  auto groups = access::memberships(view, call.operator_id(), id);
  if (!groups) return std::unexpected{groups.error()};
  auto credentials = access::credentials(view, call.operator_id(), id);
  if (!credentials) return std::unexpected{credentials.error()};
  Json json{out};
  write_value(UserDetail{std::move(*found), std::move(*groups), std::move(*credentials)}, json);
  return Found::yes;
}
boost::json::object user_schema(Components& components) { return schema_of<UserDetail>(components); }

Result<Found> occupier_groups(const View& view, const Call& call, std::string& out) {
  return write_found(access::groups_of_occupier(view, call.operator_id(), call.value(parameters::occupier_id),
                                                page_of(call)),
                     out);
}
boost::json::object occupier_groups_schema(Components& components) {
  return page_schema_of<access::GroupOfOccupier>(components);
}

}  // namespace queries
}  // namespace tenure::http
