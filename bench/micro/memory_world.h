// A world in memory: what the decisions are measured in, with nothing of the event store around them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <utility>

#include <boost/unordered/unordered_flat_map.hpp>

#include "bench/command_block.h"
#include "domain/decide.h"
#include "domain/world.h"

namespace tenure::bench {

class MemoryWorld final : public domain::World {
 public:
  MemoryWorld() { recorded_at_ = domain::Instant{1'793'600'000'000'000}; }

  /// Decides, and folds what was decided; a refusal stops the process.
  void apply(const command::Command& command);
  /// Folds an event into every aggregate on whose stream it is.
  void fold(const event::Event& event);

 private:
  [[nodiscard]] const domain::Aggregate* lookup(domain::StreamKind kind, std::string_view id) const override;

  mutable std::string key_;
  boost::unordered_flat_map<std::string, std::unique_ptr<domain::Aggregate>> aggregates_;
  domain::StreamList streams_;
};

/// An event as it is stored, around one body.
void build_event(const event::EventBodyUnion& body, const command::Command& command,
                 flatbuffers::FlatBufferBuilder& builder);

/// The world in which the standard load is accepted.
[[nodiscard]] std::unique_ptr<MemoryWorld> world_of_estate();

}  // namespace tenure::bench
