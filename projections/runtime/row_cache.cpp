#include "projections/runtime/row_cache.h"

#include <utility>

namespace tenure::projections {
namespace {

// Both strings' and the table's own memory, about.
constexpr std::size_t entry_overhead = 96;

std::size_t size_of(const RowCache::Entry& entry) {
  return entry_overhead + entry.key.size() + (entry.value ? entry.value->size() : 0);
}

}  // namespace

void RowCache::make_room(std::size_t size) {
  bytes_ += size;
  if (bytes_ <= bytes_max_) return;
  older_ = std::exchange(recent_, {});
  bytes_ = size;
}

const RowCache::Entry* RowCache::find(std::string_view key, KeyHash hash) {
  if (const auto found = recent_.find(hash); found != recent_.end()) {
    return found->second.key == key ? &found->second : nullptr;
  }
  const auto found = older_.find(hash);
  if (found == older_.end() || found->second.key != key) return nullptr;
  auto entry = std::move(found->second);
  older_.erase(found);
  make_room(size_of(entry));
  return &recent_.insert_or_assign(hash, std::move(entry)).first->second;
}

void RowCache::insert(std::string_view key, KeyHash hash, std::optional<std::string> value) {
  Entry entry{std::string{key}, std::move(value)};
  make_room(size_of(entry));
  // An entry of the older generation would come back once this one is gone.
  older_.erase(hash);
  recent_.insert_or_assign(hash, std::move(entry));
}

void RowCache::update(std::string_view key, KeyHash hash, std::optional<std::string_view> value) {
  for (auto* entries : {&recent_, &older_}) {
    const auto found = entries->find(hash);
    if (found == entries->end() || found->second.key != key) continue;
    auto& kept = found->second.value;
    if (!value) {
      kept.reset();
    } else if (kept) {
      kept->assign(*value);
    } else {
      kept.emplace(*value);
    }
  }
}

}  // namespace tenure::projections
