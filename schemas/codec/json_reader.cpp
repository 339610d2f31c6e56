#include "schemas/codec/json_reader.h"

#include <algorithm>
#include <array>
#include <vector>

#include <boost/container/small_vector.hpp>
#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <fmt/format.h>

#include "schemas/codec/base64.h"
#include "schemas/codec/json_value.h"
#include "schemas/codec/value_check.h"

namespace tenure::codec {
namespace {

namespace json = boost::json;
using flatbuffers::FlatBufferBuilder;
using flatbuffers::uoffset_t;

// Adds one number, as a field of a table (`put` knows which) or as an entry of a list.
template <typename Put>
void put_number(Kind kind, std::int64_t bits, Put put) {
  switch (kind) {
    case Kind::BOOL:
    case Kind::UINT8:
      return put(static_cast<std::uint8_t>(bits));
    case Kind::INT8:
      return put(static_cast<std::int8_t>(bits));
    case Kind::INT16:
      return put(static_cast<std::int16_t>(bits));
    case Kind::UINT16:
      return put(static_cast<std::uint16_t>(bits));
    case Kind::INT32:
      return put(static_cast<std::int32_t>(bits));
    case Kind::UINT32:
      return put(static_cast<std::uint32_t>(bits));
    case Kind::INT64:
      return put(bits);
    case Kind::UINT64:
      return put(static_cast<std::uint64_t>(bits));
    case Kind::TEXT:
    case Kind::BYTES:
    case Kind::TABLE:
      break;
  }
  __builtin_unreachable();
}

// Builds one table. FlatBuffers wants children first, so the members are read into slots (numbers, and offsets of
// what was built) and then added.
class TableBuilder {
 public:
  TableBuilder(const TypePlan& plan, FlatBufferBuilder& out) noexcept : plan_(plan), out_(out) {}

  Problem read(const json::object& data) {
    std::size_t expected = 0;
    for (const auto& member : data) {
      const FieldPlan* field = plan_.find(view(member.key()), expected);
      if (field == nullptr) return unknown_member(view(member.key()));
      const auto index = static_cast<std::size_t>(field - plan_.fields.data());
      expected = index + 1;
      if (member.value().is_null()) continue;
      if (Problem found = read_member(*field, member.value(), slots_[index])) return found;
      present_ |= std::uint64_t{1} << index;
    }
    return find_missing();
  }

  uoffset_t finish() {
    const uoffset_t start = out_.StartTable();
    for (const std::uint16_t index : plan_.build_order) {
      if (is_present(index)) add(plan_.fields[index], slots_[index]);
    }
    return out_.EndTable(start);
  }

 private:
  [[nodiscard]] bool is_present(std::size_t index) const noexcept { return (present_ >> index & 1) != 0; }

  Problem find_missing() const {
    for (std::size_t index = 0; index < plan_.fields.size(); ++index) {
      const FieldPlan& field = plan_.fields[index];
      if (field.required && !is_present(index)) return within(field, missing(field));
    }
    return nullptr;
  }

  // A name that is no identifier is not repeated: anything may be in it.
  Problem unknown_member(std::string_view name) const {
    std::string names;
    for (const FieldPlan& field : plan_.fields)
      names += fmt::format("{}{}", names.empty() ? "" : ", ", field.name);
    Problem found =
        problem(fault::UNKNOWN_FIELD, fmt::format("not a field of {}; it has {}", plan_.name, names));
    if (is_identifier(name)) found->pointer = fmt::format("/{}", name);
    return found;
  }

  Problem read_member(const FieldPlan& field, const json::value& value, std::int64_t& slot) {
    if (field.shape == Shape::LIST) return read_list(field, value, slot);
    Problem found = field.is_scalar() ? read_scalar(field, value, slot) : read_child(field, value, slot);
    return found ? within(field, std::move(found)) : nullptr;
  }

  Problem read_child(const FieldPlan& field, const json::value& value, std::int64_t& slot) {
    if (field.kind == Kind::TABLE) {
      const json::object* object = value.if_object();
      if (object == nullptr) return wrong_type("an object");
      TableBuilder child(*field.nested, out_);
      if (Problem found = child.read(*object)) return found;
      slot = child.finish();
      return nullptr;
    }
    const json::string* text = value.if_string();
    if (text == nullptr) return wrong_type("a text");
    if (field.kind == Kind::BYTES) return read_bytes(field, view(*text), slot);
    if (Problem found = check_text(field, view(*text))) return found;
    slot = out_.CreateString(text->data(), text->size()).o;
    return nullptr;
  }

  Problem read_bytes(const FieldPlan& field, std::string_view text, std::int64_t& slot) {
    const auto size = decoded_size(text);
    if (!size) return bad_base64();
    if (Problem found = check_bytes_size(field, *size)) return found;
    std::uint8_t* into = nullptr;
    slot = out_.CreateUninitializedVector(*size, sizeof *into, &into);
    return decode_base64(text, into) ? nullptr : bad_base64();
  }

