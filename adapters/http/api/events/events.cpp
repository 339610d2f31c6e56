#include "adapters/http/api/events/events.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "adapters/http/api/context.h"
#include "adapters/http/api/events/event_stream.h"
#include "adapters/http/api/json.h"
#include "adapters/http/api/media_type.h"
#include "adapters/http/api/names.h"
#include "adapters/http/api/parameters.h"
#include "adapters/http/api/problem.h"
#include "domain/kernel/stream.h"
#include "schemas/codec/json_writer.h"

namespace tenure::http {
namespace {

using eventstore::Position;

/// A page is put together in turns of the loop, so that a page that needs much reading does not hold others up.
constexpr int commits_per_turn = 8;
/// Where so many events were looked at, the page ends early, with the place to go on from.
constexpr std::uint64_t page_events_scanned_max = 500'000;

std::string position_header(Position position) {
  return fmt::format("Tenure-Position: {}\r\n", position.value);
}

/// GET /events as JSON: reads on until the page is full or the log ends.
class EventPage : public std::enable_shared_from_this<EventPage> {
 public:
  EventPage(eventstore::Partition& partition, EventFilter filter, Position after, std::uint64_t limit,
            Call call)
      : filter_{std::move(filter)},
        after_{after},
        end_{partition.committed()},
        scan_end_{after.value + page_events_scanned_max},
        left_{limit},
        subscription_{partition.subscribe(after)},
        call_{std::move(call)} {
    body_ = R"({"events":[)";
  }

  void go_on() {
    for (int turn = 0; turn < commits_per_turn; ++turn) {
      if (left_ == 0 || after_ >= end_ || after_ >= scan_end_) return finish();
      auto next = subscription_->next();
      if (!next) return call_.answer(problem(ProblemCode::STORAGE_FAILED));
      if (*next == nullptr) return finish();
      take(**next);
    }
    call_.request.loop->post([self = shared_from_this()] { self->go_on(); });
  }

 private:
  void take(const eventstore::Commit& commit) {
    const auto last = std::min(commit.last(), end_);
    for (auto position = std::max(commit.first(), Position{after_.value + 1}); position <= last;
         ++position.value) {
      if (left_ == 0) return;
      after_ = position;
      const auto& event = commit.event_at(position);
      if (!filter_.takes(event)) continue;
      if (body_.back() != '[') body_ += ',';
      codec::write_event_json(event, body_);
      --left_;
    }
  }

  void finish() {
    fmt::format_to(std::back_inserter(body_), R"(],"next_after":{},"committed":{}}})", after_.value,
                   end_.value);
    call_.answer(
        {.content_type = json_media_type, .headers = position_header(end_), .body = std::move(body_)});
  }

  EventFilter filter_;
  Position after_;
  Position end_;
  Position scan_end_;
  std::uint64_t left_;
  std::unique_ptr<eventstore::Subscription> subscription_;
  Call call_;
  std::string body_;
};

/// GET /streams/{stream}/events: reads the commits that hold the stream's positions.
class StreamPage : public std::enable_shared_from_this<StreamPage> {
 public:
  StreamPage(eventstore::Partition& partition, std::vector<Position> positions, std::uint64_t after_version,
             Call call)
      : partition_{partition},
        positions_{std::move(positions)},
        after_version_{after_version},
        call_{std::move(call)} {
    Json json{body_};
    json.begin_object();
    json.key("stream").text(call_.value(parameters::stream));
    body_ += R"(,"events":[)";
  }

  void go_on() {
    for (int commits = 0; commits < commits_per_turn;) {
      if (next_ == positions_.size()) return finish();
      const auto position = positions_[next_];
      if (!commit_ || !commit_->holds(position)) {
        ++commits;
        auto read = partition_.commit_at(position);
        if (!read || !*read) return call_.answer(problem(ProblemCode::STORAGE_FAILED));
        commit_ = std::move(*read);
      }
      if (next_ > 0) body_ += ',';
      codec::write_event_json(commit_->event_at(position), body_);
      ++next_;
    }
    call_.request.loop->post([self = shared_from_this()] { self->go_on(); });
  }

