// The ingest: applies what the input topics hold, each record exactly once.
//
// What it is: a thread that reads <prefix>.bookings, .usage and .commands and hands their records to the partitions
//   of the store, as commands; what cannot be applied is parked there, bytes, headers, reason and all.
// What it promises: each record that is committed in Kafka is applied, found applied before, superseded by a later
//   revision, or parked; once, whatever is killed or lost between. The order of a topic partition is kept for each of
//   the store's partitions. One bad record stops nothing. Memory is bounded, see StretchLimits.
// What can go wrong: see IngestStatus::State. Brokers away: it waits. A partition of the store takes no commands: it
//   waits and says so. Records deleted before they were read, or another process under the same name: it stops.
// Threads: one of its own. `status` from any thread.
// Why this way: the topic's offset is stored in the same durable write as what the records caused, so the two cannot
//   part; the group in Kafka only gives partitions to processes, and its offsets are for those who watch the lag.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/kafka/client/options.h"
#include "adapters/kafka/ingest/topic_reader.h"
#include "eventstore/store.h"

namespace tenure::kafka {

struct IngestOptions {
  KafkaOptions kafka;
  /// Whose the records are that do not say it; empty: they are parked.
  std::string default_operator;
  StretchLimits stretch;
  /// What to do where the stored offset is not in the topic any more.
  enum class WhenGone : std::uint8_t {
    stop,  ///< records were deleted before they were read: somebody has to look
    skip,  ///< go on with the oldest that is left
  } when_gone = WhenGone::stop;
  /// Told one line whenever the ingest changes its state. May be empty.
  std::function<void(std::string_view)> notice;
};

struct TopicProgress {
  std::string topic;
  std::int32_t partition = 0;
  /// Durable: the next record that is not. Nothing was read before where it is 0.
  std::uint64_t next_offset = 0;
  /// Offsets up to the topic's end as it was last known, markers of transactions among them; none until it is known.
  std::optional<std::uint64_t> lag_records;
};

struct IngestStatus {
  enum class State : std::uint8_t {
    starting,       ///< joins the group, finds out where to go on
    reading,        ///< works
    waiting,        ///< Kafka is away; tries again by itself, see `last_error`
    blocked,        ///< a partition of the store takes no commands; tries again by itself
    misconfigured,  ///< somebody has to mend topics, rights or settings; tries again by itself
    fenced,         ///< stopped: another process ingests under the same name
    records_gone,   ///< stopped: records were deleted before they were read
    stopped,        ///< as it was asked to
  };
  State state = State::starting;
  /// The topic partitions that this process reads.
  std::vector<TopicProgress> topics;
  /// Since it was made.
  IngestCounts counts;
  /// How often it had to start over, and how often another reader had been there.
  std::uint64_t restarts = 0;
  std::uint64_t stale = 0;
  /// Empty while all is well.
  std::string last_error;
};
[[nodiscard]] std::string_view name_of(IngestStatus::State state);

class Ingest {
 public:
  /// Begins at once. The store must outlive it.
  Ingest(eventstore::Store& store, IngestOptions options);
  /// Waits a few seconds for what is under way.
  ~Ingest();
  Ingest(const Ingest&) = delete;
  Ingest& operator=(const Ingest&) = delete;

  [[nodiscard]] IngestStatus status() const;

 private:
  class Core;
  std::unique_ptr<Core> core_;
};

}  // namespace tenure::kafka
