#include "adapters/kafka/ingest/identity.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>
#include <xxhash.h>

#include "schemas/codec/value_check.h"

namespace tenure::kafka {
namespace {

constexpr std::string_view hashed_prefix = "ce:";
/// Of the commands by which input is parked and retried.
constexpr std::array<std::string_view, 2> own_sources{"ingest", "retry"};

std::string hashed(std::string_view text) {
  const auto hash = XXH3_128bits(text.data(), text.size());
  return fmt::format("{}{:016x}{:016x}", hashed_prefix, hash.high64, hash.low64);
}

}  // namespace

std::string identifier_of(std::string_view text) {
  const bool is_ours = std::ranges::find(own_sources, text) != own_sources.end();
  if (codec::is_identifier(text) && !text.starts_with(hashed_prefix) && !is_ours) return std::string{text};
  return hashed(text);
}

std::string parked_id_of(std::string_view source, std::string_view id) {
  std::string both{source};
  both += '\0';
  both += id;
  return hashed(both);
}

std::string place_id_of(std::string_view topic, std::int32_t partition, std::int64_t offset) {
  return identifier_of(fmt::format("{}:{}:{}", topic, partition, offset));
}

}  // namespace tenure::kafka
