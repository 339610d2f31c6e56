// How a benchmark is run: where, how often, how much; and how one gives up.
//
// Is:       the options of `tenure bench`, as every scenario gets them.
// Promises: `scaled` is the only place that knows a smoke run from a real one.
// Fails:    a scenario that cannot go on calls `fail`; the command prints the reason and exits 1. A benchmark has no
//           other answer to a fault, so this is an exception and not a value handed through every line.
// Why:      a figure without its settings is worth nothing, so they are one value that is written beside it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <string>

namespace tenure::bench {

/// Measured repeats after the warm-up; what docs/performance.md asks for at least.
inline constexpr unsigned repeats_default = 5;
inline constexpr unsigned repeats_smoke = 1;

enum class Scale : std::uint8_t {
  full,
  smoke,  ///< tiny sizes: proves that every scenario runs, measures nothing
};

struct Settings {
  /// Scenarios make folders below it and remove them. Must be on the disk that is to be measured.
  std::filesystem::path folder = "run/bench";
  unsigned repeats = repeats_default;
  Scale scale = Scale::full;
  /// Replaces the number of events of a scenario that says so.
  std::optional<std::uint64_t> events = {};

  [[nodiscard]] std::uint64_t scaled(std::uint64_t full_size, std::uint64_t smoke_size) const {
    return scale == Scale::full ? full_size : smoke_size;
  }
  /// As above, for the sizes that `--events` replaces.
  [[nodiscard]] std::uint64_t events_or(std::uint64_t full_size, std::uint64_t smoke_size) const {
    return events.value_or(scaled(full_size, smoke_size));
  }
};

class Failure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};
[[noreturn]] void fail(const std::string& reason);

/// A line for whoever waits; goes to standard error.
void note(const std::string& line);

/// A new empty folder, removed with everything in it at the end.
class Scratch {
 public:
  Scratch(const Settings& settings, const std::string& name);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace tenure::bench
