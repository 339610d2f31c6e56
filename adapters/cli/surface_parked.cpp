#include "adapters/cli/surface_parked.h"

#include <CLI/CLI.hpp>

#include "adapters/cli/subcommands.h"
#include "adapters/cli/surface_place.h"

namespace tenure::cli {
namespace {

constexpr std::string_view whose = "Operator whose input; \"unattributed\" has the input of nobody known";

void add_list(CLI::App& parked, Chosen& chosen) {
  auto& sub = *parked.add_subcommand("list", "Input of one status, newest last");
  auto options = std::make_shared<ListParkedOptions>();
  add_place(sub, options->place, whose);
  sub.add_option("--status", options->status, "PARKED, RETRIED or DISCARDED")
      ->check(CLI::IsMember({"PARKED", "RETRIED", "DISCARDED"}))
      ->capture_default_str();
  add_format(sub, options->format);
  choose(sub, chosen, options, list_parked);
}

void add_show(CLI::App& parked, Chosen& chosen) {
  auto& sub = *parked.add_subcommand("show", "One input: why, the record as it came, and what became of it");
  auto options = std::make_shared<ShowParkedOptions>();
  sub.add_option("id", options->parked_id, "Its id")->required();
  add_place(sub, options->place, whose);
  add_format(sub, options->format);
  sub.add_flag_callback(
         "--bytes", [options] { options->shown = Shown::value_alone; },
         "Write the record's value as it is, and nothing else")
      ->configurable(false);
  choose(sub, chosen, options, show_parked);
}

void add_retry(CLI::App& parked, Chosen& chosen) {
  auto& sub = *parked.add_subcommand("retry", "Try to apply input again, after the cause was mended");
  auto options = std::make_shared<RetryParkedOptions>();
  auto* id = sub.add_option("id", options->parked_id, "Its id");
  auto* all =
      sub.add_flag_callback(
             "--all", [options] { options->inputs = Inputs::all; }, "All that is parked, oldest first")
          ->configurable(false)
          ->excludes(id);
  sub.add_option("--reason-code", options->reason_code, "Of all: only what was parked with this code")
      ->configurable(false)
      ->needs(all)
      ->excludes(id);
  add_place(sub, options->place, whose);
  sub.add_option("--kafka-default-operator", options->place.default_operator,
                 "With --data: where input of nobody known goes; a server has its own");
  sub.add_option("--actor", options->actor, "Who does it");
  add_format(sub, options->format);
  sub.footer(
      "\nWhat is refused again stays parked. Exits with 1 where something was.\n"
      "Example: tenure parked retry --all --reason-code NO_CONTRACT --operator harbour");
  sub.callback([&chosen, options] {
    if (options->inputs == Inputs::one && options->parked_id.empty()) {
      throw CLI::RequiredError("an id or --all");
    }
    chosen = [options](Console& console) { return retry_parked(*options, console); };
  });
}

void add_discard(CLI::App& parked, Chosen& chosen) {
  auto& sub = *parked.add_subcommand("discard", "Decide that input is not to be applied");
  auto options = std::make_shared<DiscardParkedOptions>();
  sub.add_option("id", options->parked_id, "Its id")->required();
  sub.add_option("--reason", options->reason, "Why; kept with the input")->required();
  add_place(sub, options->place, whose);
  sub.add_option("--actor", options->actor, "Who does it");
  choose(sub, chosen, options, discard_parked);
}

}  // namespace

void add_parked(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand("parked", "Deal with input from Kafka that could not be applied");
  sub.require_subcommand(1);
  for (const auto& add : {&add_list, &add_show, &add_retry, &add_discard}) add(sub, chosen);
  sub.footer(
      "\nExamples:\n  tenure parked list --operator harbour\n"
      "  tenure parked retry ce:0a8f... --operator harbour\n"
      "  tenure parked discard ce:0a8f... --reason 'sent by a test system' --operator harbour");
}

}  // namespace tenure::cli
