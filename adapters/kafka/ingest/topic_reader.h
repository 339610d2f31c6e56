// One partition of an input topic: its records become batches for the store's partitions, and those their marks.
//
// What it is: gathers records while the stretch before them is under way; sends it, and what its answers ask for.
// What it promises: stretches follow each other; a record goes to the partition of its operator, unless that has read
//   beyond it already. Memory is bounded: two stretches, each of `records_max` records and `bytes_max` bytes and one
//   record more.
// What can go wrong: a partition that takes no commands is asked again and again (`trouble` says why); somebody else
//   read on: `stale`, and everything begins at the stored offsets; an answer that cannot be: `failed`.
// Threads: one; answers come through the mailbox. Does not know Kafka: tests hand it records.
// Why a stretch at a time: a mark begins where the one before it ended, so the next can only follow its answer. The
//   store is kept busy by other topic partitions, and by the size of a stretch.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "adapters/kafka/client/record.h"
#include "adapters/kafka/ingest/lane.h"
#include "adapters/kafka/ingest/mailbox.h"
#include "eventstore/store.h"

namespace tenure::kafka {

struct StretchLimits {
  std::size_t records_max = 8'192;
  std::size_t bytes_max = 4 * eventstore::mebibyte;
};

class TopicReader {
 public:
  using Time = std::chrono::steady_clock::time_point;
  using Interpret = std::function<Meaning(const InputRecord&)>;

  /// `flights` numbers stretches, for all readers of a mailbox; all must outlive the reader.
  TopicReader(eventstore::Store& store, TopicPartition topic, Interpret interpret, StretchLimits limits,
              std::shared_ptr<Mailbox> mailbox, std::uint64_t& flights);

  [[nodiscard]] const TopicPartition& topic() const { return topic_; }
  /// Where to read from: the least stored offset; none where a partition of the store has none.
  [[nodiscard]] std::optional<std::uint64_t> start() const;
  /// Behind the last record that was handed in.
  [[nodiscard]] std::optional<std::uint64_t> next() const { return next_; }

  /// The next record. Check is_full before.
  void take(const InputRecord& record);
  [[nodiscard]] bool is_full() const;
  /// Nothing gathered and nothing under way.
  [[nodiscard]] bool is_idle() const { return !flight_ && gathered_.records == 0; }

  enum class Outcome : std::uint8_t {
    fine,
    settled,  ///< a stretch is durable
    stale,    ///< begun anew: read from `start`
    failed,   ///< see `trouble`; make a new reader after a while
  };
  /// Sends what can be sent now.
  [[nodiscard]] Outcome send(Time now);
  /// Marks whatever is behind `next`, before the time that is usual.
  void hasten() { marked_all_at_ = {}; }
  /// Whether the letter was for this reader is known by its flight.
  [[nodiscard]] bool is_mine(const Letter& letter) const {
    return flight_ && flight_->number == letter.flight;
  }
  [[nodiscard]] Outcome take(Letter letter, Time now);

  /// Why records wait; empty while nothing is wrong.
  [[nodiscard]] const std::string& trouble() const { return trouble_; }
  /// What came since the last call.
  [[nodiscard]] IngestCounts take_counts() { return std::exchange(counts_, {}); }

 private:
  struct Gathered {
    std::vector<Lane> lanes;
    std::size_t records = 0;
    std::size_t bytes = 0;
  };
  struct Sending {
    std::size_t partition;
    Lane lane;
    eventstore::IngestMark mark;
    enum class State : std::uint8_t { ready, under_way, settled } state = State::ready;
    /// Not before.
    Time at = {};
    /// Whether this is another round.
    enum class Round : std::uint8_t { first, later } round = Round::first;
  };
  struct Flight {
    std::uint64_t number;
    std::vector<Sending> sendings;
  };

  void read_marks();
  [[nodiscard]] Outcome start_anew();
  void take_off(Time now);
  [[nodiscard]] Outcome send(Sending& sending, Time now);
  [[nodiscard]] Outcome not_taken(Sending& sending, eventstore::SubmitError error, Time now);
  [[nodiscard]] Outcome answered(Sending& sending, const eventstore::BatchAnswer& answer, Time now);
  [[nodiscard]] Outcome land();

  eventstore::Store& store_;
  const TopicPartition topic_;
  const Interpret interpret_;
  const StretchLimits limits_;
  const std::shared_ptr<Mailbox> mailbox_;
  std::uint64_t& flights_;

  /// Stored offsets, by partition of the store.
  std::vector<std::optional<std::uint64_t>> marks_;
  std::optional<std::uint64_t> next_;
  Gathered gathered_;
  std::optional<Flight> flight_;
  Time marked_all_at_ = {};
  std::string trouble_;
  IngestCounts counts_;
};

}  // namespace tenure::kafka
