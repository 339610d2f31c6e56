#include "eventstore/sealed_index.h"

#include <algorithm>

#include "eventstore/bytes.h"
#include "eventstore/index_keys.h"

namespace tenure::eventstore {
namespace {

struct SegmentParts {
  std::string_view filter;
  std::string_view greatest;
};

std::optional<SegmentParts> parse_segment(std::string_view bytes) {
  BytesReader in{bytes};
  const auto filter_bytes = in.number<std::uint32_t>();
  const auto greatest_bytes = in.number<std::uint32_t>();
  SegmentParts parts;
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
  loaded->mark = parse_mark(bytes);
  if (!loaded->mark) return std::unexpected("the mark of an index is not readable");
  if (auto segments = load_segments(*loaded); !segments) return segments;
  set(std::move(loaded));
  return {};
}

std::expected<void, std::string> SealedIndex::load_segments(State& state) {
  rocksdb::ReadOptions read;
  read.total_order_seek = true;
  read.fill_cache = false;
  const std::unique_ptr<rocksdb::Iterator> rows{storage_.db().NewIterator(read, family_)};
  const rocksdb::Slice prefix{segment_key_prefix};
  bool newest = true;
  for (rows->SeekForPrev(segment_key(state.mark->number.value));
       rows->Valid() && rows->key().starts_with(prefix); rows->Prev()) {
    const auto parts = parse_segment({rows->value().data(), rows->value().size()});
    if (!parts) return std::unexpected("a segment of an index is not readable");
    if (newest) {
      auto greatest = std::make_shared<GreatestIds>();
      if (!greatest->load(parts->greatest))
        return std::unexpected("greatest ids of an index are not readable");
      state.greatest = std::move(greatest);
      newest = false;
    }
    if (state.filter_bytes + parts->filter.size() > filter_bytes_max_) {
      state.incomplete = true;
      break;
    }
    state.filters.push_back(std::make_shared<const IdFilter>(IdFilter::load(parts->filter)));
    state.filter_bytes += parts->filter.size();
  }
  if (!rows->status().ok()) return std::unexpected(rows->status().ToString());
  if (newest) return std::unexpected("an index has a mark but no segment");
  std::ranges::reverse(state.filters);
  return {};
}

std::optional<SealMark> SealedIndex::mark() const { return state()->mark; }
std::shared_ptr<const GreatestIds> SealedIndex::greatest() const { return state()->greatest; }

bool SealedIndex::may_hold(std::uint64_t group_hash, std::string_view id, std::uint64_t key_hash) const {
  const auto now = state();
  if (!now->mark || now->greatest->certainly_new(group_hash, id)) return false;
  return now->incomplete ||
         std::ranges::any_of(now->filters, [&](const auto& filter) { return filter->may_hold(key_hash); });
}

void SealedIndex::add(const SealMark& mark, IdFilter filter, std::shared_ptr<const GreatestIds> greatest) {
  auto next = std::make_shared<State>(*state());
  next->mark = mark;
  next->greatest = std::move(greatest);
  next->filter_bytes += filter.size();
  next->filters.push_back(std::make_shared<const IdFilter>(std::move(filter)));
  while (next->filter_bytes > filter_bytes_max_ && !next->filters.empty()) {
    next->filter_bytes -= next->filters.front()->size();
    next->filters.erase(next->filters.begin());
    next->incomplete = true;
  }
  set(std::move(next));
}

std::string SealedIndex::segment_value(const IdFilter& filter, const GreatestIds& greatest) {
  std::string ids;
  greatest.save(ids);
  std::string value;
  put_little_endian(value, static_cast<std::uint32_t>(filter.size()));
  put_little_endian(value, static_cast<std::uint32_t>(ids.size()));
  value.append(filter.bytes()).append(ids);
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
