// Completion scripts, made from what the command line knows, so that they cannot fall behind it.

#include <algorithm>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "adapters/cli/surface.h"

namespace tenure::cli {
namespace {

/// Words that can follow a subcommand: its options, and what its arguments may be.
std::vector<std::string> words_of(const CLI::App& app) {
  std::vector<std::string> words;
  for (const auto* sub : app.get_subcommands([](const CLI::App*) { return true; })) {
    words.push_back(sub->get_name());
    // Of a subcommand within one: its options too, for the scripts do not look further.
    if (app.get_parent() == nullptr) continue;
    for (const auto* option : sub->get_options()) {
      for (const auto& name : option->get_lnames()) {
        const auto word = "--" + name;
        if (std::ranges::find(words, word) == words.end()) words.push_back(word);
      }
    }
  }
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) {
      if (std::ranges::find(words, "--" + name) == words.end()) words.push_back("--" + name);
    }
  }
  if (app.get_name() == "completion") words.insert(words.end(), {"bash", "zsh", "fish"});
  return words;
}

std::vector<const CLI::App*> subcommands_of(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App*) { return true; });
}

std::string first_sentence(std::string text) {
  std::erase(text, '\'');
  std::erase(text, '"');
  return text.substr(0, text.find('\n'));
}

std::string bash_script(const CLI::App& app) {
  std::string cases;
  for (const auto* sub : subcommands_of(app)) {
    cases += fmt::format("    {}) words='{}' ;;\n", sub->get_name(), fmt::join(words_of(*sub), " "));
  }
  return fmt::format(R"(# bash completion of tenure
_tenure() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} words
  case $before in
    --data|--to|--out|--config|load|restore) COMPREPLY=($(compgen -f -- "$word")); return ;;
  esac
  case ${{COMP_WORDS[1]:-}} in
{}    *) words='{}' ;;
  esac
  if [ "$COMP_CWORD" = 1 ]; then words='{}'; fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}}
complete -o filenames -o bashdefault -F _tenure tenure
)",
                     cases, fmt::join(words_of(app), " "), fmt::join(words_of(app), " "));
}

std::string zsh_script(const CLI::App& app) {
  std::string list;
  std::string cases;
  for (const auto* sub : subcommands_of(app)) {
    list += fmt::format("    '{}:{}'\n", sub->get_name(), first_sentence(sub->get_description()));
    cases += fmt::format("    {}) compadd -- {} ;;\n", sub->get_name(), fmt::join(words_of(*sub), " "));
  }
  return fmt::format(R"(#compdef tenure
# zsh completion of tenure
_tenure() {{
  local -a subcommands
  subcommands=(
{}  )
  if (( CURRENT == 2 )); then
    _describe 'subcommand' subcommands
    return
  fi
  case $words[2] in
{}  esac
  _files
}}
_tenure "$@"
)",
                     list, cases);
}

std::string fish_options(const CLI::App& app, const std::string& after) {
  std::string script;
  for (const auto* option : app.get_options()) {
    for (const auto& name : option->get_lnames()) {
      script += fmt::format("complete -c tenure -n '__fish_seen_subcommand_from {}' -l {} -d '{}'\n", after,
                            name, first_sentence(option->get_description()));
    }
  }
  return script;
}

std::string fish_script(const CLI::App& app) {
  std::string script = "# fish completion of tenure\n";
  for (const auto* sub : subcommands_of(app)) {
    script += fmt::format("complete -c tenure -n __fish_use_subcommand -f -a {} -d '{}'\n", sub->get_name(),
                          first_sentence(sub->get_description()));
    script += fish_options(*sub, sub->get_name());
    for (const auto* inner : subcommands_of(*sub)) {
      script += fmt::format("complete -c tenure -n '__fish_seen_subcommand_from {}' -f -a {} -d '{}'\n",
                            sub->get_name(), inner->get_name(), first_sentence(inner->get_description()));
      script += fish_options(*inner, inner->get_name());
    }
  }
  script += "complete -c tenure -n '__fish_seen_subcommand_from completion' -f -a 'bash zsh fish'\n";
  return script;
}

}  // namespace

std::string completion_script(const CLI::App& app, std::string_view shell) {
  if (shell == "bash") return bash_script(app);
  if (shell == "zsh") return zsh_script(app);
  if (shell == "fish") return fish_script(app);
  return {};
}

}  // namespace tenure::cli
