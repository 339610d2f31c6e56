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
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/store.h"

namespace tenure::projections {
class ReadModels;
}

namespace tenure::daemon {

struct EngineOptions {
  eventstore::StoreOptions store;
};

class Engine {
 public:
  /// The error is one sentence for the operator, with the partition and what to do.
  [[nodiscard]] static std::expected<std::unique_ptr<Engine>, std::string> open(EngineOptions options);
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
