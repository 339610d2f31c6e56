#include "eventstore/partition.h"

#include <algorithm>
#include <optional>
#include <semaphore>

#include <fmt/format.h>

#include "domain/kernel/invariant.h"
#include "eventstore/log_rocksdb.h"
#include "eventstore/partition_core.h"
#include "eventstore/recovery.h"

namespace tenure::eventstore {
namespace {

// Commits that were read last, of what storage may take in all.
std::size_t commit_cache_bytes(const Options& options) { return options.storage_bytes_max / 8; }

}  // namespace

std::expected<std::unique_ptr<Partition>, OpenError> Partition::open(Options options) {
  return PartitionCore::open(std::move(options));
}

std::expected<std::unique_ptr<Partition>, OpenError> PartitionCore::open(Options options) {
  auto storage = Storage::open(options, Storage::Access::read_write);
  if (!storage) return std::unexpected(std::move(storage.error()));
  std::unique_ptr<PartitionCore> partition{new PartitionCore{std::move(options), std::move(*storage)}};
  if (auto started = partition->recover_and_start(); !started)
    return std::unexpected(std::move(started.error()));
  return partition;
}

PartitionCore::PartitionCore(Options options, std::unique_ptr<Storage> storage)
    : options_{std::move(options)},
      storage_{std::move(storage)},
      log_{open_rocksdb_log(*storage_, commit_cache_bytes(options_))},
      disk_{options_, health_},
      feed_{std::make_shared<Feed>(options_.feed_bytes_max)},
      gate_{std::make_shared<LogGate>(*log_)},
      sealed_streams_{*storage_, storage_->streams(), options_.filter_bytes_max / 2},
      sealed_commands_{*storage_, storage_->commands(), options_.filter_bytes_max / 2},
      streams_{*storage_, sealed_streams_},
      commands_{*storage_, sealed_commands_, *log_},
      sealer_{*storage_, sealed_streams_, streams_, sealed_commands_, commands_},
      reader_{*storage_, streams_, [this](Position position) { return commit_at(position); }},
      cache_{reader_, options_.cache_bytes_max},
      inbox_{options_.queue_bytes_max},
      indexer_{*storage_, sealer_, health_} {}

PartitionCore::~PartitionCore() {
  shut_down();
  gate_->close();
}

std::expected<void, OpenError> PartitionCore::recover_and_start() {
  Recovery recovery{
      {options_, *storage_, *log_, sealed_streams_, sealed_commands_, streams_, commands_, cache_, sealer_}};
  const auto recovered = recovery.run();
  if (!recovered) return std::unexpected(recovered.error());
  const auto& end = recovered->end;
  feed_->begin(end.position);
  publisher_ = std::make_unique<Publisher>(streams_, *feed_, indexer_, end, recovered->ingested,
                                           [this](Drain* drain) { sequencer_->give_back(drain); });
  writer_ = std::make_unique<LogWriter>(
      *log_, health_, end.chain, [this](Drain* drain) { publisher_->push(drain); },
      [this] { inbox_.wake(); });
  sequencer_ = std::make_unique<Sequencer>(
      Sequencer::Parts{options_, inbox_, cache_, commands_, *writer_, *publisher_, indexer_, health_, disk_},
      Sequencer::Start{end, recovered->segment_rows, recovered->ingested});
  indexer_.start();
  publisher_->start();
  writer_->start();
  sequencer_->start();
  started_ = true;
  return {};
}

std::expected<void, SubmitError> PartitionCore::offer(Batch batch, Completion completion,
                                                      Inbox::WhenFull when_full) {
  if (batch.bytes() > options_.batch_bytes_max || batch.size() > options_.batch_commands_max) {
    return std::unexpected(SubmitError::too_large);
  }
  if (health_.stopped()) return std::unexpected(SubmitError::stopped);
  return inbox_.offer({std::move(batch), std::move(completion)}, when_full);
}

std::expected<void, SubmitError> PartitionCore::submit(Batch batch, Completion completion) {
  return offer(std::move(batch), std::move(completion), Inbox::WhenFull::refuse);
}

std::expected<BatchAnswer, SubmitError> PartitionCore::submit_and_wait(Batch batch) {
  std::optional<std::expected<BatchAnswer, SubmitError>> answer;
  std::binary_semaphore answered{0};
  const auto completion = [&](std::expected<BatchAnswer, SubmitError> given) {
    answer = std::move(given);
    answered.release();
  };
  if (auto offered = offer(std::move(batch), completion, Inbox::WhenFull::wait); !offered) {
    return std::unexpected(offered.error());
  }
  answered.acquire();
  return domain::existing(std::move(answer), "the answer of a batch that was answered");
}

PartitionStatus PartitionCore::status() const {
  // Nobody sends commands to a partition that is not ready, so somebody has to ask whether there is room again.
  if (health_.disk_full()) static_cast<void>(disk_.has_room());
  PartitionStatus status;
  status.reason = health_.reason();
  status.health = status.reason.empty() ? PartitionStatus::Health::serving : PartitionStatus::Health::stopped;
  const auto end = publisher_->end();
  status.committed = end.position;
  status.commit = end.number;
  status.chain = end.chain;
  status.recorded_at = end.recorded_at;
  const auto counts = sequencer_->counts();
  status.commands_accepted = counts.accepted;
  status.commands_refused = counts.refused;
  status.commands_repeated = counts.repeated;
  status.queue_bytes = inbox_.bytes();
  status.cache_bytes = sequencer_->cache_bytes();
  if (const auto mark = sealed_streams_.mark()) status.indexed_up_to = mark->last_position.value;
  status.syncs = writer_->syncs();
  status.bytes_written = writer_->bytes_written();
  return status;
}

std::unique_ptr<Subscription> PartitionCore::subscribe(Position after) {
  return std::make_unique<LogSubscription>(feed_, gate_, after);
}

std::expected<CommitPtr, ReadError> PartitionCore::commit_at(Position position) {
  if (position.value == 0 || position > feed_->committed()) return nullptr;
  if (auto commit = feed_->find(position)) return commit;
  auto commit = log_->read(position);
  if (!commit) return commit;
  if (!*commit || !(*commit)->holds(position)) {
    return std::unexpected(
        ReadError{position, fmt::format("the log is damaged: position {} is missing", position.value)});
  }
  return commit;
}

std::expected<domain::Instant, ReadError> PartitionCore::time_at(Position position) {
  const auto commit = commit_at(position);
  if (!commit) return std::unexpected(commit.error());
  return domain::Instant{(*commit)->event_at(position).recorded_at()};
}

// recorded_at never goes back, so the positions at or before a time are the first ones.
std::expected<Position, ReadError> PartitionCore::position_at(domain::Instant time) {
  Position at_or_before{0};
  Position after{feed_->committed().value + 1};
  while (after.value - at_or_before.value > 1) {
    const Position middle{at_or_before.value + (after.value - at_or_before.value) / 2};
    const auto recorded_at = time_at(middle);
    if (!recorded_at) return std::unexpected(recorded_at.error());
    (*recorded_at <= time ? at_or_before : after) = middle;
  }
  return at_or_before;
}

std::expected<std::vector<Position>, ReadError> PartitionCore::stream_positions(std::string_view operator_id,
                                                                                domain::StreamName stream,
                                                                                std::uint64_t after_version,
                                                                                std::size_t limit) {
  return streams_.positions(operator_id, stream, after_version, limit);
}

std::expected<std::unique_ptr<domain::Aggregate>, ReadError> PartitionCore::fold_stream(
    std::string_view operator_id, domain::StreamName stream) {
  auto folded = reader_.fold(operator_id, stream);
  if (!folded) return std::unexpected(std::move(folded.error()));
  return std::move(folded->aggregate);
}

void PartitionCore::shut_down() {
  const std::lock_guard lock{shut_down_};
  if (!started_) return;
  started_ = false;
  inbox_.close();
  sequencer_->join();
  writer_->join();
  publisher_->join();
  indexer_.finish();
  feed_->close();
}

}  // namespace tenure::eventstore
