// Stops the process when something that cannot be is: a schema the codec does not understand, a table that was
// never verified. Never used for what a caller may send; that is a FieldError.
#pragma once

#include <string_view>

namespace tenure::codec {

/// Prints what was expected and what was found, and aborts.
[[noreturn]] void broken_invariant(std::string_view expected, std::string_view found) noexcept;

}  // namespace tenure::codec
