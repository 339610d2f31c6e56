#include "schemas/codec/type_plan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <utility>

#include <flatbuffers/reflection_generated.h>
#include <fmt/format.h>

#include "schemas/codec/invariant.h"
#include "schemas/codec/text_time.h"
#include "schemas/commands/command_bfbs_generated.h"
#include "schemas/events/event_bfbs_generated.h"

namespace tenure::codec {
namespace {

using Documentation = flatbuffers::Vector<flatbuffers::Offset<flatbuffers::String>>;

std::string_view short_name(std::string_view name) { return name.substr(name.rfind('.') + 1); }

std::string join_comment(const Documentation* lines) {
  std::string text;
  if (lines == nullptr) return text;
  for (const flatbuffers::String* line : *lines) {
    std::string_view words = line->string_view();
    words.remove_prefix(std::min(words.find_first_not_of(' '), words.size()));
    if (!text.empty() && !words.empty()) text.push_back(' ');
    text.append(words);
  }
  return text;
}

Kind kind_of(reflection::BaseType type, std::string_view where) {
  switch (type) {
    case reflection::Bool:
      return Kind::BOOL;
    case reflection::Byte:
      return Kind::INT8;
    case reflection::UByte:
      return Kind::UINT8;
    case reflection::Short:
      return Kind::INT16;
    case reflection::UShort:
      return Kind::UINT16;
    case reflection::Int:
      return Kind::INT32;
    case reflection::UInt:
      return Kind::UINT32;
    case reflection::Long:
      return Kind::INT64;
    case reflection::ULong:
      return Kind::UINT64;
    case reflection::String:
      return Kind::TEXT;
    case reflection::Obj:
      return Kind::TABLE;
    default:
      broken_invariant("a type that the codec has a meaning for", where);
  }
}

template <typename Entry>
const Entry& named(const flatbuffers::Vector<flatbuffers::Offset<Entry>>& entries, std::string_view name) {
  for (const Entry* entry : entries) {
    if (entry->name()->string_view() == name) return *entry;
  }
  broken_invariant(name, "a schema without it");
}

template <typename Number>
void set_range(FieldPlan& field) {
  field.value_bytes = sizeof(Number);
  field.least = static_cast<std::int64_t>(std::numeric_limits<Number>::min());
  field.most = static_cast<std::uint64_t>(std::numeric_limits<Number>::max());
}

void set_natural_range(FieldPlan& field) {
  switch (field.kind) {
    case Kind::BOOL:
      return set_range<bool>(field);
    case Kind::INT8:
      return set_range<std::int8_t>(field);
    case Kind::UINT8:
      return set_range<std::uint8_t>(field);
    case Kind::INT16:
      return set_range<std::int16_t>(field);
    case Kind::UINT16:
      return set_range<std::uint16_t>(field);
    case Kind::INT32:
      return set_range<std::int32_t>(field);
    case Kind::UINT32:
      return set_range<std::uint32_t>(field);
    case Kind::INT64:
      return set_range<std::int64_t>(field);
    case Kind::UINT64:
      return set_range<std::uint64_t>(field);
    case Kind::TEXT:
    case Kind::BYTES:
    case Kind::TABLE:
      field.value_bytes = sizeof(flatbuffers::uoffset_t);
      return;
  }
}

std::uint64_t parse_number(std::string_view text, std::string_view where) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size())
    broken_invariant("a number as attribute", where);
  return number;
}

void set_format(FieldPlan& field, Kind kind, Format format) {
  if (field.kind != kind || field.format != Format::PLAIN) {
    broken_invariant("a format that suits the field's type", field.name);
  }
  field.format = format;
}

