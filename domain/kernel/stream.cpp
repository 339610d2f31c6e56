#include "domain/kernel/stream.h"

namespace tenure::domain {

std::string_view name_of(StreamKind kind) {
  switch (kind) {
#define X(number, State, accessor, name) \
  case StreamKind::accessor:             \
    return name;
    TENURE_AGGREGATES(X)
#undef X
  }
  return "unknown";
}

std::string stream_text(StreamKind kind, std::string_view id) {
  const auto name = name_of(kind);
  std::string text;
  text.reserve(name.size() + 1 + id.size());
  text.append(name).append(1, '/').append(id);
  return text;
}

std::optional<StreamName> parse_stream(std::string_view stream) {
  const auto slash = stream.find('/');
  if (slash == std::string_view::npos || slash + 1 == stream.size()) return std::nullopt;
  const auto kind = stream.substr(0, slash);
  const auto id = stream.substr(slash + 1);
#define X(number, State, accessor, name) \
  if (kind == name) return StreamName{StreamKind::accessor, id};
  TENURE_AGGREGATES(X)
#undef X
  return std::nullopt;
}

void StreamList::add(StreamKind kind, std::string_view first, std::string_view separator,
                     std::string_view second) {
  if (first.empty()) return;
  const auto begin = static_cast<std::uint32_t>(texts_.size());
  texts_.append(first).append(separator).append(second);
  const Span added{kind, begin, static_cast<std::uint32_t>(texts_.size()) - begin};
  const auto id = std::string_view{texts_}.substr(added.begin, added.size);
  for (std::size_t i = 0; i < spans_.size(); ++i) {
    if ((*this)[i].kind == kind && (*this)[i].id == id) {
      texts_.resize(begin);
      return;
    }
  }
  spans_.push_back(added);
}

void StreamList::clear() {
  spans_.clear();
  texts_.clear();
}

}  // namespace tenure::domain
