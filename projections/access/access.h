// Access: who may open which door, when, and why.
//
// What it is: the queries; each answers as of the view's position. `may` asks the domain's rule (domain/access/allowed.h)
//   with what the log said by then.
// What it promises: the lists hold what groups grant, whatever the time; each entry's verdict is for the asked time.
// What can go wrong: QueryError. An unknown user, door or credential is an answer, not an error.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/access/allowed.h"
#include "domain/kernel/calendar.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"
#include "schemas/common_generated.h"

namespace tenure::projections::access {

inline constexpr std::string_view model_name = "access";

/// What a question names that does not exist.
enum class Missing : std::uint8_t { nothing, user, door, credential };

struct Verdict {
  /// Where something is missing, the rule was not asked.
  Missing missing = Missing::nothing;
  domain::AccessReason reason = domain::AccessReason::NO_COMMON_GROUP;
  /// Allowed: the group that grants it, the first by id. Refused: empty.
  std::string group_id;

  [[nodiscard]] bool allowed() const {
    return missing == Missing::nothing && reason == domain::AccessReason::ALLOWED;
  }
  bool operator==(const Verdict&) const = default;
};

/// Whether the user may open the door at the time.
[[nodiscard]] Result<Verdict> may(const View& view, std::string_view operator_id, std::string_view user_id,
                                  std::string_view door_id, domain::Instant time);

struct CredentialVerdict {
  /// The user that was named, or else whose credential it is; empty for an unknown credential.
  std::string user_id;
  Verdict verdict;
  bool operator==(const CredentialVerdict&) const = default;
};
/// Whether the door opens for the credential; where a user is named (not empty), whether it does for this user with it.
[[nodiscard]] Result<CredentialVerdict> may_with(const View& view, std::string_view operator_id,
                                                 std::string_view credential_id, std::string_view user_id,
                                                 std::string_view door_id, domain::Instant time);

struct DoorOfUser {
  std::string door_id;
  std::string door_name;
  std::string site_id;
  std::vector<std::string> group_ids;
  Verdict verdict;
  bool operator==(const DoorOfUser&) const = default;
};
/// Doors that any group of the user holds, by id, each with the verdict at the time; nothing for an unknown user.
[[nodiscard]] Result<std::optional<std::vector<DoorOfUser>>> doors_of_user(const View& view,
                                                                           std::string_view operator_id,
                                                                           std::string_view user_id,
                                                                           domain::Instant time);

struct UserOfDoor {
  std::string user_id;
  std::string occupier_id;
  std::string given_name;   ///< personal
  std::string family_name;  ///< personal
  std::vector<std::string> group_ids;
  Verdict verdict;
  bool operator==(const UserOfDoor&) const = default;
};
/// Members of any group that holds the door, by id, each with the verdict at the time; nothing for an unknown door.
[[nodiscard]] Result<std::optional<std::vector<UserOfDoor>>> users_of_door(const View& view,
                                                                           std::string_view operator_id,
                                                                           std::string_view door_id,
                                                                           domain::Instant time);

/// A group that a user is in, with the membership `[from, to)`, open where nothing is said.
struct GroupOfUser {
  std::string group_id;
  std::string name;
  std::optional<domain::Instant> from;
  std::optional<domain::Instant> to;
  std::uint8_t suspended = 0;
  bool operator==(const GroupOfUser&) const = default;
};
/// By id; none for an unknown user.
[[nodiscard]] Result<std::vector<GroupOfUser>> memberships(const View& view, std::string_view operator_id,
                                                           std::string_view user_id);

struct CredentialOfUser {
  std::string credential_id;
  CredentialKind kind = CredentialKind::CARD;
  std::optional<domain::Instant> valid_until;
  bool operator==(const CredentialOfUser&) const = default;
};
/// Issued and not revoked, by id; those whose time is over too.
[[nodiscard]] Result<std::vector<CredentialOfUser>> credentials(const View& view,
                                                                std::string_view operator_id,
                                                                std::string_view user_id);

struct GroupOfOccupier {
  std::string group_id;
  std::string name;
  std::vector<std::string> site_ids;
  std::uint8_t suspended = 0;
  /// How many users of the occupier are in it.
  std::uint32_t users = 0;
  bool operator==(const GroupOfOccupier&) const = default;
};
/// Groups that any user of the occupier is in, by id.
[[nodiscard]] Result<Page<GroupOfOccupier>> groups_of_occupier(const View& view, std::string_view operator_id,
                                                               std::string_view occupier_id,
                                                               const PageRequest& page);

}  // namespace tenure::projections::access
