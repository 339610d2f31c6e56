// JSON to FlatBuffers, strictly: what the schema does not say is refused, nothing is guessed or converted.
//
// Promises: a command that comes out has passed the same validation as a binary one. Every member of every object
// is accounted for: unknown names, duplicates, missing fields, nulls where a value is required, numbers that are not
// whole or do not fit are errors. Dates are "2026-11-23", instants RFC 3339, enumerations by name. Null for a field
// that is not required is the same as leaving it out.
// Fails: with a FieldError (see field_error.h for codes and precedence). The builder's content is then undefined.
// Threads: functions may run at once on different builders; a CommandReader belongs to one thread.
// Why the DOM of Boost.JSON and not a parser of our own: it costs about a microsecond for a command in a reused
// buffer, and callers (HTTP, Kafka) have documents around the command.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string_view>

#include <boost/json/object.hpp>
#include <boost/json/storage_ptr.hpp>
#include <boost/json/value.hpp>
#include <flatbuffers/flatbuffers.h>

#include "schemas/codec/field_error.h"
#include "schemas/codec/type_plan.h"

namespace tenure::codec {

/// Greatest depth of arrays and objects in a JSON text.
inline constexpr std::size_t json_depth_max = 16;

/// Who sends a command, beside what it says.
struct Envelope {
  std::string_view id;
  std::string_view operator_id;
  std::string_view source;
  std::string_view actor;
  std::optional<std::string_view> reason;
  std::optional<std::uint64_t> expected_version;
};

/// Parses one JSON text (RFC 8259) and refuses objects that have a name twice. The message names line, column and
/// offset. The value's memory is from `storage`.
[[nodiscard]] std::expected<boost::json::value, FieldError> parse_json(std::string_view text,
                                                                       boost::json::storage_ptr storage = {});

/// "AddCharge" and its like.
[[nodiscard]] std::optional<command::CommandBody> parse_command_type(std::string_view name) noexcept;

/// Builds a finished Command in `out`, which is cleared first. `data` is the body alone, so are the pointers of its
/// errors. `data` must come from parse_json, or else duplicates have been lost before.
[[nodiscard]] std::expected<void, FieldError> command_from_json(command::CommandBody type,
                                                                const boost::json::object& data,
                                                                const Envelope& envelope,
                                                                flatbuffers::FlatBufferBuilder& out);

/// Builds a finished Command from its whole JSON form,
///   {"type", "id", "source"?, "actor"?, "reason"?, "expected_version"?, "data"}
/// with operator, and source and actor where they are left out, from `defaults` (its other members are not used).
/// A caller that must not let the sender choose an actor refuses or replaces "actor" before. Pointers are into the
/// whole: "/data/quantity".
[[nodiscard]] std::expected<void, FieldError> command_from_document(const boost::json::value& document,
                                                                    const Envelope& defaults,
                                                                    flatbuffers::FlatBufferBuilder& out);

/// Builds a table (not finished) of any plan from JSON, its values checked against the schema's attributes.
[[nodiscard]] std::expected<flatbuffers::Offset<flatbuffers::Table>, FieldError> table_from_json(
    const TypePlan& plan, const boost::json::object& data, flatbuffers::FlatBufferBuilder& out);

/// Reads one command after another from JSON texts (lines of NDJSON) through one reused buffer.
class CommandReader {
 public:
  CommandReader();
  ~CommandReader();
  CommandReader(CommandReader&&) noexcept;
  CommandReader& operator=(CommandReader&&) noexcept;

  /// parse_json and command_from_document in one; no allocation for commands of ordinary size.
  [[nodiscard]] std::expected<void, FieldError> read(std::string_view text, const Envelope& defaults,
                                                     flatbuffers::FlatBufferBuilder& out);

 private:
  static constexpr std::size_t buffer_bytes = 64 * 1024;
  std::unique_ptr<unsigned char[]> buffer_;
};

}  // namespace tenure::codec
