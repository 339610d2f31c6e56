#include "domain/kernel/email.h"

namespace tenure::domain {

bool is_email(std::string_view text) {
  const auto at = text.find('@');
  return at != text.npos && at > 0 && at + 1 < text.size() && text.find('@', at + 1) == text.npos &&
         text.find_first_of(" \t\n") == text.npos;
}

}  // namespace tenure::domain
