#include "adapters/http/api/target.h"

#include <array>

#include <fmt/format.h>

namespace tenure::http {
namespace {

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// Control characters have no business in a path or a parameter.
std::optional<std::string> decode(std::string_view text) {
  constexpr unsigned char first_printable = 0x20;
  constexpr unsigned char delete_character = 0x7f;
  std::string decoded;
  decoded.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = digit_of(text[i + 1]);
      const int low = digit_of(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      c = static_cast<char>(high * 16 + low);
      i += 2;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < first_printable || byte == delete_character) return std::nullopt;
    decoded += c;
  }
  return decoded;
}

}  // namespace

std::optional<Target> parse_target(std::string_view target) {
  target = target.substr(0, target.find('#'));
  const auto question = target.find('?');
  auto path = target.substr(0, question);
  if (!path.starts_with('/')) return std::nullopt;
  path.remove_prefix(1);

  Target parsed;
  parsed.segments.reserve(6);
  while (true) {
    const auto slash = path.find('/');
    auto segment = decode(path.substr(0, slash));
    if (!segment || parsed.segments.size() == segments_max) return std::nullopt;
    parsed.segments.push_back(std::move(*segment));
    if (slash == path.npos) break;
    path.remove_prefix(slash + 1);
  }

  auto query = question == target.npos ? std::string_view{} : target.substr(question + 1);
  while (!query.empty()) {
    const auto end = query.find('&');
    const auto pair = query.substr(0, end);
    query = end == query.npos ? std::string_view{} : query.substr(end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = decode(pair.substr(0, equals));
    auto value = decode(equals == pair.npos ? std::string_view{} : pair.substr(equals + 1));
    if (!name || !value || parsed.query.size() == query_parameters_max) return std::nullopt;
    parsed.query.emplace_back(std::move(*name), std::move(*value));
  }
  return parsed;
}

void write_segment(std::string_view text, std::string& out) {
  static constexpr auto is_plain = [] {
    std::array<bool, 256> marks{};
    for (const char c :
         std::string_view{"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~:+@"}) {
      marks[static_cast<unsigned char>(c)] = true;
    }
    return marks;
  }();
  for (const char c : text) {
    if (is_plain[static_cast<unsigned char>(c)]) {
      out += c;
    } else {
      fmt::format_to(std::back_inserter(out), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
}

}  // namespace tenure::http
