// From a decision to stored events: encodes each event once and folds what it encoded.
//
// What it is: the step between `decide` and the commit. Versions are given out here.
// What it promises: what is folded is what is stored. Either all events of a decision are appended and folded, or
//   none.
// What can go wrong: the decision is larger than a commit may hold, or an aggregate cannot be loaded.
// Threads: the sequencer's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <vector>

#include <flatbuffers/flatbuffers.h>

#include "domain/kernel/decision.h"
#include "domain/kernel/stream.h"
#include "eventstore/aggregate_cache.h"
#include "eventstore/drain.h"
#include "schemas/commands/command_generated.h"

namespace tenure::eventstore {

/// Events of one decision.
inline constexpr std::size_t decision_events_max = 100'000;
inline constexpr std::size_t decision_bytes_max = 64 * mebibyte;
/// Event bytes of one commit, which may hold many decisions when they come in one batch.
inline constexpr std::size_t commit_bytes_max = 256 * mebibyte;

class EventEncoder {
 public:
  explicit EventEncoder(AggregateCache& cache) : cache_{cache} {}

  enum class Outcome : std::uint8_t { appended, too_large };
  /// With `undo`, notes there what each aggregate was before; it may then be restored.
  [[nodiscard]] std::expected<Outcome, ReadError> append(const command::Command& command,
                                                         const CachedOperator& owner,
                                                         const domain::Events& events,
                                                         domain::Instant recorded_at, Drain& drain,
                                                         AggregateCache::UndoLog* undo);

 private:
  struct Touch {
    CachedAggregate* entry;
    std::uint32_t event;  ///< index in the drain
  };
  [[nodiscard]] std::expected<void, ReadError> encode(const command::Command& command,
                                                      const CachedOperator& owner,
                                                      const event::EventBodyUnion& body,
                                                      domain::Instant recorded_at, Drain& drain);
  [[nodiscard]] std::expected<void, ReadError> touch_streams(const CachedOperator& owner,
                                                             std::uint32_t event);
  [[nodiscard]] flatbuffers::Offset<flatbuffers::String> build_stream_text(domain::StreamName stream);
  void fold_touched(const Drain& drain, AggregateCache::UndoLog* undo);
  void take_back(Drain& drain, std::size_t starts, std::size_t bytes);

  AggregateCache& cache_;
  flatbuffers::FlatBufferBuilder builder_;
  domain::StreamList streams_;
  std::vector<Touch> touched_;
  std::vector<flatbuffers::Offset<event::StreamVersion>> also_in_;
  std::string text_;
};

}  // namespace tenure::eventstore
