#include "adapters/http/api/events/frame_cache.h"

#include <algorithm>

#include <fmt/format.h>

#include "domain/decide.h"
#include "domain/kernel/text.h"
#include "schemas/codec/json_writer.h"

namespace tenure::http {
namespace {

/// Events that are encoded together: few enough not to keep a loop from its other work.
constexpr std::uint64_t stretch_events = 1'024;
constexpr std::size_t entries_max = 32;
constexpr std::size_t bytes_max = 16 * 1024 * 1024;

}  // namespace

bool EventFilter::takes(const event::Event& event) const {
  return domain::text(event.operator_id()) == operator_id && types.contains(event.body_type());
}

void write_frame(const event::Event& event, EventFormat format, std::string& out) {
  if (format == EventFormat::ndjson) {
    codec::write_event_json(event, out);
    out += '\n';
    return;
  }
  out.append("id: ").append(fmt::format_int{event.position()}.c_str());
  out.append("\nevent: ").append(domain::name_of(event.body_type())).append("\ndata: ");
  codec::write_event_json(event, out);
  out.append("\n\n");
}

std::shared_ptr<const Frames> FrameCache::frames(const eventstore::CommitPtr& commit,
                                                 eventstore::Position position, const EventFilter& filter,
                                                 EventFormat format) {
  const auto first_of_commit = commit->first().value;
  const auto stretch = (position.value - first_of_commit) / stretch_events;
  const eventstore::Position first{first_of_commit + stretch * stretch_events};
  for (const auto& entry : entries_) {
    if (entry.commit == commit && entry.first == first && entry.format == format && entry.filter == filter) {
      return entry.frames;
    }
  }

  auto frames = std::make_shared<Frames>();
  frames->last = {std::min(commit->last().value, first.value + stretch_events - 1)};
  for (auto each = first; each <= frames->last; ++each.value) {
    const auto& event = commit->event_at(each);
    if (!filter.takes(event)) continue;
    write_frame(event, format, frames->bytes);
    frames->ends.push_back({each, frames->bytes.size()});
  }
  entries_.push_front({commit, first, filter, format, frames});
  bytes_ += frames->bytes.size();
  while (entries_.size() > entries_max || (bytes_ > bytes_max && entries_.size() > 1)) {
    bytes_ -= entries_.back().frames->bytes.size();
    entries_.pop_back();
  }
  return frames;
}

}  // namespace tenure::http
