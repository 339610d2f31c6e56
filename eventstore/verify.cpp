#include "eventstore/verify.h"

#include <algorithm>
#include <future>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>
#include <boost/unordered/unordered_flat_set.hpp>
#include <fmt/format.h>
#include <xxhash.h>

#include "domain/kernel/text.h"
#include "eventstore/aggregate_reader.h"
#include "eventstore/commit_rows.h"
#include "eventstore/log_read_ahead.h"
#include "eventstore/partition_core.h"
#include "eventstore/verify_index.h"

namespace tenure::eventstore {
namespace {

using Checked = std::expected<void, Difference>;

struct KeyHash {
  std::uint64_t high;
  std::uint64_t low;
  bool operator==(const KeyHash&) const = default;
};
struct TakeLow {
  using is_avalanching = void;
  std::size_t operator()(const KeyHash& hash) const { return hash.low; }
};
KeyHash hash_of(std::string_view key) {
  const auto hash = XXH3_128bits(key.data(), key.size());
  return {hash.high64, hash.low64};
}

std::unexpected<Difference> differs(Position position, std::string what) {
  return std::unexpected(Difference{position, std::move(what)});
}

// Saved states against the fold of their streams. Holds one aggregate for each saved state: they are few, since only
// long streams have one.
class StateCheck {
 public:
  [[nodiscard]] Checked load(const IndexSnapshot& snapshot) {
    const auto rows = snapshot.states();
    for (rows->SeekToFirst(); rows->Valid(); rows->Next()) {
      const std::string_view key{rows->key().data(), rows->key().size()};
      const auto zero = key.find('\0');
      if (zero == std::string_view::npos || zero + 1 >= key.size())
        return differs({}, "a saved state has no stream");
      const auto kind = static_cast<domain::StreamKind>(key[zero + 1]);
      auto saved = parse_state(kind, {rows->value().data(), rows->value().size()});
      if (!saved) continue;  // of another layout: never used
      states_.emplace(key, State{std::move(saved), domain::Aggregate::create(kind)});
    }
    if (!rows->status().ok()) return differs({}, "saved states cannot be read: " + rows->status().ToString());
    return {};
  }

  [[nodiscard]] Checked fold(const event::Event& event) {
    if (states_.empty()) return {};
    Checked checked;
    for_each_stream(event, [&](const std::optional<domain::StreamName>& stream, std::uint64_t) {
      if (!stream || !checked) return;
      key_.clear();
      put_stream_key(key_, domain::text(event.operator_id()), *stream);
      const auto found = states_.find(key_);
      if (found != states_.end()) checked = fold_one(found->second, event, *stream);
    });
    return checked;
  }

  [[nodiscard]] Checked finish() const {
    if (compared_ == states_.size()) return {};
    return differs({}, fmt::format("{} saved states are ahead of the log", states_.size() - compared_));
  }
  [[nodiscard]] std::uint64_t compared() const { return compared_; }

 private:
  struct State {
    std::unique_ptr<domain::Aggregate> saved;
    std::unique_ptr<domain::Aggregate> folded;
  };

  [[nodiscard]] Checked fold_one(State& state, const event::Event& event, domain::StreamName stream) {
    if (state.folded->version() >= state.saved->version()) return {};
    state.folded->fold(event, stream.id);
    if (state.folded->version() < state.saved->version()) return {};
    ++compared_;
    if (state.saved->same_as(*state.folded)) return {};
    return differs({event.position()},
                   fmt::format("the saved state of {} at version {} is not the fold of its stream",
                               domain::stream_text(stream.kind, stream.id), state.saved->version()));
  }

  boost::unordered_flat_map<std::string, State> states_;
  std::string key_;
  std::uint64_t compared_ = 0;
};

class Verification {
 public:
  // The end is asked for after the snapshot, so the log has all that indexes and states in it speak of.
  explicit Verification(PartitionCore& partition)
      : partition_{partition}, snapshot_{partition.storage()}, end_{partition.end()} {}

