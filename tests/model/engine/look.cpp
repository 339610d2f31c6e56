// What a look around compares.

#include <algorithm>

#include <fmt/format.h>

#include "domain/kernel/stream.h"
#include "eventstore/verify.h"
#include "projections/runtime/verify.h"
#include "tests/model/check/ask.h"
#include "tests/model/check/events.h"
#include "tests/model/engine/runner.h"

namespace tenure::model {
namespace {

using eventstore::Position;

constexpr std::chrono::seconds patience{20};
constexpr int earlier_positions_quick = 1;
constexpr int earlier_positions_thorough = 4;
constexpr std::size_t positions_per_page = 3;

std::string joined(const Lines& lines) {
  std::string text;
  for (const auto& line : lines) text += "    " + line + "\n";
  return text.empty() ? "    nothing\n" : text;
}

}  // namespace

Verdict Runner::look(Depth depth) {
  if (auto verdict = read_log(); !verdict.empty()) return verdict;
  const auto last = log_.records().size();
  if (engine_.partition().committed() != Position{last}) {
    return fmt::format("{} events are committed, expected {}", engine_.partition().committed().value, last);
  }
  if (engine_.models().wait_until(Position{last}, patience) != projections::Reached::reached) {
    std::string reasons;
    for (const auto& model : engine_.models().status().models) {
      reasons += fmt::format("\n    {} at {} {}", model.name, model.position.value, model.reason);
    }
    return fmt::format("the read models do not reach {}{}", last, reasons);
  }
  if (depth == Depth::thorough) {
    if (auto verdict = finish_rebuilds(); !verdict.empty()) return verdict;
  }
  if (auto verdict = compare_states(); !verdict.empty()) return verdict;
  if (auto verdict = compare_times(); !verdict.empty()) return verdict;
  if (auto verdict = compare_answers(projections::Latest{}, last); !verdict.empty()) return verdict;
  for (int left = depth == Depth::quick ? earlier_positions_quick : earlier_positions_thorough; left > 0;
       --left) {
    const auto position = random_() % (last + 1);
    if (auto verdict = compare_answers(Position{position}, position); !verdict.empty()) return verdict;
  }
  return depth == Depth::quick ? Verdict{} : verify();
}

Verdict Runner::read_log() {
  auto& partition = engine_.partition();
  const auto subscription = partition.subscribe(Position{events_.size()});
  auto& records = log_.records_to_stamp();
  while (true) {
    const auto commit = subscription->next();
    if (!commit) return fmt::format("the log cannot be read: {}", commit.error().message);
    if (*commit == nullptr) break;
    for (auto position = (*commit)->first(); position <= (*commit)->last(); ++position.value) {
      if (position.value <= events_.size()) continue;
      if (position.value != events_.size() + 1)
        return fmt::format("after {} comes {}", events_.size(), position.value);
      if (position.value > records.size()) return fmt::format("one event too many, at {}", position.value);
      auto& record = records[position.value - 1];
      const auto& event = (*commit)->event_at(position);
      const auto earliest = position.value == 1 ? Time{0} : records[position.value - 2].recorded_at;
      if (event.recorded_at() < earliest || event.recorded_at() < record.recorded_at ||
          event.recorded_at() > latest_) {
        return fmt::format("event {} was recorded at {}, expected {} to {}, and not before {}",
                           position.value, time_text(event.recorded_at()), time_text(record.recorded_at),
                           time_text(latest_), time_text(earliest));
      }
      record.recorded_at = event.recorded_at();
      if (auto found = difference(event, record); !found.empty()) return found;
      const auto bytes = (*commit)->event_bytes(position);
      events_.emplace_back(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    }
  }
  if (events_.size() != records.size())
    return fmt::format("the log ends at {}, expected {}", events_.size(), records.size());
  return {};
}

Verdict Runner::compare_states() {
  for (const auto& [operator_id, business] : log_.businesses()) {
    for (const auto& [stream, version] : business.versions) {
      if (auto verdict = compare_stream(operator_id, stream); !verdict.empty()) {
        return fmt::format("{} {}: {}", operator_id, stream, verdict);
      }
    }
  }
  return {};
}

Verdict Runner::compare_stream(const std::string& operator_id, const std::string& stream) {
  const auto name = *domain::parse_stream(stream);
  const auto& business = log_.business(operator_id);
  const auto folded = engine_.partition().fold_stream(operator_id, name);
  if (!folded) return folded.error().message;
  if (*folded == nullptr) return "does not exist";
  const auto expected =
      fmt::format("version {}: {}", business.versions.at(stream), state_text(business, stream));
  const auto found = fmt::format("version {}: {}", (*folded)->version(), text_of(**folded));
  if (expected != found) return fmt::format("\n  expected {}\n     found {}", expected, found);

  // The stream's events, as the reference says where they are, folded here.
  std::vector<Position> positions;
  auto again = domain::Aggregate::create(name.kind);
  for (const auto& record : log_.records()) {
    const bool is_in =
        record.operator_id == operator_id &&
        std::ranges::any_of(record.fact.streams, [&](const auto& one) { return one.first == stream; });
    if (!is_in) continue;
    positions.push_back({record.position});
    again->fold(*flatbuffers::GetRoot<event::Event>(events_[record.position - 1].data()), name.id);
  }
  if (!again->same_as(**folded)) return "its state is not the fold of its events";
  std::vector<Position> listed;
  while (true) {
    const auto more =
        engine_.partition().stream_positions(operator_id, name, listed.size(), positions_per_page);
    if (!more) return more.error().message;
    listed.insert(listed.end(), more->begin(), more->end());
    if (more->size() < positions_per_page) break;
  }
  if (listed != positions)
    return fmt::format("{} positions are listed, expected {}", listed.size(), positions.size());
  return {};
}

Verdict Runner::compare_times() {
  const auto& records = log_.records();
  if (records.empty()) return {};
  for (int left = 3; left > 0; --left) {
    const auto time = records[random_() % records.size()].recorded_at + static_cast<Time>(random_() % 3) - 1;
    std::uint64_t expected = 0;
    for (const auto& record : records) {
      if (record.recorded_at <= time) expected = record.position;
    }
    const auto found = engine_.partition().position_at(domain::Instant{time});
    if (!found) return found.error().message;
    if (found->value != expected) {
      return fmt::format("at {} the last position was {}, expected {}", time_text(time), found->value,
                         expected);
    }
    const auto view = engine_.models().at(domain::Instant{time});
    if (!view) return fmt::format("no view at {}: {}", time_text(time), view.error().message);
    if (view->position().value != expected) {
      return fmt::format("the view at {} is at {}, expected {}", time_text(time), view->position().value,
                         expected);
    }
  }
  return {};
}

Verdict Runner::compare_answers(projections::AsOf as_of, std::uint64_t position) {
  const auto view = engine_.models().at(as_of);
  if (!view) return fmt::format("no view as of {}: {}", position, view.error().message);
  if (view->position().value != position) {
    return fmt::format("the view is at {}, expected {}", view->position().value, position);
  }
  for (const auto& [operator_id, business] : log_.businesses()) {
    const History history{log_.records(), operator_id, position};
    for (const auto& question : all_questions(subject_of(log_, operator_id, random_()))) {
      const auto found = question.ask(*view);
      if (!found)
        return fmt::format("{} as of {}: {} {}", question.text, position, name_of(found.error().kind),
                           found.error().message);
      const auto expected = question.expect(history);
      if (*found == expected) continue;
      return fmt::format("{} as of {}\n  expected\n{}  found\n{}", question.text, position, joined(expected),
                         joined(*found));
    }
  }
  return {};
}

Verdict Runner::verify() {
  const auto log = eventstore::verify(engine_.partition());
  if (!log)
    return fmt::format("verification of the log, at {}: {}", log.error().position.value, log.error().what);
  if (log->events != log_.records().size())
    return fmt::format("verified {} events of {}", log->events, log_.records().size());
  const auto rebuilt = projections::verify(engine_.models(), engine_.partition(), engine_.scratch_options());
  if (!rebuilt) {
    return fmt::format("a rebuild of {} differs at {}: {}", rebuilt.error().model,
                       rebuilt.error().position.value, rebuilt.error().what);
  }
  return {};
}

}  // namespace tenure::model
