// What a command says, as 128 bits: tells a retry from another command under the same id.
//
// Promises: the same for the same content however the FlatBuffer was laid out (a scalar that is absent and one that
// is present with its default are the same content); no allocation; stable for ever, because it is stored. A field
// added to the schema later does not change the hash of a command that does not use it.
// Fails: never; the command must have been read by read_command.
//
// Canonical form, hashed with XXH3-128, seed 0; numbers little endian:
//   content  := form:u8 (1)  body_type:u8  has_version:u8 (0 or 1)  [version:u64 if has_version]  table
//   table    := { field_id:u16 + 1  value }  0:u16        fields in the order of ids; absent ones are left out, and
//                                                         scalars not declared "= null" also when at their default
//   value    := number:u64 (sign-extended)  |  text  |  bytes  |  table  |  count:u32 { entry }
//   entry    := number:u64  |  text  |  table
//   text     := bytes:u32  the bytes            a byte string likewise
// Outside it: id, operator, source (the key of the command), actor and reason (about it, not of it).
//
// Why not SHA-256: nobody gains from making their own two commands collide; the audit chain has its own hash.
#pragma once

#include <cstdint>

#include "schemas/commands/command_generated.h"

namespace tenure::codec {

struct ContentHash {
  std::uint64_t high = 0;
  std::uint64_t low = 0;

  friend auto operator<=>(const ContentHash&, const ContentHash&) = default;
};

[[nodiscard]] ContentHash content_hash(const command::Command& command);

}  // namespace tenure::codec
