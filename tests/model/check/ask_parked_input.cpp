#include <fmt/format.h>

#include "projections/parked_input/parked_input.h"
#include "schemas/codec/base64.h"
#include "tests/model/check/ask.h"

namespace tenure::model {
namespace {

namespace real = projections::parked_input;
using projections::PageRequest;
using projections::View;

constexpr std::string_view status_words[] = {"PARKED", "RETRIED", "DISCARDED"};

std::string base64(std::string_view bytes) {
  std::string text;
  {
    codec::TextSink sink{text};
    codec::write_base64({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()}, sink);
  }
  return text;
}

std::string line_for(const real::Input& input) {
  auto line =
      fmt::format("{} {} {}: {} in {}:{}:{} key '{}' type '{}' of '{}' as '{}' '{}' with {} bytes at {} {}",
                  input.parked_id, status_words[static_cast<std::size_t>(input.status)], input.code,
                  input.detail, input.topic, input.partition, input.offset, base64(input.key_start),
                  input.type, input.source, input.command_source, input.command_id, input.value_bytes,
                  input.position.value, time_text(input.parked_at.microseconds()));
  if (const auto& resolution = input.resolution) {
    line += fmt::format(" resolved by {} '{}' with {} {} at {} {}", resolution->actor, resolution->reason,
                        resolution->source, resolution->command_id, resolution->position.value,
                        time_text(resolution->recorded_at.microseconds()));
  }
  return line;
}
std::string line_for(const real::Original& original) {
  auto line = fmt::format("key '{}' value '{}'", base64(original.key), base64(original.value));
  for (const auto& header : original.headers)
    line += fmt::format(" {}='{}'", header.name, base64(header.value));
  return line;
}
constexpr auto as_line = [](const auto& item) { return line_for(item); };

}  // namespace

void ask_parked_input(const Subject& subject, std::vector<Question>& questions) {
  const auto op = subject.operator_id;
  for (std::size_t status = 0; status < std::size(status_words); ++status) {
    const auto seed = questions.size();
    const std::string word{status_words[status]};
    questions.push_back({fmt::format("parked input {} {}", op, word),
                         [=](const View& view) {
                           return pages(
                               seed,
                               [&](const PageRequest& page) {
                                 return real::inputs(view, op, static_cast<domain::ParkedInputStatus>(status),
                                                     page);
                               },
                               as_line);
                         },
                         [=](const History& history) { return parked_input::inputs(history, word); }});
  }
  for (const auto& id : subject.inputs) {
    questions.push_back({fmt::format("parked input {} {}", op, id),
                         [=](const View& view) { return one(real::input(view, op, id), as_line); },
                         [=](const History& history) { return parked_input::input(history, id); }});
    questions.push_back({fmt::format("record of parked input {} {}", op, id),
                         [=](const View& view) { return one(real::original(view, op, id), as_line); },
                         [=](const History& history) { return parked_input::original(history, id); }});
  }
}

}  // namespace tenure::model
