// RocksDB with nothing of the engine around it: what the disk and the library give to whoever uses them best.
//
// Is:       one database in a fresh folder, one column family, one thread.
// Promises: `write_synced` returns after fdatasync of the WAL. Options are those that measured best for large values:
//           no compression, 64 MiB memtables, everything else as it comes.
// Fails:    any error of RocksDB ends the scenario.
// Why:      a limit must be the best that could be had without the promises the engine adds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tenure::bench {

class PlainRocksDb {
 public:
  explicit PlainRocksDb(const std::filesystem::path& folder);
  ~PlainRocksDb();
  PlainRocksDb(const PlainRocksDb&) = delete;
  PlainRocksDb& operator=(const PlainRocksDb&) = delete;

  /// One value under the next key of eight bytes, synced.
  void append_synced(std::string_view value);
  using Rows = std::vector<std::pair<std::string, std::string>>;
  /// One batch without a WAL.
  void write_rows(const Rows& rows);
  void flush();

  /// Reads every value in the order of the keys; the sum of their sizes.
  [[nodiscard]] std::uint64_t scan() const;
  /// The value of the first key that is `key` and so many bytes more.
  [[nodiscard]] std::optional<std::string> newest(std::string_view key, std::size_t more_bytes) const;
  /// The size of the value; zero if there is none.
  [[nodiscard]] std::size_t get(std::string_view key) const;
  /// Reads at most `limit` rows from `key` on; the sum of the sizes of their values.
  [[nodiscard]] std::uint64_t scan_from(std::string_view key, std::size_t limit) const;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tenure::bench
