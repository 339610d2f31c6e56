#include "adapters/http/api/commands/command_source.h"

#include <cstring>
#include <utility>

#include "domain/kernel/text.h"
#include "schemas/codec/validate.h"

namespace tenure::http {
namespace {

constexpr std::size_t builder_bytes = 4 * 1024;
constexpr std::size_t prefix_bytes = sizeof(std::uint32_t);

// Reads one scalar at an offset, if it lies within the bytes.
template <class Number>
std::optional<Number> number_at(std::span<const std::uint8_t> bytes, std::size_t offset) {
  if (offset > bytes.size() || bytes.size() - offset < sizeof(Number)) return std::nullopt;
  return flatbuffers::ReadScalar<Number>(bytes.data() + offset);
}

codec::FieldError malformed(std::string message) {
  return {.pointer = {}, .code = std::string{codec::fault::MALFORMED_BINARY}, .message = std::move(message)};
}

}  // namespace

// The layout is that of FlatBuffers: root offset, table, its vtable, the field's offset, the text's length and bytes.
std::string_view peek_operator(std::span<const std::uint8_t> command) {
  const auto table = number_at<std::uint32_t>(command, 0);
  if (!table) return {};
  const auto to_vtable = number_at<std::int32_t>(command, *table);
  if (!to_vtable) return {};
  const auto vtable = static_cast<std::int64_t>(*table) - *to_vtable;
  if (vtable < 0) return {};
  const auto entry = static_cast<std::size_t>(vtable);
  const auto vtable_size = number_at<std::uint16_t>(command, entry);
  if (!vtable_size || *vtable_size < command::Command::VT_OPERATOR_ID + sizeof(std::uint16_t)) return {};
  const auto field = number_at<std::uint16_t>(command, entry + command::Command::VT_OPERATOR_ID);
  if (!field || *field == 0) return {};
  const std::size_t pointer = std::size_t{*table} + *field;
  const auto to_text = number_at<std::uint32_t>(command, pointer);
  if (!to_text) return {};
  const std::size_t text = pointer + *to_text;
  const auto size = number_at<std::uint32_t>(command, text);
  if (!size || command.size() - text - sizeof(std::uint32_t) < *size) return {};
  return {reinterpret_cast<const char*>(command.data()) + text + sizeof(std::uint32_t), *size};
}

CommandSource::CommandSource(Body body, CommandFormat format, CommandDefaults defaults)
    : body_{std::move(body)}, format_{format}, defaults_{std::move(defaults)}, builder_{builder_bytes} {}

Slice CommandSource::read(eventstore::Atomicity atomicity, SliceLimits limits) {
  Slice slice{.batch = eventstore::Batch{atomicity}};
  while (!is_at_end() && slice.entries.size() < limits.commands_max &&
         slice.batch.bytes() < limits.bytes_max) {
    format_ == CommandFormat::ndjson ? read_line(slice) : read_buffer(slice);
  }
  return slice;
}

void CommandSource::read_line(Slice& slice) {
  const auto rest = body_.text().substr(at_.offset);
  const auto end = rest.find('\n');
  auto line = rest.substr(0, end);
  at_.offset = end == rest.npos ? body_.bytes().size() : at_.offset + end + 1;
  ++at_.line;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.find_first_not_of(" \t") == line.npos) return;

  const codec::Envelope defaults{.id = {},
                                 .operator_id = defaults_.operator_id,
                                 .source = defaults_.source,
                                 .actor = defaults_.actor,
                                 .reason = {},
                                 .expected_version = {}};
  if (auto read = reader_.read(line, defaults, builder_); !read)
    return add_error(std::move(read.error()), slice);
  add({builder_.GetBufferPointer(), builder_.GetSize()}, slice);
}

void CommandSource::read_buffer(Slice& slice) {
  const auto rest = body_.bytes().subspan(at_.offset);
  ++at_.line;
  const auto size = number_at<std::uint32_t>(rest, 0);
  if (!size || *size > rest.size() - prefix_bytes || *size > codec::command_bytes_max) {
    at_.offset = body_.bytes().size();
    return add_error(malformed("the size before the command reaches beyond the body, or is above 2 MiB"),
                     slice);
  }
  at_.offset += prefix_bytes + *size;
  const auto command = rest.subspan(prefix_bytes, *size);
  // Which operator a command is for decides its partition, so it is looked at before the command is taken in.
  if (const auto operator_id = peek_operator(command);
      !operator_id.empty() && operator_id != defaults_.operator_id) {
    return add_error(
        {"/operator_id", "WRONG_OPERATOR", "the command is for another operator than the address"}, slice);
  }
  add(command, slice);
}

void CommandSource::add(std::span<const std::uint8_t> command, Slice& slice) {
  if (auto added = slice.batch.add(command); !added) return add_error(std::move(added.error()), slice);
  const auto place = slice.batch.size() - 1;
  const auto id = domain::text(slice.batch.command(place).id());
  slice.entries.push_back({.line = at_.line,
                           .id_begin = static_cast<std::uint32_t>(slice.ids.size()),
                           .id_size = static_cast<std::uint32_t>(id.size()),
                           .in_batch = static_cast<std::uint32_t>(place)});
  slice.ids += id;
}

void CommandSource::add_error(codec::FieldError error, Slice& slice) {
  slice.entries.push_back({.line = at_.line, .error = static_cast<std::uint32_t>(slice.errors.size())});
  slice.errors.push_back(std::move(error));
}

}  // namespace tenure::http
