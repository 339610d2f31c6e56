#include "domain/wifi/login_hash.h"

#include <algorithm>

#include <fmt/format.h>
#include <xxhash.h>

namespace tenure::domain {
namespace {

char small(char letter) {
  return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
}

}  // namespace

std::string login_hash(std::string_view login) {
  std::string folded(login.size(), '\0');
  std::ranges::transform(login, folded.begin(), small);
  const auto hash = XXH3_128bits(folded.data(), folded.size());
  return fmt::format("{:016x}{:016x}", hash.high64, hash.low64);
}

}  // namespace tenure::domain
