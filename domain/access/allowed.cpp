#include "domain/access/allowed.h"

#include <algorithm>

namespace tenure::domain {
namespace {

constexpr int days_in_week = 7;

bool within(const ScheduleStretch& stretch, int weekday_now, int minute) {
  if (stretch.from_minute < stretch.to_minute) {
    return stretch.weekday == weekday_now && stretch.from_minute <= minute && minute < stretch.to_minute;
  }
  const int day_after = stretch.weekday % days_in_week + 1;
  return (stretch.weekday == weekday_now && stretch.from_minute <= minute) ||
         (day_after == weekday_now && minute < stretch.to_minute);
}

bool covers(const AccessGrant& grant, Instant at) {
  return (!grant.from || *grant.from <= at) && (!grant.to || at < *grant.to);
}

/// What stands in the way of one group; reasons that come later stand nearer to the door.
AccessReason what_it_gives(const AccessGrant& grant, Instant at, const LocalTime& local) {
  if (grant.group == GroupStanding::suspended) return AccessReason::GROUP_SUSPENDED;
  if (!covers(grant, at)) return AccessReason::OUTSIDE_MEMBERSHIP;
  if (!within_schedule(grant.schedule, local)) return AccessReason::OUTSIDE_SCHEDULE;
  return AccessReason::ALLOWED;
}

}  // namespace

std::string_view name_of(AccessReason reason) {
  switch (reason) {
    case AccessReason::CREDENTIAL_REVOKED:
      return "CREDENTIAL_REVOKED";
    case AccessReason::CREDENTIAL_EXPIRED:
      return "CREDENTIAL_EXPIRED";
    case AccessReason::CREDENTIAL_OF_ANOTHER_USER:
      return "CREDENTIAL_OF_ANOTHER_USER";
    case AccessReason::USER_INACTIVE:
      return "USER_INACTIVE";
    case AccessReason::NO_COMMON_GROUP:
      return "NO_COMMON_GROUP";
    case AccessReason::GROUP_SUSPENDED:
      return "GROUP_SUSPENDED";
    case AccessReason::OUTSIDE_MEMBERSHIP:
      return "OUTSIDE_MEMBERSHIP";
    case AccessReason::OUTSIDE_SCHEDULE:
      return "OUTSIDE_SCHEDULE";
    case AccessReason::NO_CONTRACT_IN_FORCE:
      return "NO_CONTRACT_IN_FORCE";
    case AccessReason::ALLOWED:
      return "ALLOWED";
  }
  return "unknown";
}

bool within_schedule(std::span<const ScheduleStretch> schedule, const LocalTime& at) {
  const int weekday_now = weekday(at.date);
  return schedule.empty() || std::ranges::any_of(schedule, [&](const ScheduleStretch& stretch) {
           return within(stretch, weekday_now, at.minute_of_day);
         });
}

AccessReason allowed(const AccessQuestion& question, Zone zone, Instant at) {
  if (question.credential) {
    const auto& credential = *question.credential;
    if (credential.standing == CredentialStanding::revoked) return AccessReason::CREDENTIAL_REVOKED;
    if (credential.valid_until && *credential.valid_until <= at) return AccessReason::CREDENTIAL_EXPIRED;
    if (credential.holder == CredentialHolder::another_user) return AccessReason::CREDENTIAL_OF_ANOTHER_USER;
  }
  if (question.user == UserStanding::inactive) return AccessReason::USER_INACTIVE;

  auto best = AccessReason::NO_COMMON_GROUP;
  const auto local = zone.local_time(at);
  for (const auto& grant : question.grants) best = std::max(best, what_it_gives(grant, at, local));
  if (best != AccessReason::ALLOWED) return best;
  return question.contract == ContractStanding::in_force ? AccessReason::ALLOWED
                                                         : AccessReason::NO_CONTRACT_IN_FORCE;
}

}  // namespace tenure::domain
