// The life of one consumer: from joining the group to the first error. For the folder's own files.
//
// What it promises: nothing that it did has to be undone by its caller; the next session begins at the stored offsets.
// What can go wrong: see KafkaError::Kind; after any error the session is over.
// Why it polls all the time: the brokers take the partitions away from a consumer that does not, and give them back
//   through a rebalance. A topic partition whose records cannot be taken is paused instead; not at once, for what a
//   client had fetched is fetched again after a pause.
#pragma once

#include <chrono>
#include <deque>
#include <expected>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "adapters/kafka/client/consumer.h"
#include "adapters/kafka/ingest/board.h"
#include "adapters/kafka/ingest/interpret.h"
#include "adapters/kafka/ingest/mailbox.h"
#include "adapters/kafka/ingest/topic_reader.h"

namespace tenure::kafka {

class IngestSession {
 public:
  /// Where reading begins.
  enum class From : std::uint8_t { stored_offset, oldest_record };

  IngestSession(eventstore::Store& store, const IngestOptions& options, From from, IngestBoard& board,
                std::stop_token stop);

  /// Reads until it is asked to stop (no error) or cannot go on.
  [[nodiscard]] std::expected<void, KafkaError> run();

  /// Whether a stretch became durable, or there was nothing to read.
  [[nodiscard]] bool got_through() const { return got_through_; }

 private:
  using Done = std::expected<void, KafkaError>;
  using Time = TopicReader::Time;
  struct Source {
    TopicReader reader;
    /// Since when it has been full; none while it is not.
    Time full_since = {};
    enum class Flow : std::uint8_t { open, paused } flow = Flow::open;
    /// What the group was told.
    std::uint64_t reported = 0;
  };

  [[nodiscard]] Done join();
  [[nodiscard]] Done work();
  [[nodiscard]] Done read(std::chrono::milliseconds patience);
  [[nodiscard]] std::expected<bool, KafkaError> read_one(std::chrono::milliseconds patience);
  void take(const ConsumedRecord& record);
  [[nodiscard]] Done assigned(const std::vector<TopicPartition>& partitions);
  [[nodiscard]] Done revoked(const Revoked& revoked);
  void give_up_partitions();

  [[nodiscard]] Done send();
  [[nodiscard]] Done deliver(std::chrono::milliseconds patience);
  [[nodiscard]] Done after(Source& source, TopicReader::Outcome outcome);
  /// Waits for what is under way.
  [[nodiscard]] Done settle(std::chrono::milliseconds patience);
  [[nodiscard]] Done regulate(Source& source);
  [[nodiscard]] bool is_waiting_for_store() const;
  [[nodiscard]] bool is_idle() const;

  [[nodiscard]] Interpreter::Read read_of(std::string_view topic) const;
  [[nodiscard]] StartOffset start_of(const Source& source) const;
  void hear(KafkaError trouble);
  void report(Time now);

  eventstore::Store& store_;
  const IngestOptions& options_;
  const From from_;
  IngestBoard& board_;
  const std::stop_token stop_;
  /// In the order of `input_topics`.
  const std::vector<std::string> topics_;
  Interpreter interpreter_;
  const std::shared_ptr<Mailbox> mailbox_ = std::make_shared<Mailbox>();
  std::uint64_t flights_ = 0;
  std::unique_ptr<Consumer> consumer_;
  std::deque<Source> sources_;
  /// What the brokers could not be reached for, or refused.
  std::optional<KafkaError> trouble_;
  Time troubled_at_ = {};
  Time reported_at_ = {};
  bool got_through_ = false;
  bool is_assigned_ = false;
};

}  // namespace tenure::kafka
