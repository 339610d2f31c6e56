#include "schemas/codec/json_writer.h"

#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "schemas/codec/base64.h"
#include "schemas/codec/text_sink.h"
#include "schemas/codec/text_time.h"
#include "schemas/codec/validate.h"
#include "schemas/codec/walk.h"

namespace tenure::codec {
namespace {

// Whether an absent list is left out or written as [].
enum class AbsentList { LEFT_OUT, EMPTY };

void write_table(const TypePlan& plan, const flatbuffers::Table& table, TextSink& out);

bool needs_escape(char byte) noexcept {
  return static_cast<unsigned char>(byte) < 0x20 || byte == '"' || byte == '\\';
}

// needs_escape for eight bytes at once: the high bit of each byte that may need it. A byte above one that does may be
// marked too; none that needs it is missed. The method is that of Mycroft's "hasless" and "haszero".
std::uint64_t may_need_escape(std::uint64_t bytes) noexcept {
  constexpr std::uint64_t ones = 0x0101010101010101;
  constexpr std::uint64_t high = 0x8080808080808080;
  const auto has_zero = [](std::uint64_t word) { return (word - ones) & ~word; };
  return ((bytes - ones * 0x20) & ~bytes & high) |
         ((has_zero(bytes ^ ones * '"') | has_zero(bytes ^ ones * '\\')) & high);
}

// Bytes from the start of `text` that are written as they are.
std::size_t plain_bytes(std::string_view text) noexcept {
  std::size_t at = 0;
  for (std::uint64_t bytes = 0; text.size() - at >= sizeof bytes; at += sizeof bytes) {
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    if (may_need_escape(bytes) != 0) break;
  }
  while (at < text.size() && !needs_escape(text[at])) ++at;
  return at;
}

void write_escaped(char byte, TextSink& out) {
  switch (byte) {
    case '"':
      return out.append("\\\"");
    case '\\':
      return out.append("\\\\");
    case '\n':
      return out.append("\\n");
    case '\t':
      return out.append("\\t");
    default:
      constexpr std::string_view digits = "0123456789abcdef";
      const auto code = static_cast<unsigned char>(byte);
      out.append("\\u00");
      out.push_back(digits[code >> 4U]);
      out.push_back(digits[code & 15U]);
  }
}

void write_text(std::string_view text, TextSink& out) {
  out.push_back('"');
  while (true) {
    const std::size_t plain = plain_bytes(text);
    out.append(text.substr(0, plain));
    if (plain == text.size()) break;
    write_escaped(text[plain], out);
    text.remove_prefix(plain + 1);
  }
  out.push_back('"');
}

template <typename Number>
void write_integer(Number number, TextSink& out) {
  const fmt::format_int text(number);
  out.append({text.data(), text.size()});
}

void write_name(std::string_view name, TextSink& out) {
  out.push_back('"');
  out.append(name);
  out.append("\":");
}

// A text that needs no escapes.
void write_quoted(std::string_view text, TextSink& out) {
  out.push_back('"');
  out.append(text);
  out.push_back('"');
}

void write_enumeration(const FieldPlan& field, std::int64_t number, TextSink& out) {
  const auto found = std::ranges::find(field.enum_values, number, &EnumValue::number);
  if (found == field.enum_values.end()) return write_integer(number, out);
  write_quoted(found->name, out);
}

void write_number(const FieldPlan& field, std::int64_t bits, TextSink& out) {
  if (field.kind == Kind::BOOL) {
    out.append(bits != 0 ? "true" : "false");
  } else if (field.format == Format::ENUMERATION) {
    write_enumeration(field, bits, out);
  } else if (field.format == Format::DATE) {
    write_quoted(date_text(static_cast<std::int32_t>(bits)).view(), out);
  } else if (field.format == Format::INSTANT) {
    write_quoted(instant_text(bits).view(), out);
  } else if (field.kind == Kind::UINT64) {
    write_integer(static_cast<std::uint64_t>(bits), out);
  } else {
    write_integer(bits, out);
  }
}

void write_list(const FieldPlan& field, const void* list, TextSink& out) {
  const std::uint32_t size = list_size(list);
  out.push_back('[');
  for (std::uint32_t index = 0; index < size; ++index) {
    if (index > 0) out.push_back(',');
    if (field.kind == Kind::TEXT) {
      write_text(view(*static_cast<const TextList*>(list)->Get(index)), out);
    } else if (field.kind == Kind::TABLE) {
      write_table(*field.nested, *static_cast<const TableList*>(list)->Get(index), out);
    } else {
      write_number(field, number_in_list(field, list, index), out);
    }
  }
  out.push_back(']');
}

void write_target(const FieldPlan& field, const void* target, TextSink& out) {
  if (field.shape == Shape::LIST) {
    write_list(field, target, out);
  } else if (field.kind == Kind::TEXT) {
    write_text(view(*static_cast<const flatbuffers::String*>(target)), out);
  } else if (field.kind == Kind::BYTES) {
    out.push_back('"');
    write_base64(view(*static_cast<const ByteString*>(target)), out);
    out.push_back('"');
  } else {
    write_table(*field.nested, *static_cast<const flatbuffers::Table*>(target), out);
  }
}

// "name":value, with the comma behind it; nothing when the field is absent.
void write_field(const FieldPlan& field, const flatbuffers::Table& table, AbsentList absent, TextSink& out) {
  if (field.is_inline()) {
    const std::uint8_t* at = table.GetAddressOf(field.vtable_offset);
    if (at == nullptr && field.nullable) return;
    out.append(field.json_name);
    write_number(field, at != nullptr ? read_number(field.kind, at) : field.default_number, out);
  } else if (const void* target = target_of<void>(field, table)) {
    out.append(field.json_name);
    write_target(field, target, out);
  } else if (field.shape == Shape::LIST && absent == AbsentList::EMPTY) {
    out.append(field.json_name);
    out.append("[]");
  } else {
    return;
  }
  out.push_back(',');
}

void write_table(const TypePlan& plan, const flatbuffers::Table& table, TextSink& out) {
  out.push_back('{');
  const std::size_t start = out.size();
  for (const FieldPlan& field : plan.fields) write_field(field, table, AbsentList::LEFT_OUT, out);
  if (out.size() > start) out.pop_back();
  out.push_back('}');
}

void write_type(std::string_view name, TextSink& out) {
  write_name("type", out);
  out.push_back('"');
  out.append(name);
  out.append("\",");
}

void write_data(const TypePlan& plan, const flatbuffers::Table& table, TextSink& out) {
  write_name("data", out);
  write_table(plan, table, out);
}

}  // namespace

void write_json(const TypePlan& plan, const flatbuffers::Table& table, std::string& out) {
  TextSink sink(out);
  write_table(plan, table, sink);
}

void write_event_json(const event::Event& event, std::string& out) {
  const TypePlan& plan = event_plan(event.body_type());
  const auto& envelope = reinterpret_cast<const flatbuffers::Table&>(event);
  TextSink sink(out);
  sink.push_back('{');
  for (const FieldPlan& field : event_envelope_plan().fields)
    write_field(field, envelope, AbsentList::EMPTY, sink);
  write_type(plan.name, sink);
  write_data(plan, body_of(event), sink);
  sink.push_back('}');
}

void write_command_json(const command::Command& command, std::string& out) {
  const TypePlan& plan = command_plan(command.body_type());
  const auto& envelope = reinterpret_cast<const flatbuffers::Table&>(command);
  TextSink sink(out);
  sink.push_back('{');
  write_type(plan.name, sink);
  for (const FieldPlan& field : command_envelope_plan().fields) {
    if (field.vtable_offset == command::Command::VT_OPERATOR_ID) continue;
    write_field(field, envelope, AbsentList::LEFT_OUT, sink);
  }
  write_data(plan, body_of(command), sink);
  sink.push_back('}');
}

void write_json_text(std::string_view text, std::string& out) {
  constexpr std::size_t quotes = 2;
  TextSink sink(out, text.size() + quotes);
  write_text(text, sink);
}

}  // namespace tenure::codec
