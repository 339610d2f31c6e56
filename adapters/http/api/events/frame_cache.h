// Frames: events of a commit, encoded once for all readers of a loop.
//
// What it is: a small cache of encoded events, by commit, operator, type and format.
// What it promises: bounded memory; readers that follow live at the same place share one encoding.
// Threads: the loop's.
// Why this way: a hundred readers of one feed would otherwise encode every event a hundred times.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/http/api/events/feeds.h"
#include "eventstore/commit.h"

namespace tenure::http {

enum class EventFormat : std::uint8_t {
  event_stream,  ///< "id: 7\nevent: ChargeRaised\ndata: {…}\n\n"
  ndjson,        ///< "{…}\n"
};

/// Whose events, and which; the operator's id must outlive it.
struct EventFilter {
  std::string operator_id;
  EventTypes types;

  [[nodiscard]] bool takes(const event::Event& event) const;
  friend bool operator==(const EventFilter&, const EventFilter&) = default;
};

/// Events of one stretch of a commit that pass a filter.
struct Frames {
  struct End {
    eventstore::Position position;
    std::size_t offset;
  };
  std::string bytes;
  /// Where each event's frame ends.
  std::vector<End> ends;
  /// The last position of the stretch, whether it passed or not.
  eventstore::Position last;
};

class FrameCache {
 public:
  /// The frames of the stretch of the commit that holds `position`.
  [[nodiscard]] std::shared_ptr<const Frames> frames(const eventstore::CommitPtr& commit,
                                                     eventstore::Position position, const EventFilter& filter,
                                                     EventFormat format);

 private:
  struct Entry {
    eventstore::CommitPtr commit;
    eventstore::Position first;
    EventFilter filter;
    EventFormat format;
    std::shared_ptr<const Frames> frames;
  };
  /// Newest in front.
  std::deque<Entry> entries_;
  std::size_t bytes_ = 0;
};

void write_frame(const event::Event& event, EventFormat format, std::string& out);

}  // namespace tenure::http
