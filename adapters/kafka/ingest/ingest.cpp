#include "adapters/kafka/ingest/ingest.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include <fmt/format.h>

#include "adapters/kafka/ingest/board.h"
#include "adapters/kafka/ingest/session.h"
#include "eventstore/thread_name.h"

namespace tenure::kafka {
namespace {

using std::chrono::milliseconds;
using Kind = KafkaError::Kind;
using State = IngestStatus::State;

constexpr milliseconds pause_min{200};
constexpr milliseconds pause_max{5'000};

}  // namespace

class Ingest::Core {
 public:
  Core(eventstore::Store& store, IngestOptions options)
      : store_{store},
        options_{std::move(options)},
        board_{options_.notice},
        thread_{[this](const std::stop_token& stop) { run(stop); }} {}

  [[nodiscard]] IngestStatus status() const { return board_.read(); }

 private:
  void run(const std::stop_token& stop);
  /// Whether to start over after this.
  [[nodiscard]] bool recovers_from(KafkaError error);
  void pause(milliseconds most, const std::stop_token& stop);

  eventstore::Store& store_;
  const IngestOptions options_;
  IngestBoard board_;
  IngestSession::From from_ = IngestSession::From::stored_offset;
  std::mutex mutex_;
  std::condition_variable_any stopping_;
  std::minstd_rand jitter_{std::random_device{}()};
  /// Last: it uses all of the above.
  std::jthread thread_;
};

void Ingest::Core::run(const std::stop_token& stop) {
  eventstore::name_this_thread("ingest");
  auto longest = pause_min;
  while (!stop.stop_requested()) {
    IngestSession session{store_, options_, from_, board_, stop};
    auto done = session.run();
    if (done || stop.stop_requested()) break;
    if (!recovers_from(std::move(done.error()))) return;
    board_.add_restart();
    longest = session.got_through() ? pause_min : std::min(2 * longest, pause_max);
    pause(longest, stop);
  }
  board_.set(State::stopped);
}

bool Ingest::Core::recovers_from(KafkaError error) {
  switch (error.kind) {
    case Kind::retriable:
    case Kind::abort:
    case Kind::fatal:
      board_.set(State::waiting, std::move(error.message));
      return true;
    case Kind::configuration:
      board_.set(State::misconfigured, std::move(error.message));
      return true;
    case Kind::fenced:
      board_.set(State::fenced,
                 fmt::format("another process ingests for store {} under the same name: a copy of the "
                             "store is served elsewhere; stop one of them ({})",
                             store_.id(), error.message));
      return false;
    case Kind::out_of_range:
      break;
  }
  if (options_.when_gone == IngestOptions::WhenGone::skip && from_ == IngestSession::From::stored_offset) {
    from_ = IngestSession::From::oldest_record;
    board_.set(State::waiting, std::move(error.message));
    return true;
  }
  board_.set(
      State::records_gone,
      fmt::format("the offset to go on from is not in the topic any more: records were deleted before they "
                  "were read, or the topic was made anew ({})",
                  error.message));
  return false;
}

// At least half of it, so that processes that failed together do not come back together.
void Ingest::Core::pause(milliseconds most, const std::stop_token& stop) {
  std::uniform_int_distribution<milliseconds::rep> draw{most.count() / 2, most.count()};
  std::unique_lock lock{mutex_};
  stopping_.wait_for(lock, stop, milliseconds{draw(jitter_)}, [] { return false; });
}

Ingest::Ingest(eventstore::Store& store, IngestOptions options)
    : core_{std::make_unique<Core>(store, std::move(options))} {}
Ingest::~Ingest() = default;

IngestStatus Ingest::status() const { return core_->status(); }

std::string_view name_of(IngestStatus::State state) {
  switch (state) {
    case State::starting:
      return "starting";
    case State::reading:
      return "reading";
    case State::waiting:
      return "waiting";
    case State::blocked:
      return "blocked";
    case State::misconfigured:
      return "misconfigured";
    case State::fenced:
      return "fenced";
    case State::records_gone:
      return "records gone";
    case State::stopped:
      return "stopped";
  }
  return "unknown";
}

}  // namespace tenure::kafka
