#include <algorithm>

#include <fmt/format.h>

#include "tests/model/reference/answers.h"
#include "tests/model/story/universe.h"

namespace tenure::model::parked_input {
namespace {

const Recorded* resolution_of(const History& history, const std::string& id) {
  const auto found = history.of("ParkedInputResolved", "parked_id", id);
  return found.empty() ? nullptr : found.front();
}

std::string status_of(const Recorded* resolution) {
  return resolution == nullptr ? "PARKED" : text_of(resolution->fact.data, "resolution");
}

std::string line_for(const Recorded& parked, const Recorded* resolution) {
  const auto& data = parked.fact.data;
  const auto value = text_of(data, "value");
  const auto* const record = std::ranges::find(universe::records, value, &universe::InputRecord::value);
  const auto is_known = record != universe::records.end();
  auto line = fmt::format(
      "{} {} {}: {} in {}:{}:{} key '{}' type '{}' of '{}' as '{}' '{}' with {} bytes at {} {}",
      text_of(data, "parked_id"), status_of(resolution), text_of(data, "code"), text_of(data, "detail"),
      text_of(data, "topic"), *number_of(data, "partition"), *number_of(data, "offset"), text_of(data, "key"),
      is_known ? record->type : "", is_known ? record->source : "", text_of(data, "command_source"),
      text_of(data, "command_id"), is_known ? record->bytes : 0, parked.position,
      time_text(parked.recorded_at));
  if (resolution != nullptr) {
    line += fmt::format(" resolved by tester '' with {} {} at {} {}", resolution->source,
                        resolution->command_id, resolution->position, time_text(resolution->recorded_at));
  }
  return line;
}

}  // namespace

Lines inputs(const History& history, const std::string& status) {
  Lines lines;
  for (const auto* parked : history.of("InputParked")) {
    const auto* const resolution = resolution_of(history, text_of(parked->fact.data, "parked_id"));
    if (status_of(resolution) == status) lines.push_back(line_for(*parked, resolution));
  }
  return lines;
}

Lines input(const History& history, const std::string& id) {
  const auto found = history.of("InputParked", "parked_id", id);
  if (found.empty()) return {};
  return {line_for(*found.front(), resolution_of(history, id))};
}

Lines original(const History& history, const std::string& id) {
  const auto found = history.of("InputParked", "parked_id", id);
  if (found.empty()) return {};
  const auto& data = found.front()->fact.data;
  auto line = fmt::format("key '{}' value '{}'", text_of(data, "key"), text_of(data, "value"));
  for (const auto& header : objects_of(data, "headers")) {
    line += fmt::format(" {}='{}'", text_of(header, "name"), text_of(header, "value"));
  }
  return {line};
}

}  // namespace tenure::model::parked_input
