// Names that come from outside, as identifiers of the store.
//
// What it promises: the same text gives the same identifier for ever, and two texts do not give the same one: what is an
//   identifier stays as it is, anything else becomes "ce:" and the 32 hexadecimal digits of its XXH3-128.
// Why a hash: a CloudEvents source is a URI and an id any text; an identifier is 64 characters of few kinds.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace tenure::kafka {

/// What begins like a hashed one is hashed too, so that nobody can write a name that is another one's hash; and what is
/// the source of the ingest's own commands, so that nobody sends one of those.
[[nodiscard]] std::string identifier_of(std::string_view text);

/// Parked input whose command has a source and an id.
[[nodiscard]] std::string parked_id_of(std::string_view source, std::string_view id);

/// Where a record lies: "<topic>:<partition>:<offset>", as an identifier.
[[nodiscard]] std::string place_id_of(std::string_view topic, std::int32_t partition, std::int64_t offset);

}  // namespace tenure::kafka
