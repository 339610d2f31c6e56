#include "eventstore/log_read_ahead.h"

#include "eventstore/options.h"

namespace tenure::eventstore {
namespace {

constexpr std::size_t stretch_bytes = 4 * mebibyte;

}  // namespace

ReadAheadCursor::ReadAheadCursor(std::unique_ptr<LogCursor> cursor, Position begin)
    : LogCursor{begin}, cursor_{std::move(cursor)} {
  fetch_next();
}

ReadAheadCursor::Stretch ReadAheadCursor::fetch_stretch(LogCursor& cursor) {
  Stretch stretch;
  for (std::size_t bytes = 0; bytes < stretch_bytes;) {
    auto fetched = cursor.fetch();
    if (!fetched) {
      stretch.damage = std::move(fetched.error());
      stretch.goes_on = false;
      break;
    }
    auto& stored = *fetched;
    stretch.goes_on = stored.has_value();
    if (!stored) break;
    bytes += stored->bytes.view().size();
    stretch.commits.push_back(std::move(*stored));
  }
  return stretch;
}

void ReadAheadCursor::fetch_next() {
  // Deferred where no thread can be had.
  coming_ = std::async(std::launch::async | std::launch::deferred,
                       [cursor = cursor_.get()] { return fetch_stretch(*cursor); });
}

std::expected<std::optional<StoredCommit>, std::string> ReadAheadCursor::fetch() {
  if (now_.commits.empty() && coming_.valid()) {
    now_ = coming_.get();
    if (now_.goes_on) fetch_next();
  }
  if (now_.commits.empty()) {
    if (now_.damage) return std::unexpected(*now_.damage);
    return std::nullopt;
  }
  auto stored = std::move(now_.commits.front());
  now_.commits.pop_front();
  return stored;
}

}  // namespace tenure::eventstore
