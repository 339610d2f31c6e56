// A transactional producer: records of a transaction are all visible to read_committed readers, or none is.
//
// What it is: librdkafka's transactional producer with deadlines on every call and errors that say what to do.
// What it promises: `produce` copies what it is given and takes whatever size a transaction has, waiting while the
//   buffer is full: memory is bounded. Nothing is sent twice or out of order within the life of a producer.
// What can go wrong: see KafkaError::Kind. After `fatal` and `fenced` only destroying it is left. A commit that timed
//   out may be repeated as it is; its outcome is unknown until then, or until the next producer has been initialised.
// Threads: one at a time.
#pragma once

#include <chrono>
#include <expected>
#include <memory>
#include <string>

#include "adapters/kafka/client/error.h"
#include "adapters/kafka/client/options.h"
#include "adapters/kafka/client/record.h"

namespace tenure::kafka {

/// The brokers abort a transaction that was open for so long.
inline constexpr std::chrono::milliseconds transaction_timeout{10'000};

class TransactionalProducer {
 public:
  /// Connects to nothing yet. A `transactional_id` names at most one producer at a time: the newest.
  [[nodiscard]] static std::expected<std::unique_ptr<TransactionalProducer>, KafkaError> make(
      const KafkaOptions& options, const std::string& transactional_id);
  /// What was not committed is lost. Does not wait for brokers that do not answer.
  ~TransactionalProducer();
  TransactionalProducer(const TransactionalProducer&) = delete;
  TransactionalProducer& operator=(const TransactionalProducer&) = delete;

  /// Fences older producers of the same id and settles their transactions: aborted, or committed if that was under way.
  [[nodiscard]] std::expected<void, KafkaError> initialise(std::chrono::milliseconds patience);
  [[nodiscard]] std::expected<void, KafkaError> begin();
  /// The topic must have the partition: ask `partitions` first.
  [[nodiscard]] std::expected<void, KafkaError> produce(const OutgoingRecord& record);
  [[nodiscard]] std::expected<void, KafkaError> commit(std::chrono::milliseconds patience);
  [[nodiscard]] std::expected<void, KafkaError> abort(std::chrono::milliseconds patience);

 private:
  struct Core;
  explicit TransactionalProducer(std::unique_ptr<Core> core);
  std::unique_ptr<Core> core_;
};

}  // namespace tenure::kafka
