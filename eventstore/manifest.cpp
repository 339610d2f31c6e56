#include "eventstore/manifest.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <unistd.h>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "eventstore/key_hash.h"

namespace tenure::eventstore {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

constexpr std::string_view manifest_file = "manifest.json";
constexpr std::int64_t manifest_format = 1;
constexpr std::size_t read_bytes = std::size_t{1} << 20;

struct FileMark {
  std::uint64_t size = 0;
  std::string checksum;
};

/// Size and XXH3-64 of a file's bytes.
std::expected<FileMark, std::string> mark_of(const fs::path& path) {
  std::ifstream in{path, std::ios::binary};
  if (!in) return std::unexpected(fmt::format("{} cannot be read", path.string()));
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state{XXH3_createState(), &XXH3_freeState};
  XXH3_64bits_reset(state.get());
  std::vector<char> buffer(read_bytes);
  FileMark mark;
  while (in) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    const auto got = static_cast<std::size_t>(in.gcount());
    XXH3_64bits_update(state.get(), buffer.data(), got);
    mark.size += got;
  }
  if (in.bad()) return std::unexpected(fmt::format("{} cannot be read to its end", path.string()));
  mark.checksum = fmt::format("{:016x}", XXH3_64bits_digest(state.get()));
  return mark;
}

/// All files below the folder but the manifest, sorted, relative to it.
std::expected<std::vector<fs::path>, std::string> files_below(const fs::path& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (auto entry = fs::recursive_directory_iterator{folder, error};
       !error && entry != fs::recursive_directory_iterator{}; entry.increment(error)) {
    if (!entry->is_regular_file()) continue;
    const auto relative = entry->path().lexically_relative(folder);
    if (relative != manifest_file) files.push_back(relative);
  }
  if (error) return std::unexpected(fmt::format("{} cannot be listed: {}", folder.string(), error.message()));
  std::ranges::sort(files);
  return files;
}

std::string hexadecimal(ChainHash chain) { return fmt::format("{:016x}{:016x}", chain.high, chain.low); }

std::optional<ChainHash> parse_chain(std::string_view text) {
  if (text.size() != 32 || text.find_first_not_of("0123456789abcdef") != std::string_view::npos)
    return std::nullopt;
  return ChainHash{std::stoull(std::string{text.substr(0, 16)}, nullptr, 16),
                   std::stoull(std::string{text.substr(16)}, nullptr, 16)};
}

std::expected<void, std::string> sync_path(const fs::path& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = file >= 0 && ::fsync(file) == 0;
  const int fault = errno;
  if (file >= 0) ::close(file);
  if (!synced)
    return std::unexpected(fmt::format("{} cannot be synced: {}", path.string(), std::strerror(fault)));
  return {};
}

}  // namespace

std::expected<void, std::string> write_file_durably(const fs::path& path, std::string_view content) {
  const fs::path temporary = path.string() + ".new";
  {
    std::ofstream out{temporary, std::ios::binary | std::ios::trunc};
    out << content;
    out.flush();
    if (!out) return std::unexpected(fmt::format("{} cannot be written", temporary.string()));
  }
  if (auto synced = sync_path(temporary); !synced) return synced;
  std::error_code error;
  fs::rename(temporary, path, error);
  if (error) return std::unexpected(fmt::format("{} cannot be written: {}", path.string(), error.message()));
  return sync_path(path.parent_path());
}

std::expected<void, std::string> write_manifest(const fs::path& folder, std::string_view store_id,
                                                const std::vector<PartitionMark>& marks) {
  const auto files = files_below(folder);
  if (!files) return std::unexpected(files.error());
  json::array listed;
  for (const auto& file : *files) {
    const auto mark = mark_of(folder / file);
    if (!mark) return std::unexpected(mark.error());
    if (auto synced = sync_path(folder / file); !synced) return synced;
    listed.push_back(json::object{{"path", file.string()}, {"size", mark->size}, {"xxh3", mark->checksum}});
  }
  json::array partitions;
  for (const auto& mark : marks) {
    partitions.push_back(json::object{{"position", mark.position.value}, {"chain", hexadecimal(mark.chain)}});
  }
  const json::object document{{"format", manifest_format},
                              {"store", store_id},
                              {"partitions", std::move(partitions)},
                              {"files", std::move(listed)}};
  return write_file_durably(folder / manifest_file, json::serialize(document) + "\n");
}

std::expected<Manifest, std::string> check_manifest(const fs::path& folder) {
  std::ifstream in{folder / manifest_file};
  if (!in) {
    return std::unexpected(fmt::format("{} has no {}: it is no backup, or one that was cut short",
                                       folder.string(), manifest_file));
  }
  std::stringstream text;
  text << in.rdbuf();

  Manifest manifest;
  std::map<std::string, FileMark> expected;
  try {
    const auto document = json::parse(text.str());
    if (document.at("format").as_int64() != manifest_format) {
      return std::unexpected(std::string{"the manifest was written by another version of the program"});
    }
    manifest.store_id = std::string{document.at("store").as_string()};
    for (const auto& entry : document.at("partitions").as_array()) {
      const auto chain = parse_chain(entry.at("chain").as_string());
      if (!chain) return std::unexpected(std::string{"the manifest is damaged: bad chain"});
      manifest.marks.push_back({{entry.at("position").to_number<std::uint64_t>()}, *chain});
    }
    for (const auto& entry : document.at("files").as_array()) {
      expected.emplace(
          std::string{entry.at("path").as_string()},
          FileMark{entry.at("size").to_number<std::uint64_t>(), std::string{entry.at("xxh3").as_string()}});
    }
  } catch (const std::exception& fault) {
    return std::unexpected(fmt::format("the manifest is damaged: {}", fault.what()));
  }

  const auto files = files_below(folder);
  if (!files) return std::unexpected(files.error());
  for (const auto& file : *files) {
    if (!expected.contains(file.string())) {
      return std::unexpected(fmt::format("{} is not in the manifest", file.string()));
    }
  }
  for (const auto& [path, mark] : expected) {
    if (!std::ranges::binary_search(*files, fs::path{path})) {
      return std::unexpected(fmt::format("{} is in the manifest but not in the backup", path));
    }
    const auto found = mark_of(folder / path);
    if (!found) return std::unexpected(found.error());
    if (found->size != mark.size || found->checksum != mark.checksum) {
      return std::unexpected(
          fmt::format("{} differs from the manifest: {} bytes with checksum {}, expected {} with {}", path,
                      found->size, found->checksum, mark.size, mark.checksum));
    }
    manifest.files.emplace_back(path);
  }
  return manifest;
}

}  // namespace tenure::eventstore
