// Many finished commands in one piece of memory, each aligned as FlatBuffers wants it.
//
// Is:       what a load generator hands to the engine: made before the clock starts.
// Promises: spans stay where they are once the block is complete; memory is one allocation a block of 4 MiB.
// Fails:    never.
// Why:      a vector of vectors would spend more time in the allocator than the engine spends on a command.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace tenure::bench {

class CommandBlock {
 public:
  /// Copies the command in; returns where it now is, to be patched.
  std::span<std::uint8_t> add(std::span<const std::uint8_t> command);
  [[nodiscard]] std::size_t size() const { return commands_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::span<const std::uint8_t> operator[](std::size_t index) const { return commands_[index]; }
  [[nodiscard]] std::span<const std::span<std::uint8_t>> all() const { return commands_; }

 private:
  static constexpr std::size_t piece_bytes = 4 * 1024 * 1024;
  std::vector<std::unique_ptr<std::uint64_t[]>> pieces_;
  std::size_t used_ = piece_bytes;
  std::size_t bytes_ = 0;
  std::vector<std::span<std::uint8_t>> commands_;
};

}  // namespace tenure::bench
