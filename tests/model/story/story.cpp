#include "tests/model/story/story.h"

#include <algorithm>

#include <fmt/format.h>

#include "tests/model/story/author.h"
#include "tests/model/story/universe.h"

namespace tenure::model {
namespace {

/// Tells the story to the reference as it is made up, so that each command fits what came before.
class Telling {
 public:
  explicit Telling(std::uint64_t seed) : author_{seed}, now_{time_from("2026-02-01T06:00:00Z")} {}

  void found() {
    // Sometimes nothing is there yet when the first commands come, so that the first commits hold refusals alone.
    for (int left = author_.chance(20) ? author_.between(1, 3) : 0; left > 0; --left) {
      send({author_.next(log_, std::string{universe::operators[0]})}, Together::each);
      add({author_.chance(70) ? Deed::look : Deed::restart, Together::each, {}, now_});
    }
    for (const auto operator_id : universe::operators) {
      if (operator_id != universe::operators[0] && author_.chance(75)) continue;
      send(author_.houses(std::string{operator_id}), Together::each);
    }
  }

  void go_on() {
    const auto operator_id = any_operator();
    switch (const auto what = author_.between(0, 99); what / 2) {
      case 0:
        return add({Deed::restart, Together::each, {}, now_});
      case 1:
        return author_.chance(60) ? power_cut(operator_id) : add({Deed::look, Together::each, {}, now_});
      case 2:
        if (author_.chance(20)) return add({Deed::rebuild, Together::each, {}, now_});
        now_ -= static_cast<Time>(author_.below(5'000'000));  // a clock put back
        return;
      case 3:
      case 4:
        return again();
      case 5:
      case 6:
        return send(several(operator_id), author_.chance(70) ? Together::all : Together::each);
      case 7:
      case 8:
      case 9:
      case 10:
      case 11:
        return send(author_.days(log_, operator_id), author_.chance(15) ? Together::all : Together::each);
      default:
        return send({author_.next(log_, operator_id)}, Together::each);
    }
  }

  [[nodiscard]] Story end() {
    add({Deed::look, Together::each, {}, now_});
    return std::move(story_);
  }

 private:
  std::string any_operator() {
    const auto second = author_.chance(log_.businesses().size() > 1 ? 15 : 1);
    return std::string{universe::operators[second ? 1 : 0]};
  }

  void add(Step step) { story_.push_back(std::move(step)); }

  void send(std::vector<Command> commands, Together together) {
    now_ += static_cast<Time>(author_.below(90'000'000));
    (void)log_.submit(commands, together, now_);
    for (const auto& command : commands) sent_.push_back(command);
    add({Deed::send, together, std::move(commands), now_});
  }

  // With something on its way, or not.
  void power_cut(const std::string& operator_id) {
    auto commands = author_.chance(70) ? several(operator_id) : std::vector<Command>{};
    const auto together = author_.chance(40) ? Together::all : Together::each;
    (void)log_.submit(commands, together, now_);
    add({Deed::power_cut, together, std::move(commands), now_});
  }

  // Commands of one batch fit what came before the batch, and one another by chance.
  std::vector<Command> several(const std::string& operator_id) {
    std::vector<Command> commands;
    Log imagined = log_;
    for (int left = author_.between(2, 5); left > 0; --left) {
      commands.push_back(author_.next(imagined, operator_id));
      (void)imagined.submit({commands.back()}, Together::each, now_);
    }
    if (author_.chance(20)) commands.push_back(commands.front());
    return commands;
  }

  // A command that was sent before: the same, or with its id on something else.
  void again() {
    if (sent_.empty()) return;
    auto command = sent_[author_.below(sent_.size())];
    switch (author_.below(5)) {
      case 0:
        command.type = sent_.back().type;
        command.data = sent_.back().data;
        break;
      case 1:
        command.source = command.source == "api" ? "booking" : "api";
        break;
      case 2:
        command.expected_version = command.expected_version ? *command.expected_version + 1 : 1;
        break;
      default:
        break;
    }
    send({command}, author_.chance(20) ? Together::all : Together::each);
  }

  Author author_;
  Log log_;
  Story story_;
  std::vector<Command> sent_;
  Time now_;
};

void without_chunks(const Story& story, std::size_t chunk, std::vector<Story>& out) {
  for (std::size_t begin = 0; begin < story.size(); begin += chunk) {
    const auto end = std::min(begin + chunk, story.size());
    auto left = story;
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(begin),
               left.begin() + static_cast<std::ptrdiff_t>(end));
    out.push_back(std::move(left));
  }
}

/// The same story with a part of one batch left out.
void without_commands(const Story& story, std::vector<Story>& out) {
  for (std::size_t at = 0; at < story.size(); ++at) {
    const auto size = story[at].commands.size();
    for (std::size_t chunk = (size + 1) / 2; size > 1 && chunk > 0; chunk /= 2) {
      for (std::size_t begin = 0; begin < size; begin += chunk) {
        auto left = story;
        auto& commands = left[at].commands;
        const auto first = commands.begin() + static_cast<std::ptrdiff_t>(begin);
        commands.erase(first, first + static_cast<std::ptrdiff_t>(std::min(chunk, size - begin)));
        out.push_back(std::move(left));
      }
    }
  }
}

}  // namespace

Story make_up(std::uint64_t seed, int size) {
  Telling telling{seed};
  telling.found();
  for (int left = size; left > 0; --left) telling.go_on();
  return telling.end();
}

std::vector<Story> shorter(const Story& story) {
  std::vector<Story> all;
  for (auto chunk = story.size() / 2; chunk > 0; chunk /= 2) without_chunks(story, chunk, all);
  without_commands(story, all);
  return all;
}

std::string text_of(const Step& step) {
  const auto clock = time_text(step.now);
  const auto* together = step.together == Together::all ? "all or nothing" : "each";
  std::string commands;
  for (const auto& command : step.commands)
    commands += fmt::format("{} {}\n", command.operator_id, command.line());
  switch (step.deed) {
    case Deed::send:
      return fmt::format("# at {}, {}\n{}", clock, together, commands);
    case Deed::look:
      return "# look around\n";
    case Deed::restart:
      return fmt::format("# restart at {}\n", clock);
    case Deed::power_cut:
      if (commands.empty()) return fmt::format("# power cut at {}\n", clock);
      return fmt::format("# power cut at {} while these are on their way, {}; then sent again\n{}", clock,
                         together, commands);
    case Deed::rebuild:
      return "# rebuild the read models\n";
  }
  return {};
}

std::string text_of(const Story& story) {
  std::string text;
  for (const auto& step : story) text += text_of(step);
  return text;
}

}  // namespace tenure::model
