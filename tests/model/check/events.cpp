#include "tests/model/check/events.h"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "schemas/codec/json_writer.h"

namespace tenure::model {
namespace {

namespace json = boost::json;

json::object expected_json(const Recorded& expected) {
  json::array also_in;
  for (std::size_t i = 1; i < expected.fact.streams.size(); ++i) {
    const auto& [stream, version] = expected.fact.streams[i];
    also_in.push_back(json::object{{"stream", stream}, {"version", version}});
  }
  const auto& [home, version] = expected.fact.streams.front();
  return {{"position", expected.position},
          {"recorded_at", time_text(expected.recorded_at)},
          {"operator_id", expected.operator_id},
          {"stream", home},
          {"version", version},
          {"also_in", also_in},
          {"command_id", expected.command_id},
          {"source", expected.source},
          {"actor", "tester"},
          {"type", expected.fact.type},
          {"data", expected.fact.data}};
}

}  // namespace

std::string difference(const event::Event& event, const Recorded& expected) {
  std::string text;
  codec::write_event_json(event, text);
  const auto found = json::parse(text);
  const json::value wanted = expected_json(expected);
  if (found == wanted) return {};
  return fmt::format("expected event {}\n            found {}", json::serialize(wanted),
                     json::serialize(found));
}

}  // namespace tenure::model
