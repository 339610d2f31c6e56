// The relay: publishes one partition's log to Kafka, each event exactly once.
//
// What it is: a thread that follows the log and writes transactions: events, charges, and the cursor that says how far
//   it has come. The log is the outbox; nothing is kept in between.
// What it promises: for a reader with read_committed, <prefix>.events holds the log's events, whole commits, in order,
//   none twice and none missing, whatever is killed or lost between. Commands never wait for it. Memory is bounded by a
//   transaction (batch_bytes_max and one commit) and the client's buffer, however long Kafka is away.
// What can go wrong: see RelayStatus::State. Brokers away, a producer at its end, a transaction that was given up: it
//   starts over from the cursor, by itself, with a growing pause. Another relay, or a log that is not the one that was
//   published: it stops and says so; the log goes on.
// Threads: one of its own. `status` from any thread.
// Why this way: the cursor is in the same transaction as the events, so they cannot part. A start takes the transactional
//   id over, which settles whatever an earlier relay left behind, and only then reads the cursor.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "adapters/kafka/client/options.h"
#include "adapters/kafka/relay/charge_format.h"
#include "eventstore/options.h"
#include "eventstore/partition.h"

namespace tenure::kafka {

struct RelayOptions {
  KafkaOptions kafka;
  /// Of the store, see eventstore::Store::id.
  std::string store_id;
  /// Of the store; the Kafka partition has the same number.
  std::uint32_t partition = 0;
  ChargeFormat charges = ChargeFormat::json;
  const eventstore::Clock* clock = &eventstore::system_clock();

  /// A transaction is closed so long after its first event, or when it has reached one of the two sizes with a whole
  /// commit: a commit is never split.
  std::chrono::milliseconds batch_patience{20};
  std::size_t batch_bytes_max = eventstore::mebibyte;
  std::size_t batch_events_max = 8'192;
  /// Told one line whenever the relay changes its state. May be empty.
  std::function<void(std::string_view)> notice;
};

struct RelayStatus {
  enum class State : std::uint8_t {
    starting,       ///< finds out where to go on
    publishing,     ///< works
    waiting,        ///< Kafka is away or busy with itself; tries again by itself, see `last_error`
    misconfigured,  ///< the same, but somebody has to mend something first
    fenced,         ///< stopped: another relay publishes this partition
    split_history,  ///< stopped: the log is not the one that was published
    failed,         ///< stopped: the log cannot be read
    stopped,        ///< as it was asked to
  };
  State state = State::starting;
  /// Position of the last event that is known to be published; nothing until the cursor was read.
  std::optional<eventstore::Position> published;
  /// Until the cursor was read, all of the log.
  std::uint64_t lag_events = 0;
  /// Age of the oldest event that is not published; zero where there is none.
  std::chrono::microseconds lag{0};
  /// Committed since it was made, and the events in them.
  std::uint64_t transactions = 0;
  std::uint64_t events = 0;
  /// How often it had to start over.
  std::uint64_t restarts = 0;
  /// Empty while all is well.
  std::string last_error;
};
[[nodiscard]] std::string_view name_of(RelayStatus::State state);

class Relay {
 public:
  /// Begins at once. The log must outlive it.
  Relay(eventstore::Partition& log, RelayOptions options);
  /// Finishes the transaction under way if the brokers answer within a few seconds.
  ~Relay();
  Relay(const Relay&) = delete;
  Relay& operator=(const Relay&) = delete;

  [[nodiscard]] RelayStatus status() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace tenure::kafka
