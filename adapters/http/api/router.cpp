// Routing: from a method and a path to the route.

#include <algorithm>
#include <utility>

#include "adapters/http/api/route.h"

namespace tenure::http {
namespace {

/// A route's path, cut up once.
struct Pattern {
  struct Part {
    std::string_view text;
    enum class Kind : std::uint8_t { literal, one, several } kind = Kind::literal;
  };
  std::vector<Part> parts = {};
  const Route* route = nullptr;
};

Pattern cut(const Route& route) {
  constexpr std::string_view several = "...}";
  Pattern pattern{.route = &route};
  auto path = route.path.substr(1);
  while (true) {
    const auto slash = path.find('/');
    const auto text = path.substr(0, slash);
    auto kind = Pattern::Part::Kind::literal;
    if (text.starts_with('{')) {
      kind = text.ends_with(several) ? Pattern::Part::Kind::several : Pattern::Part::Kind::one;
    }
    pattern.parts.push_back({text, kind});
    if (slash == path.npos) return pattern;
    path.remove_prefix(slash + 1);
  }
}

const std::vector<Pattern>& patterns() {
  static const auto all = [] {
    std::vector<Pattern> cut_up;
    std::ranges::transform(routes(), std::back_inserter(cut_up), cut);
    return cut_up;
  }();
  return all;
}

/// Whether the path fits; a part that takes several segments takes as many as the others leave.
bool fits(const Pattern& pattern, const std::vector<std::string>& segments) {
  const auto parts = pattern.parts.size();
  if (segments.size() < parts) return false;
  const auto spare = segments.size() - parts;
  std::size_t at = 0;
  bool has_several = false;
  for (const auto& part : pattern.parts) {
    if (part.kind == Pattern::Part::Kind::several) {
      has_several = true;
      at += spare;
    } else if (part.kind == Pattern::Part::Kind::literal ? segments[at] != part.text : segments[at].empty()) {
      return false;
    }
    ++at;
  }
  return has_several || spare == 0;
}

std::vector<std::string> take_values(const Pattern& pattern, std::vector<std::string>& segments) {
  std::vector<std::string> values;
  const auto spare = segments.size() - pattern.parts.size();
  std::size_t at = 0;
  for (const auto& part : pattern.parts) {
    if (part.kind == Pattern::Part::Kind::one) values.push_back(std::move(segments[at]));
    if (part.kind == Pattern::Part::Kind::several) {
      auto& joined = values.emplace_back(std::move(segments[at]));
      for (std::size_t more = 0; more < spare; ++more) joined.append("/").append(segments[++at]);
    }
    ++at;
  }
  return values;
}

}  // namespace

RouteMatch match(Method method, std::vector<std::string>& segments) {
  const auto asked = method == Method::HEAD ? Method::GET : method;
  RouteMatch found;
  for (const auto& pattern : patterns()) {
    if (!fits(pattern, segments)) continue;
    if (pattern.route->method == asked) {
      found.route = pattern.route;
      found.path_values = take_values(pattern, segments);
      return found;
    }
    if (!found.allowed.empty()) found.allowed += ", ";
    found.allowed += pattern.route->method == Method::POST ? "POST" : "GET, HEAD";
  }
  return found;
}

}  // namespace tenure::http
