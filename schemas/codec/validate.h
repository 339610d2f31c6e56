// Checks what the schema's attributes say about values, the same way whatever form a command came in.
//
// Promises: pure; no allocation when nothing is wrong; the first error in schema order. What passes can be stored,
// shown and written as JSON.
// Fails: with a FieldError that names the field. Field names in a pointer are those of the body ("/lines/0/to") or,
// without a further level, those of the envelope ("/actor"); no name is used in both, and a test keeps it so.
// Why a walk over the plan and not generated code: one definition, and a new command needs nothing here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>

#include <flatbuffers/flatbuffers.h>

#include "schemas/codec/field_error.h"
#include "schemas/codec/type_plan.h"

namespace tenure::codec {

/// Greatest size of one command as FlatBuffers, in bytes.
inline constexpr std::size_t command_bytes_max = 2 << 20;
/// Most tables in one command; far above what full lists need, low enough to bound the work on hostile bytes.
inline constexpr std::uint32_t command_tables_max = 4096;

/// Checks the values of a table whose structure a flatbuffers::Verifier has accepted.
[[nodiscard]] std::expected<void, FieldError> validate(const TypePlan& plan, const flatbuffers::Table& table);

/// Verifies the structure of a command and validates its envelope and body. The command points into `bytes`, which
/// must be aligned to 8 and outlive it. MALFORMED_BINARY where the bytes are not a command.
[[nodiscard]] std::expected<const command::Command*, FieldError> read_command(
    std::span<const std::uint8_t> bytes);

/// The body of a command as a table, to be walked with `command_plan(command.body_type())`.
[[nodiscard]] inline const flatbuffers::Table& body_of(const command::Command& command) noexcept {
  return *static_cast<const flatbuffers::Table*>(command.body());
}
[[nodiscard]] inline const flatbuffers::Table& body_of(const event::Event& event) noexcept {
  return *static_cast<const flatbuffers::Table*>(event.body());
}

}  // namespace tenure::codec
