// Keys of the stream index, the command index and the saved states; docs/formats.md says the same for strangers.
//
//   stream row   operator 0 kind:u8 id 0 version:u64 big endian   ->  position:u64
//   command row  operator 0 source 0 id                           ->  first_position:u64 number:u64 answer:u32
//   state        operator 0 kind:u8 id                            ->  layout:u32 version:u64 state
//   mark         0 'm'                                            ->  see segment.h
//   segment      0 's' number:u64 big endian                      ->  see segment.h
//   ingested     0 'i'                                            ->  see ingest_offsets.cpp; beside commands alone
//
// No operator, source or id is empty or has a zero byte in it.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/kernel/stream.h"
#include "eventstore/bytes.h"

namespace tenure::eventstore {

inline constexpr std::size_t stream_version_bytes = 8;
inline constexpr std::string_view ingested_key{"\0i", 2};
inline constexpr std::string_view mark_key{"\0m", 2};
inline constexpr std::string_view segment_key_prefix{"\0s", 2};
/// Rows of streams and commands begin here: no operator begins with a zero byte.
inline constexpr std::string_view first_row_key{"\1", 1};

/// Appends what all keys of a stream begin with.
inline void put_stream_key(std::string& out, std::string_view operator_id, domain::StreamName stream) {
  out.append(operator_id);
  out.push_back('\0');
  out.push_back(static_cast<char>(stream.kind));
  out.append(stream.id);
}

[[nodiscard]] inline std::string state_key(std::string_view operator_id, domain::StreamName stream) {
  std::string key;
  put_stream_key(key, operator_id, stream);
  return key;
}

[[nodiscard]] inline std::string stream_row_key(std::string_view operator_id, domain::StreamName stream,
                                                std::uint64_t version) {
  std::string key;
  put_stream_key(key, operator_id, stream);
  key.push_back('\0');
  put_big_endian(key, version);
  return key;
}

[[nodiscard]] inline std::string command_row_key(std::string_view operator_id, std::string_view source,
                                                 std::string_view id) {
  std::string key;
  key.reserve(operator_id.size() + source.size() + id.size() + 2);
  key.append(operator_id).push_back('\0');
  key.append(source).push_back('\0');
  key.append(id);
  return key;
}

[[nodiscard]] inline std::string segment_key(std::uint64_t number) {
  std::string key{segment_key_prefix};
  put_big_endian(key, number);
  return key;
}

}  // namespace tenure::eventstore
