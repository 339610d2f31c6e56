#include "eventstore/sealed_index.h"

#include <algorithm>
#include <ranges>

#include "eventstore/bytes.h"
#include "eventstore/index_keys.h"

namespace tenure::eventstore {
namespace {

struct SegmentParts {
  CommitNumber after;
  std::string_view filter;
  std::string_view greatest;
};

std::optional<SegmentParts> parse_segment(std::string_view bytes) {
  BytesReader in{bytes};
  SegmentParts parts;
  parts.after = {in.number<std::uint64_t>()};
  const auto filter_bytes = in.number<std::uint32_t>();
  const auto greatest_bytes = in.number<std::uint32_t>();
  parts.filter = in.text(filter_bytes);
  parts.greatest = in.text(greatest_bytes);
  return in.complete() ? std::optional{parts} : std::nullopt;
}

}  // namespace

void put_mark(std::string& out, const SealMark& mark) {
  put_little_endian(out, mark.first_position.value);
  put_little_endian(out, mark.number.value);
  put_little_endian(out, mark.last_position.value);
  put_little_endian(out, mark.chain.high);
  put_little_endian(out, mark.chain.low);
}

std::optional<SealMark> parse_mark(std::string_view bytes) {
  BytesReader in{bytes};
  SealMark mark;
  mark.first_position = {in.number<std::uint64_t>()};
  mark.number = {in.number<std::uint64_t>()};
  mark.last_position = {in.number<std::uint64_t>()};
  mark.chain.high = in.number<std::uint64_t>();
  mark.chain.low = in.number<std::uint64_t>();
  return in.complete() ? std::optional{mark} : std::nullopt;
}

SealedIndex::SealedIndex(Storage& storage, rocksdb::ColumnFamilyHandle* family, std::size_t filter_bytes_max)
    : storage_{storage},
      family_{family},
      filter_bytes_max_{filter_bytes_max},
      state_{std::make_shared<const State>()} {}

std::expected<void, std::string> SealedIndex::load() {
  auto loaded = std::make_shared<State>();
  std::string bytes;
  const auto status = storage_.db().Get({}, family_, rocksdb::Slice{mark_key}, &bytes);
  if (status.IsNotFound()) return {};
  if (!status.ok()) return std::unexpected(status.ToString());
  const auto mark = parse_mark(bytes);
  if (!mark) return std::unexpected("the mark of an index is not readable");
  loaded->mark = mark;
  if (auto segments = load_segments(mark->number, *loaded); !segments) return segments;
  set(std::move(loaded));
  return {};
}

// From the newest on, each segment names the one that its filter does not speak for any more.
std::expected<void, std::string> SealedIndex::load_segments(CommitNumber newest, State& state) {
  std::string bytes;
  for (auto number = newest; number.value > 0;) {
    const auto status = storage_.db().Get({}, family_, segment_key(number.value), &bytes);
    if (!status.ok()) return std::unexpected("a segment of an index cannot be read: " + status.ToString());
    const auto parts = parse_segment(bytes);
    auto filter = parts ? IdFilter::load(parts->filter) : std::nullopt;
    if (!filter || parts->after >= number) {
      return std::unexpected("a segment of an index is not readable");
    }
    if (number == newest) {
      auto greatest = std::make_shared<GreatestIds>();
      if (!greatest->load(parts->greatest)) {
        return std::unexpected("greatest ids of an index are not readable");
      }
      state.greatest = std::move(greatest);
    }
    if (state.filter_bytes + filter->memory() > filter_bytes_max_) {
      state.incomplete = true;
      break;
    }
    state.filter_bytes += filter->memory();
    state.filters.push_back({std::make_shared<const IdFilter>(std::move(*filter)), parts->after});
    number = parts->after;
  }
  std::ranges::reverse(state.filters);
  return {};
}

std::optional<SealMark> SealedIndex::mark() const { return state()->mark; }
std::shared_ptr<const GreatestIds> SealedIndex::greatest() const { return state()->greatest; }

bool SealedIndex::may_hold(std::uint64_t group_hash, std::string_view id, std::uint64_t key_hash) const {
  const auto now = state();
  if (!now->mark || now->greatest->certainly_new(group_hash, id)) return false;
  return now->incomplete || std::ranges::any_of(now->filters, [&](const auto& filter) {
           return filter.keys->may_hold(key_hash);
         });
}

SealedIndex::Filter SealedIndex::merge(IdFilter segment) const {
  const auto now = state();
  const auto& mark = now->mark;
  Filter merged{nullptr, mark ? mark->number : CommitNumber{0}};
  for (const auto& older : now->filters | std::views::reverse) {
    // A filter that takes more than half of the room would leave none for its successor.
    if (older.keys->keys() > segment.keys() ||
        older.keys->memory() + segment.memory() > filter_bytes_max_ / 2) {
      break;
    }
    segment = IdFilter::merged(*older.keys, segment);
    merged.after = older.after;
  }
  merged.keys = std::make_shared<const IdFilter>(std::move(segment));
  return merged;
}

void SealedIndex::add(const SealMark& mark, Filter filter, std::shared_ptr<const GreatestIds> greatest) {
  auto next = std::make_shared<State>(*state());
  next->mark = mark;
  next->greatest = std::move(greatest);
  while (!next->filters.empty() && next->filters.back().after >= filter.after) {
    next->filter_bytes -= next->filters.back().keys->memory();
    next->filters.pop_back();
  }
  next->filter_bytes += filter.keys->memory();
  next->filters.push_back(std::move(filter));
  while (next->filter_bytes > filter_bytes_max_ && !next->filters.empty()) {
    next->filter_bytes -= next->filters.front().keys->memory();
    next->filters.erase(next->filters.begin());
    next->incomplete = true;
  }
  set(std::move(next));
}

std::string SealedIndex::segment_value(const Filter& filter, const GreatestIds& greatest) {
  const auto keys = filter.keys->bytes();
  std::string ids;
  greatest.save(ids);
  std::string value;
  value.reserve(keys.size() + ids.size() + 2 * sizeof(std::uint64_t));
  put_little_endian(value, filter.after.value);
  put_little_endian(value, static_cast<std::uint32_t>(keys.size()));
  put_little_endian(value, static_cast<std::uint32_t>(ids.size()));
  value.append(keys).append(ids);
  return value;
}

std::shared_ptr<const SealedIndex::State> SealedIndex::state() const {
  const std::lock_guard lock{mutex_};
  return state_;
}
void SealedIndex::set(std::shared_ptr<const State> state) {
  const std::lock_guard lock{mutex_};
  state_ = std::move(state);
}

}  // namespace tenure::eventstore