  [[nodiscard]] std::expected<VerifyReport, Difference> run() {
    auto mark = snapshot_.mark();
    if (!mark) return std::unexpected(std::move(mark.error()));
    mark_ = *mark;
    if (auto loaded = states_.load(snapshot_); !loaded) return std::unexpected(std::move(loaded.error()));
    // The indexes are read while the log is.
    auto sealed = std::async(std::launch::async, [this] { return snapshot_.read_rows(); });
    const auto read = for_each_commit(end_.number, [this](const Commit& commit) { return check(commit); });
    const auto rows = sealed.get();
    if (!read) return std::unexpected(read.error());
    if (!rows) return std::unexpected(rows.error());
    if (*rows != sealed_rows_) return std::unexpected(name_difference(*rows));
    if (auto all = states_.finish(); !all) return std::unexpected(std::move(all.error()));
    report_.saved_states = states_.compared();
    return report_;
  }

 private:
  template <class Check>
  [[nodiscard]] Checked for_each_commit(CommitNumber up_to, Check check_one) {
    ReadAheadCursor cursor{partition_.log().scan(Position{1}, CommitNumber{1}), Position{1}};
    for (std::uint64_t number = 0; number < up_to.value; ++number) {
      const auto commit = cursor.next();
      if (!commit) return differs(commit.error().position, commit.error().message);
      if (!*commit)
        return differs({}, fmt::format("the log ends with commit {}, expected {}", number, up_to.value));
      if (auto checked = check_one(**commit); !checked) return checked;
    }
    return {};
  }

  [[nodiscard]] Checked check(const Commit& commit) {
    if (auto checked = check_order(commit); !checked) return checked;
    for (auto position = commit.first(); position <= commit.last(); ++position.value) {
      if (auto checked = check_event(commit.event_at(position)); !checked) return checked;
    }
    report_.commits += 1;
    report_.events += commit.event_count();
    report_.answers += commit.body().accepted()->size();
    if (commit.body().refused() != nullptr) report_.answers += commit.body().refused()->size();
    if (auto checked = check_marks(commit); !checked) return checked;
    if (!mark_ || commit.number() > mark_->number) return check_tail(commit);
    sealed_rows_.add(commit);
    return commit.number() == mark_->number ? check_sealed(commit) : Checked{};
  }

  [[nodiscard]] Checked check_marks(const Commit& commit) {
    const auto* const marks = commit.body().ingested();
    if (marks == nullptr) return {};
    for (const auto* mark : *marks) {
      const auto topic = domain::text(mark->topic());
      const auto before = ingested_.next(topic, mark->partition());
      if (before && mark->next_offset() < *before) {
        return differs(
            commit.first(),
            fmt::format("commit {} takes input {}/{} back to offset {}, it was at {}", commit.number().value,
                        topic, mark->partition(), mark->next_offset(), *before));
      }
      ingested_.set(topic, mark->partition(), mark->next_offset());
    }
    return {};
  }

  // At the last commit that the indexes have.
  [[nodiscard]] Checked check_sealed(const Commit& commit) {
    if (commit.chain() != mark_->chain) {
      return differs(commit.last(), "the indexes were sealed for another history");
    }
    const auto saved = snapshot_.ingested();
    if (!saved) return std::unexpected(saved.error());
    if (*saved != ingested_)
      return differs(commit.last(), "the saved ingest offsets are not those of the log");
    return {};
  }

  [[nodiscard]] Checked check_order(const Commit& commit) {
    if (commit.number().value != last_.number.value + 1) {
      return differs(commit.first(),
                     fmt::format("commit {} follows commit {}", commit.number().value, last_.number.value));
    }
    if (commit.first().value != last_.position.value + 1) {
      return differs(commit.first(), fmt::format("position {} follows position {}", commit.first().value,
                                                 last_.position.value));
    }
    if (!commit.continues(last_.chain)) {
      return differs(commit.first(),
                     fmt::format("commit {} does not continue the chain", commit.number().value));
    }
    last_ = {commit.last(), commit.number(), commit.chain(), last_.recorded_at};
    return {};
  }

