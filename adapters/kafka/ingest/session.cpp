#include "adapters/kafka/ingest/session.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

#include "adapters/kafka/client/fault_point.h"

namespace tenure::kafka {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Kind = KafkaError::Kind;
using State = IngestStatus::State;

/// How soon a request to stop is seen.
constexpr milliseconds idle_patience{100};
/// While answers are awaited, which come by another way.
constexpr milliseconds busy_patience{1};
constexpr milliseconds answer_patience{20};
/// Records taken in before answers are looked for.
constexpr int records_in_a_row = 512;
/// How long a consumer may stay full before it is paused.
constexpr milliseconds full_patience{1'000};
constexpr milliseconds topic_patience{5'000};
constexpr milliseconds seek_patience{5'000};
constexpr milliseconds settle_patience{3'000};
constexpr milliseconds report_period{200};
/// A trouble that nobody has spoken of for so long is over.
constexpr milliseconds trouble_period{15'000};

}  // namespace

IngestSession::IngestSession(eventstore::Store& store, const IngestOptions& options, From from,
                             IngestBoard& board, std::stop_token stop)
    : store_{store},
      options_{options},
      from_{from},
      board_{board},
      stop_{std::move(stop)},
      topics_{[&options] {
        std::vector<std::string> all;
        for (const auto& topic : input_topics) all.push_back(options.kafka.topic(topic.name));
        return all;
      }()},
      interpreter_{options.default_operator} {}

IngestSession::Done IngestSession::run() {
  if (auto joined = join(); !joined) return joined;
  while (!stop_.stop_requested()) {
    if (auto worked = work(); !worked) return worked;
  }
  for (auto& source : sources_) source.reader.hasten();
  auto settled = settle(settle_patience);
  reported_at_ = {};
  report(steady_clock::now());
  return settled;
}

IngestSession::Done IngestSession::join() {
  const auto name = fmt::format("{}-ingest-{}", options_.kafka.topic_prefix, store_.id());
  auto consumer = Consumer::make(options_.kafka, {.group_id = name, .instance_id = name});
  if (!consumer) return std::unexpected(std::move(consumer.error()));
  consumer_ = std::move(*consumer);
  for (const auto& topic : topics_) {
    auto partitions = consumer_->partitions(topic, topic_patience);
    if (!partitions) return std::unexpected(std::move(partitions.error()));
  }
  return consumer_->subscribe(topics_);
}

IngestSession::Done IngestSession::work() {
  if (auto done = deliver(milliseconds{0}); !done) return done;
  if (auto done = send(); !done) return done;
  report(steady_clock::now());
  if (is_waiting_for_store()) return deliver(answer_patience);
  return read(is_idle() ? idle_patience : busy_patience);
}

IngestSession::Done IngestSession::read(milliseconds patience) {
  for (int count = 0; count < records_in_a_row; ++count) {
    const auto more = read_one(count == 0 ? patience : milliseconds{0});
    if (!more) return std::unexpected(more.error());
    if (!*more || is_waiting_for_store()) break;
  }
  return {};
}

// Whether there may be more at once.
std::expected<bool, KafkaError> IngestSession::read_one(milliseconds patience) {
  auto polled = consumer_->poll(patience);
  if (!polled) {
    if (polled.error().kind != Kind::retriable) return std::unexpected(std::move(polled.error()));
    hear(std::move(polled.error()));
    return false;
  }
  if (const auto* const record = std::get_if<ConsumedRecord>(&*polled)) {
    take(*record);
    return true;
  }
  Done done;
  if (const auto* const given = std::get_if<Assigned>(&*polled)) done = assigned(given->partitions);
  if (const auto* const taken = std::get_if<Revoked>(&*polled)) done = revoked(*taken);
  if (!done) return std::unexpected(std::move(done.error()));
  return !std::holds_alternative<NothingYet>(*polled);
}

void IngestSession::take(const ConsumedRecord& record) {
  trouble_.reset();
  for (auto& source : sources_) {
    const auto& topic = source.reader.topic();
    if (topic.partition != record.partition() || topic.topic != record.topic()) continue;
    source.reader.take({.topic = record.topic(),
                        .partition = record.partition(),
                        .offset = record.offset(),
                        .key = record.key(),
                        .value = record.value(),
                        .headers = record.headers()});
    return;
  }
}

IngestSession::Done IngestSession::assigned(const std::vector<TopicPartition>& partitions) {
  give_up_partitions();
  for (const auto& partition : partitions) {
    sources_.push_back(
        {.reader = TopicReader{store_, partition,
                               [this, read = read_of(partition.topic)](const InputRecord& record) {
                                 return (interpreter_.*read)(record);
                               },
                               options_.stretch, mailbox_, flights_}});
  }
  std::vector<StartOffset> starts;
  for (const auto& source : sources_) starts.push_back(start_of(source));
  fault_point("ingest.assigned");
  is_assigned_ = true;
  return consumer_->assign(starts);
}

Interpreter::Read IngestSession::read_of(std::string_view topic) const {
  return input_topics.at(static_cast<std::size_t>(std::ranges::find(topics_, topic) - topics_.begin())).read;
}

StartOffset IngestSession::start_of(const Source& source) const {
  const auto start = from_ == From::stored_offset ? source.reader.start() : std::nullopt;
  return {source.reader.topic(), start ? static_cast<std::int64_t>(*start) : offset_beginning};
}

IngestSession::Done IngestSession::revoked(const Revoked& revoked) {
  // Whoever reads them next begins where this ends; if it begins before, one of the two is told that it is stale.
  if (revoked.manner == Revoked::Manner::handed_back) {
    if (auto settled = settle(settle_patience); !settled) return settled;
  }
  give_up_partitions();
  return consumer_->unassign();
}

void IngestSession::give_up_partitions() {
  reported_at_ = {};
  report(steady_clock::now());
  sources_.clear();
  is_assigned_ = false;
}

IngestSession::Done IngestSession::send() {
  const auto now = steady_clock::now();
  for (auto& source : sources_) {
    if (auto done = after(source, source.reader.send(now)); !done) return done;
    if (auto done = regulate(source); !done) return done;
  }
  return {};
}

IngestSession::Done IngestSession::deliver(milliseconds patience) {
  for (auto& letter : mailbox_->take(patience)) {
    for (auto& source : sources_) {
      if (!source.reader.is_mine(letter)) continue;
      if (auto done = after(source, source.reader.take(std::move(letter), steady_clock::now())); !done)
        return done;
      break;
    }
  }
  return {};
}

IngestSession::Done IngestSession::after(Source& source, TopicReader::Outcome outcome) {
  switch (outcome) {
    case TopicReader::Outcome::fine:
      return {};
    case TopicReader::Outcome::settled:
      got_through_ = true;
      return {};
    case TopicReader::Outcome::failed:
      return std::unexpected(KafkaError{Kind::configuration, "", source.reader.trouble()});
    case TopicReader::Outcome::stale:
      break;
  }
  board_.add_stale();
  return consumer_->seek(start_of(source), seek_patience);
}

IngestSession::Done IngestSession::settle(milliseconds patience) {
  const auto deadline = steady_clock::now() + patience;
  for (;;) {
    if (auto done = send(); !done) return done;
    if (is_idle() || steady_clock::now() > deadline) return {};
    if (auto done = deliver(answer_patience); !done) return done;
  }
}

IngestSession::Done IngestSession::regulate(Source& source) {
  const auto& topic = source.reader.topic();
  const auto now = steady_clock::now();
  if (!source.reader.is_full()) {
    source.full_since = {};
    if (source.flow == Source::Flow::open) return {};
    source.flow = Source::Flow::open;
    return consumer_->resume(std::span{&topic, 1});
  }
  if (source.full_since == Time{}) source.full_since = now;
  if (source.flow == Source::Flow::paused || now - source.full_since < full_patience) return {};
  source.flow = Source::Flow::paused;
  return consumer_->pause(std::span{&topic, 1});
}

// Records of one that is full and not paused could come with the next poll.
bool IngestSession::is_waiting_for_store() const {
  return std::ranges::any_of(sources_, [](const Source& source) {
    return source.reader.is_full() && source.flow == Source::Flow::open;
  });
}
bool IngestSession::is_idle() const {
  return std::ranges::all_of(sources_, [](const Source& source) { return source.reader.is_idle(); });
}

void IngestSession::hear(KafkaError trouble) {
  trouble_ = std::move(trouble);
  troubled_at_ = steady_clock::now();
}

void IngestSession::report(Time now) {
  if (now - reported_at_ < report_period) return;
  reported_at_ = now;
  if (auto trouble = consumer_->take_trouble()) hear(std::move(*trouble));
  std::vector<TopicProgress> topics;
  std::vector<StartOffset> offsets;
  IngestCounts counts;
  std::string blocked;
  for (auto& source : sources_) {
    const auto& topic = source.reader.topic();
    const auto stored = source.reader.start();
    const auto next = stored.value_or(0);
    std::optional<std::uint64_t> lag;
    if (const auto end = consumer_->known_end(topic)) {
      const auto known = static_cast<std::uint64_t>(*end);
      lag = known > next ? known - next : 0;
    }
    topics.push_back({topic.topic, topic.partition, next, lag});
    if (stored && std::exchange(source.reported, next) != next) {
      offsets.push_back({topic, static_cast<std::int64_t>(next)});
    }
    counts += source.reader.take_counts();
    if (!source.reader.trouble().empty()) blocked = source.reader.trouble();
  }
  board_.set_progress(std::move(topics), counts);
  if (!offsets.empty()) consumer_->report_offsets(offsets);
  if (trouble_ && now - troubled_at_ > trouble_period) trouble_.reset();
  if (!blocked.empty()) {
    board_.set(State::blocked, std::move(blocked));
  } else if (trouble_) {
    const auto is_refused = trouble_->kind == Kind::configuration;
    board_.set(is_refused ? State::misconfigured : State::waiting, trouble_->message);
  } else if (is_assigned_) {
    board_.set(State::reading);
  }
}

}  // namespace tenure::kafka
