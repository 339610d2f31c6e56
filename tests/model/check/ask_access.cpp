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
std::string line_for(const real::CredentialVerdict& answer) {
  if (answer.verdict.missing == real::Missing::credential) return answer.user_id + ": no such credential";
  return answer.user_id + ": " + line_for(answer.verdict);
}
std::string text_of(std::optional<domain::Instant> time) {
  return time ? time_text(time->microseconds()) : "";
}
std::string line_for(const real::GroupOfUser& group) {
  return fmt::format("{} {} [{}, {}) suspended {}", group.group_id, group.name, text_of(group.from),
                     text_of(group.to), group.suspended);
}
std::string line_for(const real::CredentialOfUser& credential) {
  return fmt::format("{} {} until {}", credential.credential_id, EnumNameCredentialKind(credential.kind),
                     text_of(credential.valid_until));
}
std::string line_for(const real::GroupOfOccupier& group) {
  return fmt::format("{} {} at {} suspended {} with {}", group.group_id, group.name,
                     fmt::join(group.site_ids, " "), group.suspended, group.users);
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

template <class T>
Answered list(const projections::Result<std::vector<T>>& answer) {
  if (!answer) return std::unexpected(answer.error());
  Lines lines;
  for (const auto& item : *answer) lines.push_back(line_for(item));
  return lines;
}

void ask_credentials(const Subject& subject, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  const auto time = subject.times.front();
  const domain::Instant instant{time};
  for (const auto& credential : subject.credentials) {
    for (const auto& user : {std::string{}, subject.users.front(), subject.users.back()}) {
      for (const auto& door : subject.doors) {
        questions.push_back(
            {fmt::format("may {} {} with {} open {} at {}", op, user, credential, door, time_text(time)),
             [=](const View& view) -> Answered {
               const auto answer = real::may_with(view, op, credential, user, door, instant);
               if (!answer) return std::unexpected(answer.error());
               return Lines{line_for(*answer)};
             },
             [=](const History& history) {
               return access::may_with(history, credential, user, door, time);
             }});
      }
    }
  }
}

void ask_belongings(const Subject& subject, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  for (const auto& user : subject.users) {
    questions.push_back({fmt::format("groups of {} {}", op, user),
                         [=](const View& view) { return list(real::memberships(view, op, user)); },
                         [=](const History& history) { return access::memberships(history, user); }});
    questions.push_back({fmt::format("credentials of {} {}", op, user),
                         [=](const View& view) { return list(real::credentials(view, op, user)); },
                         [=](const History& history) { return access::credentials(history, user); }});
  }
  for (const auto& occupier : subject.occupiers) {
    const auto seed = questions.size();
    questions.push_back(
        {fmt::format("groups of occupier {} {}", op, occupier),
         [=](const View& view) {
           return pages(
               seed,
               [&](const projections::PageRequest& page) {
                 return real::groups_of_occupier(view, op, occupier, page);
               },
               [](const auto& item) { return line_for(item); });
         },
         [=](const History& history) { return access::groups_of_occupier(history, occupier); }});
  }
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
  ask_credentials(subject, questions);
  ask_belongings(subject, questions);
}

}  // namespace tenure::model