  Problem read_list(const FieldPlan& field, const json::value& value, std::int64_t& slot) {
    const json::array* array = value.if_array();
    if (array == nullptr) return within(field, wrong_type("a list"));
    if (Problem found = check_list_size(field, array->size())) return within(field, std::move(found));
    boost::container::small_vector<std::int64_t, 16> entries(array->size());
    for (std::size_t index = 0; index < array->size(); ++index) {
      const json::value& entry = (*array)[index];
      Problem found = field.is_scalar() ? read_scalar(field, entry, entries[index])
                                        : read_child(field, entry, entries[index]);
      if (found) return within(field, index, std::move(found));
    }
    slot = finish_list(field, entries);
    return nullptr;
  }

  template <typename Entries>
  uoffset_t finish_list(const FieldPlan& field, const Entries& entries) {
    out_.StartVector(entries.size(), field.value_bytes);
    for (std::size_t index = entries.size(); index-- > 0;) {
      if (field.is_scalar()) {
        put_number(field.kind, entries[index], [this](auto number) { out_.PushElement(number); });
      } else {
        out_.PushElement(flatbuffers::Offset<void>(static_cast<uoffset_t>(entries[index])));
      }
    }
    return out_.EndVector(entries.size());
  }

  void add(const FieldPlan& field, std::int64_t slot) {
    if (!field.is_inline()) {
      out_.AddOffset(field.vtable_offset, flatbuffers::Offset<void>(static_cast<uoffset_t>(slot)));
    } else if (field.nullable || slot != field.default_number) {
      put_number(field.kind, slot, [&](auto number) { out_.AddElement(field.vtable_offset, number); });
    }
  }

  const TypePlan& plan_;
  FlatBufferBuilder& out_;
  std::uint64_t present_ = 0;
  std::array<std::int64_t, table_fields_max> slots_;
};

static_assert(table_fields_max <= 64, "TableBuilder marks what is present in 64 bits");

// The plans of the envelope's texts, looked up once.
struct EnvelopePlans {
  const FieldPlan& id = named("id");
  const FieldPlan& operator_id = named("operator_id");
  const FieldPlan& source = named("source");
  const FieldPlan& actor = named("actor");
  const FieldPlan& reason = named("reason");
  const FieldPlan& expected_version = named("expected_version");

  static const FieldPlan& named(std::string_view name) { return *command_envelope_plan().find(name); }
  static const EnvelopePlans& get() {
    static const EnvelopePlans plans;
    return plans;
  }
};

Problem check_text_field(const FieldPlan& field, std::string_view text) {
  Problem found = check_text(field, text);
  return found ? within(field, std::move(found)) : nullptr;
}

Problem check_envelope(const Envelope& envelope) {
  const EnvelopePlans& plans = EnvelopePlans::get();
  if (Problem found = check_text_field(plans.id, envelope.id)) return found;
  if (Problem found = check_text_field(plans.operator_id, envelope.operator_id)) return found;
  if (Problem found = check_text_field(plans.source, envelope.source)) return found;
  if (Problem found = check_text_field(plans.actor, envelope.actor)) return found;
  return envelope.reason ? check_text_field(plans.reason, *envelope.reason) : nullptr;
}

void finish_command(command::CommandBody type, uoffset_t body, const Envelope& envelope,
                    FlatBufferBuilder& out) {
  const auto text = [&out](std::string_view bytes) { return out.CreateString(bytes.data(), bytes.size()); };
  const auto id = text(envelope.id);
  const auto operator_id = text(envelope.operator_id);
  const auto source = text(envelope.source);
  const auto actor = text(envelope.actor);
  const auto reason = envelope.reason ? text(*envelope.reason) : flatbuffers::Offset<flatbuffers::String>();
  command::CommandBuilder command(out);
  if (envelope.expected_version) command.add_expected_version(*envelope.expected_version);
  command.add_body(flatbuffers::Offset<void>(body));
  command.add_reason(reason);
  command.add_actor(actor);
  command.add_source(source);
  command.add_operator_id(operator_id);
  command.add_id(id);
  command.add_body_type(type);
  out.Finish(command.Finish());
}

Problem read_text(const FieldPlan& field, const json::value& value, std::string_view& out) {
  const json::string* text = value.if_string();
  if (text == nullptr) return within(field, wrong_type("a text"));
  out = view(*text);
  return nullptr;
}

// The members of a command's whole JSON form.
struct Document {
  std::string_view type;
  const json::object* data = nullptr;
  Envelope envelope;

