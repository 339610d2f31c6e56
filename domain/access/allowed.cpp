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

}  // namespace

std::string_view name_of(AccessReason reason) {
  switch (reason) {
    case AccessReason::USER_INACTIVE:
      return "USER_INACTIVE";
    case AccessReason::NO_COMMON_GROUP:
      return "NO_COMMON_GROUP";
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
  if (question.user == UserStanding::inactive) return AccessReason::USER_INACTIVE;
  if (question.grants.empty()) return AccessReason::NO_COMMON_GROUP;

  auto in_the_way = AccessReason::OUTSIDE_MEMBERSHIP;
  const auto local = zone.local_time(at);
  for (const auto& grant : question.grants) {
    if (!covers(grant, at)) continue;
    in_the_way = AccessReason::OUTSIDE_SCHEDULE;
    if (!within_schedule(grant.schedule, local)) continue;
    return question.contract == ContractStanding::in_force ? AccessReason::ALLOWED
                                                           : AccessReason::NO_CONTRACT_IN_FORCE;
  }
  return in_the_way;
}

}  // namespace tenure::domain
