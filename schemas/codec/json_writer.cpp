#include "schemas/codec/json_writer.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "schemas/codec/text_time.h"
#include "schemas/codec/validate.h"
#include "schemas/codec/walk.h"

namespace tenure::codec {
namespace {

// Whether an absent list is left out or written as [].
enum class AbsentList { LEFT_OUT, EMPTY };

void write_table(const TypePlan& plan, const flatbuffers::Table& table, std::string& out);

bool needs_escape(char byte) noexcept {
  return static_cast<unsigned char>(byte) < 0x20 || byte == '"' || byte == '\\';
}

void write_escaped(char byte, std::string& out) {
  switch (byte) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(byte));
      return;
  }
}

template <typename Number>
void write_integer(Number number, std::string& out) {
  const fmt::format_int text(number);
  out.append(text.data(), text.size());
}

void write_name(std::string_view name, std::string& out) {
  out.push_back('"');
  out.append(name);
  out.append("\":");
}

void write_enumeration(const FieldPlan& field, std::int64_t number, std::string& out) {
  const auto found = std::ranges::find(field.enum_values, number, &EnumValue::number);
  if (found == field.enum_values.end()) return write_integer(number, out);
  out.push_back('"');
  out.append(found->name);
  out.push_back('"');
}

void write_number(const FieldPlan& field, std::int64_t bits, std::string& out) {
  if (field.kind == Kind::BOOL) {
    out.append(bits != 0 ? "true" : "false");
  } else if (field.format == Format::ENUMERATION) {
    write_enumeration(field, bits, out);
  } else if (field.format == Format::DATE) {
    out.push_back('"');
    write_date(static_cast<std::int32_t>(bits), out);
    out.push_back('"');
  } else if (field.format == Format::INSTANT) {
    out.push_back('"');
    write_instant(bits, out);
    out.push_back('"');
  } else if (field.kind == Kind::UINT64) {
    write_integer(static_cast<std::uint64_t>(bits), out);
  } else {
    write_integer(bits, out);
  }
}

void write_list(const FieldPlan& field, const void* list, std::string& out) {
  const std::uint32_t size = list_size(list);
  out.push_back('[');
  for (std::uint32_t index = 0; index < size; ++index) {
    if (index > 0) out.push_back(',');
    if (field.kind == Kind::TEXT) {
      write_json_text(view(*static_cast<const TextList*>(list)->Get(index)), out);
    } else if (field.kind == Kind::TABLE) {
      write_table(*field.nested, *static_cast<const TableList*>(list)->Get(index), out);
    } else {
      write_number(field, number_in_list(field, list, index), out);
    }
  }
  out.push_back(']');
}

void write_target(const FieldPlan& field, const void* target, std::string& out) {
  if (field.shape == Shape::LIST) {
    write_list(field, target, out);
  } else if (field.kind == Kind::TEXT) {
    write_json_text(view(*static_cast<const flatbuffers::String*>(target)), out);
  } else {
    write_table(*field.nested, *static_cast<const flatbuffers::Table*>(target), out);
  }
}

// "name":value, with the comma behind it; nothing when the field is absent.
void write_field(const FieldPlan& field, const flatbuffers::Table& table, AbsentList absent,
                 std::string& out) {
  if (field.is_inline()) {
    const std::uint8_t* at = table.GetAddressOf(field.vtable_offset);
    if (at == nullptr && field.nullable) return;
    write_name(field.name, out);
    write_number(field, at != nullptr ? read_number(field.kind, at) : field.default_number, out);
  } else if (const void* target = target_of<void>(field, table)) {
    write_name(field.name, out);
    write_target(field, target, out);
  } else if (field.shape == Shape::LIST && absent == AbsentList::EMPTY) {
    write_name(field.name, out);
    out.append("[]");
  } else {
    return;
  }
  out.push_back(',');
}

void write_table(const TypePlan& plan, const flatbuffers::Table& table, std::string& out) {
  out.push_back('{');
  const std::size_t start = out.size();
  for (const FieldPlan& field : plan.fields) write_field(field, table, AbsentList::LEFT_OUT, out);
  if (out.size() > start) out.pop_back();
  out.push_back('}');
}

void write_type(std::string_view name, std::string& out) {
  write_name("type", out);
  out.push_back('"');
  out.append(name);
  out.append("\",");
}

void write_data(const TypePlan& plan, const flatbuffers::Table& table, std::string& out) {
  write_name("data", out);
  write_table(plan, table, out);
}

}  // namespace

void write_json(const TypePlan& plan, const flatbuffers::Table& table, std::string& out) {
  write_table(plan, table, out);
}

void write_event_json(const event::Event& event, std::string& out) {
  const TypePlan& plan = event_plan(event.body_type());
  const auto& envelope = reinterpret_cast<const flatbuffers::Table&>(event);
  out.push_back('{');
  for (const FieldPlan& field : event_envelope_plan().fields)
    write_field(field, envelope, AbsentList::EMPTY, out);
  write_type(plan.name, out);
  write_data(plan, body_of(event), out);
  out.push_back('}');
}

void write_command_json(const command::Command& command, std::string& out) {
  const TypePlan& plan = command_plan(command.body_type());
  const auto& envelope = reinterpret_cast<const flatbuffers::Table&>(command);
  out.push_back('{');
  write_type(plan.name, out);
  for (const FieldPlan& field : command_envelope_plan().fields) {
    if (field.vtable_offset == command::Command::VT_OPERATOR_ID) continue;
    write_field(field, envelope, AbsentList::LEFT_OUT, out);
  }
  write_data(plan, body_of(command), out);
  out.push_back('}');
}

void write_json_text(std::string_view text, std::string& out) {
  out.push_back('"');
  std::size_t start = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (!needs_escape(text[at])) continue;
    out.append(text.substr(start, at - start));
    write_escaped(text[at], out);
    start = at + 1;
  }
  out.append(text.substr(start));
  out.push_back('"');
}

}  // namespace tenure::codec
