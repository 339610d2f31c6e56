// The one implementation of Partition: puts the parts together and starts their threads.
#pragma once

#include <memory>
#include <mutex>

#include "eventstore/aggregate_cache.h"
#include "eventstore/aggregate_reader.h"
#include "eventstore/command_index.h"
#include "eventstore/disk_guard.h"
#include "eventstore/feed.h"
#include "eventstore/health.h"
#include "eventstore/inbox.h"
#include "eventstore/indexer.h"
#include "eventstore/log.h"
#include "eventstore/log_subscription.h"
#include "eventstore/log_writer.h"
#include "eventstore/partition.h"
#include "eventstore/publisher.h"
#include "eventstore/sealed_index.h"
#include "eventstore/segment_sealer.h"
#include "eventstore/sequencer.h"
#include "eventstore/storage.h"
#include "eventstore/stream_index.h"

namespace tenure::eventstore {

class PartitionCore final : public Partition {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Partition>, OpenError> open(Options options);
  ~PartitionCore() override;

  [[nodiscard]] std::expected<void, SubmitError> submit(Batch batch, Completion completion) override;
  [[nodiscard]] std::expected<BatchAnswer, SubmitError> submit_and_wait(Batch batch) override;
  [[nodiscard]] Position committed() const override { return feed_->committed(); }
  [[nodiscard]] PartitionStatus status() const override;
  [[nodiscard]] std::unique_ptr<Subscription> subscribe(Position after) override;
  [[nodiscard]] std::expected<CommitPtr, ReadError> commit_at(Position position) override;
  [[nodiscard]] std::expected<Position, ReadError> position_at(domain::Instant time) override;
  [[nodiscard]] std::expected<std::vector<Position>, ReadError> stream_positions(std::string_view operator_id,
                                                                                 domain::StreamName stream,
                                                                                 std::uint64_t after_version,
                                                                                 std::size_t limit) override;
  [[nodiscard]] std::expected<std::unique_ptr<domain::Aggregate>, ReadError> fold_stream(
      std::string_view operator_id, domain::StreamName stream) override;
  [[nodiscard]] std::optional<std::uint64_t> ingest_offset(std::string_view topic,
                                                           std::uint32_t partition) const override {
    return publisher_->ingest_offset(topic, partition);
  }
  [[nodiscard]] std::expected<Position, std::string> backup(const std::filesystem::path& folder) override;
  void shut_down() override;

  // For verification.
  [[nodiscard]] Storage& storage() { return *storage_; }
  [[nodiscard]] Log& log() { return *log_; }
  [[nodiscard]] LogEnd end() const { return publisher_->end(); }

 private:
  PartitionCore(Options options, std::unique_ptr<Storage> storage);
  [[nodiscard]] std::expected<void, OpenError> recover_and_start();
  [[nodiscard]] std::expected<void, SubmitError> offer(Batch batch, Completion completion,
                                                       Inbox::WhenFull when_full);
  [[nodiscard]] std::expected<domain::Instant, ReadError> time_at(Position position);

  const Options options_;
  std::unique_ptr<Storage> storage_;
  std::unique_ptr<Log> log_;
  Health health_;
  mutable DiskGuard disk_;
  std::shared_ptr<Feed> feed_;
  std::shared_ptr<LogGate> gate_;
  SealedIndex sealed_streams_;
  SealedIndex sealed_commands_;
  StreamIndex streams_;
  CommandIndex commands_;
  SegmentSealer sealer_;
  AggregateReader reader_;
  AggregateCache cache_;
  Inbox inbox_;
  Indexer indexer_;
  std::unique_ptr<Publisher> publisher_;
  std::unique_ptr<LogWriter> writer_;
  std::unique_ptr<Sequencer> sequencer_;
  std::mutex shut_down_;
  bool started_ = false;
};

}  // namespace tenure::eventstore