void apply_attribute(FieldPlan& field, std::string_view key, std::string_view value) {
  if (key == "required") {
    field.required = true;
  } else if (key == "personal") {
    field.personal = true;
  } else if (key == "identifier") {
    set_format(field, Kind::TEXT, Format::IDENTIFIER);
    field.text_bytes_max = identifier_bytes_max;
  } else if (key == "currency") {
    set_format(field, Kind::TEXT, Format::CURRENCY);
    field.text_bytes_max = 3;
  } else if (key == "country") {
    set_format(field, Kind::TEXT, Format::COUNTRY);
    field.text_bytes_max = 2;
  } else if (key == "date") {
    set_format(field, Kind::INT32, Format::DATE);
    field.least = date_days_min;
    field.most = date_days_max;
  } else if (key == "instant") {
    set_format(field, Kind::INT64, Format::INSTANT);
    field.least = instant_microseconds_min;
    field.most = instant_microseconds_max;
  } else if (key == "positive") {
    field.least = 1;
  } else if (key == "not_negative") {
    field.least = 0;
  } else if (key == "least") {
    field.least = static_cast<std::int64_t>(parse_number(value, field.name));
  } else if (key == "most") {
    field.most = parse_number(value, field.name);
  } else if (key == "max_length") {
    const auto length = static_cast<std::uint32_t>(parse_number(value, field.name));
    (field.shape == Shape::LIST ? field.list_entries_max : field.text_bytes_max) = length;
  } else if (key == "bytes") {
    if (field.kind != Kind::BYTES) broken_invariant("a list of ubyte as bytes", field.name);
  } else {
    broken_invariant("an attribute that the codec has a meaning for", key);
  }
}

// One binary schema, compiled.
class Registry {
 public:
  Registry(const std::uint8_t* schema, std::string_view envelope_name)
      : schema_(*reflection::GetSchema(schema)), plans_(schema_.objects()->size()) {
    const reflection::Object& envelope = named(*schema_.objects(), envelope_name);
    compile_enums();
    for (std::uint32_t index = 0; index < plans_.size(); ++index) {
      const reflection::Object& object = *schema_.objects()->Get(index);
      if (&object == &envelope) envelope_ = plan_of(index);
    }
    compile_bodies(named(*envelope.fields(), "body"));
  }

  [[nodiscard]] const TypePlan* body(std::uint8_t type) const noexcept { return bodies_[type]; }
  [[nodiscard]] const TypePlan& envelope() const noexcept { return *envelope_; }
  [[nodiscard]] std::span<const std::uint8_t> types() const noexcept { return types_; }

 private:
  void compile_enums() {
    for (const reflection::Enum* each : *schema_.enums()) {
      std::vector<EnumValue>& values = enums_.emplace_back();
      for (const reflection::EnumVal* value : *each->values()) {
        values.push_back({value->value(), value->name()->string_view()});
      }
      std::ranges::sort(values, {}, &EnumValue::number);
    }
  }

  void compile_bodies(const reflection::Field& body) {
    for (const reflection::EnumVal* value :
         *schema_.enums()->Get(static_cast<unsigned>(body.type()->index()))->values()) {
      if (value->value() == 0) continue;
      const auto type = static_cast<std::uint8_t>(value->value());
      bodies_[type] = plan_of(static_cast<std::uint32_t>(value->union_type()->index()));
      types_.push_back(type);
    }
    std::ranges::sort(types_);
  }

  const TypePlan* plan_of(std::uint32_t index) {
    if (plans_[index]) return plans_[index].get();
    const reflection::Object& object = *schema_.objects()->Get(index);
    if (object.is_struct()) broken_invariant("a table", object.name()->string_view());
    plans_[index] = std::make_unique<TypePlan>();
    TypePlan& plan = *plans_[index];
    plan.name = short_name(object.name()->string_view());
    plan.description = join_comment(object.documentation());
    for (const reflection::Field* field : *object.fields()) {
      const reflection::BaseType type = field->type()->base_type();
      const bool belongs_to_body = type == reflection::Union || type == reflection::UType;
      if (!belongs_to_body && !field->deprecated()) plan.fields.push_back(compile_field(*field));
    }
    if (plan.fields.size() > table_fields_max) broken_invariant("at most table_fields_max fields", plan.name);
    std::ranges::sort(plan.fields, {}, &FieldPlan::id);
    set_build_order(plan);
    return &plan;
  }

