// Stops the process when something that cannot be is. Stays on in release: a log that is written by a program which no
// longer knows what it does is worth less than a log that ends.
#pragma once

#include <string_view>

namespace tenure::eventstore {

/// Prints what was expected and what was found, and aborts. Neither text may hold personal data.
[[noreturn]] void broken_invariant(std::string_view expected, std::string_view found) noexcept;

/// Stops the process unless the condition holds.
inline void require(bool condition, std::string_view expected, std::string_view found) noexcept {
  if (!condition) [[unlikely]]
    broken_invariant(expected, found);
}

}  // namespace tenure::eventstore
