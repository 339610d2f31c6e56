#include "adapters/cli/client.h"

#include <algorithm>
#include <cctype>

#include <boost/json/parse.hpp>
#include <fmt/format.h>

namespace tenure::cli {
namespace {

constexpr std::size_t shown_bytes_max = 200;

bool is_unreserved(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
         std::string_view{"-._~:"}.find(c) != std::string_view::npos;
}

bool same_name(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(left, right, {}, lower, lower);
}

}  // namespace

std::string_view Reply::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return {};
}

std::expected<std::unique_ptr<Client>, ClientError> connect(const Place& place, Console& console) {
  if (!place.data.empty()) return detail::open_local(place.data, place.default_operator, console);
  return detail::connect_http(place.url);
}

std::string percent_encoded(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    if (is_unreserved(c)) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

std::string operator_target(std::string_view operator_id, std::string_view resource) {
  while (resource.starts_with('/')) resource.remove_prefix(1);
  return fmt::format("/v1/operators/{}/{}", percent_encoded(operator_id), resource);
}

std::string as_of_parameter(std::string_view as_of) {
  const bool is_position = as_of.find_first_not_of("0123456789") == as_of.npos;
  return fmt::format("{}={}", is_position ? "as_of" : "as_of_time", percent_encoded(as_of));
}

std::string problem_text(const Reply& reply) {
  boost::system::error_code error;
  const auto document = boost::json::parse(reply.body, error);
  if (!error && document.is_object()) {
    const auto text_of = [&](std::string_view name) -> std::string {
      const auto* value = document.as_object().if_contains(name);
      return value != nullptr && value->is_string() ? std::string{std::string_view{value->as_string()}}
                                                    : std::string{};
    };
    const auto detail = text_of("detail");
    const auto title = text_of("title");
    return fmt::format("{} {}: {}", reply.status, text_of("code"), detail.empty() ? title : detail);
  }
  return fmt::format("HTTP status {} {}", reply.status, reply.body.substr(0, shown_bytes_max));
}

}  // namespace tenure::cli
