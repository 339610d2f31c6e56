// Storage that fails on purpose, beneath RocksDB: what a power cut, a torn write, a bad disk and a full disk do.
//
// What it is: a RocksDB Env over the machine's. It remembers what each file held at its last sync.
// What it promises: until a fault is asked for, it behaves like the machine's storage. After `lose_power` no operation
//   succeeds; `restore_power` leaves on disk what a real power cut would have: synced bytes, and of the unsynced tail
//   of each file nothing, or a torn part.
// Threads: every function may be called from any thread.
#pragma once

#include <cstdint>
#include <memory>

namespace rocksdb {
class Env;
}

namespace tenure::test {

/// What is left of bytes that were written but never synced.
enum class UnsyncedBytes : std::uint8_t {
  lost,  ///< none of them
  torn,  ///< the first half of them
};

class FaultFileSystem {
 public:
  FaultFileSystem();
  ~FaultFileSystem();

  /// For Options::environment; lives as long as this does.
  [[nodiscard]] rocksdb::Env* environment();

  /// The n-th sync of a file from now on (1 is the next) fails with an I/O error, and so does every later one.
  void fail_sync(std::uint64_t nth);
  /// The same for the syncs of RocksDB's manifests alone; their bytes were written by then.
  void fail_manifest_sync(std::uint64_t nth);
  /// Writes fail with "no space left" once this many more bytes were written; a write may stop half way.
  void fill_disk_after(std::uint64_t bytes);
  /// Nothing fails any more.
  void heal();

  /// From now on every write and sync fails, as it would for a process whose machine is gone.
  void lose_power();
  /// Applies what the power cut did to the files, and works again.
  void restore_power(UnsyncedBytes unsynced);

  /// Syncs that succeeded since the start.
  [[nodiscard]] std::uint64_t syncs() const;

  struct Shared;

 private:
  std::shared_ptr<Shared> shared_;
  std::unique_ptr<rocksdb::Env> environment_;
};

}  // namespace tenure::test