  FieldPlan compile_field(const reflection::Field& source) {
    FieldPlan field;
    field.id = source.id();
    field.vtable_offset = source.offset();
    field.name = source.name()->string_view();
    field.json_name = fmt::format("\"{}\":", field.name);
    field.description = join_comment(source.documentation());
    const reflection::BaseType type = source.type()->base_type();
    field.shape = type == reflection::Vector ? Shape::LIST : Shape::ONE;
    field.kind = kind_of(field.shape == Shape::LIST ? source.type()->element() : type, field.name);
    if (is_byte_string(source)) {
      field.shape = Shape::ONE;
      field.kind = Kind::BYTES;
    }
    field.nullable = source.optional() && field.is_inline();
    field.required = field.is_inline() && !field.nullable;
    field.default_number = source.default_integer();
    set_natural_range(field);
    if (field.kind == Kind::TABLE) {
      field.nested = plan_of(static_cast<std::uint32_t>(source.type()->index()));
    } else if (source.type()->index() >= 0) {
      field.format = Format::ENUMERATION;
      field.enum_values = enums_[static_cast<std::size_t>(source.type()->index())];
    }
    if (source.attributes() != nullptr) {
      for (const reflection::KeyValue* attribute : *source.attributes()) {
        const flatbuffers::String* value = attribute->value();
        apply_attribute(field, attribute->key()->string_view(),
                        value ? value->string_view() : std::string_view());
      }
    }
    return field;
  }

  // Known before the other attributes are: what they mean depends on it.
  static bool is_byte_string(const reflection::Field& source) {
    return source.type()->base_type() == reflection::Vector &&
           source.type()->element() == reflection::UByte && source.attributes() != nullptr &&
           source.attributes()->LookupByKey("bytes") != nullptr;
  }

  static void set_build_order(TypePlan& plan) {
    for (std::uint16_t index = 0; index < plan.fields.size(); ++index) plan.build_order.push_back(index);
    std::ranges::sort(plan.build_order, {}, [&plan](std::uint16_t index) {
      const FieldPlan& field = plan.fields[index];
      return std::pair(-(field.is_inline() ? int{field.value_bytes} : int{sizeof(flatbuffers::uoffset_t)}),
                       index);
    });
  }

  const reflection::Schema& schema_;
  std::vector<std::vector<EnumValue>> enums_;
  std::vector<std::unique_ptr<TypePlan>> plans_;
  std::array<const TypePlan*, 256> bodies_{};
  std::vector<std::uint8_t> types_;
  const TypePlan* envelope_ = nullptr;
};

const Registry& commands() {
  static const Registry registry(command::CommandBinarySchema::data(), "tenure.command.Command");
  return registry;
}

const Registry& events() {
  static const Registry registry(event::EventBinarySchema::data(), "tenure.event.Event");
  return registry;
}

template <typename Type>
std::vector<Type> all_types(const Registry& registry) {
  std::vector<Type> types;
  for (const std::uint8_t type : registry.types()) types.push_back(static_cast<Type>(type));
  return types;
}

}  // namespace

const FieldPlan* TypePlan::find(std::string_view field_name, std::size_t hint) const noexcept {
  if (hint < fields.size() && fields[hint].name == field_name) return &fields[hint];
  const auto found = std::ranges::find(fields, field_name, &FieldPlan::name);
  return found == fields.end() ? nullptr : &*found;
}

const TypePlan* find_command_plan(command::CommandBody type) noexcept {
  return commands().body(static_cast<std::uint8_t>(type));
}

const TypePlan* find_event_plan(event::EventBody type) noexcept {
  return events().body(static_cast<std::uint8_t>(type));
}

const TypePlan& command_plan(command::CommandBody type) {
  const TypePlan* plan = find_command_plan(type);
  if (plan == nullptr)
    broken_invariant("a command of the schema", fmt::format("number {}", static_cast<int>(type)));
  return *plan;
}

const TypePlan& event_plan(event::EventBody type) {
  const TypePlan* plan = find_event_plan(type);
  if (plan == nullptr)
    broken_invariant("an event of the schema", fmt::format("number {}", static_cast<int>(type)));
  return *plan;
}

const TypePlan& command_envelope_plan() { return commands().envelope(); }
const TypePlan& event_envelope_plan() { return events().envelope(); }

std::span<const command::CommandBody> command_types() {
  static const auto types = all_types<command::CommandBody>(commands());
  return types;
}

std::span<const event::EventBody> event_types() {
  static const auto types = all_types<event::EventBody>(events());
  return types;
}

}  // namespace tenure::codec
