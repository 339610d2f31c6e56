#include "domain/kernel/mac_address.h"

#include <fmt/format.h>

namespace tenure::domain {
namespace {

constexpr std::size_t digits_count = 2 * MacAddress::bytes_count;
constexpr int no_digit = -1;

int digit_of(char letter) {
  if (letter >= '0' && letter <= '9') return letter - '0';
  if (letter >= 'a' && letter <= 'f') return letter - 'a' + 10;
  if (letter >= 'A' && letter <= 'F') return letter - 'A' + 10;
  return no_digit;
}

/// One way to write the twelve digits: a separator after every so many.
struct Form {
  char separator;
  std::size_t group_digits;

  [[nodiscard]] constexpr std::size_t size() const { return digits_count + digits_count / group_digits - 1; }
};
constexpr Form forms[] = {{':', 2}, {'-', 2}, {'.', 4}, {'-', 6}, {'\0', digits_count}};

/// The digits' values; nothing where the text is not written in the form.
std::optional<std::array<int, digits_count>> digits_in(const Form& form, std::string_view text) {
  if (text.size() != form.size()) return std::nullopt;
  std::array<int, digits_count> digits{};
  std::size_t at = 0;
  for (std::size_t index = 0; index < digits_count; ++index) {
    const bool begins_group = index > 0 && index % form.group_digits == 0;
    if (begins_group && text[at++] != form.separator) return std::nullopt;
    digits[index] = digit_of(text[at++]);
    if (digits[index] == no_digit) return std::nullopt;
  }
  return digits;
}

}  // namespace

std::optional<MacAddress> MacAddress::parse(std::string_view text) {
  for (const auto& form : forms) {
    const auto digits = digits_in(form, text);
    if (!digits) continue;
    Bytes bytes{};
    for (std::size_t index = 0; index < bytes_count; ++index) {
      bytes[index] = static_cast<std::uint8_t>((*digits)[2 * index] << 4 | (*digits)[2 * index + 1]);
    }
    const bool is_one_device = bytes != Bytes{} && (bytes[0] & group_bit) == 0;
    if (!is_one_device) return std::nullopt;
    return MacAddress{bytes};
  }
  return std::nullopt;
}

std::string MacAddress::text() const { return fmt::format("{:02x}", fmt::join(bytes_, ":")); }

}  // namespace tenure::domain
