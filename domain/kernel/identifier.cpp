#include "domain/kernel/identifier.h"

#include <algorithm>

namespace tenure::domain {
namespace {

bool is_identifier_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
         c == ':' || c == '-';
}

}  // namespace

bool is_identifier(std::string_view text) {
  return !text.empty() && text.size() <= IDENTIFIER_LENGTH_MAX &&
         std::ranges::all_of(text, is_identifier_character);
}

}  // namespace tenure::domain
