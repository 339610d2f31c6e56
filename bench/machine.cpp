#include "bench/machine.h"

#include <fstream>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <system_error>
#include <thread>
#include <unistd.h>

#include <boost/version.hpp>
#include <flatbuffers/base.h>
#include <fmt/format.h>
#include <rocksdb/version.h>

namespace tenure::bench {
namespace {

/// The number behind "VmHWM:" and its like, in KiB; zero if there is none.
std::uint64_t number_behind(const std::string& file, std::string_view name) {
  std::ifstream in{file};
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with(name)) return std::strtoull(line.c_str() + name.size(), nullptr, 10);
  }
  return 0;
}

/// Share of one processor that counts as doing nothing.
constexpr double quiet_share = 0.05;
constexpr std::chrono::milliseconds quiet_interval{50};

constexpr unsigned bytes_per_block = 512;
constexpr double kib_per_mib = 1024;

}  // namespace

unsigned processors() { return std::thread::hardware_concurrency(); }

std::string file_system_of(const std::filesystem::path& folder) {
  struct Known {
    decltype(std::declval<struct statfs>().f_type) number;
    const char* name;
  };
  static constexpr Known known[] = {{0xEF53, "ext4"},      {0x58465342, "xfs"}, {0x9123683E, "btrfs"},
                                    {0x01021994, "tmpfs"}, {0x2FC12FC1, "zfs"}, {0x794C7630, "overlayfs"}};
  auto place = std::filesystem::absolute(folder);
  while (!std::filesystem::exists(place) && place != place.parent_path()) place = place.parent_path();
  struct statfs found{};
  if (::statfs(place.c_str(), &found) != 0) return "unknown";
  for (const auto& [number, name] : known) {
    if (found.f_type == number) return name;
  }
  return fmt::format("{:#x}", found.f_type);
}

std::vector<std::pair<std::string, std::string>> versions_of_parts() {
  return {{"tenure", TENURE_BENCH_VERSION},
          {"build", TENURE_BENCH_BUILD_TYPE},
          {"compiler", fmt::format("g++ {}", __VERSION__)},
          {"rocksdb", fmt::format("{}.{}.{}", ROCKSDB_MAJOR, ROCKSDB_MINOR, ROCKSDB_PATCH)},
          {"flatbuffers", fmt::format("{}.{}.{}", FLATBUFFERS_VERSION_MAJOR, FLATBUFFERS_VERSION_MINOR,
                                      FLATBUFFERS_VERSION_REVISION)},
          {"boost", fmt::format("{}.{}", BOOST_VERSION / 100'000, BOOST_VERSION / 100 % 1'000)}};
}

double peak_memory_mb(pid_t process) {
  return static_cast<double>(number_behind(fmt::format("/proc/{}/status", process), "VmHWM:")) / kib_per_mib;
}

double peak_memory_mb() { return peak_memory_mb(::getpid()); }

void reset_peak_memory() {
  // 5 asks the kernel to start the peak anew, see proc(5), clear_refs.
  std::ofstream{"/proc/self/clear_refs"} << "5";
}

std::uint64_t disk_bytes(const std::filesystem::path& folder) {
  std::uint64_t bytes = 0;
  std::error_code error;
  for (std::filesystem::recursive_directory_iterator it{folder, error}, end; it != end; it.increment(error)) {
    // RocksDB deletes files beside us; one that is gone has no size.
    struct stat found{};
    if (::lstat(it->path().c_str(), &found) == 0 && S_ISREG(found.st_mode)) {
      bytes += static_cast<std::uint64_t>(found.st_blocks) * bytes_per_block;
    }
  }
  return bytes;
}

std::uint64_t bytes_written_to_disk() { return number_behind("/proc/self/io", "write_bytes:"); }

std::chrono::microseconds processor_time() {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const auto of = [](const timeval& time) {
    return std::chrono::seconds{time.tv_sec} + std::chrono::microseconds{time.tv_usec};
  };
  return of(used.ru_utime) + of(used.ru_stime);
}

void wait_until_quiet(std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  auto before = processor_time();
  while (std::chrono::steady_clock::now() < deadline) {
    std::this_thread::sleep_for(quiet_interval);
    const auto now = processor_time();
    const std::chrono::duration<double> used = now - before;
    const std::chrono::duration<double> interval = quiet_interval;
    if (used < quiet_share * interval) return;
    before = now;
  }
}

}  // namespace tenure::bench
