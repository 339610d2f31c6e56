#include "eventstore/invariant.h"

#include <cstdio>
#include <cstdlib>

namespace tenure::eventstore {

void broken_invariant(std::string_view expected, std::string_view found) noexcept {
  std::fprintf(stderr, "tenure: broken invariant in eventstore: expected %.*s, found %.*s\n",
               static_cast<int>(expected.size()), expected.data(), static_cast<int>(found.size()),
               found.data());
  std::abort();
}

}  // namespace tenure::eventstore
