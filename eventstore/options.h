// How a partition is opened: where, how much memory it may take, and when it does what. Every limit has a name.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "eventstore/clock.h"

namespace rocksdb {
class Env;
}

namespace tenure::eventstore {

inline constexpr std::size_t kibibyte = 1024;
inline constexpr std::size_t mebibyte = 1024 * kibibyte;

struct Options {
  /// Folder of the partition; made when it is not there.
  std::filesystem::path folder;
  const Clock* clock = &system_clock();

  /// Commands that wait for the sequencer, in bytes.
  std::size_t queue_bytes_max = 64 * mebibyte;
  /// One batch.
  std::size_t batch_bytes_max = 64 * mebibyte;
  std::size_t batch_commands_max = 65'536;
  /// A drain is closed when its events reach either.
  std::size_t drain_bytes_max = 8 * mebibyte;
  std::size_t drain_commands_max = 8'192;
  /// Aggregate states in memory.
  std::size_t cache_bytes_max = 256 * mebibyte;
  /// Newest commits kept in memory for readers that follow live.
  std::size_t feed_bytes_max = 64 * mebibyte;
  /// RocksDB's block cache and write buffers together.
  std::size_t storage_bytes_max = 256 * mebibyte;
  /// In-memory filters over the ids of sealed index segments; beyond it RocksDB's own filters serve.
  std::size_t filter_bytes_max = 256 * mebibyte;
  /// Events per sealed segment of the indexes; bounds what recovery has to read again.
  std::uint64_t segment_events = 262'144;
  /// Commands are refused when less disk than this is free.
  std::size_t disk_free_min = 256 * mebibyte;
  /// Tells how many bytes are free where a folder lies; empty asks the machine. Tests bring their own.
  std::function<std::uintmax_t(const std::filesystem::path&)> free_bytes;

  /// Storage beneath RocksDB; null is the machine's. Fault tests bring their own.
  rocksdb::Env* environment = nullptr;
  /// Told about long work: what, done, total. May be empty.
  std::function<void(std::string_view, std::uint64_t, std::uint64_t)> progress;
  /// Told one line whenever something happens that an operator should know. May be empty.
  std::function<void(std::string_view)> notice;
};

}  // namespace tenure::eventstore
