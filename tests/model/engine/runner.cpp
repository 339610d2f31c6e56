#include "tests/model/engine/runner.h"

#include <fmt/format.h>

#include "schemas/codec/json_reader.h"

namespace tenure::model {
namespace {

using eventstore::Batch;
using eventstore::BatchAnswer;
using eventstore::SubmitError;

constexpr std::size_t waiting_max = 4;
constexpr std::chrono::seconds patience{20};
constexpr std::string_view models[] = {"billing",      "telephony", "access", "directory", "calendar",
                                       "parked_input", "usage",     "wifi",   "ledger"};

Answer answer_of(const eventstore::Answer& answer) {
  using Real = eventstore::Answer::Outcome;
  Answer same;
  same.outcome = answer.outcome == Real::accepted  ? Outcome::accepted
                 : answer.outcome == Real::refused ? Outcome::refused
                                                   : Outcome::not_applied;
  same.repeated = answer.repeated;
  if (same.outcome == Outcome::refused) same.code = domain::name_of(answer.code);
  if (same.outcome != Outcome::accepted) return same;
  same.first_position = answer.first_position.value;
  same.count = answer.event_count;
  return same;
}

/// Whether the answers are about something that a commit holds.
bool record_something(const std::vector<Answer>& answers, Together together) {
  bool any = false;
  for (const auto& answer : answers) {
    if (together == Together::all && answer.outcome != Outcome::accepted) return false;
    any = any || (!answer.repeated && answer.code != "IDEMPOTENCY_CONFLICT");
  }
  return any;
}

}  // namespace

Verdict Runner::run(const Story& story) {
  if (auto fault = engine_.open(); !fault.empty()) return fault;
  for (std::size_t index = 0; index < story.size(); ++index) {
    if (auto verdict = tell(story[index]); !verdict.empty()) {
      return fmt::format("{}\n  at step {} of {}", verdict, index + 1, story.size());
    }
  }
  if (auto verdict = collect(); !verdict.empty()) return verdict;
  return look(Depth::thorough);
}

Verdict Runner::tell(const Step& step) {
  // The clock is put back only when nothing is on its way, so that it is known what it showed.
  if (step.now < latest_ || step.deed != Deed::send) {
    if (auto verdict = collect(); !verdict.empty()) return verdict;
  }
  engine_.clock().set(step.now);
  latest_ = std::max(latest_, step.now);
  switch (step.deed) {
    case Deed::send:
      if (auto verdict = send(step, Retried::no); !verdict.empty()) return verdict;
      return waiting_.size() < waiting_max ? Verdict{} : collect();
    case Deed::look:
      return look(Depth::quick);
    case Deed::restart:
      if (auto verdict = finish_rebuilds(); !verdict.empty()) return verdict;
      engine_.close();
      return engine_.open();
    case Deed::power_cut:
      return cut_power(step);
    case Deed::rebuild:
      return start_rebuilds();
  }
  return {};
}

Verdict Runner::send(const Step& step, Retried retried) {
  // A batch may join a drain that was begun for an earlier one, and then has its time.
  const auto earliest = waiting_.empty() ? step.now : waiting_.front().step.now;
  waiting_.push_back({step, log_.submit(step.commands, step.together, earliest), retried, {}});
  return submit(step);
}

Verdict Runner::submit(const Step& step) {
  Batch batch{step.together == Together::all ? eventstore::Atomicity::all : eventstore::Atomicity::each};
  for (const auto& command : step.commands) {
    const codec::Envelope defaults{.id = {},
                                   .operator_id = command.operator_id,
                                   .source = "api",
                                   .actor = "tester",
                                   .reason = std::nullopt,
                                   .expected_version = std::nullopt};
    flatbuffers::FlatBufferBuilder builder;
    codec::CommandReader reader;
    if (const auto read = reader.read(command.line(), defaults, builder); !read) {
      return fmt::format("the story itself is wrong: {} {}", read.error().pointer, read.error().message);
    }
    if (const auto added = batch.add({builder.GetBufferPointer(), builder.GetSize()}); !added) {
      return fmt::format("the story itself is wrong: {} {}", added.error().pointer, added.error().message);
    }
  }
  auto promise = std::make_shared<std::promise<std::expected<BatchAnswer, SubmitError>>>();
  waiting_.back().answer = promise->get_future();
  const auto submitted = engine_.partition().submit(
      std::move(batch),
      [promise](std::expected<BatchAnswer, SubmitError> answer) { promise->set_value(std::move(answer)); });
  if (!submitted) return fmt::format("a batch is not taken in: {}", name_of(submitted.error()));
  return {};
}

Verdict Runner::collect() {
  auto waiting = std::exchange(waiting_, {});
  for (auto& one : waiting) {
    if (auto verdict = compare(one); !verdict.empty())
      return fmt::format("{}\n  after\n{}", verdict, text_of(one.step));
  }
  return {};
}

Verdict Runner::compare(Waiting& waiting) {
  if (waiting.answer.wait_for(patience) != std::future_status::ready) return "no answer came";
  const auto answered = waiting.answer.get();
  if (!answered) return fmt::format("no answer but {}", name_of(answered.error()));
  if (answered->answers.size() != waiting.expected.size()) return "not one answer for each command";
  for (std::size_t index = 0; index < waiting.expected.size(); ++index) {
    auto expected = waiting.expected[index];
    auto found = answer_of(answered->answers[index]);
    // Whether the first try was recorded is not known.
    if (waiting.retried == Retried::yes) expected.repeated = found.repeated = false;
    if (expected == found) continue;
    return fmt::format("expected {}\n     found {} {}\n  for command {}", text_of(expected), text_of(found),
                       answered->answers[index].detail, index + 1);
  }
  const bool recorded = record_something(waiting.expected, waiting.step.together);
  if (waiting.retried == Retried::no && recorded != (answered->commit != nullptr)) {
    return recorded ? "there is no commit with the answers" : "there is a commit, though nothing is new";
  }
  return {};
}

// What is on its way when the power goes may be recorded or not; sent again, it is recorded once.
Verdict Runner::cut_power(const Step& step) {
  rebuilding_ = false;
  if (!step.commands.empty()) {
    waiting_.push_back({step, {}, Retried::yes, {}});
    if (auto verdict = submit(step); !verdict.empty()) return verdict;
  }
  engine_.cut_power(step.now % 2 == 0 ? test::UnsyncedBytes::lost : test::UnsyncedBytes::torn);
  waiting_.clear();
  if (auto fault = engine_.open(); !fault.empty()) return fault;
  if (step.commands.empty()) return {};
  if (auto verdict = send(step, Retried::yes); !verdict.empty()) return verdict;
  return collect();
}

Verdict Runner::start_rebuilds() {
  if (auto verdict = finish_rebuilds(); !verdict.empty()) return verdict;
  for (const auto model : models) {
    const auto started = engine_.models().start_rebuild(model);
    if (!started) return fmt::format("no rebuild of {}: {}", model, started.error().message);
  }
  rebuilding_ = true;
  return {};
}

Verdict Runner::finish_rebuilds() {
  if (!rebuilding_) return {};
  rebuilding_ = false;
  for (const auto model : models) {
    if (!engine_.models().wait_for_build(model, patience))
      return fmt::format("the rebuild of {} does not end", model);
  }
  for (const auto& status : engine_.models().status().models) {
    if (!status.build_failure.empty())
      return fmt::format("the rebuild of {} failed: {}", status.name, status.build_failure);
  }
  return {};
}

}  // namespace tenure::model
