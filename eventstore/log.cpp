#include "eventstore/log.h"

#include <fmt/format.h>

namespace tenure::eventstore {

ReadError damage_at(Position position, std::string_view what) {
  return {position, fmt::format("the log is damaged at position {}: {}", position.value, what)};
}

std::expected<CommitPtr, ReadError> open_commit(StoredCommit stored) {
  auto commit = Commit::open(std::move(stored.bytes));
  if (!commit) return std::unexpected(damage_at(stored.first, commit.error()));
  if ((*commit)->first() != stored.first || (*commit)->number() != stored.number) {
    return std::unexpected(damage_at(stored.first, "a commit lies under the key of another"));
  }
  return std::move(*commit);
}

std::expected<CommitPtr, ReadError> LogCursor::next() {
  auto fetched = fetch();
  if (!fetched) return std::unexpected(damage_at(begin_, fetched.error()));
  auto& stored = *fetched;
  if (!stored) return nullptr;
  auto commit = open_commit(std::move(*stored));
  if (commit) begin_ = {(*commit)->last().value + 1};
  return commit;
}

}  // namespace tenure::eventstore
