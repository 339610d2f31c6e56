#include "eventstore/publisher.h"

#include "eventstore/thread_name.h"

namespace tenure::eventstore {

Publisher::Publisher(StreamIndex& streams, Feed& feed, Indexer& indexer, LogEnd end, IngestOffsets ingested,
                     std::function<void(Drain*)> done)
    : streams_{streams},
      feed_{feed},
      indexer_{indexer},
      done_{std::move(done)},
      published_{end.number.value},
      end_{end},
      ingested_{std::move(ingested)} {}

void Publisher::start() {
  thread_ = std::jthread{[this] { run(); }};
}
void Publisher::join() {
  if (thread_.joinable()) thread_.join();
}

LogEnd Publisher::end() const {
  const std::lock_guard lock{mutex_};
  return end_;
}

std::optional<std::uint64_t> Publisher::ingest_offset(std::string_view topic, std::uint32_t partition) const {
  const std::lock_guard lock{mutex_};
  return ingested_.next(topic, partition);
}

void Publisher::run() {
  name_this_thread("publisher");
  for (bool last = false; !last;) {
    const auto drain = drains_.pop();
    if (!drain) return;
    last = (*drain)->last;
    if ((*drain)->commit) publish(**drain);
    if (!(*drain)->failed) hand_on(**drain);
    answer(**drain);
    (*drain)->clear();
    done_(*drain);
  }
}

void Publisher::publish(Drain& drain) {
  const auto& commit = *drain.commit;
  streams_.add(commit);
  {
    const std::lock_guard lock{mutex_};
    end_ = {commit.last(), commit.number(), commit.chain(),
            commit.event_count() == 0 ? end_.recorded_at : drain.recorded_at};
    for (const auto& mark : drain.ingested) ingested_.set(mark.topic, mark.partition, mark.next);
  }
  feed_.publish(drain.commit);
  published_.store(commit.number().value, std::memory_order_release);
}

void Publisher::hand_on(Drain& drain) {
  if (drain.closed.commands) {
    const auto& commit = *drain.commit;
    indexer_.push(SealTask{{commit.first(), commit.number(), commit.last(), commit.chain()},
                           std::move(drain.closed),
                           streams_.close_segment()});
  }
  if (!drain.states.empty()) indexer_.push(SaveTask{std::move(drain.states)});
}

void Publisher::answer(Drain& drain) {
  for (auto& pending : drain.pending) {
    if (drain.failed) {
      pending.completion(std::unexpected(SubmitError::stopped));
    } else if (pending.stale) {
      pending.completion(std::unexpected(SubmitError::stale_input));
    } else {
      pending.completion(BatchAnswer{std::move(pending.answers), pending.recorded ? drain.commit : nullptr,
                                     pending.marked, std::move(pending.trials)});
    }
  }
}

}  // namespace tenure::eventstore
