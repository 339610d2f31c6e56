// subscribe: 1, 10 and 100 readers of an operator's events as text/event-stream.
//
// Two rows for each number of readers. "feed": the events were just committed and lie in the partition's memory; the
// readers ask for all of them at once, so the rate is what the server can hand out. "live": the readers follow while a
// request of 8,192 commands after the other is posted. The rate is then bounded by the appending beside it, which with
// one reader is far below what a socket takes: what counts there is how soon after the last answer the last reader has
// the last event (behind_ms). The limit writes as many bytes to as many sockets from one thread; the readers are the
// same. Rates are of events handed out, all readers together.

#include <array>
#include <thread>

#include <fmt/format.h>

#include "bench/child.h"
#include "bench/http/charge_requests.h"
#include "bench/http/load.h"
#include "bench/http/server_process.h"
#include "bench/http/stream_readers.h"
#include "bench/machine.h"
#include "bench/scenarios/list.h"

namespace tenure::bench {
namespace {

constexpr std::array<std::size_t, 3> reader_counts{1, 10, 100};
constexpr std::size_t commands_each = 8'192;

/// The server, and how far its log is; the estate's events come first.
class Feed {
 public:
  Feed(const std::filesystem::path& data) : server_{data} {}

  /// Posts so many requests of charges; the position of the last event.
  void post(std::size_t requests) {
    const auto bodies = batch_requests(charges_, BodyForm::flatbuffers, requests, commands_each);
    send(bodies);
  }
  std::vector<std::string> make(std::size_t requests) {
    return batch_requests(charges_, BodyForm::flatbuffers, requests, commands_each);
  }
  void send(const std::vector<std::string>& bodies) {
    (void)http_load(server_.port(), 1, bodies, [&](const HttpAnswer& answer) {
      position_ = position_in(answer.body);
      return answer.status == 200;
    });
  }
  [[nodiscard]] std::uint64_t position() const { return position_; }
  [[nodiscard]] std::uint16_t port() const { return server_.port(); }
  [[nodiscard]] pid_t id() const { return server_.id(); }

 private:
  /// Of the last line of a minimal answer: {"accepted":…,"position":N}
  static std::uint64_t position_in(std::string_view body) {
    constexpr std::string_view name = "\"position\":";
    const auto at = body.rfind(name);
    if (at == body.npos) fail("an answer names no position");
    return std::strtoull(body.data() + at + name.size(), nullptr, 10);
  }

  ServerProcess server_;
  Charges charges_{1};
  std::uint64_t position_ = 0;
};

std::string stream_request(std::uint64_t after) {
  return fmt::format(
      "GET /v1/operators/{}/events HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: "
      "text/event-stream\r\nLast-Event-ID: {}\r\n\r\n",
      operator_id, after);
}

std::string last_event(std::uint64_t position) { return fmt::format("id: {}\n", position); }

/// Writes what the thing wrote to as many readers.
Sample write_as_much(std::size_t readers, std::uint64_t bytes, std::uint64_t events) {
  Process writer{{"bench", "child-socket-writer", fmt::to_string(readers), fmt::to_string(bytes / readers)}};
  const auto port = writer.read_line();
  if (!port) fail("the socket writer ended early");
  const auto found = read_until_closed(static_cast<std::uint16_t>(std::stoul(*port)), readers);
  return Sample{static_cast<double>(events) / found.seconds, {}};
}

Row from_feed(const Settings& settings, Feed& feed, std::size_t readers, std::uint64_t after) {
  const auto events = (feed.position() - after) * readers;
  std::uint64_t bytes = 0;
  const auto thing = [&] {
    const auto found = read_until(feed.port(), readers, stream_request(after), last_event(feed.position()));
    bytes = found.bytes;
    return Sample{static_cast<double>(events) / found.seconds, {}};
  };
  auto row = row_of(fmt::format("{} readers, feed", readers), "events/s",
                    alternate(settings, thing, [&] { return write_as_much(readers, bytes, events); }));
  row.rss_mb = peak_memory_mb(feed.id());
  row.more = {{"readers", static_cast<double>(readers)},
              {"bytes_per_event", static_cast<double>(bytes) / static_cast<double>(events)}};
  return row;
}

Row live(const Settings& settings, Feed& feed, std::size_t readers) {
  const auto requests = settings.scaled(12, 1);
  std::uint64_t bytes = 0;
  std::uint64_t events = 0;
  std::vector<double> behind_ms;
  const auto thing = [&] {
    const auto bodies = feed.make(requests);
    const auto after = feed.position();
    // Nothing but charges of the standard load is posted, one event each.
    const auto last = after + requests * commands_each;
    events = (last - after) * readers;
    const Watch watch;
    double answered = 0;
    ReadStreams found;
    std::thread reading{
        [&] { found = read_until(feed.port(), readers, stream_request(after), last_event(last)); }};
    feed.send(bodies);
    answered = watch.seconds();
    reading.join();
    bytes = found.bytes;
    behind_ms.push_back((watch.seconds() - answered) * 1e3);
    return Sample{static_cast<double>(events) / watch.seconds(), {}};
  };
  auto row = row_of(fmt::format("{} readers, live, bounded by the append", readers), "events/s",
                    alternate(settings, thing, [&] { return write_as_much(readers, bytes, events); }));
  row.rss_mb = peak_memory_mb(feed.id());
  row.more = {{"readers", static_cast<double>(readers)}, {"behind_ms", median(behind_ms)}};
  return row;
}

Report run(const Settings& settings) {
  const Scratch scratch{settings, "subscribe"};
  make_data_folder(scratch.path() / "data");
  Feed feed{scratch.path() / "data"};
  Report report{"subscribe", {}, {}};
  feed.post(1);
  const auto after = feed.position();
  // About half of the feed's memory.
  feed.post(settings.scaled(6, 1));
  for (const std::size_t readers : reader_counts) {
    note(fmt::format("subscribe: {} readers from the feed", readers));
    report.rows.push_back(from_feed(settings, feed, readers, after));
  }
  for (const std::size_t readers : reader_counts) {
    note(fmt::format("subscribe: {} live readers", readers));
    report.rows.push_back(live(settings, feed, readers));
  }
  return report;
}

}  // namespace

const Scenario subscribe_scenario{
    "subscribe", "1, 10 and 100 readers of text/event-stream, from memory and live; events/s to all",
    "one thread that writes as many bytes to as many sockets", run};

}  // namespace tenure::bench
