// The plain reference of the partition: all aggregates in one map, one command after another, no storage.
//
// Is:       a World over a map, and `apply`, which decides a command and folds its events.
// Promises: events are encoded as the store encodes them (one FlatBuffer each, home stream first, versions gapless
//           from 1 per stream, positions gapless from 1 overall) and folded from those bytes. A refusal changes
//           nothing. One world holds any number of operators.
// Fails:    an event that is not a valid buffer, or a state that does not survive being saved and loaded, is a
//           broken invariant and stops the test.
// Why:      it says in a page what the sequencer has to come to, whatever it caches, batches and pipelines. Idempotency
//           is not its business.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "domain/aggregate.h"
#include "domain/decide.h"
#include "domain/world.h"

namespace tenure::test {

/// One recorded event: a finished FlatBuffer of the root type Event.
class RecordedEvent {
 public:
  explicit RecordedEvent(std::string bytes) : bytes_{std::move(bytes)} {}
  [[nodiscard]] const event::Event& event() const {
    return *flatbuffers::GetRoot<event::Event>(bytes_.data());
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  /// The body as the API's JSON.
  [[nodiscard]] std::string data_json() const;

 private:
  std::string bytes_;
};

using Applied = std::expected<std::vector<RecordedEvent>, domain::Refusal>;

class MemoryWorld final : public domain::World {
 public:
  MemoryWorld() = default;
  MemoryWorld(const MemoryWorld&) = delete;
  MemoryWorld& operator=(const MemoryWorld&) = delete;

  void set_recorded_at(domain::Instant at) { recorded_at_ = at; }
  /// Which operator's aggregates are seen through the accessors; `apply` sets it.
  void look_at(std::string_view operator_id) { operator_id_ = operator_id; }

  /// Checks the expected version, decides, and where accepted encodes the events and folds each into every aggregate
  /// on whose stream it is.
  [[nodiscard]] Applied apply(const command::Command& command);

  /// Null where it does not exist.
  [[nodiscard]] const domain::Aggregate* aggregate(std::string_view operator_id,
                                                   domain::StreamName stream) const;
  [[nodiscard]] std::uint64_t last_position() const { return position_; }

  using Key = std::tuple<std::string, domain::StreamKind, std::string>;
  using Aggregates = std::map<Key, std::unique_ptr<domain::Aggregate>, std::less<>>;
  [[nodiscard]] const Aggregates& aggregates() const { return aggregates_; }

 protected:
  [[nodiscard]] const domain::Aggregate* lookup(domain::StreamKind kind, std::string_view id) const override;

 private:
  [[nodiscard]] RecordedEvent encode_and_fold(const command::Command& command,
                                              const event::EventBodyUnion& body);
  [[nodiscard]] domain::Aggregate& at(domain::StreamName stream);

  std::string operator_id_;
  std::uint64_t position_ = 0;
  Aggregates aggregates_;
};

}  // namespace tenure::test
