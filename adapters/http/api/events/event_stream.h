// Events as a stream: live as text/event-stream, or all up to now as NDJSON.
//
// What it is: a BodyStream over a subscription.
// What it promises: every event of the operator behind `after` once, in order. A live reader that keeps up shares its
//   encoding with others; one that lags reads the log; none holds more than one piece of memory, none slows the writer.
//   Where nothing happens, a comment says that the connection lives.
// What can go wrong: an unreadable log breaks the connection off.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "adapters/http/api/context.h"
#include "adapters/http/api/events/frame_cache.h"
#include "adapters/http/api/message.h"
#include "eventstore/partition.h"

namespace tenure::http {

class EventStream final : public BodyStream {
 public:
  /// `up_to`: ends there; nothing: live.
  EventStream(Context& context, FrameCache& cache, EventFilter filter, EventFormat format,
              eventstore::Position after, std::optional<eventstore::Position> up_to);
  ~EventStream() override;

  Pull pull(std::string& out, const std::function<void()>& wake) override;
  [[nodiscard]] bool is_endless() const override { return !up_to_; }

 private:
  void write_frames(std::string& out);
  [[nodiscard]] Pull wait(std::string& out, std::size_t start, const std::function<void()>& wake);

  Context& context_;
  FrameCache& cache_;
  EventFilter filter_;
  EventFormat format_;
  eventstore::Position after_;
  std::optional<eventstore::Position> up_to_;
  std::unique_ptr<eventstore::Subscription> subscription_;
  /// What is left of the current commit.
  eventstore::CommitPtr commit_;
  std::chrono::steady_clock::time_point last_written_;
};

}  // namespace tenure::http
