// Stops the process when something that cannot be is: a booking at a site that does not exist, a site in a zone that
// the machine no longer knows. Never used for what a caller may send; that is a refusal.
#pragma once

#include <optional>
#include <string_view>

namespace tenure::domain {

/// Prints what was expected and what was found, and aborts. Neither text may hold personal data.
[[noreturn]] void broken_invariant(std::string_view expected, std::string_view found) noexcept;

/// The state behind a pointer that an earlier event vouches for, e.g. the site of a recorded booking.
template <class State>
[[nodiscard]] const State& existing(const State* state, std::string_view expected) noexcept {
  if (state == nullptr) broken_invariant(expected, "none");
  return *state;
}

/// What an optional holds because of something that happened before, e.g. the body of a request whose head was read.
template <class Value>
[[nodiscard]] const Value& existing(const std::optional<Value>& value, std::string_view expected) noexcept {
  if (!value) broken_invariant(expected, "none");
  return *value;
}
template <class Value>
[[nodiscard]] Value& existing(std::optional<Value>& value, std::string_view expected) noexcept {
  if (!value) broken_invariant(expected, "none");
  return *value;
}
template <class Value>
[[nodiscard]] Value existing(std::optional<Value>&& value, std::string_view expected) noexcept {
  if (!value) broken_invariant(expected, "none");
  return *std::move(value);
}

}  // namespace tenure::domain
