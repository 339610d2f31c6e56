#include "bench/report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "bench/machine.h"

namespace tenure::bench {
namespace {

namespace json = boost::json;

/// Three or more significant digits, with K and M for the large ones: "812", "61.5 K", "1.21 M".
std::string short_number(double value) {
  const double size = std::abs(value);
  if (size >= 1e6) return fmt::format("{:.2f} M", value / 1e6);
  if (size >= 1e4) return fmt::format("{:.1f} K", value / 1e3);
  if (size >= 100 || value == std::floor(value)) return fmt::format("{:.0f}", value);
  return size >= 1 ? fmt::format("{:.2f}", value) : fmt::format("{:.3f}", value);
}

std::string short_number(const std::optional<double>& value) { return value ? short_number(*value) : "-"; }

std::string ratio_text(const std::optional<double>& ratio) {
  return ratio ? fmt::format("{:.2f}", *ratio) : "-";
}

constexpr std::size_t column_count = 11;
using Cells = std::array<std::string, column_count>;

Cells head() {
  return {"what", "unit", "median", "min", "max", "limit", "ratio", "p50 us", "p99 us", "rss MiB", "B/event"};
}

Cells cells_of(const Row& row) {
  return {row.label,
          row.unit,
          short_number(row.value.median),
          short_number(row.value.min),
          short_number(row.value.max),
          short_number(row.limit),
          ratio_text(row.ratio),
          short_number(row.p50_us),
          short_number(row.p99_us),
          short_number(row.rss_mb),
          short_number(row.bytes_per_event)};
}

std::string more_text(const Row& row) {
  std::string text;
  for (const auto& [name, value] : row.more) text += fmt::format("  {} {}", name, short_number(value));
  return text;
}

/// JSON has no use for sixteen digits of a measured number.
double rounded(double value) {
  if (value == 0 || !std::isfinite(value)) return 0;
  const double scale = std::pow(10.0, 5 - std::ceil(std::log10(std::abs(value))));
  return std::round(value * scale) / scale;
}

void put(json::object& object, std::string_view name, const std::optional<double>& value) {
  if (value) object[name] = rounded(*value);
}

json::object row_json(const Row& row) {
  json::object object;
  object["label"] = row.label;
  if (row.in_flight) object["in_flight"] = *row.in_flight;
  object["unit"] = row.unit;
  object["median"] = rounded(row.value.median);
  object["min"] = rounded(row.value.min);
  object["max"] = rounded(row.value.max);
  put(object, "limit", row.limit);
  put(object, "ratio", row.ratio);
  put(object, "p50_us", row.p50_us);
  put(object, "p99_us", row.p99_us);
  put(object, "rss_mb", row.rss_mb);
  put(object, "bytes_per_event", row.bytes_per_event);
  for (const auto& [name, value] : row.more) object[name] = rounded(value);
  return object;
}

json::object report_json(const Report& report, const Settings& settings) {
  json::object object;
  object["scenario"] = report.scenario;
  json::array rows;
  for (const auto& row : report.rows) rows.push_back(row_json(row));
  object["rows"] = std::move(rows);

  json::object config;
  config["repeats"] = settings.repeats;
  config["scale"] = settings.scale == Scale::full ? "full" : "smoke";
  if (settings.events) config["events"] = *settings.events;
  config["processors"] = processors();
  config["file_system"] = file_system_of(settings.folder);
  for (const auto& [name, value] : report.config) config[name] = value;
  object["config"] = std::move(config);

  json::object versions;
  for (const auto& [name, version] : versions_of_parts()) versions[name] = version;
  object["versions"] = std::move(versions);
  return object;
}

}  // namespace

std::string to_table(const Report& report) {
  std::vector<Cells> lines{head()};
  for (const auto& row : report.rows) lines.push_back(cells_of(row));
  std::array<std::size_t, column_count> widths{};
  for (const auto& line : lines) {
    for (std::size_t i = 0; i < column_count; ++i) widths[i] = std::max(widths[i], line[i].size());
  }

  std::string text = fmt::format("{}\n", report.scenario);
  for (std::size_t n = 0; n < lines.size(); ++n) {
    for (std::size_t i = 0; i < column_count; ++i) {
      text += i < 2 ? fmt::format("  {:<{}}", lines[n][i], widths[i])
                    : fmt::format("  {:>{}}", lines[n][i], widths[i]);
    }
    if (n > 0) text += more_text(report.rows[n - 1]);
    while (text.ends_with(' ')) text.pop_back();
    text += '\n';
  }
  if (!report.config.empty()) {
    text += " ";
    for (const auto& [name, value] : report.config) text += fmt::format(" {}: {};", name, value);
    text.back() = '\n';
  }
  return text;
}

std::string to_json(const Report& report, const Settings& settings) {
  return json::serialize(report_json(report, settings));
}

std::expected<void, std::string> write_json(const std::filesystem::path& file,
                                            const std::vector<Report>& reports, const Settings& settings) {
  json::object object;
  if (reports.size() == 1) {
    object = report_json(reports.front(), settings);
  } else {
    json::array all;
    for (const auto& report : reports) all.push_back(report_json(report, settings));
    object["reports"] = std::move(all);
  }
  std::ofstream out{file};
  out << json::serialize(object) << '\n';
  out.close();
  if (!out) return std::unexpected(fmt::format("cannot write {}", file.string()));
  return {};
}

}  // namespace tenure::bench
