#include "adapters/kafka/ingest/interpret.h"

#include <algorithm>
#include <utility>

#include <boost/json/object.hpp>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "adapters/kafka/ingest/identity.h"
#include "domain/kernel/invariant.h"
#include "domain/kernel/text.h"
#include "schemas/codec/validate.h"
#include "schemas/codec/value_check.h"

namespace tenure::kafka {
namespace {

using cloud_events::Event;
using codec::FieldError;

constexpr std::size_t builder_bytes = 4 * 1024;
/// Of commands that do not say it themselves.
constexpr std::string_view commands_source = "kafka";
constexpr std::size_t actor_bytes_max = 100;

std::unexpected<FieldError> wrong(std::string_view pointer, std::string_view code, std::string message) {
  return std::unexpected(
      FieldError{.pointer = std::string{pointer}, .code = std::string{code}, .message = std::move(message)});
}

bool is_operator(std::string_view text) {
  return codec::is_identifier(text) && text != unattributed_operator;
}

std::vector<std::uint8_t> bytes_of(const flatbuffers::FlatBufferBuilder& builder) {
  return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
}

std::string text_member(const boost::json::object& object, std::string_view name) {
  const auto* const member = object.if_contains(name);
  if (member == nullptr || !member->is_string()) return {};
  const std::string_view text{member->get_string().data(), member->get_string().size()};
  return codec::is_identifier(text) ? std::string{text} : std::string{};
}

std::vector<std::string_view> names_of(std::span<const InputType> types) {
  std::vector<std::string_view> names;
  for (const auto& type : types) names.push_back(type.event);
  return names;
}

void name_after(const command::Command& command, Meaning& meaning) {
  meaning.id = domain::text(command.id());
  meaning.source = domain::text(command.source());
}

}  // namespace

Interpreter::Interpreter(std::string default_operator)
    : default_operator_{std::move(default_operator)}, builder_{builder_bytes} {}

Meaning Interpreter::unreadable(FieldError error) const {
  return {.operator_id = default_operator_.empty() ? std::string{unattributed_operator} : default_operator_,
          .source = {},
          .id = {},
          .command = std::unexpected(std::move(error))};
}

Meaning Interpreter::event(const InputRecord& record, std::span<const InputType> types) {
  auto event = cloud_events::decode(record.headers, record.value);
  if (!event) return unreadable(std::move(event.error()));
  Meaning meaning{.operator_id = default_operator_,
                  .source = identifier_of(event->source),
                  .id = identifier_of(event->id),
                  .command = {}};
  if (const auto said = event->extensions.find(operator_attribute); said != event->extensions.end()) {
    meaning.operator_id = said->second;
  }
  if (!is_operator(meaning.operator_id)) {
    meaning.operator_id = unattributed_operator;
    meaning.command = wrong("/tenureoperator", reason::UNKNOWN_OPERATOR,
                            "must be the id of an operator; name it, or configure a default operator");
    return meaning;
  }
  const auto type = std::ranges::find(types, event->type, &InputType::event);
  if (type == types.end()) {
    meaning.command =
        wrong("/type", reason::UNKNOWN_TYPE,
              fmt::format("this topic takes {}, see its document", fmt::join(names_of(types), ", ")));
    return meaning;
  }
  meaning.if_recorded = type->if_recorded;
  meaning.command = build(*type, *event, meaning);
  return meaning;
}

std::expected<std::vector<std::uint8_t>, FieldError> Interpreter::build(const InputType& type, Event& event,
                                                                        const Meaning& meaning) {
  if (std::holds_alternative<std::monostate>(event.data)) {
    return wrong("/data", codec::fault::MISSING_FIELD, "is required; give the fields as a JSON object");
  }
  auto* const data = std::get_if<boost::json::value>(&event.data);
  if (data == nullptr || !data->is_object()) {
    return wrong("/data", codec::fault::WRONG_TYPE,
                 "must be a JSON object with content type application/json");
  }
  auto& object = data->get_object();
  if (object.contains(if_unknown_field)) {
    return wrong("/data/if_unknown", codec::fault::UNKNOWN_FIELD,
                 "is not for the sender to say; leave it out");
  }
  if (type.if_unknown == InputType::IfUnknown::record) object.emplace(if_unknown_field, "RECORD");
  const auto command_type = domain::existing(codec::parse_command_type(type.command), "an input's command");
  const codec::Envelope envelope{
      .id = meaning.id,
      .operator_id = meaning.operator_id,
      .source = meaning.source,
      .actor = event.source.size() <= actor_bytes_max ? std::string_view{event.source} : meaning.source,
      .reason = {},
      .expected_version = {}};
  if (auto built = codec::command_from_json(command_type, object, envelope, builder_); !built) {
    return std::unexpected(codec::under("data", std::move(built.error())));
  }
  return bytes_of(builder_);
}

Meaning Interpreter::command(const InputRecord& record) {
  // An empty key says nothing, as none does: parked, the two are kept alike.
  const auto key = record.key.value_or(std::string_view{});
  Meaning meaning{.operator_id = key.empty() ? default_operator_ : std::string{key},
                  .source = {},
                  .id = {},
                  .command = {}};
  if (!is_operator(meaning.operator_id)) {
    meaning.operator_id = unattributed_operator;
    meaning.command = wrong("", reason::UNKNOWN_OPERATOR, "the record's key must be the id of an operator");
    return meaning;
  }
  std::optional<std::string_view> content_type;
  for (const auto& [name, value] : record.headers) {
    if (name == "content-type") content_type = value;
  }
  const auto value = record.value.value_or(std::string_view{});
  if (content_type == flatbuffers_content_type) {
    read_flatbuffer(value, meaning);
  } else if (!content_type || cloud_events::is_json(*content_type)) {
    read_json(value, meaning);
  } else {
    meaning.command =
        wrong("", cloud_events::fault::UNSUPPORTED_FORMAT,
              fmt::format("content-type must be application/json or {}", flatbuffers_content_type));
  }
  return meaning;
}

void Interpreter::read_json(std::string_view text, Meaning& meaning) {
  const codec::Envelope defaults{.id = {},
                                 .operator_id = meaning.operator_id,
                                 .source = commands_source,
                                 .actor = commands_source,
                                 .reason = {},
                                 .expected_version = {}};
  if (auto read = reader_.read(text, defaults, builder_); read) {
    meaning.command = bytes_of(builder_);
    return name_after(*flatbuffers::GetRoot<command::Command>(meaning.command->data()), meaning);
  } else {
    meaning.command = std::unexpected(std::move(read.error()));
  }
  // Sent again it shall be parked once; so its name is looked for, in whatever is wrong.
  const auto document = codec::parse_json(text);
  if (!document || !document->is_object()) return;
  meaning.id = text_member(document->get_object(), "id");
  meaning.source = text_member(document->get_object(), "source");
  if (meaning.source.empty()) meaning.source = commands_source;
}

void Interpreter::read_flatbuffer(std::string_view bytes, Meaning& meaning) {
  // A copy, because a record's value lies anywhere and a FlatBuffer must be aligned.
  std::vector<std::uint8_t> buffer(bytes.begin(), bytes.end());
  const auto read = codec::read_command(buffer);
  if (!read) {
    meaning.command = std::unexpected(read.error());
    return;
  }
  name_after(**read, meaning);
  if (domain::text((*read)->operator_id()) != meaning.operator_id) {
    meaning.command = wrong("/operator_id", reason::WRONG_OPERATOR,
                            "the command is for another operator than the record's key");
    return;
  }
  meaning.command = std::move(buffer);
}

}  // namespace tenure::kafka
