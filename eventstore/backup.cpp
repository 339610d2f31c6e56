#include <filesystem>

#include <fmt/format.h>
#include <rocksdb/utilities/checkpoint.h>

#include "eventstore/partition_core.h"

namespace tenure::eventstore {

std::expected<Position, std::string> PartitionCore::backup(const std::filesystem::path& folder) {
  const auto at_least = committed();
  std::error_code error;
  if (std::filesystem::exists(folder, error)) {
    return std::unexpected(fmt::format("{} exists already; name a folder that does not", folder.string()));
  }
  std::filesystem::create_directories(folder, error);
  if (error) return std::unexpected(fmt::format("{} cannot be made: {}", folder.string(), error.message()));
  rocksdb::Checkpoint* made = nullptr;
  auto status = rocksdb::Checkpoint::Create(&storage_->db(), &made);
  const std::unique_ptr<rocksdb::Checkpoint> checkpoint{made};
  if (status.ok()) status = checkpoint->CreateCheckpoint(database_folder(folder).string());
  if (!status.ok()) return std::unexpected(fmt::format("the copy failed: {}", status.ToString()));
  return at_least;
}

}  // namespace tenure::eventstore