  [[nodiscard]] Checked check_event(const event::Event& event) {
    const Position position{event.position()};
    const domain::Instant recorded_at{event.recorded_at()};
    if (recorded_at < last_.recorded_at) return differs(position, "recorded_at goes back");
    last_.recorded_at = recorded_at;
    streams_.clear();
    domain::streams_of(event.body_type(), event.body(), streams_);
    std::size_t index = 0;
    bool same = true;
    for_each_stream(event, [&](const std::optional<domain::StreamName>& stream, std::uint64_t version) {
      same = same && stream && index < streams_.size() && stream->kind == streams_[index].kind &&
             stream->id == streams_[index].id;
      report_.streams += version == 1 ? 1 : 0;
      ++index;
    });
    if (!same || index != streams_.size())
      return differs(position, "the event names other streams than its own");
    return states_.fold(event);
  }

  // What is not sealed yet is in the partition's memory, made from this log: rows are looked up one by one.
  [[nodiscard]] Checked check_tail(const Commit& commit) {
    Checked checked;
    for (auto position = commit.first(); position <= commit.last() && checked; ++position.value) {
      const auto& event = commit.event_at(position);
      for_each_stream(event, [&](const std::optional<domain::StreamName>& stream, std::uint64_t version) {
        if (!checked) return;
        const auto found =
            partition_.stream_positions(domain::text(event.operator_id()), *stream, version - 1, 1);
        if (!found || found->size() != 1 || found->front() != position) {
          checked = differs(position, fmt::format("the stream index does not have version {} of {}", version,
                                                  domain::stream_text(stream->kind, stream->id)));
        }
      });
    }
    return checked ? check_tail_answers(commit) : checked;
  }

  [[nodiscard]] Checked check_tail_answers(const Commit& commit) {
    tail_keys_.clear();
    tail_positions_.clear();
    std::optional<Position> twice;
    for_each_command_row(commit, [&](const std::string& key, const std::string&, Position position) {
      if (!tail_commands_.insert(hash_of(key)).second && !twice) twice = position;
      tail_keys_.push_back(key);
      tail_positions_.push_back(position);
    });
    const auto sealed = snapshot_.find_answered(tail_keys_);
    if (!sealed) return std::unexpected(sealed.error());
    if (*sealed) twice = tail_positions_[**sealed];
    if (twice) return differs(*twice, "a command id was answered twice");
    return {};
  }

  [[nodiscard]] Difference name_difference(const IndexFingerprints& rows) {
    const auto named =
        for_each_commit(mark_ ? mark_->number : CommitNumber{}, [this](const Commit& commit) -> Checked {
          if (auto missing = snapshot_.find_missing(commit)) return std::unexpected(std::move(*missing));
          return {};
        });
    if (!named) return named.error();
    return {mark_ ? mark_->last_position : Position{},
            fmt::format("the indexes have {} and {} rows, the log needs {} and {}", rows.streams.rows(),
                        rows.commands.rows(), sealed_rows_.streams.rows(), sealed_rows_.commands.rows())};
  }

  PartitionCore& partition_;
  const IndexSnapshot snapshot_;
  const LogEnd end_;
  std::optional<SealMark> mark_;
  StateCheck states_;
  IndexFingerprints sealed_rows_;
  IngestOffsets ingested_;
  LogEnd last_;
  domain::StreamList streams_;
  // Hashes of the keys. Two that differ are taken to have different ones, as by the fingerprints.
  boost::unordered_flat_set<KeyHash, TakeLow> tail_commands_;
  // Of the commit that is looked at.
  std::vector<std::string> tail_keys_;
  std::vector<Position> tail_positions_;
  VerifyReport report_;
};

}  // namespace

std::expected<VerifyReport, Difference> verify(Partition& partition) {
  // There is one implementation; the interface is there for those who include it, not for others to implement.
  return Verification{static_cast<PartitionCore&>(partition)}.run();
}

}  // namespace tenure::eventstore
