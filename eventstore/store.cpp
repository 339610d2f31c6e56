#include "eventstore/store.h"

#include <array>
#include <fstream>
#include <random>
#include <sstream>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "eventstore/key_hash.h"
#include "eventstore/manifest.h"

namespace tenure::eventstore {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view store_file = "store.json";
constexpr std::int64_t store_format = 1;

/// What store.json says.
struct Identity {
  std::string id;
  std::size_t partitions = 1;
};

OpenError unreadable(std::string message) { return {OpenError::Kind::unreadable, {}, std::move(message)}; }

/// A random UUID (RFC 9562, version 4); names the store, decides nothing.
std::string random_uuid() {
  std::random_device device;
  std::array<std::uint32_t, 4> words{};
  for (auto& word : words) word = device();
  words[1] = (words[1] & 0xffff0fffU) | 0x00004000U;
  words[2] = (words[2] & 0x3fffffffU) | 0x80000000U;
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:04x}{:08x}", words[0], words[1] >> 16, words[1] & 0xffffU,
                     words[2] >> 16, words[2] & 0xffffU, words[3]);
}

std::expected<Identity, OpenError> read_identity(const fs::path& path) {
  std::ifstream in{path};
  std::stringstream text;
  text << in.rdbuf();
  if (!in) return std::unexpected(unreadable(fmt::format("{} cannot be read", path.string())));
  boost::system::error_code error;
  const auto document = boost::json::parse(text.str(), error);
  const auto* object = error ? nullptr : document.if_object();
  const auto* format = object == nullptr ? nullptr : object->if_contains("format");
  const auto* id = object == nullptr ? nullptr : object->if_contains("id");
  const auto* partitions = object == nullptr ? nullptr : object->if_contains("partitions");
  if (format == nullptr || !format->is_int64() || id == nullptr || !id->is_string() ||
      partitions == nullptr || !partitions->is_int64() || partitions->get_int64() < 1) {
    return std::unexpected(unreadable(fmt::format(
        "{} is not a store description; restore it from a backup of the same folder", path.string())));
  }
  if (format->get_int64() != store_format) {
    return std::unexpected(OpenError{OpenError::Kind::other_version,
                                     {},
                                     fmt::format("{} has format {}, this program knows {}", path.string(),
                                                 format->get_int64(), store_format)});
  }
  return Identity{std::string{id->get_string()}, static_cast<std::size_t>(partitions->get_int64())};
}

std::expected<Identity, OpenError> make_identity(const fs::path& folder, std::size_t partitions) {
  const Identity identity{random_uuid(), partitions};
  const boost::json::object document{
      {"format", store_format}, {"id", identity.id}, {"partitions", identity.partitions}};
  if (auto written = write_file_durably(folder / store_file, boost::json::serialize(document) + "\n");
      !written) {
    return std::unexpected(unreadable(written.error()));
  }
  return identity;
}

}  // namespace

std::expected<std::unique_ptr<Store>, OpenError> Store::open(StoreOptions options) {
  std::error_code error;
  fs::create_directories(options.folder, error);
  if (error) {
    return std::unexpected(
        unreadable(fmt::format("{} cannot be made: {}", options.folder.string(), error.message())));
  }
  const auto known = fs::exists(options.folder / store_file, error);
  auto identity = known ? read_identity(options.folder / store_file)
                        : make_identity(options.folder, options.partitions.value_or(1));
  if (!identity) return std::unexpected(identity.error());
  if (options.partitions && *options.partitions != identity->partitions) {
    return std::unexpected(unreadable(fmt::format(
        "{} has {} partitions and cannot be opened with {}; leave the number out or give that one",
        options.folder.string(), identity->partitions, *options.partitions)));
  }

  auto store = std::unique_ptr<Store>{new Store};
  store->folder_ = options.folder;
  store->id_ = identity->id;
  for (std::size_t index = 0; index < identity->partitions; ++index) {
    auto each = options.partition;
    each.folder = store->folder_of(index);
    each.queue_bytes_max /= identity->partitions;
    each.cache_bytes_max /= identity->partitions;
    each.feed_bytes_max /= identity->partitions;
    each.storage_bytes_max /= identity->partitions;
    each.filter_bytes_max /= identity->partitions;
    auto partition = Partition::open(std::move(each));
    if (!partition) {
      auto failure = partition.error();
      failure.message = fmt::format("partition {}: {}", index, failure.message);
      return std::unexpected(std::move(failure));
    }
    store->partitions_.push_back(std::move(*partition));
  }
  return store;
}

