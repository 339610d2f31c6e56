// The gate: single commands of one loop, gathered into batches.
//
// What it is: what stands between requests with one command each and the partition. Commands of all requests that
//   are ready in the same turn of the loop go in as one batch, and their answers come back with one task.
// What it promises: every command gets its answer on the loop; no timer makes it wait for others.
// What can go wrong: SubmitError for the whole batch; each of its commands gets it.
// Threads: the loop's.
// Why this way: a task posted, a lock taken and a thread woken for each command would cost more than deciding it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <flatbuffers/flatbuffers.h>

#include "adapters/http/api/commands/time_ordered_id.h"
#include "adapters/http/api/message.h"
#include "eventstore/partition.h"

namespace tenure::http {

class CommandGate {
 public:
  /// The answer to one command, and the commit that its events are in (null for a stored answer).
  using Answered = std::move_only_function<void(std::expected<eventstore::Answer, eventstore::SubmitError>,
                                                eventstore::CommitPtr)>;

  CommandGate();

  /// Takes a finished Command in. Unless it is malformed, `when_answered` must follow.
  [[nodiscard]] std::expected<void, codec::FieldError> add(eventstore::Partition& partition,
                                                           std::span<const std::uint8_t> command);
  /// Says what to do with the answer to the command that was added last; called later, on the loop.
  void when_answered(eventstore::Partition& partition, const std::shared_ptr<Loop>& loop, Answered answered);
  /// A new time-ordered id.
  [[nodiscard]] std::string new_id() { return ids_.next(); }

  /// For building commands, one at a time.
  flatbuffers::FlatBufferBuilder builder;
  /// For parsing their JSON.
  std::vector<unsigned char> scratch;

 private:
  struct Gathering {
    eventstore::Partition* partition = nullptr;
    eventstore::Batch batch;
    std::shared_ptr<std::vector<Answered>> waiting;
  };

  void flush(eventstore::Partition& partition, const std::shared_ptr<Loop>& loop);
  [[nodiscard]] Gathering& gathering_of(eventstore::Partition& partition);

  std::vector<Gathering> gatherings_;
  TimeOrderedIds ids_;
};

}  // namespace tenure::http
