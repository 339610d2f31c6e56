#include <fmt/format.h>
#include <fmt/ranges.h>

#include "projections/access/access.h"
#include "tests/model/check/ask.h"

namespace tenure::model {
namespace {

namespace real = projections::access;
using projections::View;

std::string line_for(const real::Verdict& verdict) {
  if (verdict.missing == real::Missing::user) return "no such user";
  if (verdict.missing == real::Missing::door) return "no such door";
  const auto reason = std::string{domain::name_of(verdict.reason)};
  return verdict.group_id.empty() ? reason : fmt::format("{} by {}", reason, verdict.group_id);
}
std::string line_for(const real::DoorOfUser& door) {
  return fmt::format("{} {} at {} through {}: {}", door.door_id, door.door_name, door.site_id,
                     fmt::join(door.group_ids, " "), line_for(door.verdict));
}
std::string line_for(const real::UserOfDoor& user) {
  return fmt::format("{} of {} {} {} through {}: {}", user.user_id, user.occupier_id, user.given_name,
                     user.family_name, fmt::join(user.group_ids, " "), line_for(user.verdict));
}

template <class Found>
Answered all(const Found& answer, std::string missing) {
  if (!answer) return std::unexpected(answer.error());
  if (!*answer) return Lines{std::move(missing)};
  Lines lines;
  for (const auto& item : **answer) lines.push_back(line_for(item));
  return lines;
}

}  // namespace

void ask_access(const Subject& subject, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  for (const auto time : subject.times) {
    const domain::Instant instant{time};
    for (const auto& user : subject.users) {
      for (const auto& door : subject.doors) {
        questions.push_back({fmt::format("may {} {} open {} at {}", op, user, door, time_text(time)),
                             [=](const View& view) -> Answered {
                               const auto answer = real::may(view, op, user, door, instant);
                               if (!answer) return std::unexpected(answer.error());
                               return Lines{line_for(*answer)};
                             },
                             [=](const History& history) { return access::may(history, user, door, time); }});
      }
      questions.push_back(
          {fmt::format("doors of {} {} at {}", op, user, time_text(time)),
           [=](const View& view) {
             return all(real::doors_of_user(view, op, user, instant), "no such user");
           },
           [=](const History& history) { return access::doors_of_user(history, user, time); }});
    }
    for (const auto& door : subject.doors) {
      questions.push_back(
          {fmt::format("users of {} {} at {}", op, door, time_text(time)),
           [=](const View& view) {
             return all(real::users_of_door(view, op, door, instant), "no such door");
           },
           [=](const History& history) { return access::users_of_door(history, door, time); }});
    }
  }
}

}  // namespace tenure::model