 private:
  void finish() {
    fmt::format_to(std::back_inserter(body_), R"(],"next_after_version":{}}})",
                   after_version_ + positions_.size());
    call_.answer({.content_type = json_media_type,
                  .headers = position_header(partition_.committed()),
                  .body = std::move(body_)});
  }

  eventstore::Partition& partition_;
  std::vector<Position> positions_;
  std::uint64_t after_version_;
  Call call_;
  std::size_t next_ = 0;
  eventstore::CommitPtr commit_;
  std::string body_;
};

Response stream_of_events(std::string_view media_type, std::unique_ptr<EventStream> stream) {
  Response response{.content_type = media_type, .headers = "Cache-Control: no-store\r\n"};
  response.stream = std::move(stream);
  return response;
}

/// All events of the operator behind `after`, of these types, in the form that the client accepts.
void get_events_of(const EventTypes& types, Context& context, Call call) {
  const auto accept = call.request.header("Accept");
  EventFilter filter{.operator_id = std::string{call.operator_id()}, .types = types};
  const auto last_seen = call.number(parameters::last_event_id);
  const Position after{last_seen ? *last_seen : call.number(parameters::after).value_or(0)};
  auto& partition = context.engine.partition_of(filter.operator_id);
  auto& cache = context.of(*call.request.loop).frames;

  if (asks_for(accept, event_stream_media_type)) {
    if (context.live_readers >= context.options.live_readers_max) {
      return call.answer(problem(ProblemCode::TOO_MANY_READERS));
    }
    return call.answer(
        stream_of_events(event_stream_media_type,
                         std::make_unique<EventStream>(context, cache, std::move(filter),
                                                       EventFormat::event_stream, after, std::nullopt)));
  }
  if (asks_for(accept, ndjson_media_type)) {
    auto response = stream_of_events(
        ndjson_media_type, std::make_unique<EventStream>(context, cache, std::move(filter),
                                                         EventFormat::ndjson, after, partition.committed()));
    response.headers += position_header(partition.committed());
    return call.answer(std::move(response));
  }
  if (!accepts(accept, json_media_type)) {
    return call.answer(problem(ProblemCode::NOT_ACCEPTABLE,
                               "events come as application/json, application/x-ndjson or text/event-stream"));
  }
  const auto limit = call.number(parameters::limit).value_or(projections::page_items_default);
  std::make_shared<EventPage>(partition, std::move(filter), after, limit, std::move(call))->go_on();
}

}  // namespace

void get_events(Context& context, Call call) {
  const auto type = parse_event_type(call.value(parameters::event_type));
  get_events_of(type ? EventTypes{*type} : EventTypes{}, context, std::move(call));
}

void get_access_changes(Context& context, Call call) {
  get_events_of(access_feed(), context, std::move(call));
}

void get_telephony_changes(Context& context, Call call) {
  get_events_of(telephony_feed(), context, std::move(call));
}

void get_stream_events(Context& context, Call call) {
  if (!accepts(call.request.header("Accept"), json_media_type)) {
    return call.answer(problem(ProblemCode::NOT_ACCEPTABLE, "a stream's events come as application/json"));
  }
  const auto stream = domain::parse_stream(call.value(parameters::stream));
  if (!stream)
    return call.answer(problem(ProblemCode::UNKNOWN_RESOURCE, "a stream's name is kind/id, as charge/CH-1"));
  const auto after_version = call.number(parameters::after_version).value_or(0);
  const auto limit = call.number(parameters::limit).value_or(projections::page_items_default);
  auto& partition = context.engine.partition_of(call.operator_id());
  auto positions = partition.stream_positions(call.operator_id(), *stream, after_version, limit);
  if (!positions) return call.answer(problem(ProblemCode::STORAGE_FAILED));
  if (positions->empty() && after_version == 0) return call.answer(problem(ProblemCode::UNKNOWN_RESOURCE));
  std::make_shared<StreamPage>(partition, std::move(*positions), after_version, std::move(call))->go_on();
}

}  // namespace tenure::http
