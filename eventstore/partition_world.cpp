#include "eventstore/partition_world.h"

namespace tenure::eventstore {

const domain::Aggregate* PartitionWorld::lookup(domain::StreamKind kind, std::string_view id) const {
  if (id.empty()) return nullptr;
  const auto entry = cache_.get(*owner_, {kind, id});
  if (!entry) {
    failure_ = entry.error();
    return nullptr;
  }
  // An aggregate that an atomic batch made and took back again has no event either.
  const auto& aggregate = (*entry)->aggregate;
  return aggregate && aggregate->version() > 0 ? aggregate.get() : nullptr;
}

}  // namespace tenure::eventstore
