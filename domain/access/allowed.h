// May this user open this door at this moment, and if not, why?
//
// Is:       the one rule of access, over small values: the read model calls it with its rows, tests with literals.
// Promises: pure. Grants add up, there is no deny: one grant that holds is enough. The reason is the first in the
//           order of `AccessReason` that applies to the best of the grants, so that it names what stands in the way
//           last: a group whose time is over hides behind one that is only closed at this hour.
// Fails:    never. Whether user and door exist is for the caller to say.
// Why:      a schedule is wall-clock time at the door. On the day the clocks go forward an hour of it does not occur;
//           on the day they go back an hour occurs twice and counts both times. Nobody is shut out by arithmetic on UTC.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "domain/kernel/calendar.h"
#include "domain/kernel/zone.h"

namespace tenure::domain {

/// In order of precedence; ALLOWED is what is left when nothing stands in the way.
enum class AccessReason : std::uint8_t {
  CREDENTIAL_REVOKED,          ///< The credential that was shown was taken back.
  CREDENTIAL_EXPIRED,          ///< Its time is over.
  CREDENTIAL_OF_ANOTHER_USER,  ///< It is not the user's who is asked about.
  USER_INACTIVE,               ///< The user was deactivated.
  NO_COMMON_GROUP,             ///< No group has both the user and the door.
  GROUP_SUSPENDED,             ///< Each group that has both is suspended.
  OUTSIDE_MEMBERSHIP,          ///< A group has both, but the membership does not cover the moment.
  OUTSIDE_SCHEDULE,            ///< A membership covers the moment, but the group's schedule does not.
  NO_CONTRACT_IN_FORCE,  ///< A group would let the user in, but the occupier has no contract in force at the door's site.
  ALLOWED,
};

[[nodiscard]] std::string_view name_of(AccessReason reason);

enum class UserStanding : std::uint8_t { inactive, active };
enum class ContractStanding : std::uint8_t { none, in_force };

/// Wall-clock minutes of a weekday (1 is Monday), `[from_minute, to_minute)`; where `from_minute` is later than
/// `to_minute` it runs over midnight and ends on the next day. 0 to 1440 is the whole day.
struct ScheduleStretch {
  std::uint8_t weekday = 1;
  std::uint16_t from_minute = 0;
  std::uint16_t to_minute = 0;

  friend constexpr bool operator==(const ScheduleStretch&, const ScheduleStretch&) = default;
};

enum class GroupStanding : std::uint8_t { usual, suspended };

/// One group that has both the user and the door: the user's membership `[from, to)`, open where nothing is said, and
/// the group's schedule; an empty one is always.
struct AccessGrant {
  std::optional<Instant> from;
  std::optional<Instant> to;
  std::span<const ScheduleStretch> schedule;
  GroupStanding group = GroupStanding::usual;
};

enum class CredentialStanding : std::uint8_t { issued, revoked };
enum class CredentialHolder : std::uint8_t { this_user, another_user };

/// The credential that is shown at the door.
struct ShownCredential {
  CredentialStanding standing = CredentialStanding::revoked;
  /// From then on it opens nothing; it does not end where nothing is said.
  std::optional<Instant> valid_until;
  CredentialHolder holder = CredentialHolder::this_user;
};

struct AccessQuestion {
  UserStanding user = UserStanding::inactive;
  std::span<const AccessGrant> grants;
  /// Of the user's occupier at the door's site.
  ContractStanding contract = ContractStanding::none;
  /// None where the question is about the user alone.
  std::optional<ShownCredential> credential = std::nullopt;
};

/// The answer for the moment `at` at a door in `zone`.
[[nodiscard]] AccessReason allowed(const AccessQuestion& question, Zone zone, Instant at);

/// Whether the wall-clock time is within one of the stretches; always, where there are none.
[[nodiscard]] bool within_schedule(std::span<const ScheduleStretch> schedule, const LocalTime& at);

}  // namespace tenure::domain
