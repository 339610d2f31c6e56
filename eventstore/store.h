// The store: the partitions of one data folder.
//
// What it is: opens or makes `folder/store.json` and `folder/partition-<n>/`, and finds the partition of an operator.
// What it promises: the partition of an operator is a stable hash of its id; the number of partitions of a folder
//   never changes after it was made.
// What can go wrong: another number of partitions than the folder was made with, or any partition's OpenError.
#pragma once

#include <cstddef>
#include <expected>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/partition.h"

namespace tenure::eventstore {

struct StoreOptions {
  std::filesystem::path folder;
  /// How many partitions a new folder gets; an existing one must have as many. None: as the folder has, or 1.
  std::optional<std::size_t> partitions;
  /// For each partition; its `folder` is set by the store, its memory limits are shared out between them.
  Options partition;
};

class Store {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Store>, OpenError> open(StoreOptions options);
  ~Store();

  [[nodiscard]] std::size_t size() const { return partitions_.size(); }
  [[nodiscard]] Partition& partition(std::size_t index) { return *partitions_[index]; }
  [[nodiscard]] std::size_t index_of(std::string_view operator_id) const;
  [[nodiscard]] Partition& partition_of(std::string_view operator_id) {
    return partition(index_of(operator_id));
  }
  /// Folder of one partition.
  [[nodiscard]] std::filesystem::path folder_of(std::size_t index) const;
  /// Random id of this store, made with it; a restored backup keeps it.
  [[nodiscard]] const std::string& id() const { return id_; }

  /// All partitions into `folder` (which must not exist), with a manifest of files, sizes, checksums and positions.
  [[nodiscard]] std::expected<void, std::string> backup(const std::filesystem::path& folder);
  void shut_down();

 private:
  Store() = default;
  std::filesystem::path folder_;
  std::string id_;
  std::vector<std::unique_ptr<Partition>> partitions_;
};

/// Copies a backup to `folder` (which must not exist) after checking its manifest, then opens and checks the logs.
[[nodiscard]] std::expected<void, std::string> restore(const std::filesystem::path& backup,
                                                       const std::filesystem::path& folder);

}  // namespace tenure::eventstore
