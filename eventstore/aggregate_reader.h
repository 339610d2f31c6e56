// Makes an aggregate from what is durable: its saved state, if there is one, and the events of its stream after it.
//
// What it promises: the state is the fold of the stream up to its last indexed event; a saved state is only a shortcut
//   and is left aside when it is of another layout.
// What can go wrong: index or log cannot be read; the error says where.
// Threads: any.
#pragma once

#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "domain/aggregate.h"
#include "eventstore/commit.h"
#include "eventstore/stream_index.h"
#include "eventstore/subscription.h"

namespace tenure::eventstore {

/// Finds the commit that holds a position which is known to be durable.
using CommitFinder = std::function<std::expected<CommitPtr, ReadError>(Position)>;

class AggregateReader {
 public:
  AggregateReader(Storage& storage, const StreamIndex& streams, CommitFinder find_commit)
      : storage_{storage}, streams_{streams}, find_commit_{std::move(find_commit)} {}

  struct Loaded {
    /// Null where the stream has no event.
    std::unique_ptr<domain::Aggregate> aggregate;
    /// Version of the saved state; zero where there is none.
    std::uint64_t saved_version = 0;
    /// Bytes of the events that were folded and of the saved state: a measure of the memory it takes.
    std::size_t bytes = 0;
  };
  /// From the saved state on.
  [[nodiscard]] std::expected<Loaded, ReadError> load(std::string_view operator_id,
                                                      domain::StreamName stream) const;
  /// From the log alone.
  [[nodiscard]] std::expected<Loaded, ReadError> fold(std::string_view operator_id,
                                                      domain::StreamName stream) const;

 private:
  [[nodiscard]] std::expected<void, ReadError> fold_events(std::string_view operator_id,
                                                           domain::StreamName stream, Loaded& into) const;
  [[nodiscard]] std::expected<void, ReadError> fold_one(Position position, domain::StreamName stream,
                                                        Loaded& into) const;

  Storage& storage_;
  const StreamIndex& streams_;
  CommitFinder find_commit_;
};

/// The value of a state row: layout, then what Aggregate::save appends.
void put_state(std::string& out, const domain::Aggregate& aggregate);
/// Null where the bytes are of another layout or kind.
[[nodiscard]] std::unique_ptr<domain::Aggregate> parse_state(domain::StreamKind kind, std::string_view bytes);

}  // namespace tenure::eventstore
