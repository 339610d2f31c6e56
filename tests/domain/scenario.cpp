#include "tests/domain/scenario.h"

#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "domain/kernel/calendar.h"
#include "domain/states.h"
#include "schemas/codec/json_reader.h"

namespace tenure::test {
namespace {

namespace json = boost::json;

[[noreturn]] void stop(std::string_view what, std::string_view line) {
  fmt::print(stderr, "the test itself is wrong: {}\n  {}\n", what, line);
  std::abort();
}

json::object parse_object(std::string_view text) {
  auto value = codec::parse_json(text);
  if (!value) stop(value.error().message, text);
  if (!value->is_object()) stop("expected a JSON object", text);
  return value->as_object();
}

}  // namespace

Scenario::Scenario() {
  world_.set_recorded_at(*domain::parse_instant("2026-01-01T09:00:00Z"));
  world_.look_at(operator_id);
}

void Scenario::set_default(std::string_view line) {
  const auto space = line.find(' ');
  if (space == std::string_view::npos) stop("a default needs a type and an object", line);
  defaults_[std::string{line.substr(0, space)}] = parse_object(line.substr(space + 1));
}

json::object Scenario::with_defaults(std::string_view type, json::object data) const {
  const auto found = defaults_.find(type);
  if (found == defaults_.end()) return data;
  json::object merged = found->second;
  for (auto& [name, value] : data) {
    if (value.is_null()) {
      merged.erase(name);
    } else {
      merged[name] = std::move(value);
    }
  }
  return merged;
}

Applied Scenario::send(std::string_view line) {
  const auto space = line.find(' ');
  const auto type_name = line.substr(0, space);
  const auto type = codec::parse_command_type(type_name);
  if (!type) stop("no such command", line);
  auto data = space == std::string_view::npos ? json::object{} : parse_object(line.substr(space + 1));
  data = with_defaults(type_name, std::move(data));

  const auto id = fmt::format("command-{}", ++commands_);
  const codec::Envelope envelope{.id = id,
                                 .operator_id = operator_id,
                                 .source = "test",
                                 .actor = "tester",
                                 .reason = std::nullopt,
                                 .expected_version = std::nullopt};
  flatbuffers::FlatBufferBuilder builder;
  const auto built = codec::command_from_json(*type, data, envelope, builder);
  if (!built)
    stop(fmt::format("{} {} {}", built.error().pointer, built.error().code, built.error().message), line);
  return world_.apply(*flatbuffers::GetRoot<command::Command>(builder.GetBufferPointer()));
}

std::vector<RecordedEvent> Scenario::given(std::string_view lines) {
  std::vector<RecordedEvent> all;
  while (!lines.empty()) {
    const auto end = lines.find('\n');
    auto line = lines.substr(0, end);
    lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
    line.remove_prefix(std::min(line.find_first_not_of(' '), line.size()));
    if (line.empty() || line.front() == '#') continue;
    auto applied = send(line);
    if (!applied) {
      stop(fmt::format("a given command was refused: {} {}", domain::name_of(applied.error().code),
                       applied.error().detail),
           line);
    }
    std::ranges::move(*applied, std::back_inserter(all));
  }
  return all;
}

std::vector<RecordedEvent> Scenario::open_days(std::string_view site_id, domain::Date last) {
  const auto* site = world_.site(site_id);
  if (site == nullptr) stop("no such site", site_id);
  std::vector<RecordedEvent> all;
  auto day = site->business_day ? *site->business_day + 1 : last;
  for (; day <= last; day = day + 1) {
    auto events = given(
        fmt::format(R"(OpenBusinessDay {{"site_id":"{}","date":"{}"}})", site_id, domain::format_date(day)));
    std::ranges::move(events, std::back_inserter(all));
  }
  return all;
}

}  // namespace tenure::test
