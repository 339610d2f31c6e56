// The life of one producer: from taking the partition over to the first error. For the folder's own files.
//
// What it promises: nothing that it did has to be undone by its caller: the next session settles what this one left.
// What can go wrong: see RelayError; after any of them the session is over.
#pragma once

#include <expected>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "adapters/kafka/client/producer.h"
#include "adapters/kafka/relay/board.h"
#include "adapters/kafka/relay/cursor.h"
#include "adapters/kafka/relay/records.h"

namespace tenure::kafka {

class Session {
 public:
  /// `claim` names this session and no other.
  Session(eventstore::Partition& log, const RelayOptions& options, std::string claim, Board& board,
          std::stop_token stop);

  /// Publishes until it is asked to stop (no error) or cannot go on.
  [[nodiscard]] std::expected<void, RelayError> run();

  /// Whether a transaction was committed, or all was published from the start.
  [[nodiscard]] bool got_through() const { return got_through_; }

 private:
  struct Batch {
    std::vector<eventstore::CommitPtr> commits;
    std::uint64_t events = 0;
    std::size_t bytes = 0;
  };
  using Done = std::expected<void, RelayError>;

  [[nodiscard]] Done take_over();
  [[nodiscard]] Done claim();
  [[nodiscard]] Done find_cursor();
  [[nodiscard]] std::expected<Batch, RelayError> gather();
  [[nodiscard]] Done publish(const Batch& batch);
  [[nodiscard]] Done hand_over(const Batch& batch);
  [[nodiscard]] Done hand_over(const eventstore::Commit& commit);
  [[nodiscard]] Done mark(std::string_view key, std::string_view value);
  [[nodiscard]] Done commit();
  [[nodiscard]] Done ended(std::expected<void, KafkaError> step);

  eventstore::Partition& log_;
  const RelayOptions& options_;
  const std::string claim_;
  Board& board_;
  const std::stop_token stop_;
  const std::string marks_topic_;
  const std::string cursor_key_;
  const std::string claim_key_;
  EventRecords records_;
  std::unique_ptr<TransactionalProducer> producer_;
  std::unique_ptr<eventstore::Subscription> subscription_;
  bool got_through_ = false;
};

}  // namespace tenure::kafka
