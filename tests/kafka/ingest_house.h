// A store with estates, to ingest into, and what its logs say afterwards.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/kafka/ingest/ingest.h"
#include "eventstore/store.h"
#include "tests/eventstore/support.h"

namespace tenure::test {

/// A record that was parked, as its event has it.
struct Parked {
  std::string parked_id;
  std::string place;  ///< topic:partition:offset
  std::string key;
  std::string value;
  std::string headers;  ///< name=value, one a line
  std::string code;
  std::string detail;
  std::string source;
  std::string id;
};

/// What a log says, by event: "RecordBooking:B-1" and its like are counted, so that a double is seen.
struct Told {
  /// "<operator> <event> <what it is about>" and how often.
  std::map<std::string, int> events;
  std::vector<Parked> parked;

  [[nodiscard]] int count(std::string_view beginning) const;
};

/// A clock that lets nobody know the time while it is shut: so a partition works on one batch as long as a test likes.
class GateClock final : public eventstore::Clock {
 public:
  [[nodiscard]] domain::Instant now() const override {
    std::unique_lock lock{mutex_};
    is_waited_for_ = shut_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return !shut_; });
    return domain::Instant{1'767'258'000'000'000};
  }
  void shut() { set(Gate::shut); }
  void open() { set(Gate::open); }
  void await_somebody() {
    std::unique_lock lock{mutex_};
    changed_.wait(lock, [this] { return is_waited_for_; });
  }

 private:
  enum class Gate : std::uint8_t { open, shut };
  void set(Gate gate) {
    const std::lock_guard lock{mutex_};
    shut_ = gate == Gate::shut;
    is_waited_for_ = false;
    changed_.notify_all();
  }
  mutable std::mutex mutex_;
  mutable std::condition_variable changed_;
  mutable bool is_waited_for_ = false;
  bool shut_ = false;
};

class IngestHouse {
 public:
  explicit IngestHouse(std::size_t partitions = 1);
  ~IngestHouse();

  [[nodiscard]] eventstore::Store& store() { return *store_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  void close();
  void reopen();
  /// Changes the options of its partitions from the next opening on.
  void set_options(std::function<void(eventstore::Options&)> change) { change_ = std::move(change); }

  /// A site LON, a room R-1 that is booked at 20.00 an hour, an occupier ACME, and TEA that costs 2.50.
  void given_estate(std::string_view operator_id = "OP");
  eventstore::Answer send(std::string_view operator_id, std::string_view id, std::string_view line);

  [[nodiscard]] Told told();
  /// The stored offset of a partition of the store; -1 where there is none.
  [[nodiscard]] std::int64_t mark(std::size_t partition, const std::string& topic, std::uint32_t number = 0);

 private:
  TemporaryFolder folder_;
  StandingClock clock_;
  std::size_t partitions_;
  std::function<void(eventstore::Options&)> change_;
  std::unique_ptr<eventstore::Store> store_;
};

/// Opens the store of a folder; a failure stops the process. None for partitions: as many as it has.
[[nodiscard]] std::unique_ptr<eventstore::Store> open_store(const eventstore::Options& options,
                                                            std::optional<std::size_t> partitions);

/// An operator whose records go to that partition of the store.
[[nodiscard]] std::string operator_of(eventstore::Store& store, std::size_t partition);

}  // namespace tenure::test
