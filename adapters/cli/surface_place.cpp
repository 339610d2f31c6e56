#include "adapters/cli/surface_place.h"

#include <map>
#include <string>

#include <CLI/CLI.hpp>

namespace tenure::cli {

void add_place(CLI::App& sub, Place& place, std::string_view why_operator) {
  auto* url = sub.add_option("--url", place.url, "Server to talk to")->capture_default_str();
  auto* data =
      sub.add_option("--data", place.data, "Data folder to open in this process instead of a server");
  data->excludes(url);
  sub.add_option("--operator", place.operator_id, std::string{why_operator})->required();
}

void add_format(CLI::App& sub, Format& format) {
  const std::map<std::string, Format> formats{
      {"json", Format::json}, {"table", Format::table}, {"raw", Format::raw}};
  sub.add_option("--format", format, "json (indented), table (lists as columns) or raw")
      ->transform(CLI::CheckedTransformer(formats));
}

}  // namespace tenure::cli
