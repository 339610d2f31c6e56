#include "adapters/http/api/events/event_stream.h"

#include <algorithm>

namespace tenure::http {
namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
/// Stretches looked at in one turn, where none has an event for this reader.
constexpr int stretches_per_turn = 16;
/// A reconnect is asked for after so many milliseconds.
constexpr std::string_view greeting = "retry: 1000\n\n";
constexpr std::string_view heartbeat = ": heartbeat\n\n";

}  // namespace

EventStream::EventStream(Context& context, FrameCache& cache, EventFilter filter, EventFormat format,
                         eventstore::Position after, std::optional<eventstore::Position> up_to)
    : context_{context},
      cache_{cache},
      filter_{std::move(filter)},
      format_{format},
      after_{after},
      up_to_{up_to},
      subscription_{context.engine.partition_of(filter_.operator_id).subscribe(after)} {
  if (is_endless()) context_.live_readers.fetch_add(1);
}

EventStream::~EventStream() {
  if (is_endless()) context_.live_readers.fetch_sub(1);
}

// Copies what fits of the stretch that holds the next position.
void EventStream::write_frames(std::string& out) {
  const auto frames = cache_.frames(commit_, {after_.value + 1}, filter_, format_);
  const auto& ends = frames->ends;
  const auto begin = std::ranges::upper_bound(ends, after_, {}, &Frames::End::position);
  const auto offset = begin == ends.begin() ? 0 : std::prev(begin)->offset;
  auto end = begin;
  while (end != ends.end() && (!up_to_ || end->position <= *up_to_)) {
    const bool is_full = end != begin && out.size() + end->offset - offset > piece_bytes;
    if (is_full) break;
    ++end;
  }
  if (end != begin) out.append(frames->bytes, offset, std::prev(end)->offset - offset);
  after_ =
      end == ends.end() ? frames->last : std::max(after_, end == begin ? after_ : std::prev(end)->position);
  // What lies behind the end of a stream that ends is not waited for.
  if (end != ends.end() && up_to_ && end->position > *up_to_) after_ = *up_to_;
}

BodyStream::Pull EventStream::pull(std::string& out, const std::function<void()>& wake) {
  const auto start = out.size();
  if (last_written_ == std::chrono::steady_clock::time_point{}) {
    last_written_ = std::chrono::steady_clock::now();
    if (format_ == EventFormat::event_stream) out += greeting;
  }
  for (int turn = 0; turn < stretches_per_turn && out.size() - start < piece_bytes; ++turn) {
    if (up_to_ && after_ >= *up_to_) return {.step = Step::finished};
    if (commit_ == nullptr || after_ >= commit_->last()) {
      auto next = subscription_->next();
      if (!next) return {.step = Step::failed};
      if (*next == nullptr) return wait(out, start, wake);
      commit_ = std::move(*next);
      // A commit of refusals alone has no events.
      if (commit_->event_count() == 0 || after_ >= commit_->last()) continue;
    }
    write_frames(out);
  }
  if (out.size() > start) last_written_ = std::chrono::steady_clock::now();
  return {.step = Step::more};
}

BodyStream::Pull EventStream::wait(std::string& out, std::size_t start, const std::function<void()>& wake) {
  const auto now = std::chrono::steady_clock::now();
  const auto patience = context_.options.heartbeat;
  if (out.size() > start) {
    last_written_ = now;
  } else if (format_ == EventFormat::event_stream && now - last_written_ >= patience) {
    out += heartbeat;
    last_written_ = now;
  }
  subscription_->notify_once(wake);
  const auto quiet = std::chrono::duration_cast<std::chrono::milliseconds>(now - last_written_);
  return {.step = Step::waiting, .patience = std::max(patience - quiet, std::chrono::milliseconds{1})};
}

}  // namespace tenure::http
