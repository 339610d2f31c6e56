// What a benchmark found: rows, and the two forms in which they are handed out.
//
// Is:       the value every scenario returns; a table for people, JSON for programs.
// Promises: the JSON is {"scenario", "rows": [{"label", "in_flight"?, "unit", "median", "min", "max", "limit"?,
//           "ratio"?, "p50_us"?, "p99_us"?, "rss_mb"?, "bytes_per_event"?, …}], "config", "versions"}; what was not
//           measured is left out, never zero. Further numbers of a row stand behind these under their own names.
// Fails:    write_json answers what kept the file from being written.
// Why:      a ratio is of rates: 1 is as fast as the limit, above 1 faster. Where less is better (time to first
//           command) there is no limit and so no ratio.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "bench/settings.h"
#include "bench/statistics.h"

namespace tenure::bench {

struct Row {
  std::string label;
  std::string unit;
  Spread value;
  std::optional<std::uint64_t> in_flight;
  /// The limit's median, in the same unit.
  std::optional<double> limit;
  std::optional<double> ratio;
  std::optional<double> p50_us;
  std::optional<double> p99_us;
  /// Peak resident memory, in MiB.
  std::optional<double> rss_mb;
  std::optional<double> bytes_per_event;
  /// Whatever else this scenario has to say, e.g. {"events_per_sync", 4102}.
  std::vector<std::pair<std::string, double>> more;
};

struct Report {
  std::string scenario;
  std::vector<Row> rows;
  /// Sizes and choices of this run, e.g. {"occupiers", "1000"}.
  std::vector<std::pair<std::string, std::string>> config;
};

/// The aligned table, with a head line and a last line for the configuration.
[[nodiscard]] std::string to_table(const Report& report);
[[nodiscard]] std::string to_json(const Report& report, const Settings& settings);
/// Several reports are written as {"reports": [...]}.
[[nodiscard]] std::expected<void, std::string> write_json(const std::filesystem::path& file,
                                                          const std::vector<Report>& reports,
                                                          const Settings& settings);

}  // namespace tenure::bench
