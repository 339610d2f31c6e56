// A partition in memory: a log that tests append events to, and break where they like.
//
// Is:       eventstore::Partition over a list of commits, without sequencer and storage; what read models need of it.
// Promises: commits are built as the event store builds them. Appending wakes who asked to be woken.
// Fails:    submit, streams and backup are not for this log; using them stops the test.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "eventstore/partition.h"
#include "tests/domain/memory_world.h"

namespace tenure::test {

class MemoryLog final : public eventstore::Partition {
 public:
  /// All events as one commit; nothing where there are none.
  void append(const std::vector<RecordedEvent>& events);
  /// Reading the commit with this position fails from here on.
  void damage(eventstore::Position position);

  [[nodiscard]] std::expected<void, eventstore::SubmitError> submit(
      eventstore::Batch batch, eventstore::Completion completion) override;
  [[nodiscard]] std::expected<eventstore::BatchAnswer, eventstore::SubmitError> submit_and_wait(
      eventstore::Batch batch) override;
  [[nodiscard]] eventstore::Position committed() const override;
  [[nodiscard]] eventstore::PartitionStatus status() const override;
  [[nodiscard]] std::unique_ptr<eventstore::Subscription> subscribe(eventstore::Position after) override;
  [[nodiscard]] std::expected<eventstore::CommitPtr, eventstore::ReadError> commit_at(
      eventstore::Position position) override;
  [[nodiscard]] std::expected<eventstore::Position, eventstore::ReadError> position_at(
      domain::Instant time) override;
  [[nodiscard]] std::expected<std::vector<eventstore::Position>, eventstore::ReadError> stream_positions(
      std::string_view operator_id, domain::StreamName stream, std::uint64_t after_version,
      std::size_t limit) override;
  [[nodiscard]] std::expected<std::unique_ptr<domain::Aggregate>, eventstore::ReadError> fold_stream(
      std::string_view operator_id, domain::StreamName stream) override;
  [[nodiscard]] std::expected<eventstore::Position, std::string> backup(
      const std::filesystem::path& folder) override;
  /// Its events come from no topic.
  [[nodiscard]] std::optional<std::uint64_t> ingest_offset(std::string_view, std::uint32_t) const override {
    return std::nullopt;
  }
  void shut_down() override {}

 private:
  class Follower;

  mutable std::mutex mutex_;
  std::vector<eventstore::CommitPtr> commits_;
  std::optional<eventstore::Position> damaged_;
  std::map<const Follower*, std::move_only_function<void()>> wakes_;
};

}  // namespace tenure::test
