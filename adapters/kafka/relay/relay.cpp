#include "adapters/kafka/relay/relay.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <random>
#include <thread>

#include <fmt/format.h>

#include "adapters/kafka/relay/board.h"
#include "adapters/kafka/relay/marks.h"
#include "adapters/kafka/relay/session.h"
#include "eventstore/thread_name.h"

namespace tenure::kafka {
namespace {

using std::chrono::milliseconds;
using Kind = RelayError::Kind;
using State = RelayStatus::State;

constexpr milliseconds pause_min{200};
constexpr milliseconds pause_max{5'000};
/// A relay that took over has said so in <prefix>.relay by then.
constexpr milliseconds claim_patience{2'000};

std::string random_name() {
  std::random_device device;
  return fmt::format("{:08x}{:08x}", device(), device());
}

}  // namespace

class Relay::Core {
 public:
  Core(eventstore::Partition& log, RelayOptions options)
      : log_{log},
        options_{std::move(options)},
        board_{options_.partition, options_.notice},
        thread_{[this](const std::stop_token& stop) { run(stop); }} {}

  [[nodiscard]] RelayStatus status() const;

 private:
  void run(const std::stop_token& stop);
  /// Whether to start over after this.
  [[nodiscard]] bool recovers_from(RelayError error, const std::stop_token& stop);
  [[nodiscard]] std::expected<bool, RelayError> still_claimed(const std::stop_token& stop);
  void pause(milliseconds most, const std::stop_token& stop);

  eventstore::Partition& log_;
  const RelayOptions options_;
  Board board_;
  /// Claims begin with it.
  const std::string name_ = random_name();
  std::mutex mutex_;
  std::condition_variable_any stopping_;
  std::minstd_rand jitter_{std::random_device{}()};
  /// Last: it uses all of the above.
  std::jthread thread_;
};

void Relay::Core::run(const std::stop_token& stop) {
  eventstore::name_this_thread("relay");
  auto longest = pause_min;
  for (std::uint64_t session_number = 1; !stop.stop_requested(); ++session_number) {
    Session session{log_, options_, fmt::format("{}-{}", name_, session_number), board_, stop};
    auto done = session.run();
    if (done) break;
    if (stop.stop_requested()) break;
    if (!recovers_from(std::move(done.error()), stop)) return;
    board_.add_restart();
    longest = session.got_through() ? pause_min : std::min(2 * longest, pause_max);
    pause(longest, stop);
  }
  board_.set(State::stopped);
}

bool Relay::Core::recovers_from(RelayError error, const std::stop_token& stop) {
  switch (error.kind) {
    case Kind::again:
      board_.set(State::waiting, std::move(error.message));
      return true;
    case Kind::configuration:
      board_.set(State::misconfigured, std::move(error.message));
      return true;
    case Kind::split_history:
      board_.set(State::split_history, std::move(error.message));
      return false;
    case Kind::log:
      board_.set(State::failed, std::move(error.message));
      return false;
    case Kind::fenced:
      break;
  }
  // The brokers fence a producer also when they gave up its transaction, after a pause of the process or of their own.
  // Only a claim of another relay says that there is one.
  board_.set(State::waiting, error.message);
  pause(claim_patience, stop);
  auto claimed = still_claimed(stop);
  if (!claimed) {
    board_.set(State::waiting, std::move(claimed.error().message));
    return true;
  }
  if (*claimed) return true;
  board_.set(
      State::fenced,
      fmt::format("another relay publishes partition {} of store {} now: two processes run on copies of the "
                  "same store, or this one was replaced; stop one of them",
                  options_.partition, options_.store_id));
  return false;
}

std::expected<bool, RelayError> Relay::Core::still_claimed(const std::stop_token& stop) {
  const MarksQuestion question{
      .store_id = options_.store_id, .partition = options_.partition, .until_claim = std::nullopt};
  auto marks = read_marks(options_.kafka, question, stop);
  if (!marks) return std::unexpected(std::move(marks.error()));
  return marks->claim.empty() || marks->claim.starts_with(name_);
}

// At least half of it, so that relays that failed together do not come back together.
void Relay::Core::pause(milliseconds most, const std::stop_token& stop) {
  std::uniform_int_distribution<milliseconds::rep> draw{most.count() / 2, most.count()};
  std::unique_lock lock{mutex_};
  stopping_.wait_for(lock, stop, milliseconds{draw(jitter_)}, [] { return false; });
}

RelayStatus Relay::Core::status() const {
  auto status = board_.read();
  const auto committed = log_.committed();
  const auto published = status.published.value_or(eventstore::Position{0});
  if (committed <= published) return status;
  status.lag_events = committed.value - published.value;
  const eventstore::Position oldest{published.value + 1};
  if (const auto commit = log_.commit_at(oldest); commit && *commit) {
    const auto age = options_.clock->now().microseconds() - (*commit)->event_at(oldest).recorded_at();
    status.lag = std::chrono::microseconds{std::max<std::int64_t>(age, 0)};
  }
  return status;
}

Relay::Relay(eventstore::Partition& log, RelayOptions options)
    : core_{std::make_unique<Core>(log, std::move(options))} {}
Relay::~Relay() = default;

RelayStatus Relay::status() const { return core_->status(); }

std::string_view name_of(RelayStatus::State state) {
  switch (state) {
    case RelayStatus::State::starting:
      return "starting";
    case RelayStatus::State::publishing:
      return "publishing";
    case RelayStatus::State::waiting:
      return "waiting";
    case RelayStatus::State::misconfigured:
      return "misconfigured";
    case RelayStatus::State::fenced:
      return "fenced";
    case RelayStatus::State::split_history:
      return "split history";
    case RelayStatus::State::failed:
      return "failed";
    case RelayStatus::State::stopped:
      return "stopped";
  }
  return "unknown";
}

}  // namespace tenure::kafka
