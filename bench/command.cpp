#include "bench/command.h"

#include <cstdio>
#include <memory>
#include <system_error>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include "bench/child.h"
#include "bench/machine.h"
#include "bench/scenario.h"

namespace tenure::bench {
namespace {

using cli::ExitCode;

struct Asked {
  std::string scenario;
  Settings settings;
  std::optional<unsigned> repeats;
  std::filesystem::path json;
  bool smoke = false;
  /// What a child process of a scenario is given.
  std::vector<std::string> arguments;
};

void print_list() {
  for (const auto& scenario : scenarios()) {
    fmt::print("{:<14} {}\n{:<14} beside: {}\n", scenario.name, scenario.what, "", scenario.limit);
  }
}

std::vector<Report> run_all(std::span<const Scenario> chosen, const Settings& settings) {
  std::vector<Report> reports;
  for (const auto& scenario : chosen) {
    note(fmt::format("{}: {}", scenario.name, scenario.what));
    reports.push_back(scenario.run(settings));
    fmt::print("{}\n", to_table(reports.back()));
    std::fflush(stdout);
  }
  return reports;
}

ExitCode run_chosen(const Asked& asked, std::span<const Scenario> chosen) {
  std::error_code error;
  std::filesystem::create_directories(asked.settings.folder, error);
  if (error) {
    note(fmt::format("cannot make {}: {}; choose another folder with --data", asked.settings.folder.string(),
                     error.message()));
    return ExitCode::failed;
  }
  if (file_system_of(asked.settings.folder) == "tmpfs") {
    note("the folder is in memory, where a sync costs nothing; choose one on a disk with --data");
  }
  try {
    const auto reports = run_all(chosen, asked.settings);
    if (asked.json.empty()) return ExitCode::ok;
    if (const auto written = write_json(asked.json, reports, asked.settings); !written) {
      note(written.error());
      return ExitCode::failed;
    }
    return ExitCode::ok;
  } catch (const Failure& failure) {
    note(fmt::format("gave up: {}", failure.what()));
    return ExitCode::failed;
  }
}

ExitCode run(Asked& asked) {
  if (asked.smoke) asked.settings.scale = Scale::smoke;
  asked.settings.repeats = asked.repeats.value_or(asked.smoke ? repeats_smoke : repeats_default);

  if (asked.scenario == "list") {
    print_list();
    return ExitCode::ok;
  }
  if (asked.scenario == "all") return run_chosen(asked, scenarios());
  if (const auto* child = find_child(asked.scenario)) {
    return child->run(asked.arguments) == 0 ? ExitCode::ok : ExitCode::failed;
  }
  if (const auto* scenario = find_scenario(asked.scenario)) return run_chosen(asked, {scenario, 1});
  note(fmt::format("there is no scenario {}; see `tenure bench list`", asked.scenario));
  return ExitCode::usage;
}

}  // namespace

void add_bench(CLI::App& app, cli::Chosen& chosen) {
  auto asked = std::make_shared<Asked>();
  auto* bench = app.add_subcommand("bench", "Measure the engine beside its limits");
  bench->add_option("scenario", asked->scenario, "A scenario, `all`, or `list`")->required();
  bench->add_option("--data", asked->settings.folder, "Folder on the disk to be measured")
      ->capture_default_str();
  bench->add_option("--json", asked->json, "Also write the result to this file");
  bench->add_option("--repeats", asked->repeats, "Measured repeats after the warm-up (5)")
      ->check(CLI::PositiveNumber);
  bench->add_option("--events", asked->settings.events, "Events, for the scenarios that work on a long log")
      ->check(CLI::PositiveNumber);
  bench->add_flag("--smoke", asked->smoke, "Tiny sizes: shows that everything runs, measures nothing");
  bench->add_option("arguments", asked->arguments, "Of a scenario's own child processes")->group("");
  bench->callback([asked, &chosen] { chosen = [asked](cli::Console&) { return run(*asked); }; });
}

}  // namespace tenure::bench
