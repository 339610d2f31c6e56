// The schema, compiled once into flat tables that the codec walks.
//
// Promises: a plan is made from the embedded binary schema at first use, is never changed afterwards, lives as long
// as the process, and may be read by any number of threads. Fields are in the order of their ids, which is the order
// of the .fbs file.
// Fails: a schema with something the codec has no meaning for (floating point, a struct, an unknown attribute)
// stops the process at first use; a test asks for every plan.
// Why: reflection of FlatBuffers searches by name and has attributes as text; validating one AddCharge that way
// costs microseconds. A plan has what a walk needs in one cache line or two a field.
#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "schemas/commands/command_generated.h"
#include "schemas/events/event_generated.h"

namespace tenure::codec {

inline constexpr std::uint32_t text_bytes_max_default = 200;
inline constexpr std::uint32_t list_entries_max_default = 200;
inline constexpr std::uint32_t identifier_bytes_max = 64;
/// The most fields a table may have; walks keep one slot a field on the stack.
inline constexpr std::size_t table_fields_max = 64;

/// What a value is. A list has the kind of its entries.
enum class Kind : std::uint8_t {
  BOOL,
  INT8,
  UINT8,
  INT16,
  UINT16,
  INT32,
  UINT32,
  INT64,
  UINT64,
  TEXT,
  /// A byte string: [ubyte] with the attribute "bytes". Its shape is ONE.
  BYTES,
  TABLE,
};

enum class Shape : std::uint8_t { ONE, LIST };

/// What a value means beyond its kind; see the attributes in schemas/common.fbs.
enum class Format : std::uint8_t { PLAIN, ENUMERATION, IDENTIFIER, DATE, INSTANT, CURRENCY, COUNTRY };

struct EnumValue {
  std::int64_t number;
  std::string_view name;
};

struct TypePlan;

struct FieldPlan {
  std::uint16_t id = 0;
  /// Where the field's entry is in a table's vtable.
  std::uint16_t vtable_offset = 0;
  Kind kind = Kind::BOOL;
  Shape shape = Shape::ONE;
  Format format = Format::PLAIN;
  /// Bytes of one value, or of one entry of a list: 1, 2, 4 or 8; 4 for what is stored by offset.
  std::uint8_t value_bytes = 0;
  /// Must be present in JSON.
  bool required = false;
  /// A scalar declared "= null": absent is not the same as zero.
  bool nullable = false;
  bool personal = false;
  /// Greatest length of a text or a byte string, in bytes.
  std::uint32_t text_bytes_max = text_bytes_max_default;
  /// Greatest length of a list, in entries.
  std::uint32_t list_entries_max = list_entries_max_default;
  /// Inclusive range of a number.
  std::int64_t least = std::numeric_limits<std::int64_t>::min();
  std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
  /// What an absent scalar that is not nullable means; the bits, for UINT64.
  std::int64_t default_number = 0;
  /// The table, for Kind::TABLE.
  const TypePlan* nested = nullptr;
  /// By number, for Format::ENUMERATION.
  std::span<const EnumValue> enum_values;
  std::string_view name;
  /// As JSON has it before the value: "name":
  std::string json_name;
  /// The schema's comment.
  std::string description;

  [[nodiscard]] bool is_scalar() const noexcept { return kind < Kind::TEXT; }
  /// Held in the table itself rather than behind an offset.
  [[nodiscard]] bool is_inline() const noexcept { return shape == Shape::ONE && is_scalar(); }
};

struct TypePlan {
  /// Without its namespace: "AddCharge".
  std::string_view name;
  std::string description;
  /// By id. In an envelope the body is left out; it has a plan of its own.
  std::vector<FieldPlan> fields;
  /// Indexes into `fields` in the order a builder adds them: widest first, so that there is little padding.
  std::vector<std::uint16_t> build_order;

  /// Null when there is no such field. A caller that meets fields in schema order passes the index after the last
  /// one found as a hint and gets its answer with one comparison.
  [[nodiscard]] const FieldPlan* find(std::string_view field_name, std::size_t hint = 0) const noexcept;
};

/// The plan of a command's body. `type` must be one of the union's values (NONE is not).
[[nodiscard]] const TypePlan& command_plan(command::CommandBody type);
[[nodiscard]] const TypePlan& event_plan(event::EventBody type);
/// As above, or null where `type` is not one of the union's values: for bytes from outside.
[[nodiscard]] const TypePlan* find_command_plan(command::CommandBody type) noexcept;
[[nodiscard]] const TypePlan* find_event_plan(event::EventBody type) noexcept;
/// The envelopes, without body_type and body.
[[nodiscard]] const TypePlan& command_envelope_plan();
[[nodiscard]] const TypePlan& event_envelope_plan();

/// Every type with a plan, by number.
[[nodiscard]] std::span<const command::CommandBody> command_types();
[[nodiscard]] std::span<const event::EventBody> event_types();

}  // namespace tenure::codec
