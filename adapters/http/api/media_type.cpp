#include "adapters/http/api/media_type.h"

#include <algorithm>

namespace tenure::http {
namespace {

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

bool same(std::string_view left, std::string_view right) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::ranges::equal(left, right, {}, lower, lower);
}

/// Cuts the first element off a list, where elements are separated by `separator`.
std::string_view take(std::string_view& list, char separator) {
  const auto end = list.find(separator);
  const auto element = trim(list.substr(0, end));
  list = end == list.npos ? std::string_view{} : list.substr(end + 1);
  return element;
}

bool is_refused(std::string_view parameters) {
  while (!parameters.empty()) {
    const auto parameter = take(parameters, ';');
    if (same(parameter, "q=0") || same(parameter, "q=0.0") || same(parameter, "q=0.00") ||
        same(parameter, "q=0.000"))
      return true;
  }
  return false;
}

/// Calls `matches` with every range of an Accept header that is not refused, until one does.
template <class Matches>
bool any_range(std::string_view accept, Matches matches) {
  while (!accept.empty()) {
    auto parameters = take(accept, ',');
    const auto range = take(parameters, ';');
    if (!is_refused(parameters) && matches(range)) return true;
  }
  return false;
}

}  // namespace

bool is_media_type(std::string_view content_type, std::string_view media_type) {
  return same(take(content_type, ';'), media_type);
}

bool accepts(std::string_view accept, std::string_view media_type) {
  if (trim(accept).empty()) return true;
  const auto type = media_type.substr(0, media_type.find(';'));
  const auto family = type.substr(0, type.find('/') + 1);
  return any_range(accept, [&](std::string_view range) {
    if (range == "*/*" || same(range, type)) return true;
    return range.size() == family.size() + 1 && range.ends_with("/*") &&
           same(range.substr(0, family.size()), family);
  });
}

bool asks_for(std::string_view accept, std::string_view media_type) {
  return any_range(accept, [&](std::string_view range) { return same(range, media_type); });
}

}  // namespace tenure::http
