#include "tests/projections/memory_log.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "eventstore/commit_builder.h"
#include "eventstore/commit_format.h"

namespace tenure::test {
namespace {

using eventstore::CommitPtr;
using eventstore::Position;
using eventstore::ReadError;

void put_record(std::vector<std::uint8_t>& out, const std::string& event) {
  const std::uint32_t zero = 0;
  const auto size = static_cast<std::uint32_t>(event.size());
  const auto* zero_bytes = reinterpret_cast<const std::uint8_t*>(&zero);
  const auto* size_bytes = reinterpret_cast<const std::uint8_t*>(&size);
  out.insert(out.end(), zero_bytes, zero_bytes + sizeof zero);
  out.insert(out.end(), size_bytes, size_bytes + sizeof size);
  out.insert(out.end(), event.begin(), event.end());
  out.resize((out.size() + eventstore::event_alignment - 1) / eventstore::event_alignment *
             eventstore::event_alignment);
}

}  // namespace

class MemoryLog::Follower final : public eventstore::Subscription {
 public:
  Follower(MemoryLog& log, Position after) : log_{log}, position_{after} {}
  ~Follower() override {
    const std::lock_guard lock{log_.mutex_};
    log_.wakes_.erase(this);
  }
  std::expected<CommitPtr, ReadError> next() override {
    auto commit = log_.commit_at(Position{position_.value + 1});
    if (commit && *commit) position_ = (*commit)->last();
    return commit;
  }
  std::expected<CommitPtr, ReadError> wait_next(std::chrono::milliseconds /*patience*/) override {
    return next();
  }
  Position position() const override { return position_; }
  void notify_once(std::move_only_function<void()> wake) override {
    if (log_.committed() > position_) return wake();
    const std::lock_guard lock{log_.mutex_};
    log_.wakes_[this] = std::move(wake);
  }

 private:
  MemoryLog& log_;
  Position position_;
};

void MemoryLog::append(const std::vector<RecordedEvent>& events) {
  if (events.empty()) return;
  std::vector<std::uint8_t> bytes;
  std::vector<std::uint32_t> starts;
  for (const auto& event : events) {
    starts.push_back(static_cast<std::uint32_t>(bytes.size() + eventstore::event_header_bytes));
    put_record(bytes, event.bytes());
  }
  std::map<const Follower*, std::move_only_function<void()>> wakes;
  {
    const std::lock_guard lock{mutex_};
    eventstore::CommitParts parts;
    parts.first_position = {events.front().event().position()};
    parts.number = {commits_.size() + 1};
    parts.events = bytes;
    parts.starts = starts;
    commits_.push_back(eventstore::CommitBuilder::build(
        parts, commits_.empty() ? eventstore::ChainHash{} : commits_.back()->chain()));
    wakes.swap(wakes_);
  }
  for (auto& [follower, wake] : wakes) wake();
}

void MemoryLog::damage(Position position) {
  const std::lock_guard lock{mutex_};
  damaged_ = position;
}

Position MemoryLog::committed() const {
  const std::lock_guard lock{mutex_};
  return commits_.empty() ? Position{} : commits_.back()->last();
}

eventstore::PartitionStatus MemoryLog::status() const {
  eventstore::PartitionStatus status;
  status.committed = committed();
  return status;
}

std::unique_ptr<eventstore::Subscription> MemoryLog::subscribe(Position after) {
  return std::make_unique<Follower>(*this, after);
}

std::expected<CommitPtr, ReadError> MemoryLog::commit_at(Position position) {
  const std::lock_guard lock{mutex_};
  const auto found =
      std::ranges::find_if(commits_, [&](const CommitPtr& commit) { return commit->last() >= position; });
  if (found == commits_.end()) return nullptr;
  if (damaged_ && (*found)->holds(*damaged_))
    return std::unexpected{ReadError{*damaged_, "damaged by the test"}};
  return *found;
}

std::expected<Position, ReadError> MemoryLog::position_at(domain::Instant time) {
  const std::lock_guard lock{mutex_};
  Position last;
  for (const auto& commit : commits_) {
    for (auto position = commit->first(); position <= commit->last(); ++position.value) {
      if (commit->event_at(position).recorded_at() <= time.microseconds()) last = position;
    }
  }
  return last;
}

std::expected<void, eventstore::SubmitError> MemoryLog::submit(eventstore::Batch /*batch*/,
                                                               eventstore::Completion /*completion*/) {
  std::abort();
}
std::expected<eventstore::BatchAnswer, eventstore::SubmitError> MemoryLog::submit_and_wait(
    eventstore::Batch /*batch*/) {
  std::abort();
}
std::expected<std::vector<Position>, ReadError> MemoryLog::stream_positions(std::string_view /*operator_id*/,
                                                                            domain::StreamName /*stream*/,
                                                                            std::uint64_t /*after_version*/,
                                                                            std::size_t /*limit*/) {
  std::abort();
}
std::expected<std::unique_ptr<domain::Aggregate>, ReadError> MemoryLog::fold_stream(
    std::string_view /*operator_id*/, domain::StreamName /*stream*/) {
  std::abort();
}
std::expected<Position, std::string> MemoryLog::backup(const std::filesystem::path& /*folder*/) {
  std::abort();
}

}  // namespace tenure::test
