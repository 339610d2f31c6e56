#include "eventstore/aggregate_cache.h"

#include <deque>

#include <boost/unordered/unordered_flat_map.hpp>

#include "eventstore/cache_generation.h"
#include "eventstore/index_keys.h"
#include "eventstore/key_hash.h"

namespace tenure::eventstore {
namespace {

// What an entry takes besides its state: entry, slot, key and the allocator's share. Measured with charges.
constexpr std::size_t entry_overhead_bytes = 224;
constexpr std::size_t absent_bytes = 160;

std::uint64_t hash_of(const CachedOperator& owner, domain::StreamName stream) {
  return key_hash(stream_group_hash(owner.id, stream.kind), stream.id);
}

bool is_worth_saving(const CachedAggregate& entry) {
  return entry.version() >= entry.saved_version + AggregateCache::versions_between_saves;
}

StateToSave state_of(const CachedAggregate& entry) {
  StateToSave state;
  put_stream_key(state.key, entry.owner->id, {entry.kind, entry.id});
  put_state(state.value, *entry.aggregate);
  return state;
}

}  // namespace

// Commands come in runs from one operator, so the last one is asked first.
struct AggregateCache::Operators {
  std::deque<CachedOperator> all;
  boost::unordered_flat_map<std::string_view, const CachedOperator*> by_id;
  const CachedOperator* last = nullptr;
};

AggregateCache::AggregateCache(const AggregateReader& reader, std::size_t bytes_max)
    : reader_{reader},
      generation_bytes_max_{bytes_max / 3},  // young, old, and one on its way out
      operators_{std::make_unique<Operators>()},
      young_{std::make_shared<Generation>(0)},
      old_{std::make_shared<Generation>(0)},
      greatest_{std::make_unique<GreatestIds>()} {}
AggregateCache::~AggregateCache() = default;

const CachedOperator& AggregateCache::operator_of(std::string_view operator_id) {
  auto& operators = *operators_;
  if (operators.last != nullptr && operators.last->id == operator_id) return *operators.last;
  const auto found = operators.by_id.find(operator_id);
  if (found != operators.by_id.end()) return *(operators.last = found->second);
  const auto& added = operators.all.emplace_back(std::string{operator_id});
  operators.by_id.emplace(added.id, &added);
  return *(operators.last = &added);
}

CachedAggregate* AggregateCache::find(const CachedOperator& owner, domain::StreamName stream,
                                      std::uint64_t hash) {
  auto* const young = young_->find(owner, stream, hash);
  return young != nullptr ? young : take_from_old(owner, stream, hash);
}

CachedAggregate* AggregateCache::take_from_old(const CachedOperator& owner, domain::StreamName stream,
                                               std::uint64_t hash) {
  auto* const old = old_->find(owner, stream, hash);
  if (old == nullptr) return nullptr;
  auto& entry = young_->add(owner, stream, hash);
  const auto id = entry.id;
  entry = std::move(*old);
  entry.id = id;
  *old = CachedAggregate{};
  old_->bytes -= entry.bytes;
  young_->bytes += entry.bytes;
  return &entry;
}

CachedAggregate& AggregateCache::add_absent(const CachedOperator& owner, domain::StreamName stream,
                                            std::uint64_t hash) {
  auto& entry = young_->add(owner, stream, hash);
  entry.bytes = absent_bytes + stream.id.size();
  young_->bytes += entry.bytes;
  return entry;
}

std::expected<CachedAggregate*, ReadError> AggregateCache::get(const CachedOperator& owner,
                                                               domain::StreamName stream) {
  const auto group_hash = stream_group_hash(owner.id, stream.kind);
  const auto hash = key_hash(group_hash, stream.id);
  if (auto* young = young_->find(owner, stream, hash)) return young;
  if (greatest_->certainly_new(group_hash, stream.id)) return &add_absent(owner, stream, hash);
  if (auto* old = take_from_old(owner, stream, hash)) return old;

  auto loaded = reader_.load(owner.id, stream);
  if (!loaded) return std::unexpected(std::move(loaded.error()));
  auto& entry = add_absent(owner, stream, hash);
  if (!loaded->aggregate) return &entry;
  entry.aggregate = std::move(loaded->aggregate);
  entry.encoded_version = entry.aggregate->version();
  entry.saved_version = loaded->saved_version;
  const auto grown = entry_overhead_bytes + loaded->bytes;
  entry.bytes += grown;
  young_->bytes += grown;
  return &entry;
}

void AggregateCache::fold(CachedAggregate& entry, const event::Event& event, std::size_t event_bytes,
                          CommitNumber number) {
  auto grown = event_bytes;
  if (!entry.aggregate) {
    entry.aggregate = domain::Aggregate::create(entry.kind);
    greatest_->note(stream_group_hash(entry.owner->id, entry.kind), entry.id);
    grown += entry_overhead_bytes;
  }
  entry.aggregate->fold(event, entry.id);
  entry.last_commit = number;
  entry.bytes += grown;
  young_->bytes += grown;
  if (!entry.listed && is_worth_saving(entry)) {
    entry.listed = true;
    listed_.push_back({entry.owner, entry.kind, std::string{entry.id}});
  }
}

std::shared_ptr<AggregateCache::Generation> AggregateCache::trim(CommitNumber published,
                                                                 CommitNumber newest) {
  if (young_->bytes < generation_bytes_max_ || old_closed_at_ > published) return nullptr;
  auto let_go = std::move(old_);
  old_ = std::move(young_);
  young_ = std::make_shared<Generation>(old_->size());
  old_closed_at_ = newest;
  return let_go->size() == 0 ? nullptr : let_go;
}

std::vector<StateToSave> AggregateCache::states_of(const Generation& generation) {
  std::vector<StateToSave> states;
  generation.for_each([&](const CachedAggregate& entry) {
    if (is_worth_saving(entry)) states.push_back(state_of(entry));
  });
  return states;
}

void AggregateCache::begin_checkpoint() {
  checkpoint_.insert(checkpoint_.end(), std::make_move_iterator(listed_.begin()),
                     std::make_move_iterator(listed_.end()));
  listed_.clear();
}

void AggregateCache::next_states(std::size_t limit, std::vector<StateToSave>& out) {
  for (; limit > 0 && !checkpoint_.empty(); --limit) {
    const auto listed = std::move(checkpoint_.back());
    checkpoint_.pop_back();
    const domain::StreamName stream{listed.kind, listed.id};
    auto* const entry = find(*listed.owner, stream, hash_of(*listed.owner, stream));
    if (entry == nullptr) continue;  // let go meanwhile, and saved then
    entry->listed = false;
    if (!is_worth_saving(*entry)) continue;  // an atomic batch was taken back
    out.push_back(state_of(*entry));
    entry->saved_version = entry->version();
    // The bytes of folded events overstate a state that is overwritten again and again; its saved form does not.
    const auto bytes = absent_bytes + entry->id.size() + entry_overhead_bytes + 2 * out.back().value.size();
    young_->bytes = young_->bytes - entry->bytes + bytes;
    entry->bytes = bytes;
  }
}

void AggregateCache::note(CachedAggregate& entry, UndoLog& log) {
  if (entry.undo_log == log.number) return;
  entry.undo_log = log.number;
  log.first_touches.push_back(
      {&entry, entry.aggregate ? entry.aggregate->clone() : nullptr, entry.last_commit, entry.bytes});
}

void AggregateCache::restore(UndoLog log) {
  for (auto& undo : log.first_touches) {
    auto& entry = *undo.entry;
    young_->bytes = young_->bytes - entry.bytes + undo.bytes;
    entry.aggregate = std::move(undo.aggregate);
    entry.encoded_version = entry.version();
    entry.last_commit = undo.last_commit;
    entry.bytes = undo.bytes;
  }
}

std::size_t AggregateCache::bytes() const { return young_->bytes + old_->bytes; }

void AggregateCache::begin_after_sealed(const GreatestIds& greatest) {
  greatest_ = std::make_unique<GreatestIds>(greatest);
}

}  // namespace tenure::eventstore
