#include "eventstore/store.h"

#include <array>
#include <cstdint>
#include <sys/random.h>

#include <fmt/format.h>

#include "eventstore/invariant.h"
#include "eventstore/json_file.h"
#include "eventstore/key_hash.h"

namespace tenure::eventstore {
namespace {

constexpr std::int64_t store_format = 1;
constexpr std::size_t partitions_max = 64;

struct StoreFile {
  std::string id;
  std::size_t partitions;
};

std::unexpected<OpenError> unreadable(std::string message) {
  return std::unexpected(OpenError{OpenError::Kind::unreadable, {}, std::move(message)});
}

// A random UUID, version 4.
std::string random_uuid() {
  std::array<std::uint8_t, 16> bytes{};
  require(::getrandom(bytes.data(), bytes.size(), 0) == static_cast<ssize_t>(bytes.size()), "random bytes",
          "none");
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0F) | 0x40);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3F) | 0x80);
  std::string text;
  for (std::size_t index = 0; index < bytes.size(); ++index) {
    if (index == 4 || index == 6 || index == 8 || index == 10) text.push_back('-');
    text.append(fmt::format("{:02x}", bytes[index]));
  }
  return text;
}

std::expected<StoreFile, OpenError> read_store_file(const std::filesystem::path& file) {
  const auto content = read_json_file(file);
  if (!content) return unreadable(content.error());
  const auto* const format = content->if_contains("format");
  const auto* const id = content->if_contains("id");
  const auto* const partitions = content->if_contains("partitions");
  if (format == nullptr || !format->is_int64() || id == nullptr || !id->is_string() ||
      partitions == nullptr || !partitions->is_int64()) {
    return unreadable(fmt::format("{} is not the description of a store", file.string()));
  }
  if (format->get_int64() != store_format) {
    return std::unexpected(OpenError{OpenError::Kind::other_version,
                                     {},
                                     fmt::format("{} has format {}, this program reads {}", file.string(),
                                                 format->get_int64(), store_format)});
  }
  if (partitions->get_int64() < 1 || partitions->get_int64() > static_cast<std::int64_t>(partitions_max)) {
    return unreadable(fmt::format("{} names {} partitions", file.string(), partitions->get_int64()));
  }
  return StoreFile{std::string{id->get_string()}, static_cast<std::size_t>(partitions->get_int64())};
}

std::expected<StoreFile, OpenError> make_store_file(const std::filesystem::path& folder,
                                                    std::optional<std::size_t> partitions) {
  const StoreFile store{random_uuid(), partitions.value_or(1)};
  if (store.partitions < 1 || store.partitions > partitions_max) {
    return unreadable(
        fmt::format("a store has 1 to {} partitions, {} were asked for", partitions_max, store.partitions));
  }
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return unreadable(fmt::format("{} cannot be made: {}", folder.string(), error.message()));
  const boost::json::object content{
      {"format", store_format}, {"id", store.id}, {"partitions", store.partitions}};
  if (auto written = write_json_file(folder / "store.json", content); !written)
    return unreadable(written.error());
  return store;
}

// What the whole store may take, divided by its partitions.
Options share_of(const Options& whole, std::size_t partitions) {
  auto share = whole;
  share.queue_bytes_max = whole.queue_bytes_max / partitions;
  share.cache_bytes_max = whole.cache_bytes_max / partitions;
  share.feed_bytes_max = whole.feed_bytes_max / partitions;
  share.storage_bytes_max = whole.storage_bytes_max / partitions;
  share.filter_bytes_max = whole.filter_bytes_max / partitions;
  return share;
}

}  // namespace

Store::~Store() = default;

std::expected<std::unique_ptr<Store>, OpenError> Store::open(StoreOptions options) {
  const auto file = options.folder / "store.json";
  std::error_code error;
  const auto exists = std::filesystem::exists(file, error);
  if (error) return unreadable(fmt::format("{} cannot be read: {}", file.string(), error.message()));
  const auto description =
      exists ? read_store_file(file) : make_store_file(options.folder, options.partitions);
  if (!description) return std::unexpected(description.error());
  if (options.partitions && *options.partitions != description->partitions) {
    return unreadable(
        fmt::format("{} was made with {} partitions, {} were asked for; the number never changes",
                    options.folder.string(), description->partitions, *options.partitions));
  }
  std::unique_ptr<Store> store{new Store};
  store->folder_ = options.folder;
  store->id_ = description->id;
  const auto share = share_of(options.partition, description->partitions);
  for (std::size_t index = 0; index < description->partitions; ++index) {
    auto partition_options = share;
    partition_options.folder = store->folder_of(index);
    auto partition = Partition::open(std::move(partition_options));
    if (!partition) return std::unexpected(std::move(partition.error()));
    store->partitions_.push_back(std::move(*partition));
  }
  return store;
}

std::size_t Store::index_of(std::string_view operator_id) const { return hash_bytes(operator_id) % size(); }

std::filesystem::path Store::folder_of(std::size_t index) const {
  return folder_ / fmt::format("partition-{}", index);
}

void Store::shut_down() {
  for (const auto& partition : partitions_) partition->shut_down();
}

}  // namespace tenure::eventstore
