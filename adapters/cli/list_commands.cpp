// commands: the language as a list, from the schemas; the refusals, from the heads of the commands' files.

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/cli/subcommands.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/rejection.h"
#include "schemas/codec/type_plan.h"

namespace tenure::cli {
namespace {

using codec::FieldPlan;
using codec::TypePlan;

constexpr auto refusals = std::to_array<std::pair<std::string_view, std::string_view>>({
#include "adapters/cli/refusals.inc"
});

/// In their order of precedence.
std::vector<std::string_view> refusals_of(std::string_view type) {
  std::vector<std::string_view> codes;
  const auto found = std::ranges::find(refusals, type, &std::pair<std::string_view, std::string_view>::first);
  auto text = found == refusals.end() ? std::string_view{} : found->second;
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    // A comment may mention other names in capitals.
    if (const auto code = text.substr(0, end); domain::parse_code(code)) codes.push_back(code);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return codes;
}

std::string kind_text(const FieldPlan& field) {
  switch (field.format) {
    case codec::Format::IDENTIFIER:
      return "id";
    case codec::Format::DATE:
      return "date";
    case codec::Format::INSTANT:
      return "instant";
    case codec::Format::CURRENCY:
      return "currency";
    case codec::Format::COUNTRY:
      return "country";
    case codec::Format::ENUMERATION: {
      std::vector<std::string_view> names;
      for (const auto& value : field.enum_values) names.push_back(value.name);
      return fmt::format("{}", fmt::join(names, " | "));
    }
    case codec::Format::PLAIN:
      break;
  }
  if (field.kind == codec::Kind::BOOL) return "true | false";
  if (field.kind == codec::Kind::TEXT) return "text";
  if (field.kind == codec::Kind::BYTES) return "bytes in base64";
  if (field.kind == codec::Kind::TABLE) return "object";
  return "number";
}

std::string type_text(const FieldPlan& field) {
  return field.shape == codec::Shape::LIST ? fmt::format("list of {}", kind_text(field)) : kind_text(field);
}

std::string first_line(std::string_view text) {
  const auto begin = std::min(text.find_first_not_of(" \n"), text.size());
  auto line = text.substr(begin);
  return std::string{line.substr(0, line.find('\n'))};
}

std::string note_of(const FieldPlan& field) {
  std::string note = field.required ? "required" : "";
  if (field.personal) note += note.empty() ? "personal" : ", personal";
  return note;
}

void add_field_rows(const TypePlan& plan, const std::string& before,
                    std::vector<std::vector<std::string>>& rows) {
  for (const auto& field : plan.fields) {
    const auto name = before + std::string{field.name};
    rows.push_back({name, type_text(field), note_of(field), first_line(field.description)});
    if (field.nested != nullptr) {
      add_field_rows(*field.nested, name + (field.shape == codec::Shape::LIST ? "[]." : "."), rows);
    }
  }
}

void print_command(const TypePlan& plan, Console& console) {
  console.print(fmt::format("{}: {}", plan.name, first_line(plan.description)));
  std::vector<std::vector<std::string>> rows{{"FIELD", "TYPE", "", "MEANING"}};
  add_field_rows(plan, "", rows);
  console.write(table_text(rows));
  const auto codes = refusals_of(plan.name);
  if (codes.empty()) return;
  console.print("Refused, in this order, with:");
  std::vector<std::vector<std::string>> reasons{{"CODE", "MEANING"}};
  for (const auto code : codes) {
    const auto known =
        domain::existing(domain::parse_code(code), "a code that a command may be refused with");
    reasons.push_back({std::string{code}, std::string{domain::meaning_of(known)}});
  }
  console.write(table_text(reasons));
}

void print_markdown(const TypePlan& plan, Console& console) {
  console.print(fmt::format("## {}\n\n{}\n", plan.name, plan.description));
  console.print("| Field | Type | | Meaning |\n|---|---|---|---|");
  std::vector<std::vector<std::string>> rows;
  add_field_rows(plan, "", rows);
  for (auto& row : rows) {
    for (std::size_t at = 0; (at = row[1].find('|', at)) != std::string::npos; at += 2)
      row[1].insert(at, "\\");
    console.print(fmt::format("| `{}` | {} | {} | {} |", row[0], row[1], row[2], row[3]));
  }
  const auto codes = refusals_of(plan.name);
  if (!codes.empty()) console.print(fmt::format("\nRefused, in this order: `{}`.", fmt::join(codes, "`, `")));
  console.print("");
}

}  // namespace

ExitCode list_commands(const CommandsOptions& options, Console& console) {
  std::vector<const TypePlan*> plans;
  for (const auto type : codec::command_types()) {
    const auto& plan = codec::command_plan(type);
    if (options.type.empty() || plan.name == options.type) plans.push_back(&plan);
  }
  if (plans.empty()) {
    console.error(fmt::format("there is no command \"{}\"", options.type), "`tenure commands` lists them");
    return ExitCode::usage;
  }
  if (options.format == Format::raw) {
    for (const auto* plan : plans) print_markdown(*plan, console);
  } else if (!options.type.empty()) {
    print_command(*plans.front(), console);
  } else {
    std::vector<std::vector<std::string>> rows{{"COMMAND", "WHAT IT DOES"}};
    for (const auto* plan : plans) rows.push_back({std::string{plan->name}, first_line(plan->description)});
    console.write(table_text(rows));
  }
  return ExitCode::ok;
}

}  // namespace tenure::cli