  Problem read_member(std::string_view name, const json::value& value) {
    const EnvelopePlans& plans = EnvelopePlans::get();
    if (name == "data") {
      data = value.if_object();
      return data != nullptr ? nullptr : outside_schema("data", wrong_type("an object"));
    }
    if (name == "type") {
      const json::string* text = value.if_string();
      if (text == nullptr) return outside_schema("type", wrong_type("a command's name"));
      type = view(*text);
      return nullptr;
    }
    if (name == "id") return read_text(plans.id, value, envelope.id);
    if (name == "source") return read_text(plans.source, value, envelope.source);
    if (name == "actor") return read_text(plans.actor, value, envelope.actor);
    if (name == "reason") return read_text(plans.reason, value, envelope.reason.emplace());
    if (name == "expected_version") {
      std::int64_t bits = 0;
      Problem found = read_scalar(plans.expected_version, value, bits);
      if (found) return within(plans.expected_version, std::move(found));
      envelope.expected_version = static_cast<std::uint64_t>(bits);
      return nullptr;
    }
    Problem found =
        problem(fault::UNKNOWN_FIELD,
                "not a member of a command; it has type, id, source, actor, reason, expected_version, data");
    return is_identifier(name) ? outside_schema(name, std::move(found)) : std::move(found);
  }

  Problem read(const json::object& members) {
    for (const auto& member : members) {
      if (member.value().is_null()) continue;
      if (Problem found = read_member(view(member.key()), member.value())) return found;
    }
    if (type.empty())
      return outside_schema("type", problem(fault::MISSING_FIELD, "type is required; name a command"));
    if (envelope.id.empty()) return within(EnvelopePlans::get().id, missing(EnvelopePlans::get().id));
    if (data == nullptr)
      return outside_schema("data", problem(fault::MISSING_FIELD, "data is required; an object"));
    return nullptr;
  }

  static Problem outside_schema(std::string_view name, Problem found) {
    found->pointer = fmt::format("/{}", name);
    return found;
  }
};

}  // namespace

std::optional<command::CommandBody> parse_command_type(std::string_view name) noexcept {
  using Named = std::pair<std::string_view, command::CommandBody>;
  static const std::vector<Named> by_name = [] {
    std::vector<Named> names;
    for (const command::CommandBody type : command_types()) names.emplace_back(command_plan(type).name, type);
    std::ranges::sort(names);
    return names;
  }();
  const auto found = std::ranges::lower_bound(by_name, name, {}, &Named::first);
  if (found == by_name.end() || found->first != name) return std::nullopt;
  return found->second;
}

std::expected<flatbuffers::Offset<flatbuffers::Table>, FieldError> table_from_json(const TypePlan& plan,
                                                                                   const json::object& data,
                                                                                   FlatBufferBuilder& out) {
  TableBuilder table(plan, out);
  if (Problem found = table.read(data)) return std::unexpected(std::move(*found));
  return flatbuffers::Offset<flatbuffers::Table>(table.finish());
}

std::expected<void, FieldError> command_from_json(command::CommandBody type, const json::object& data,
                                                  const Envelope& envelope, FlatBufferBuilder& out) {
  out.Clear();
  if (Problem found = check_envelope(envelope)) return std::unexpected(std::move(*found));
  const auto body = table_from_json(command_plan(type), data, out);
  if (!body) return std::unexpected(body.error());
  finish_command(type, body->o, envelope, out);
  return {};
}

std::expected<void, FieldError> command_from_document(const json::value& document, const Envelope& defaults,
                                                      FlatBufferBuilder& out) {
  const json::object* members = document.if_object();
  if (members == nullptr) return std::unexpected(std::move(*wrong_type("an object, a command")));
  Document command;
  command.envelope.operator_id = defaults.operator_id;
  command.envelope.source = defaults.source;
  command.envelope.actor = defaults.actor;
  if (Problem found = command.read(*members)) return std::unexpected(std::move(*found));

  const auto type = parse_command_type(command.type);
  if (!type) {
    return std::unexpected(FieldError{"/type", std::string(fault::UNKNOWN_VALUE),
                                      "not a command that this version knows; see the list of commands"});
  }
  if (Problem found = check_envelope(command.envelope)) return std::unexpected(std::move(*found));
  out.Clear();
  const auto body = table_from_json(command_plan(*type), *command.data, out);
  if (!body) return std::unexpected(under("data", body.error()));
  finish_command(*type, body->o, command.envelope, out);
  return {};
}

CommandReader::CommandReader() : buffer_(std::make_unique<unsigned char[]>(buffer_bytes)) {}
CommandReader::~CommandReader() = default;
CommandReader::CommandReader(CommandReader&&) noexcept = default;
CommandReader& CommandReader::operator=(CommandReader&&) noexcept = default;

std::expected<void, FieldError> CommandReader::read(std::string_view text, const Envelope& defaults,
                                                    FlatBufferBuilder& out) {
  json::monotonic_resource memory(buffer_.get(), buffer_bytes);
  const auto document = parse_json(text, &memory);
  if (!document) return std::unexpected(document.error());
  return command_from_document(*document, defaults, out);
}

}  // namespace tenure::codec
