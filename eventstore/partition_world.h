// The world of one decision: an operator's aggregates in the cache, earlier commands of the drain included.
//
// What can go wrong: a cold aggregate cannot be loaded. A decision cannot be told that, so it sees an aggregate that
//   does not exist, and `failure` must be looked at before anything is made of what it decided.
#pragma once

#include <optional>

#include "domain/world.h"
#include "eventstore/aggregate_cache.h"

namespace tenure::eventstore {

class PartitionWorld final : public domain::World {
 public:
  explicit PartitionWorld(AggregateCache& cache) : cache_{cache} {}

  void enter(const CachedOperator& owner, domain::Instant recorded_at) {
    owner_ = &owner;
    recorded_at_ = recorded_at;
  }
  [[nodiscard]] const std::optional<ReadError>& failure() const { return failure_; }

 private:
  [[nodiscard]] const domain::Aggregate* lookup(domain::StreamKind kind, std::string_view id) const override;

  AggregateCache& cache_;
  const CachedOperator* owner_ = nullptr;
  mutable std::optional<ReadError> failure_;
};

}  // namespace tenure::eventstore
