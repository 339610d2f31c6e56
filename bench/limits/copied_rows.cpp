#include "bench/limits/copied_rows.h"

#include <array>
#include <cstring>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "bench/limits/plain_rocksdb.h"
#include "bench/runner.h"
#include "bench/settings.h"
#include "projections/runtime/model.h"

namespace tenure::bench {
namespace {

using projections::RowBatch;

/// Marks an erased row.
constexpr std::string_view erased = "\xFF";

/// A key with its position behind it, the newest first, as versioned rows lie.
std::string versioned(std::string_view key, eventstore::Position position) {
  const auto reversed = __builtin_bswap64(~position.value);
  std::array<char, sizeof reversed> bytes{};
  std::memcpy(bytes.data(), &reversed, sizeof reversed);
  std::string whole{key};
  whole.append(bytes.data(), bytes.size());
  return whole;
}

class Newest final : public projections::NewestRows {
 public:
  explicit Newest(const PlainRocksDb& db) : db_{db} {}
  [[nodiscard]] std::optional<std::string> newest(std::string_view key) const override {
    auto value = db_.newest(key, sizeof(std::uint64_t));
    if (value && *value == erased) value.reset();
    return value;
  }

 private:
  const PlainRocksDb& db_;
};

double write_rows(PlainRocksDb& db, const RowBatch& batch) {
  PlainRocksDb::Rows rows;
  rows.reserve(batch.size());
  for (std::size_t i = 0; i < batch.size(); ++i) {
    const auto row = batch[i];
    rows.emplace_back(versioned(row.key, row.position),
                      row.change == RowBatch::Change::put ? row.value : erased);
  }
  const Watch watch;
  db.write_rows(rows);
  return watch.seconds();
}

}  // namespace

CopiedRows copy_rows(eventstore::Partition& partition, const projections::ModelFactory& make_model,
                     const std::filesystem::path& folder) {
  PlainRocksDb db{folder};
  const Newest newest{db};
  const projections::ReadModelOptions as_projected;
  projections::RowWriter writer{newest, as_projected.row_cache_bytes_max};
  const auto model = make_model();
  const auto reader = partition.subscribe({0});

  CopiedRows copied;
  const auto write = [&] {
    copied.rows += writer.batch().size();
    copied.seconds += write_rows(db, writer.batch());
    writer.clear();
  };
  while (true) {
    const auto commit = reader->next();
    if (!commit) fail(fmt::format("the log cannot be read: {}", commit.error().message));
    if (*commit == nullptr) break;
    for (auto position = (*commit)->first(); position <= (*commit)->last(); ++position.value) {
      writer.at(position);
      model->apply((*commit)->event_at(position), writer);
      if (writer.batch().bytes() >= as_projected.batch_bytes_max) write();
    }
  }
  write();
  const Watch watch;
  db.flush();
  copied.seconds += watch.seconds();
  return copied;
}

}  // namespace tenure::bench
