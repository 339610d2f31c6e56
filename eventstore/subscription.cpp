#include <fmt/format.h>

#include "eventstore/log_subscription.h"
#include "eventstore/options.h"

namespace tenure::eventstore {
namespace {

// Read from the log at a time. No iterator outlives a call, so a reader that sleeps holds on to nothing.
constexpr std::size_t read_ahead_bytes = mebibyte;

}  // namespace

std::expected<CommitPtr, ReadError> LogSubscription::next() {
  if (ahead_.empty()) {
    auto newest = feed_->next_after(position_);
    if (std::holds_alternative<Feed::NothingNew>(newest)) return nullptr;
    if (auto* commit = std::get_if<CommitPtr>(&newest)) {
      position_ = (*commit)->last();
      return std::move(*commit);
    }
    const auto read = gate_->pass(position_, [this](Log& log) { return read_ahead(log); });
    if (!read) return std::unexpected(read.error());
  }
  auto commit = std::move(ahead_.front());
  ahead_.pop_front();
  position_ = commit->last();
  return commit;
}

std::expected<void, ReadError> LogSubscription::read_ahead(Log& log) {
  const auto committed = feed_->committed();
  const auto cursor = log.scan({position_.value + 1});
  for (std::size_t bytes = 0; bytes < read_ahead_bytes;) {
    auto commit = cursor->next();
    if (!commit) return std::unexpected(std::move(commit.error()));
    if (!*commit || (*commit)->first() > committed) break;
    if ((*commit)->last() <= position_) continue;  // refusals only, or before the position
    bytes += (*commit)->bytes().size();
    ahead_.push_back(std::move(*commit));
  }
  if (!ahead_.empty() && ahead_.front()->holds({position_.value + 1})) return {};
  ahead_.clear();
  const auto missing = position_.value + 1;
  return std::unexpected(
      ReadError{{missing}, fmt::format("the log is damaged: position {} is missing", missing)});
}

std::expected<CommitPtr, ReadError> LogSubscription::wait_next(std::chrono::milliseconds patience) {
  if (ahead_.empty() && !feed_->wait_beyond(position_, patience)) return nullptr;
  return next();
}

void LogSubscription::notify_once(std::move_only_function<void()> wake) {
  if (ahead_.empty()) {
    feed_->notify_once(this, position_, std::move(wake));
  } else {
    wake();
  }
}

}  // namespace tenure::eventstore
