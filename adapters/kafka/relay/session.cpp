#include "adapters/kafka/relay/session.h"

#include <algorithm>

#include <fmt/format.h>

#include "adapters/kafka/client/fault_point.h"
#include "adapters/kafka/relay/marks.h"

namespace tenure::kafka {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Kind = RelayError::Kind;
using State = RelayStatus::State;

/// How soon a request to stop is seen.
constexpr milliseconds idle_patience{100};
constexpr milliseconds call_patience{1'000};
/// A producer that was not given the transactional id in this time is replaced by a new one.
constexpr milliseconds take_over_patience{60'000};
/// The outcome of a commit is asked for so long; after that the next producer finds out.
constexpr milliseconds commit_patience{30'000};
/// The same once it is asked to stop.
constexpr milliseconds stop_patience{3'000};
constexpr milliseconds abort_patience{2'000};
constexpr std::int64_t microseconds_per_millisecond = 1'000;

}  // namespace

Session::Session(eventstore::Partition& log, const RelayOptions& options, std::string claim, Board& board,
                 std::stop_token stop)
    : log_{log},
      options_{options},
      claim_{std::move(claim)},
      board_{board},
      stop_{std::move(stop)},
      marks_topic_{options.kafka.topic("relay")},
      cursor_key_{cursor_key(options.store_id, options.partition)},
      claim_key_{claim_key(options.store_id, options.partition)},
      records_{options.kafka, options.store_id, options.partition, options.charges} {}

std::expected<void, RelayError> Session::run() {
  if (auto done = take_over(); !done || stop_.stop_requested()) return done;
  fault_point("relay.initialised");
  if (auto done = claim(); !done) return done;
  fault_point("relay.claimed");
  if (auto done = find_cursor(); !done) return done;
  fault_point("relay.cursor_read");
  board_.set(State::publishing);
  while (!stop_.stop_requested()) {
    auto batch = gather();
    if (!batch) return std::unexpected(std::move(batch.error()));
    if (batch->commits.empty()) {
      got_through_ = true;
      continue;
    }
    if (auto done = publish(*batch); !done) return done;
    got_through_ = true;
  }
  return {};
}

Session::Done Session::ended(std::expected<void, KafkaError> step) {
  if (step) return {};
  return std::unexpected(relay_error_of(std::move(step.error())));
}

Session::Done Session::take_over() {
  // Before anybody is fenced: a relay that could not publish must not keep another from it.
  if (auto good = check_topics(options_.kafka, options_.partition); !good) return good;
  auto producer = TransactionalProducer::make(
      options_.kafka, transactional_id(options_.kafka, options_.store_id, options_.partition));
  if (!producer) return std::unexpected(relay_error_of(std::move(producer.error())));
  producer_ = std::move(*producer);
  const auto deadline = steady_clock::now() + take_over_patience;
  for (;;) {
    auto taken = producer_->initialise(call_patience);
    if (taken || stop_.stop_requested()) return {};
    if (taken.error().kind != KafkaError::Kind::retriable || steady_clock::now() > deadline) {
      return ended(std::move(taken));
    }
    board_.set(State::waiting, std::move(taken.error().message));
  }
}

// A transaction of its own: what is read up to this record is all that was there when the partition was taken over.
Session::Done Session::claim() {
  if (auto begun = producer_->begin(); !begun) return ended(std::move(begun));
  if (auto marked = mark(claim_key_, claim_json(claim_)); !marked) return marked;
  return commit();
}

Session::Done Session::find_cursor() {
  const MarksQuestion question{
      .store_id = options_.store_id, .partition = options_.partition, .until_claim = claim_};
  auto marks = read_marks(options_.kafka, question, stop_);
  if (!marks) return std::unexpected(std::move(marks.error()));
  const auto cursor = marks->cursor.value_or(Cursor{});
  if (auto good = check_against_log(cursor, log_); !good) return good;
  const eventstore::Position published{cursor.next.value - 1};
  subscription_ = log_.subscribe(published);
  board_.set_published(published);
  return {};
}

std::expected<Session::Batch, RelayError> Session::gather() {
  Batch batch;
  auto next = subscription_->wait_next(idle_patience);
  const auto deadline = steady_clock::now() + options_.batch_patience;
  for (;;) {
    if (!next) {
      return std::unexpected(RelayError{
          Kind::log, fmt::format("position {}: {}", next.error().position.value, next.error().message)});
    }
    if (*next == nullptr) return batch;
    batch.events += (*next)->event_count();
    batch.bytes += (*next)->bytes().size();
    batch.commits.push_back(std::move(*next));
    if (batch.events >= options_.batch_events_max || batch.bytes >= options_.batch_bytes_max) return batch;
    const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
    if (left <= milliseconds{0}) return batch;
    next = subscription_->wait_next(left);
  }
}

Session::Done Session::publish(const Batch& batch) {
  if (auto begun = producer_->begin(); !begun) return ended(std::move(begun));
  fault_point("relay.begun");
  if (auto handed = hand_over(batch); !handed) return handed;
  fault_point("relay.cursor");
  if (auto committed = commit(); !committed) return committed;
  fault_point("relay.committed");
  board_.add_transaction(batch.commits.back()->last(), batch.events);
  board_.set(State::publishing);
  return {};
}

Session::Done Session::hand_over(const Batch& batch) {
  for (const auto& commit : batch.commits) {
    if (auto handed = hand_over(*commit); !handed) return handed;
  }
  fault_point("relay.produced");
  return mark(cursor_key_, cursor_json(cursor_after(*batch.commits.back()), options_.store_id));
}

Session::Done Session::hand_over(const eventstore::Commit& commit) {
  for (auto position = commit.first(); position <= commit.last(); ++position.value) {
    records_.take(commit.event_at(position), commit.event_bytes(position));
    if (auto handed = producer_->produce(records_.event()); !handed) return ended(std::move(handed));
    fault_point("relay.record");
    for (const auto* const further : {records_.charge(), records_.parked()}) {
      if (further == nullptr) continue;
      if (auto handed = producer_->produce(*further); !handed) return ended(std::move(handed));
      fault_point("relay.record");
    }
  }
  return {};
}

Session::Done Session::mark(std::string_view key, std::string_view value) {
  return ended(producer_->produce(
      {.topic = marks_topic_,
       .partition = static_cast<std::int32_t>(options_.partition),
       .key = key,
       .value = value,
       .headers = {},
       .timestamp_ms = options_.clock->now().microseconds() / microseconds_per_millisecond}));
}

Session::Done Session::commit() {
  const auto begun = steady_clock::now();
  for (;;) {
    auto committed = producer_->commit(call_patience);
    if (committed) return {};
    const auto kind = committed.error().kind;
    // Readers need not wait until the brokers give the transaction up. If this fails, the next session does it.
    if (kind == KafkaError::Kind::abort) static_cast<void>(producer_->abort(abort_patience));
    const auto patience = stop_.stop_requested() ? stop_patience : commit_patience;
    if (kind != KafkaError::Kind::retriable || steady_clock::now() - begun > patience) {
      return ended(std::move(committed));
    }
    board_.set(State::waiting, std::move(committed.error().message));
  }
}

}  // namespace tenure::kafka
