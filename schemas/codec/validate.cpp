#include "schemas/codec/validate.h"

#include <fmt/format.h>

#include "schemas/codec/value_check.h"
#include "schemas/codec/walk.h"

namespace tenure::codec {
namespace {

Problem check_table(const TypePlan& plan, const flatbuffers::Table& table);

Problem check_entry(const FieldPlan& field, const void* list, std::uint32_t index) {
  switch (field.kind) {
    case Kind::TEXT:
      return check_text(field, view(*static_cast<const TextList*>(list)->Get(index)));
    case Kind::TABLE:
      return check_table(*field.nested, *static_cast<const TableList*>(list)->Get(index));
    default:
      return check_number(field, number_in_list(field, list, index));
  }
}

Problem check_list(const FieldPlan& field, const void* list) {
  const std::uint32_t size = list_size(list);
  if (Problem found = check_list_size(field, size)) return within(field, std::move(found));
  for (std::uint32_t index = 0; index < size; ++index) {
    if (Problem found = check_entry(field, list, index)) return within(field, index, std::move(found));
  }
  return nullptr;
}

// The value of a field, the pointer still to be put within it.
Problem check_scalar(const FieldPlan& field, const flatbuffers::Table& table) {
  const std::uint8_t* at = table.GetAddressOf(field.vtable_offset);
  if (at != nullptr) return check_number(field, read_number(field.kind, at));
  return field.nullable ? nullptr : check_number(field, field.default_number);
}

Problem check_table(const TypePlan& plan, const flatbuffers::Table& table) {
  for (const FieldPlan& field : plan.fields) {
    Problem found;
    if (field.is_inline()) {
      found = check_scalar(field, table);
    } else if (const void* target = target_of<void>(field, table); target == nullptr) {
      if (field.required) found = missing(field);
    } else if (field.shape == Shape::LIST) {
      found = check_list(field, target);
      if (found) return found;
    } else if (field.kind == Kind::TEXT) {
      found = check_text(field, view(*static_cast<const flatbuffers::String*>(target)));
    } else if (field.kind == Kind::BYTES) {
      found = check_bytes_size(field, static_cast<const ByteString*>(target)->size());
    } else {
      found = check_table(*field.nested, *static_cast<const flatbuffers::Table*>(target));
    }
    if (found) [[unlikely]]
      return within(field, std::move(found));
  }
  return nullptr;
}

std::unexpected<FieldError> failure(std::string_view code, std::string_view pointer,
                                    std::string_view message) {
  return std::unexpected(FieldError{std::string(pointer), std::string(code), std::string(message)});
}

}  // namespace

std::expected<void, FieldError> validate(const TypePlan& plan, const flatbuffers::Table& table) {
  if (Problem found = check_table(plan, table)) return std::unexpected(std::move(*found));
  return {};
}

std::expected<const command::Command*, FieldError> read_command(std::span<const std::uint8_t> bytes) {
  if (bytes.size() > command_bytes_max) {
    return failure(fault::TOO_LONG, "", fmt::format("a command must be at most {} bytes", command_bytes_max));
  }
  flatbuffers::Verifier::Options limits;
  limits.max_tables = command_tables_max;
  flatbuffers::Verifier verifier(bytes.data(), bytes.size(), limits);
  if (!verifier.VerifyBuffer<command::Command>(nullptr)) {
    return failure(
        fault::MALFORMED_BINARY, "",
        "not a FlatBuffers command, or one that lacks a required field; build it from the published schema");
  }
  const command::Command& command = *flatbuffers::GetRoot<command::Command>(bytes.data());
  // The verifier lets a body of a type it does not know pass unseen.
  const TypePlan* plan = find_command_plan(command.body_type());
  if (plan == nullptr) {
    return failure(fault::UNKNOWN_VALUE, "/type",
                   "not a command that this version knows; see the list of commands");
  }
  const auto& table = reinterpret_cast<const flatbuffers::Table&>(command);
  Problem found = check_table(command_envelope_plan(), table);
  if (!found) found = check_table(*plan, body_of(command));
  if (found) return std::unexpected(std::move(*found));
  return &command;
}

}  // namespace tenure::codec
