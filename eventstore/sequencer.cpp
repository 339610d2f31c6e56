#include "eventstore/sequencer.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

#include "domain/kernel/invariant.h"
#include "eventstore/thread_name.h"

namespace tenure::eventstore {
namespace {

// One is built, one written, one published; the fourth keeps a slow completion from holding the sequencer up.
constexpr std::size_t drains_in_flight_max = 4;
// While more batches wait, a drain is handed over only with so many commands: each sync has a price of its own.
constexpr std::size_t drain_commands_min = 512;
// A checkpoint is spread over drains, so that none of them waits long for it.
constexpr std::size_t states_per_drain = 256;

}  // namespace

Sequencer::Sequencer(const Parts& parts, Start start)
    : parts_{parts},
      decider_{parts.cache, parts.commands, std::move(start.ingested)},
      next_position_{start.end.position.value + 1},
      next_number_{start.end.number.value + 1},
      recorded_at_{start.end.recorded_at},
      segment_rows_{start.segment_rows} {
  for (std::size_t count = 0; count < drains_in_flight_max; ++count) {
    free_.push(drains_.emplace_back(std::make_unique<Drain>()).get());
  }
}
Sequencer::~Sequencer() = default;

void Sequencer::start() {
  thread_ = std::jthread{[this] { run(); }};
}
void Sequencer::join() {
  if (thread_.joinable()) thread_.join();
}

AnswerCounts Sequencer::counts() const {
  return {accepted_.load(std::memory_order_relaxed), refused_.load(std::memory_order_relaxed),
          repeated_.load(std::memory_order_relaxed)};
}

void Sequencer::run() {
  name_this_thread("sequencer");
  drain_ = domain::existing(free_.pop(), "a free drain: the channel is never closed");
  std::vector<Submission> taken;
  while (!parts_.inbox.closed_and_empty()) {
    parts_.inbox.take(taken, [this] { return !drain_->empty() && parts_.writer.idle(); });
    for (auto& submission : taken) process(submission);
    taken.clear();
    if (!drain_->empty() && parts_.writer.idle()) hand_over();
  }
  finish();
}

void Sequencer::process(Submission& submission) {
  if (full()) hand_over();
  const auto bytes = submission.batch.bytes();
  if (parts_.health.stopped() || (drain_->empty() && !begin_drain())) {
    submission.completion(std::unexpected(SubmitError::stopped));
    parts_.inbox.release(bytes);
    return;
  }
  auto decided = decider_.decide(submission.batch, *drain_);
  if (decided) {
    decided->completion = std::move(submission.completion);
    decided->batch = std::move(submission.batch);
    drain_->pending.push_back(std::move(*decided));
  } else {
    static_cast<void>(parts_.health.stop(
        fmt::format("{}. Restore a backup, or keep the folder for analysis; then open the partition again",
                    decided.error().message)));
    // What the drain holds is incomplete: the writer, seeing that the partition stopped, will not write it.
    PendingBatch undecided;
    undecided.completion = std::move(submission.completion);
    undecided.batch = std::move(submission.batch);
    drain_->pending.push_back(std::move(undecided));
  }
  parts_.inbox.release(bytes);
  publish_counts();
  if (drain_->commands >= drain_commands_min && parts_.writer.idle()) hand_over();
}

// False when the disk is nearly full.
bool Sequencer::begin_drain() {
  if (!parts_.disk.has_room()) return false;
  recorded_at_ = std::max(recorded_at_, parts_.options.clock->now());
  drain_->first_position = next_position_;
  drain_->number = next_number_;
  drain_->recorded_at = recorded_at_;
  return true;
}

bool Sequencer::full() const {
  return drain_->commands >= parts_.options.drain_commands_max ||
         drain_->events.size() >= parts_.options.drain_bytes_max;
}

void Sequencer::hand_over() {
  if (drain_->records()) {
    next_position_ = drain_->next_position();
    ++next_number_.value;
    segment_rows_ += drain_->rows();
    close_segment_if_full();
    parts_.cache.next_states(states_per_drain, drain_->states);
  }
  parts_.writer.give(drain_);
  drain_ = domain::existing(free_.pop(), "a free drain: the channel is never closed");
  tidy_cache();
}

void Sequencer::close_segment_if_full() {
  if (segment_rows_ < parts_.options.segment_events) return;
  segment_rows_ = 0;
  drain_->closed.commands = parts_.commands.close_segment();
  drain_->closed.greatest_commands = std::make_shared<const GreatestIds>(parts_.commands.greatest());
  drain_->closed.greatest_streams = std::make_shared<const GreatestIds>(parts_.cache.greatest());
  drain_->closed.ingested = std::make_shared<const IngestOffsets>(decider_.ingested());
  parts_.cache.begin_checkpoint();
}

void Sequencer::tidy_cache() {
  if (auto let_go = parts_.cache.trim(parts_.publisher.published(), {next_number_.value - 1})) {
    parts_.indexer.push(LetGoTask{std::move(let_go)});
  }
  cache_bytes_.store(parts_.cache.bytes(), std::memory_order_relaxed);
}

// Hands over what is left and, behind it, the mark of the end with all states worth saving.
void Sequencer::finish() {
  if (!drain_->empty()) hand_over();
  drain_->last = true;
  parts_.cache.begin_checkpoint();
  parts_.cache.next_states(std::numeric_limits<std::size_t>::max(), drain_->states);
  parts_.writer.give(drain_);
}

void Sequencer::publish_counts() {
  const auto& counts = decider_.counts();
  accepted_.store(counts.accepted, std::memory_order_relaxed);
  refused_.store(counts.refused, std::memory_order_relaxed);
  repeated_.store(counts.repeated, std::memory_order_relaxed);
}

}  // namespace tenure::eventstore
