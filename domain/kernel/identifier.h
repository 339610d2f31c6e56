// The shape of a client's id.
//
// Is:       one check on text.
// Promises: what passes can be a key or a part of a URL without escaping, in any locale.
// Fails:    false; the caller refuses the command.
// Why:      ids are the client's own, so the shape is the only thing that can be asked of them. The
//           characters are listed, not classified by <cctype>, because that depends on the process's
//           locale.
#pragma once

#include <cstddef>
#include <string_view>

namespace tenure::domain {

inline constexpr std::size_t IDENTIFIER_LENGTH_MAX = 64;

/// 1 to 64 characters of A-Z a-z 0-9 . _ : -
[[nodiscard]] bool is_identifier(std::string_view text);

}  // namespace tenure::domain
