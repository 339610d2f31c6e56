// Access: who may open which door, when, and why.
//
// What it is: the queries; each answers as of the view's position. `may` asks the domain's rule (domain/access/allowed.h)
//   with what the log said by then.
// What it promises: the lists hold what groups grant, whatever the time; each entry's verdict is for the asked time.
// What can go wrong: QueryError. An unknown user or door is an answer, not an error.
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

namespace tenure::projections::access {

inline constexpr std::string_view model_name = "access";

/// What a question names that does not exist.
enum class Missing : std::uint8_t { nothing, user, door };

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

}  // namespace tenure::projections::access
