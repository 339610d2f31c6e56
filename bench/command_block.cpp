#include "bench/command_block.h"

#include <algorithm>
#include <cstring>

namespace tenure::bench {

std::span<std::uint8_t> CommandBlock::add(std::span<const std::uint8_t> command) {
  constexpr std::size_t word = sizeof(std::uint64_t);
  const std::size_t padded = (command.size() + word - 1) / word * word;
  if (used_ + padded > piece_bytes) {
    pieces_.push_back(std::make_unique<std::uint64_t[]>(std::max(piece_bytes, padded) / word));
    used_ = 0;
  }
  auto* to = reinterpret_cast<std::uint8_t*>(pieces_.back().get()) + used_;
  std::memcpy(to, command.data(), command.size());
  used_ += padded;
  bytes_ += command.size();
  return commands_.emplace_back(to, command.size());
}

}  // namespace tenure::bench
