// The bytes of a stored commit. For the folder's own files; docs/formats.md says the same for strangers.
//
//   value  := header body                          the value under a commit's key
//   header := magic:u32  version:u16  zero:u16  checksum:u64  chain_high:u64  chain_low:u64       32 bytes
//   body   := FlatBuffer of schemas/commit.fbs, root tenure.stored.Commit, a multiple of 16 bytes long
//   key    := first_position:u64 big endian  number:u64 big endian
//   events := { zero:u32  size:u32  event }         each event a FlatBuffer, a multiple of 8 bytes long
//
// Numbers are little endian but in the key. checksum is XXH3-64 of all bytes that follow it. chain is XXH3-128 of the
// previous commit's chain (high, then low; zeros before the first) and the body. With the value at an address that
// divides by 16, every number in it is aligned.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "eventstore/position.h"

namespace tenure::eventstore {

inline constexpr std::uint32_t commit_magic = 0x314D'4354;  // "TCM1"
inline constexpr std::uint16_t commit_format_version = 1;
inline constexpr std::size_t commit_header_bytes = 32;
inline constexpr std::size_t commit_checksum_offset = 8;
inline constexpr std::size_t commit_chain_offset = 16;
inline constexpr std::size_t commit_alignment = 16;
inline constexpr std::size_t event_header_bytes = 8;
inline constexpr std::size_t event_alignment = 8;

struct CommitHeader {
  std::uint32_t magic = commit_magic;
  std::uint16_t version = commit_format_version;
  std::uint16_t zero = 0;
  std::uint64_t checksum = 0;
  std::uint64_t chain_high = 0;
  std::uint64_t chain_low = 0;
};
static_assert(sizeof(CommitHeader) == commit_header_bytes);

/// The chain of a commit from the chain before it and its body.
[[nodiscard]] ChainHash chain_after(ChainHash previous, std::string_view body);
/// The checksum of what follows it in a value: chain and body.
[[nodiscard]] std::uint64_t checksum_of(ChainHash chain, std::string_view body);

/// Key of the commit; commits sort by it in the order in which they were written.
[[nodiscard]] std::string commit_key(Position first, CommitNumber number);

}  // namespace tenure::eventstore
