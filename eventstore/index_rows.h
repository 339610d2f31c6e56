// Values of index rows; see index_keys.h for the keys.
//
//   stream row   position:u64
//   command row  first_position:u64 number:u64 answer:u32      answer is the index among the commit's accepted ones,
//                                                              or, with the top bit set, among its refused ones
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "eventstore/bytes.h"
#include "eventstore/command_segment.h"

namespace tenure::eventstore {

inline constexpr std::uint32_t answer_refused_bit = 0x8000'0000;

inline void put_answer_place(std::string& out, const AnswerPlace& place) {
  put_little_endian(out, place.first_position.value);
  put_little_endian(out, place.number.value);
  put_little_endian(out, place.index | (place.accepted ? 0 : answer_refused_bit));
}

[[nodiscard]] inline std::optional<AnswerPlace> parse_answer_place(std::string_view bytes) {
  BytesReader in{bytes};
  AnswerPlace place;
  place.first_position = {in.number<std::uint64_t>()};
  place.number = {in.number<std::uint64_t>()};
  const auto answer = in.number<std::uint32_t>();
  place.index = answer & ~answer_refused_bit;
  place.accepted = (answer & answer_refused_bit) == 0;
  return in.complete() ? std::optional{place} : std::nullopt;
}

}  // namespace tenure::eventstore