Store::~Store() = default;

std::size_t Store::index_of(std::string_view operator_id) const {
  return static_cast<std::size_t>(hash_bytes(operator_id) % partitions_.size());
}

fs::path Store::folder_of(std::size_t index) const { return folder_ / fmt::format("partition-{}", index); }

void Store::shut_down() {
  for (auto& partition : partitions_) partition->shut_down();
}

std::expected<void, std::string> Store::backup(const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error)) {
    return std::unexpected(fmt::format("{} exists already; name a new folder", folder.string()));
  }
  // Until the manifest is there, the folder is no backup: a restore of it is refused.
  fs::create_directories(folder, error);
  if (error) return std::unexpected(fmt::format("{} cannot be made: {}", folder.string(), error.message()));
  fs::copy_file(folder_ / store_file, folder / store_file, error);
  if (error) return std::unexpected(fmt::format("{} cannot be copied: {}", store_file, error.message()));

  std::vector<PartitionMark> marks;
  for (std::size_t index = 0; index < partitions_.size(); ++index) {
    auto position = partitions_[index]->backup(folder / fmt::format("partition-{}", index));
    if (!position) return std::unexpected(fmt::format("partition {}: {}", index, position.error()));
    marks.push_back({*position, {}});
    if (position->value == 0) continue;
    auto commit = partitions_[index]->commit_at(*position);
    if (!commit || *commit == nullptr) {
      return std::unexpected(fmt::format("partition {}: position {} cannot be read", index, position->value));
    }
    marks.back().chain = (*commit)->chain();
  }
  return write_manifest(folder, id_, marks);
}

std::expected<void, std::string> restore(const fs::path& backup, const fs::path& folder) {
  std::error_code error;
  if (fs::exists(folder, error)) {
    return std::unexpected(fmt::format("{} exists already; name a new folder", folder.string()));
  }
  auto manifest = check_manifest(backup);
  if (!manifest) return std::unexpected(manifest.error());
  fs::create_directories(folder, error);
  for (const auto& file : manifest->files) {
    fs::create_directories((folder / file).parent_path(), error);
    if (!error) fs::copy_file(backup / file, folder / file, error);
    if (error) return std::unexpected(fmt::format("{} cannot be copied: {}", file.string(), error.message()));
  }

  StoreOptions options;
  options.folder = folder;
  auto store = Store::open(std::move(options));
  if (!store) return std::unexpected(store.error().message);
  if ((*store)->id() != manifest->store_id || (*store)->size() != manifest->marks.size()) {
    return std::unexpected(std::string{"the backup's manifest belongs to another store"});
  }
  for (std::size_t index = 0; index < manifest->marks.size(); ++index) {
    const auto& mark = manifest->marks[index];
    auto& partition = (*store)->partition(index);
    if (partition.committed() < mark.position) {
      return std::unexpected(fmt::format("partition {} ends at position {}, the manifest says {}", index,
                                         partition.committed().value, mark.position.value));
    }
    if (mark.position.value == 0) continue;
    auto commit = partition.commit_at(mark.position);
    if (!commit || *commit == nullptr || (*commit)->chain() != mark.chain) {
      return std::unexpected(
          fmt::format("partition {}: the history up to position {} is not the one that was backed up", index,
                      mark.position.value));
    }
  }
  return {};
}

}  // namespace tenure::eventstore
