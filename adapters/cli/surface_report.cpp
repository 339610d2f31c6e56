#include "adapters/cli/surface_report.h"

#include <CLI/CLI.hpp>

#include "adapters/cli/subcommands.h"
#include "adapters/cli/surface_place.h"

namespace tenure::cli {
namespace {

std::shared_ptr<ReportOptions> add_one(CLI::App& sub, std::string_view name, Chosen& chosen) {
  auto options = std::make_shared<ReportOptions>();
  options->name = name;
  add_place(sub, options->place, "Operator whose occupier it is");
  sub.add_option("--occupier", options->occupier_id, "Occupier")->required();
  sub.add_option("--site", options->site_id, "Site")->required();
  sub.add_option("--month", options->month, "Month, as 2026-10")->required();
  sub.add_option("--as-of", options->as_of, "As of this position, or time such as 2026-11-01T12:00:00Z");
  sub.add_option("--format", options->format, "json, csv or pdf")
      ->check(CLI::IsMember({"json", "csv", "pdf"}))
      ->capture_default_str()
      // TENURE_FORMAT is how other subcommands show what they were answered.
      ->configurable(false);
  sub.add_option("--out", options->out, "File to write; standard output without it");
  sub.add_flag_callback(
         "--force", [options] { options->overwrite = Overwrite::yes; }, "Replace the file where it exists")
      ->configurable(false);
  choose(sub, chosen, options, report);
  return options;
}

}  // namespace

void add_report(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand("report", "Write a monthly report of an occupier at a site");
  sub.require_subcommand(1);
  auto& services = *sub.add_subcommand("services", "What was charged, by what caused it");
  add_one(services, "services", chosen);
  auto& usage = *sub.add_subcommand("usage", "Calls, by number, and how they were charged");
  auto options = add_one(usage, "usage", chosen);
  usage.add_flag_callback(
      "--summary", [options] { options->rows = ReportOptions::Rows::numbers; },
      "A row for each number instead of each call");
  sub.footer(
      "\nExample: tenure report services --operator harbour --occupier KESTREL --site LON --month 2026-10 "
      "--format pdf --out services.pdf");
}

}  // namespace tenure::cli
