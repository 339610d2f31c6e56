#include "adapters/daemon/input_reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "adapters/kafka/ingest/interpret.h"
#include "domain/kernel/text.h"

namespace tenure::daemon {
namespace {

using codec::FieldError;

std::string_view view(const flatbuffers::Vector<std::uint8_t>* bytes) {
  if (bytes == nullptr) return {};
  return {reinterpret_cast<const char*>(bytes->data()), bytes->size()};
}

std::optional<std::string_view> if_there(const flatbuffers::Vector<std::uint8_t>* bytes) {
  return bytes == nullptr ? std::optional<std::string_view>{} : view(bytes);
}

std::unexpected<FieldError> wrong(std::string_view code, std::string message) {
  return std::unexpected(FieldError{.pointer = {}, .code = std::string{code}, .message = std::move(message)});
}

// The prefix may be another one by now.
std::optional<kafka::Meaning> read_by_topic(const kafka::InputRecord& record, std::string whose) {
  const auto name = record.topic.substr(record.topic.rfind('.') + 1);
  const auto* const topic = std::ranges::find(kafka::input_topics, name, &kafka::InputTopic::name);
  if (topic == kafka::input_topics.end()) return std::nullopt;
  kafka::Interpreter interpreter{std::move(whose)};
  return (interpreter.*topic->read)(record);
}

std::expected<InputRead, FieldError> read(const event::InputParked& input, std::string whose) {
  std::vector<kafka::RecordHeader> headers;
  if (input.headers() != nullptr) {
    for (const auto* header : *input.headers()) {
      headers.push_back({domain::text(header->name()), view(header->value())});
    }
  }
  const kafka::InputRecord record{.topic = domain::text(input.topic()),
                                  .partition = static_cast<std::int32_t>(input.partition()),
                                  .offset = static_cast<std::int64_t>(input.offset()),
                                  .key = if_there(input.key()),
                                  .value = if_there(input.value()),
                                  .headers = headers};
  auto meaning = read_by_topic(record, whose);
  if (!meaning) return wrong("UNKNOWN_TOPIC", "it is from no topic that is read");
  if (!meaning->command) return std::unexpected(std::move(meaning->command.error()));
  // Whoever may deal with one operator's input must not send commands to another's.
  if (meaning->operator_id != whose) {
    return wrong(kafka::reason::WRONG_OPERATOR, "it names another operator than it is parked for");
  }
  return InputRead{std::move(meaning->operator_id), std::move(*meaning->command)};
}

}  // namespace

InputReader make_input_reader(std::string default_operator) {
  return [default_operator = std::move(default_operator)](const event::InputParked& input,
                                                          std::string_view operator_id) {
    return read(input,
                operator_id == kafka::unattributed_operator ? default_operator : std::string{operator_id});
  };
}

}  // namespace tenure::daemon
