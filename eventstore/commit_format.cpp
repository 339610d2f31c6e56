#include "eventstore/commit_format.h"

#define XXH_STATIC_LINKING_ONLY  // the state, so that it can live on the stack
#include <xxhash.h>

#include "eventstore/bytes.h"

namespace tenure::eventstore {

ChainHash chain_after(ChainHash previous, std::string_view body) {
  XXH3_state_t state;
  XXH3_128bits_reset(&state);
  XXH3_128bits_update(&state, &previous.high, sizeof previous.high);
  XXH3_128bits_update(&state, &previous.low, sizeof previous.low);
  XXH3_128bits_update(&state, body.data(), body.size());
  const auto hash = XXH3_128bits_digest(&state);
  return {.high = hash.high64, .low = hash.low64};
}

std::uint64_t checksum_of(ChainHash chain, std::string_view body) {
  XXH3_state_t state;
  XXH3_64bits_reset(&state);
  XXH3_64bits_update(&state, &chain.high, sizeof chain.high);
  XXH3_64bits_update(&state, &chain.low, sizeof chain.low);
  XXH3_64bits_update(&state, body.data(), body.size());
  return XXH3_64bits_digest(&state);
}

std::string commit_key(Position first, CommitNumber number) {
  std::string key;
  put_big_endian(key, first.value);
  put_big_endian(key, number.value);
  return key;
}

}  // namespace tenure::eventstore
