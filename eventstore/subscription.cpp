#include <fmt/format.h>

#include "eventstore/log_subscription.h"
#include "eventstore/options.h"

namespace tenure::eventstore {
namespace {

constexpr std::size_t read_ahead_bytes = mebibyte;

}  // namespace

LogSubscription::Read LogSubscription::read_stretch(const Feed& feed, LogGate& gate, Place place) {
  return gate.pass(place.first, [&](Log& log) {
    Stretch stretch;
    const auto committed = feed.committed();
    const auto cursor = place.number ? log.scan(place.first, *place.number) : log.scan(place.first);
    for (std::size_t bytes = 0; bytes < read_ahead_bytes;) {
      auto stored = cursor->fetch();
      if (!stored) {
        stretch.damage = std::move(stored.error());
        return stretch;
      }
      if (!*stored || (*stored)->first > committed) return stretch;
      bytes += (*stored)->bytes.view().size();
      stretch.commits.push_back(std::move(**stored));
    }
    const auto& last = stretch.commits.back();
    stretch.rest = {last.first, CommitNumber{last.number.value + 1}};
    return stretch;
  });
}

std::expected<void, ReadError> LogSubscription::take(Read stretch) {
  if (!stretch) return std::unexpected(std::move(stretch.error()));
  ahead_ = std::move(*stretch);
  if (!ahead_.rest) return {};
  const auto read = [feed = feed_, gate = gate_, place = *ahead_.rest] {
    return read_stretch(*feed, *gate, place);
  };
  // Deferred where no thread can be had.
  coming_ = std::async(std::launch::async | std::launch::deferred, read);
  return {};
}

ReadError LogSubscription::missing() const {
  const auto position = position_.value + 1;
  return {{position}, fmt::format("the log is damaged: position {} is missing", position)};
}

std::expected<CommitPtr, ReadError> LogSubscription::next_ahead() {
  const Position wanted{position_.value + 1};
  while (!ahead_.commits.empty()) {
    auto commit = open_commit(std::move(ahead_.commits.front()));
    ahead_.commits.pop_front();
    if (!commit) return commit;
    if ((*commit)->last() <= position_) continue;  // refusals only, or before the position
    if (!(*commit)->holds(wanted)) return std::unexpected(missing());
    position_ = (*commit)->last();
    return commit;
  }
  if (ahead_.damage) return std::unexpected(damage_at(wanted, *ahead_.damage));
  return nullptr;
}

std::expected<CommitPtr, ReadError> LogSubscription::next_or_damage() {
  for (bool read_in_vain = false;;) {
    auto ahead = next_ahead();
    if (!ahead || *ahead) return ahead;
    if (coming_.valid()) {
      if (auto taken = take(coming_.get()); !taken) return std::unexpected(std::move(taken.error()));
      continue;
    }
    auto newest = feed_->next_after(position_);
    if (std::holds_alternative<Feed::NothingNew>(newest)) return nullptr;
    if (auto* commit = std::get_if<CommitPtr>(&newest)) {
      position_ = (*commit)->last();
      return std::move(*commit);
    }
    if (std::exchange(read_in_vain, true)) return std::unexpected(missing());
    auto taken = take(read_stretch(*feed_, *gate_, {Position{position_.value + 1}, std::nullopt}));
    if (!taken) return std::unexpected(std::move(taken.error()));
  }
}

std::expected<CommitPtr, ReadError> LogSubscription::next() {
  auto commit = next_or_damage();
  if (!commit) {
    // Asked again, it reads again and finds the same.
    ahead_ = {};
    coming_ = {};
  }
  return commit;
}

std::expected<CommitPtr, ReadError> LogSubscription::wait_next(std::chrono::milliseconds patience) {
  if (!feed_->wait_beyond(position_, patience)) return nullptr;
  return next();
}

void LogSubscription::notify_once(std::move_only_function<void()> wake) {
  feed_->notify_once(this, position_, std::move(wake));
}

}  // namespace tenure::eventstore
