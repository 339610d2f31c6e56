// Hashes of index keys. For the folder's own files.
//
// What it is: a key belongs to a group (an operator's streams of one kind, or an operator's commands from one source)
//   and has an id in it. Both hashes are 64-bit XXH3, the second seeded with the first.
// What it promises: stable for ever; they are part of the sealed segments (docs/formats.md).
// Why this way: the id of a key is hashed once and serves the cache, the tails and the filters.
#pragma once

#include <cstdint>
#include <string_view>

#define XXH_INLINE_ALL  // most keys are some ten bytes: a call would cost as much as the hash
#include <xxhash.h>

#include "domain/kernel/stream.h"

namespace tenure::eventstore {

[[nodiscard]] inline std::uint64_t hash_bytes(std::string_view bytes, std::uint64_t seed = 0) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

[[nodiscard]] inline std::uint64_t stream_group_hash(std::string_view operator_id, domain::StreamKind kind) {
  return hash_bytes(operator_id, static_cast<std::uint64_t>(kind));
}
[[nodiscard]] inline std::uint64_t command_group_hash(std::string_view operator_id, std::string_view source) {
  return hash_bytes(source, hash_bytes(operator_id));
}
[[nodiscard]] inline std::uint64_t key_hash(std::uint64_t group_hash, std::string_view id) {
  return hash_bytes(id, group_hash);
}

}  // namespace tenure::eventstore
