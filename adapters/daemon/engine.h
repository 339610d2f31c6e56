// The engine: one data folder's partitions, each with the read models that follow it.
//
// What it is: the core of the composition root. Whoever serves, loads or asks in this process holds one.
// What it promises: opened whole or not at all. Shut down in the order that loses nothing: the partitions answer what
//   they took in, then the read models stop.
// What can go wrong: a partition or read model that cannot be opened; the error says which, why and what to do.
// Threads: after `open` every function may be called from any thread; `shut_down` once, by one.
// Why this way: a partition knows nothing of who reads it; somebody has to own both and close them in order.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/store.h"
#include "projections/runtime/read_models.h"

namespace tenure::daemon {

struct EngineOptions {
  /// Its clock, progress and notice are the read models' too.
  eventstore::StoreOptions store;
  /// Whether the read models follow the log, or only answer as of where they are.
  projections::Following following = projections::Following::live;
  /// Block cache and write buffers of the read models of all partitions together.
  std::size_t read_model_storage_bytes_max = 256 * eventstore::mebibyte;
  /// How many of the newest positions of a partition queries can be as of; nothing: all of them.
  std::optional<std::uint64_t> history_events;
};

/// Why a folder could not be opened.
struct OpenFault {
  /// With the partition; one sentence.
  std::string message;
  /// What to do.
  std::string next;
  /// Where the log is damaged, if it is.
  std::optional<eventstore::Position> damaged_at = std::nullopt;

  /// Both as one line.
  [[nodiscard]] std::string text() const { return message + "; " + next; }
};

/// Where the read models of a partition are.
[[nodiscard]] std::filesystem::path read_models_folder(const std::filesystem::path& data, std::size_t index);

class Engine {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Engine>, OpenFault> open(EngineOptions options);
  ~Engine();

  [[nodiscard]] eventstore::Store& store() { return *store_; }
  [[nodiscard]] std::size_t size() const { return store_->size(); }
  [[nodiscard]] eventstore::Partition& partition(std::size_t index) { return store_->partition(index); }
  [[nodiscard]] projections::ReadModels& models(std::size_t index) { return *models_[index]; }
  [[nodiscard]] std::size_t index_of(std::string_view operator_id) const {
    return store_->index_of(operator_id);
  }
  [[nodiscard]] eventstore::Partition& partition_of(std::string_view operator_id) {
    return partition(index_of(operator_id));
  }
  [[nodiscard]] projections::ReadModels& models_of(std::string_view operator_id) {
    return models(index_of(operator_id));
  }

  /// Finishes what was accepted, then closes. Idempotent; the destructor does it too.
  void shut_down();

 private:
  Engine() = default;
  std::unique_ptr<eventstore::Store> store_;
  std::vector<std::unique_ptr<projections::ReadModels>> models_;
};

}  // namespace tenure::daemon
