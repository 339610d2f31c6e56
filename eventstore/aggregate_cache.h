// The aggregates that commands are decided against, in memory.
//
// What it is: a bounded cache over saved states and the log, and at the same time the only place where the effects of
//   commands that are not yet durable exist.
// What it promises: an aggregate whose last event is not yet published is never dropped. What is known not to exist is
//   kept like any other aggregate. Bounded: two generations; when the young one is full, the old one is let go and
//   the young one grows old; an aggregate that is used comes back to the young one.
// What can go wrong: a cold aggregate cannot be loaded; the error says where, and the partition has to stop.
// Threads: the sequencer's alone. A generation that was let go belongs to whoever takes it.
// Why two generations and not a list by last use: no write per look-up, and eviction is one swap.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "domain/aggregate.h"
#include "eventstore/aggregate_reader.h"
#include "eventstore/greatest_ids.h"
#include "eventstore/position.h"

namespace tenure::eventstore {

/// An operator whose aggregates are in the cache. Made once, never moved, never changed.
struct CachedOperator {
  std::string id;
};

struct CachedAggregate {
  std::uint64_t hash = 0;
  const CachedOperator* owner = nullptr;
  domain::StreamKind kind{};
  std::string_view id;
  /// Null: the aggregate does not exist.
  std::unique_ptr<domain::Aggregate> aggregate;
  /// Version of the last event that was encoded; the fold follows.
  std::uint64_t encoded_version = 0;
  std::uint64_t saved_version = 0;
  /// The last commit with an event of it since it was loaded.
  CommitNumber last_commit;
  std::size_t bytes = 0;
  /// Whether it waits for a checkpoint.
  bool listed = false;
  /// The undo log that holds what it was before.
  std::uint64_t undo_log = 0;

  [[nodiscard]] std::uint64_t version() const { return aggregate ? aggregate->version() : 0; }
};

/// A state that is far enough ahead of its saved one to be saved.
struct StateToSave {
  std::string key;
  std::string value;
};

class AggregateCache {
 public:
  /// A state is saved when that many events came after the saved one.
  static constexpr std::uint64_t versions_between_saves = 8;

  AggregateCache(const AggregateReader& reader, std::size_t bytes_max);
  ~AggregateCache();
  AggregateCache(const AggregateCache&) = delete;
  AggregateCache& operator=(const AggregateCache&) = delete;

  [[nodiscard]] const CachedOperator& operator_of(std::string_view operator_id);

  /// The aggregate, loaded if it is cold. Stays where it is until `trim`.
  [[nodiscard]] std::expected<CachedAggregate*, ReadError> get(const CachedOperator& owner,
                                                               domain::StreamName stream);
  /// Folds the next event of its stream, which is part of commit `number`.
  void fold(CachedAggregate& entry, const event::Event& event, std::size_t event_bytes, CommitNumber number);

  /// What aggregates were before an atomic batch touched them.
  struct Undo {
    CachedAggregate* entry;
    std::unique_ptr<domain::Aggregate> aggregate;
    CommitNumber last_commit;
    std::size_t bytes;
  };
  struct UndoLog {
    std::uint64_t number = 0;
    std::vector<Undo> first_touches;
  };
  [[nodiscard]] UndoLog begin_undo() { return {++undo_logs_, {}}; }
  /// Notes what the aggregate is now, unless the log has it already.
  static void note(CachedAggregate& entry, UndoLog& log);
  void restore(UndoLog log);

  /// What `trim` let go of. Any thread.
  class Generation;
  /// Lets go of what is beyond the bound, as far as everything up to `published` allows it; null where nothing is.
  /// `newest` is the last commit whose events are in the cache.
  [[nodiscard]] std::shared_ptr<Generation> trim(CommitNumber published, CommitNumber newest);
  /// States of what was let go that are far enough ahead of their saved ones.
  [[nodiscard]] static std::vector<StateToSave> states_of(const Generation& generation);

  /// Begins a checkpoint of all states that are far enough ahead of their saved ones.
  void begin_checkpoint();
  /// Appends some of them, at most `limit`. They may be saved once the commit that is being built is durable.
  void next_states(std::size_t limit, std::vector<StateToSave>& out);

  /// Memory that the aggregates take, estimated.
  [[nodiscard]] std::size_t bytes() const;
  /// Greatest ids of streams.
  [[nodiscard]] GreatestIds& greatest() { return *greatest_; }
  /// Starts from what the sealed index knows.
  void begin_after_sealed(const GreatestIds& greatest);

 private:
  struct Operators;
  struct Listed {
    const CachedOperator* owner;
    domain::StreamKind kind;
    std::string id;
  };
  [[nodiscard]] CachedAggregate* find(const CachedOperator& owner, domain::StreamName stream,
                                      std::uint64_t hash);
  [[nodiscard]] CachedAggregate* take_from_old(const CachedOperator& owner, domain::StreamName stream,
                                               std::uint64_t hash);
  [[nodiscard]] CachedAggregate& add_absent(const CachedOperator& owner, domain::StreamName stream,
                                            std::uint64_t hash);

  const AggregateReader& reader_;
  const std::size_t generation_bytes_max_;
  std::unique_ptr<Operators> operators_;
  std::shared_ptr<Generation> young_;
  std::shared_ptr<Generation> old_;
  /// The newest commit when the old generation was closed.
  CommitNumber old_closed_at_;
  std::unique_ptr<GreatestIds> greatest_;
  std::uint64_t undo_logs_ = 0;
  /// States ahead of their saved ones, and those of them that the running checkpoint has yet to take.
  std::vector<Listed> listed_;
  std::vector<Listed> checkpoint_;
};

}  // namespace tenure::eventstore
