#include <fmt/format.h>

#include "projections/telephony/telephony.h"
#include "tests/model/check/ask.h"

namespace tenure::model {
namespace {

namespace real = projections::telephony;
using projections::PageRequest;
using projections::View;

constexpr std::string_view status_words[] = {"AVAILABLE", "RESERVED", "PENDING",
                                             "ACTIVE",    "COOLDOWN", "PORTED_OUT"};

std::string text_of(const domain::Features& features) {
  return fmt::format("{}|{}|{}|{}|{}|{}|{}|{}", features.display_name, features.voicemail,
                     features.forward_always, features.forward_busy, features.forward_no_answer,
                     features.do_not_disturb, features.call_waiting, features.caller_id);
}
std::string line_for(const real::Number& number) {
  return fmt::format(
      "{} at {} {} {} of {} for {} as {} until {} main {} features {} since {} {}", number.number,
      number.site_id, EnumNameNumberKind(number.kind), status_words[static_cast<std::size_t>(number.status)],
      number.occupier_id, number.user_id, number.extension,
      number.cooldown_until ? day_text(number.cooldown_until->days()) : "", number.main,
      text_of(number.features), number.position.value, time_text(number.recorded_at.microseconds()));
}
std::string line_for(const real::NumberEvent& event) {
  return fmt::format("{} {} {} {} {} {}", event.position.value, time_text(event.recorded_at.microseconds()),
                     real::name_of(event.change), event.occupier_id, event.user_id, event.extension);
}
std::string line_for(const real::DirectoryEntry& entry) {
  return fmt::format("{} {} {} {} {} {} {}", entry.number, entry.extension, entry.user_id, entry.given_name,
                     entry.family_name, entry.occupier_id, entry.occupier_name);
}
constexpr auto as_line = [](const auto& item) { return line_for(item); };

void ask_number(const std::string& op, const std::string& number, std::vector<Question>& questions) {
  const auto seed = questions.size();
  questions.push_back({fmt::format("number {} {}", op, number),
                       [=](const View& view) { return one(real::number(view, op, number), as_line); },
                       [=](const History& history) { return telephony::number(history, number); }});
  questions.push_back(
      {fmt::format("history of number {} {}", op, number),
       [=](const View& view) {
         return pages(
             seed, [&](const PageRequest& page) { return real::history_of_number(view, op, number, page); },
             as_line);
       },
       [=](const History& history) { return telephony::history_of_number(history, number); }});
}

void ask_numbers_of_site(const std::string& op, const std::string& site, std::optional<std::size_t> status,
                         std::vector<Question>& questions) {
  const auto seed = questions.size();
  const auto word = status ? std::string{status_words[*status]} : std::string{};
  const auto wanted = status ? std::optional{static_cast<domain::NumberStatus>(*status)} : std::nullopt;
  questions.push_back(
      {fmt::format("numbers of site {} {} '{}'", op, site, word),
       [=](const View& view) {
         return pages(
             seed,
             [&](const PageRequest& page) { return real::numbers_of_site(view, op, site, wanted, page); },
             as_line);
       },
       [=](const History& history) { return telephony::numbers_of_site(history, site, word); }});
}

}  // namespace

void ask_telephony(const Subject& subject, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  for (const auto& number : subject.numbers) ask_number(op, number, questions);
  ask_calls(subject, questions);
  for (const auto& site : subject.sites) {
    ask_numbers_of_site(op, site, std::nullopt, questions);
    for (std::size_t status = 0; status < std::size(status_words); ++status) {
      ask_numbers_of_site(op, site, status, questions);
    }
    const auto seed = questions.size();
    questions.push_back(
        {fmt::format("directory of site {} {}", op, site),
         [=](const View& view) {
           return pages(
               seed, [&](const PageRequest& page) { return real::directory_of_site(view, op, site, page); },
               as_line);
         },
         [=](const History& history) { return telephony::directory_of_site(history, site); }});
  }
  for (const auto& occupier : subject.occupiers) {
    const auto seed = questions.size();
    questions.push_back(
        {fmt::format("numbers of occupier {} {}", op, occupier),
         [=](const View& view) {
           return pages(
               seed,
               [&](const PageRequest& page) { return real::numbers_of_occupier(view, op, occupier, page); },
               as_line);
         },
         [=](const History& history) { return telephony::numbers_of_occupier(history, occupier); }});
  }
}

}  // namespace tenure::model
