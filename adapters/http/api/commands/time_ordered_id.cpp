#include "adapters/http/api/commands/time_ordered_id.h"

#include <chrono>
#include <cstdint>

#include <fmt/format.h>

namespace tenure::http {
namespace {

std::mt19937_64 seeded() {
  std::random_device device;
  std::seed_seq seed{device(), device(), device(), device(), device(), device(), device(), device()};
  return std::mt19937_64{seed};
}

}  // namespace

TimeOrderedIds::TimeOrderedIds() : random_{seeded()} {}

std::string TimeOrderedIds::next() {
  using namespace std::chrono;
  constexpr std::uint64_t low_12_bits = 0xfff;
  constexpr std::uint64_t low_14_bits = 0x3fff;
  constexpr std::uint64_t low_48_bits = 0xffff'ffff'ffff;
  constexpr std::uint64_t variant = 0x8000;
  const auto time =
      static_cast<std::uint64_t>(duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count());
  const std::uint64_t first = random_();
  const std::uint64_t second = random_();
  return fmt::format("{:08x}-{:04x}-7{:03x}-{:04x}-{:012x}", (time & low_48_bits) >> 16, time & 0xffff,
                     first & low_12_bits, variant | ((first >> 16) & low_14_bits), second & low_48_bits);
}

}  // namespace tenure::http
