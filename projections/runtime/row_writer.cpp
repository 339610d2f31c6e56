#include "projections/runtime/row_writer.h"

namespace tenure::projections {

std::optional<std::string_view> RowWriter::newest(std::string_view key) {
  const auto hash = hash_of(key);
  if (const auto* entry = cache_.find(key, hash)) return entry->value;

  std::optional<std::string> value;
  if (const auto row = batch_.find(key, hash)) {
    if (row->change == RowBatch::Change::put) value.emplace(row->value);
  } else {
    value = storage_.newest(key);
  }
  cache_.insert(key, hash, std::move(value));
  return cache_.find(key, hash)->value;
}

}  // namespace tenure::projections
