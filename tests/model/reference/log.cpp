#include "tests/model/reference/log.h"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

namespace tenure::model {
namespace {

std::string content_of(const Command& command) {
  const auto version = command.expected_version ? fmt::format("{}", *command.expected_version) : "any";
  return fmt::format("{} at {} {}", command.type, version, boost::json::serialize(command.data));
}

}  // namespace

std::string Command::line() const {
  Fields line{{"type", type}, {"id", id}, {"source", source}};
  if (expected_version) line["expected_version"] = *expected_version;
  line["data"] = data;
  return boost::json::serialize(line);
}

std::string text_of(const Answer& answer) {
  const auto* repeated = answer.repeated ? " again" : "";
  switch (answer.outcome) {
    case Outcome::accepted:
      return fmt::format("accepted{}, {} events from {}", repeated, answer.count, answer.first_position);
    case Outcome::refused:
      return fmt::format("refused{}: {}", repeated, answer.code);
    case Outcome::not_applied:
      break;
  }
  return "not applied";
}

const Business& Log::business(const std::string& operator_id) const {
  static const Business none;
  const auto found = businesses_.find(operator_id);
  return found == businesses_.end() ? none : found->second;
}

std::vector<Answer> Log::submit(const std::vector<Command>& commands, Together together, Time now) {
  const auto before = together == Together::all ? std::optional{*this} : std::nullopt;
  std::vector<Answer> answers;
  for (const auto& command : commands) {
    answers.push_back(answer(command, now));
    if (!before || answers.back().outcome == Outcome::accepted) continue;
    const auto failed = answers.size() - 1;
    const auto why = answers.back();
    *this = *before;
    answers.assign(commands.size(), Answer{Outcome::not_applied, false, {}, 0, 0});
    answers[failed] = why;
    break;
  }
  return answers;
}

Answer Log::answer(const Command& command, Time now) {
  const std::tuple key{command.operator_id, command.source, command.id};
  if (const auto known = answers_.find(key); known != answers_.end()) {
    if (known->second.content != content_of(command)) {
      return {Outcome::refused, false, "IDEMPOTENCY_CONFLICT", 0, 0};
    }
    auto again = known->second.answer;
    again.repeated = true;
    return again;
  }
  auto decided = decide(command, now);
  answers_[key] = {content_of(command), decided};
  return decided;
}

Answer Log::decide(const Command& command, Time now) {
  auto& business = businesses_[command.operator_id];
  if (command.expected_version) {
    const auto found = business.versions.find(target_of(command.type, command.data));
    const auto version = found == business.versions.end() ? 0 : found->second;
    if (version != *command.expected_version) return {Outcome::refused, false, "VERSION_CONFLICT", 0, 0};
  }
  const auto first = business.journal.size();
  business.now = now;
  const auto code = apply(business, command.type, command.data);
  if (!code.empty()) return {Outcome::refused, false, code, 0, 0};

  const auto position = records_.size() + 1;
  for (auto index = first; index < business.journal.size(); ++index) {
    records_.push_back(
        {records_.size() + 1, now, command.operator_id, command.id, command.source, business.journal[index]});
  }
  return {Outcome::accepted, false, {}, position, business.journal.size() - first};
}

}  // namespace tenure::model
