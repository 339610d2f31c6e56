#include "adapters/cli/surface.h"

#include <algorithm>
#include <cstdlib>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "adapters/cli/options.h"
#include "adapters/cli/subcommands.h"
#include "adapters/cli/surface_kafka.h"
#include "adapters/cli/surface_parked.h"
#include "adapters/cli/surface_place.h"
#include "adapters/cli/surface_report.h"
#include "adapters/cli/surface_serve.h"

namespace tenure::cli {
namespace {

constexpr std::string_view version = "tenure 0.1.0";

constexpr std::string_view about =
    "Tenure: an event-sourced ledger engine for operators of flexible workspace.\n";
constexpr std::string_view footer = R"(
Examples:
  tenure serve --data /var/lib/tenure
  tenure sample | tenure load - --operator harbour
  tenure query occupiers/BRIGHTWATER/statement?month=2026-10 --operator harbour
  tenure events --operator harbour --follow

Options can also be given as TENURE_* variables (--data as TENURE_DATA) and in the file of --config, which has a
section for each subcommand; the command line wins over variables, and variables over the file.

Exit codes: 0 done; 1 done, and something was refused, missing or different; 2 the command line, configuration or
input is wrong; 3 it could not be done.)";

std::string variable_of(std::string_view option) {
  std::string name = "TENURE_";
  for (const char c : option) {
    name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return name;
}

/// CLI11 lets its configuration file win over the environment; this reader leaves out what the environment has.
class FileBelowEnvironment final : public CLI::ConfigTOML {
 public:
  std::vector<CLI::ConfigItem> from_config(std::istream& input) const override {
    auto found = CLI::ConfigTOML::from_config(input);
    std::erase_if(found, [](const CLI::ConfigItem& item) {
      return std::getenv(variable_of(item.name).c_str()) != nullptr;
    });
    return found;
  }
};

bool is_given(const CLI::Option& option, std::span<const std::string> arguments) {
  return std::ranges::any_of(option.get_lnames(), [&](const auto& name) {
    return std::ranges::any_of(arguments, [&](const auto& argument) {
      return argument == "--" + name || argument.starts_with("--" + name + "=");
    });
  });
}

/// Gives every option of a subcommand its variable; but to none that the command line rules out, for it wins over
/// variables.
void name_variables(CLI::App& app, std::span<const std::string> arguments) {
  for (auto* option : app.get_options()) {
    if (option->get_lnames().empty() || option->get_configurable() == false) continue;
    const auto& excluded = option->get_excludes();
    if (std::ranges::any_of(excluded, [&](const auto* other) { return is_given(*other, arguments); }))
      continue;
    option->envname(variable_of(option->get_lnames().front()));
  }
}

void add_load(CLI::App& app, Chosen& chosen) {
  auto& sub =
      *app.add_subcommand("load", "Send commands from NDJSON, one {\"type\",\"id\",\"data\",...} a line");
  auto options = std::make_shared<LoadOptions>();
  sub.add_option("file", options->file, "File to read; - is standard input")->required();
  add_place(sub, options->place, "Operator the commands are of");
  sub.add_option("--actor", options->actor, "Actor of commands that name none");
  sub.add_option("--batch", options->batch_lines, "Lines of one request")
      ->check(CLI::Range(std::size_t{1}, std::size_t{65'536}))
      ->capture_default_str();
  sub.add_flag_callback(
      "--allow-refusals", [options] { options->refusals = Refusals::allow; },
      "Exit with 0 even where commands were refused");
  sub.footer(
      "\nA command whose id was sent before gets its first answer again, so a load can be repeated.\n"
      "Example: tenure sample | tenure load - --operator harbour --data run/data");
  choose(sub, chosen, options, load);
}

void add_events(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand("events", "Print events as NDJSON");
  auto options = std::make_shared<EventsOptions>();
  add_place(sub, options->place, "Operator whose events");
  sub.add_option("--after", options->after, "Position after which to begin; of --stream, the version")
      ->capture_default_str();
  sub.add_option("--limit", options->limit, "Most events to print");
  auto* type = sub.add_option("--type", options->type, "Only events of this type, e.g. ChargeRaised");
  auto* stream =
      sub.add_option("--stream", options->stream, "Only events of this stream, e.g. contract/CON-1")
          ->excludes(type);
  sub.add_flag_callback(
         "--follow", [options] { options->follow = Follow::yes; }, "Go on with new events as they come")
      ->excludes(stream);
  sub.footer("\nExample: tenure events --operator harbour --type ChargeRaised --limit 3");
  choose(sub, chosen, options, events);
}

void add_query(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand("query", "Ask for a resource of the HTTP API");
  auto options = std::make_shared<QueryOptions>();
  sub.add_option("path", options->path, "Resource of the operator, e.g. occupiers/BRIGHTWATER/charges")
      ->required();
  add_place(sub, options->place, "Operator to ask about");
  sub.add_option("--as-of", options->as_of,
                 "Answer as of this position, or time such as 2026-10-15T12:00:00Z");
  add_format(sub, options->format);
  sub.add_option("--columns", options->columns, "Of tables: only these, comma separated")->delimiter(',');
  sub.footer(
      "\nExamples:\n  tenure query occupiers --operator harbour --format table\n"
      "  tenure query 'access/check?user=amara&door=LON-FRONT' --operator harbour");
  choose(sub, chosen, options, query);
}

void add_replay(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand("replay",
                                  "Build read models anew from the log of a folder that no server has open");
  auto options = std::make_shared<ReplayOptions>();
  sub.add_option("--data", options->data, "Data folder")->required()->check(CLI::ExistingDirectory);
  auto* position =
      sub.add_option("--to", options->to.position,
                     "Only up to this position, beside the serving models, which stay as they are");
  sub.add_option("--to-time", options->to.time, "Only what was recorded up to this time")->excludes(position);
  sub.add_option("--model", options->model,
                 "Only this model: billing, telephony, access, directory, parked_input or usage");
  choose(sub, chosen, options, replay);
}

void add_verify(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand(
      "verify", "Check log, indexes, saved states and read models of a folder against a full fold");
  auto options = std::make_shared<VerifyOptions>();
  sub.add_option("--data", options->data, "Data folder that no server has open")
      ->required()
      ->check(CLI::ExistingDirectory);
  sub.footer("\nExits with 1 and the first difference where there is one.");
  choose(sub, chosen, options, verify);
}

void add_backup(CLI::App& app, Chosen& chosen) {
  auto& sub =
      *app.add_subcommand("backup", "Copy a data folder consistently, while its server runs or without one");
  auto options = std::make_shared<BackupOptions>();
  sub.add_option("--data", options->data, "Data folder")->required()->check(CLI::ExistingDirectory);
  sub.add_option("--to", options->to, "Folder to write, which must not exist")->required();
  sub.footer(
      "\nWhere a server has the folder open, it makes the copy, and goes on serving meanwhile.\n"
      "Example: tenure backup --data /var/lib/tenure --to /backup/2026-11-23");
  choose(sub, chosen, options, backup);
}

void add_restore(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand("restore", "Make a data folder from a backup, checking all of it");
  auto options = std::make_shared<RestoreOptions>();
  sub.add_option("from", options->from, "The backup")->required()->check(CLI::ExistingDirectory);
  sub.add_option("--data", options->data, "Data folder to make; it must not exist")->required();
  choose(sub, chosen, options, restore);
}

void add_inspect(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand("inspect", "Look into a data folder that no server has open");
  auto options = std::make_shared<InspectOptions>();
  sub.add_option("--data", options->data, "Data folder")->required()->check(CLI::ExistingDirectory);
  sub.require_subcommand(0, 1);

  auto& position = *sub.add_subcommand("position", "The commit that holds a position, and its event");
  position.add_option("position", options->position, "Position")->required();
  position.add_option("--partition", options->partition, "Partition")->capture_default_str();
  choose(position, chosen, options, inspect_position);

  auto& stream = *sub.add_subcommand("stream", "The events of one aggregate, and its version");
  stream.add_option("operator", options->operator_id, "Operator")->required();
  stream.add_option("stream", options->stream, "Kind and id, e.g. contract/CON-1")->required();
  choose(stream, chosen, options, inspect_stream);
  // It is called after those of the inner ones.
  sub.callback([&sub, &chosen, options] {
    if (!sub.get_subcommands().empty()) return;
    chosen = [options](Console& console) { return inspect_folder(*options, console); };
  });
  for (auto* inner : {&position, &stream}) inner->fallthrough();
}

void add_commands(CLI::App& app, Chosen& chosen) {
  auto& sub =
      *app.add_subcommand("commands", "List the commands of the domain with their fields and refusals");
  auto options = std::make_shared<CommandsOptions>();
  sub.add_option("type", options->type, "Only this command, e.g. AddCharge");
  sub.add_flag_callback("--markdown", [options] { options->format = Format::raw; }, "As a Markdown document");
  choose(sub, chosen, options, list_commands);
}

void add_sample(CLI::App& app, Chosen& chosen) {
  auto& sub =
      *app.add_subcommand("sample", "Print the sample month: October 2026 of a small operator, as NDJSON");
  sub.callback([&chosen] { chosen = write_sample; });
}

void add_completion(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand("completion", "Print the completion script of a shell");
  auto shell = std::make_shared<std::string>();
  sub.add_option("shell", *shell, "bash, zsh or fish")
      ->required()
      ->check(CLI::IsMember({"bash", "zsh", "fish"}));
  sub.footer(
      "\nExamples:\n  tenure completion bash > /etc/bash_completion.d/tenure\n"
      "  tenure completion fish > ~/.config/fish/completions/tenure.fish");
  sub.callback([&app, &chosen, shell] {
    chosen = [&app, shell](Console& console) {
      console.write(completion_script(app, *shell));
      return ExitCode::ok;
    };
  });
}

void report(const CLI::ParseError& mistake, const CLI::App& app, std::span<const std::string> arguments,
            Console& console) {
  const auto used = app.get_subcommands();
  const auto name = used.empty() ? std::string{"tenure"} : fmt::format("tenure {}", used.front()->get_name());
  // CLI11 would only say that one is required.
  const bool is_unknown = used.empty() && !arguments.empty() && !arguments.front().starts_with('-');
  const auto what = is_unknown ? fmt::format("there is no subcommand \"{}\"", arguments.front())
                               : std::string{mistake.what()};
  console.error(what, fmt::format("`{} --help` explains what it takes", name));
}

/// The subcommands of this folder, in the order of the help.
constexpr auto own_subcommands = {&add_serve,   &add_load,   &add_events,   &add_query,  &add_report,
                                  &add_parked,  &add_replay, &add_verify,   &add_backup, &add_restore,
                                  &add_inspect, &add_kafka,  &add_commands, &add_sample, &add_completion};

}  // namespace

ExitCode run(std::span<const std::string> arguments, std::span<const AddSubcommand> further,
             Console& console) {
  CLI::App app{std::string{about}, "tenure"};
  Chosen chosen;
  app.footer(std::string{footer});
  app.set_version_flag("--version", std::string{version});
  app.config_formatter(std::make_shared<FileBelowEnvironment>());
  app.set_config("--config", "", "File with options, as TOML")->envname("TENURE_CONFIG");
  app.require_subcommand(1);
  for (const auto& add : own_subcommands) add(app, chosen);
  for (const auto& add : further) add(app, chosen);
  for (auto* sub : app.get_subcommands({})) {
    sub->fallthrough();
    // Only of the one that is asked for: a variable must not be a mistake in another's eyes.
    if (std::ranges::find(arguments, sub->get_name()) == arguments.end()) continue;
    name_variables(*sub, arguments);
    for (auto* inner : sub->get_subcommands({})) {
      if (std::ranges::find(arguments, inner->get_name()) != arguments.end())
        name_variables(*inner, arguments);
    }
  }
  std::vector<std::string> reversed{arguments.rbegin(), arguments.rend()};
  try {
    app.parse(std::move(reversed));
  } catch (const CLI::Success& wanted) {
    // Help or version: CLI11 prints them.
    app.exit(wanted);
    return ExitCode::ok;
  } catch (const CLI::ParseError& mistake) {
    report(mistake, app, arguments, console);
    return ExitCode::usage;
  }
  const auto code = chosen(console);
  console.flush();
  return code;
}

}  // namespace tenure::cli
