#include "domain/kernel/phone_number.h"

#include <phonenumbers/phonenumberutil.h>

namespace tenure::domain {
namespace {

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

constexpr std::size_t INPUT_LENGTH_MAX = 64;
constexpr std::size_t DIGITS_MIN = 7;
constexpr std::size_t DIGITS_MAX = 15;

// The library would find a number in "call 0800 FLOWERS", and drop what follows a '*' or ';'. A number in a
// command is only a number.
bool is_plain(std::string_view input) {
  return input.size() <= INPUT_LENGTH_MAX && input.find_first_not_of("0123456789+-./() ") == input.npos;
}

std::optional<std::string> formatted(std::string_view input, std::string_view country) {
  const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
  PhoneNumber number;
  if (library.Parse(std::string(input), std::string(country), &number) != PhoneNumberUtil::NO_PARSING_ERROR) {
    return std::nullopt;
  }
  // IsPossibleNumber would also take what can only be dialled within its area.
  if (library.IsPossibleNumberWithReason(number) != PhoneNumberUtil::IS_POSSIBLE) return std::nullopt;

  std::string text;
  library.Format(number, PhoneNumberUtil::E164, &text);
  const std::size_t digits = text.size() - 1;
  if (digits < DIGITS_MIN || digits > DIGITS_MAX) return std::nullopt;
  return text;
}

}  // namespace

std::optional<std::string> to_e164(std::string_view input, std::string_view country) {
  if (!is_plain(input)) return std::nullopt;
  const auto text = formatted(input, country);
  // Extra zeros can be taken for trunk prefixes one after another ("0000000" in Australia). What the library
  // would shorten further has no one form, and two keys for one number is what this function is there to
  // prevent.
  if (!text || (*text != input && formatted(*text, country) != text)) return std::nullopt;
  return text;
}

bool has_e164_form(std::string_view text) {
  if (!text.starts_with('+')) return false;
  const auto digits = text.substr(1);
  return digits.size() >= DIGITS_MIN && digits.size() <= DIGITS_MAX && digits.front() != '0' &&
         digits.find_first_not_of("0123456789") == digits.npos;
}

}  // namespace tenure::domain
