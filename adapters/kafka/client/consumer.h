// A consumer of committed records, whose offsets are kept by somebody else.
//
// What it is: `poll` gives the next thing that happened: a record, partitions assigned or revoked, the end of a
//   partition reached. With a group it subscribes, without one it is told what to read.
// What it promises: read_committed; records of a partition in order, checksums checked. It never chooses an offset
//   itself: an offset that is not there is an error (out_of_range), and nothing is committed unless asked.
// What can go wrong: see KafkaError::Kind. Errors of `poll` that are retriable are news, not an end: poll on.
// Threads: one at a time. A group's consumer must be polled all the time (pause what cannot be taken): the brokers take
//   its partitions away after max.poll.interval.ms, and no other call counts as a sign of life here.
// Why this way: callbacks of librdkafka only queue what they are told; the caller answers `Assigned` and `Revoked` with
//   `assign` and `unassign`, with the offsets that it has stored, between two polls and not within one.
#pragma once

#include <chrono>
#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "adapters/kafka/client/error.h"
#include "adapters/kafka/client/options.h"
#include "adapters/kafka/client/record.h"

struct rd_kafka_message_s;

namespace tenure::kafka {

/// Where reading a partition begins: an offset, or one of the two below.
struct StartOffset {
  TopicPartition partition;
  std::int64_t offset = 0;
};
inline constexpr std::int64_t offset_beginning = -2;
/// So many records before the end of what is committed.
[[nodiscard]] std::int64_t offset_before_end(std::uint32_t records);

/// A record with its memory; views live as long as it does. Must not outlive its consumer.
class ConsumedRecord {
 public:
  /// Takes the message over.
  explicit ConsumedRecord(rd_kafka_message_s* message);

  [[nodiscard]] std::string_view topic() const;
  [[nodiscard]] std::int32_t partition() const;
  [[nodiscard]] std::int64_t offset() const;
  [[nodiscard]] std::optional<std::string_view> key() const;
  [[nodiscard]] std::optional<std::string_view> value() const;
  /// In their order; a header without a value has an empty one.
  [[nodiscard]] const std::vector<RecordHeader>& headers() const { return headers_; }
  /// The first of that name.
  [[nodiscard]] std::optional<std::string_view> header(std::string_view name) const;
  /// Milliseconds since 1970-01-01T00:00:00Z; none where the record has no time.
  [[nodiscard]] std::optional<std::int64_t> timestamp_ms() const;

 private:
  struct Deleter {
    void operator()(rd_kafka_message_s* message) const;
  };
  std::unique_ptr<rd_kafka_message_s, Deleter> message_;
  std::vector<RecordHeader> headers_;
};

/// Nothing happened in time.
struct NothingYet {};
/// The group gave these; nothing of them comes before `assign`.
struct Assigned {
  std::vector<TopicPartition> partitions;
};
/// The group takes these; answer with `unassign`, after what is under way with them is settled.
struct Revoked {
  std::vector<TopicPartition> partitions;
  /// Whether somebody else may read them already.
  enum class Manner : std::uint8_t { handed_back, lost } manner = Manner::handed_back;
};
/// All that was committed up to now has been read; `next_offset` is where the next record will be, or after that.
struct EndReached {
  TopicPartition partition;
  std::int64_t next_offset = 0;
};
using Polled = std::variant<NothingYet, ConsumedRecord, Assigned, Revoked, EndReached>;

struct ConsumerOptions {
  /// Needed even where no group is joined; the brokers check rights on it.
  std::string group_id;
  /// The same after a restart: the group waits for the member to come back. Empty: none.
  std::string instance_id;
  enum class ReportEnds : std::uint8_t { no, yes } report_ends = ReportEnds::no;
};

class Consumer {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Consumer>, KafkaError> make(
      const KafkaOptions& options, const ConsumerOptions& consumer);
  /// Leaves the group; a close that hangs is left behind after a few seconds.
  ~Consumer();
  Consumer(const Consumer&) = delete;
  Consumer& operator=(const Consumer&) = delete;

  /// Joins the group for these topics; assignments come through `poll`.
  [[nodiscard]] std::expected<void, KafkaError> subscribe(std::span<const std::string> topics);
  /// Reads these from there on, instead of what was read before.
  [[nodiscard]] std::expected<void, KafkaError> assign(std::span<const StartOffset> partitions);
  [[nodiscard]] std::expected<void, KafkaError> unassign();

  [[nodiscard]] std::expected<Polled, KafkaError> poll(std::chrono::milliseconds patience);

  /// Goes on from there; records already fetched are dropped.
  [[nodiscard]] std::expected<void, KafkaError> seek(const StartOffset& target,
                                                     std::chrono::milliseconds patience);
  /// After the last record handed out and the control records behind it; none before the first.
  [[nodiscard]] std::optional<std::int64_t> position(const TopicPartition& partition) const;
  /// Behind the last record that the broker was known to hold when it was last asked for more; does not ask it.
  [[nodiscard]] std::optional<std::int64_t> known_end(const TopicPartition& partition) const;
  [[nodiscard]] std::expected<void, KafkaError> pause(std::span<const TopicPartition> partitions);
  [[nodiscard]] std::expected<void, KafkaError> resume(std::span<const TopicPartition> partitions);
  /// What brokers could not be reached for, where that was said since the last call and no record came after it; it is
  /// said again while it lasts. Of the kind `configuration` where they refuse this client.
  [[nodiscard]] std::optional<KafkaError> take_trouble();
  /// Tells the group how far reading has come, for those who watch its lag. Returns at once; may fail unseen.
  void report_offsets(std::span<const StartOffset> offsets);

  /// How many partitions the topic has; a topic that is not there is an error of configuration.
  [[nodiscard]] std::expected<std::int32_t, KafkaError> partitions(const std::string& topic,
                                                                   std::chrono::milliseconds patience) const;

 private:
  struct Core;
  explicit Consumer(std::shared_ptr<Core> core);
  std::shared_ptr<Core> core_;
};

}  // namespace tenure::kafka
