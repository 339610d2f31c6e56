// The API: from a request to its answer, without a socket.
//
// What it is: commands, events, queries and the operator's own pages over one engine; see docs/api/README.md.
// What it promises: one answer per request. Every error is application/problem+json with a stable `code` and holds
//   nothing of what was sent but field names. Nothing here waits: what takes time is answered later.
// What can go wrong: nothing that is not an answer.
// Threads: `handle` on the request's loop; any number of loops at once. The engine must outlive the API.
// Why this way: one table of routes is what requests are routed by and what /openapi.json is generated from.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "adapters/daemon/input_reader.h"
#include "adapters/daemon/report.h"
#include "adapters/http/api/message.h"

namespace tenure::daemon {
class Engine;
}

namespace tenure::http {

struct ApiOptions {
  /// The actor of a command that names none. Empty: such a command is refused with MISSING_ACTOR.
  std::string default_actor = "anonymous";
  std::string default_source = "api";
  /// Longest wait of a query for its Tenure-Min-Position.
  std::chrono::milliseconds min_position_patience{5'000};
  /// Comment sent to an event stream on which nothing else happens, so that both ends know it lives.
  std::chrono::milliseconds heartbeat{15'000};
  /// Read models further behind than this make the process not ready.
  std::uint64_t lag_events_max = 100'000;
  std::chrono::milliseconds lag_time_max{10'000};
  /// What runs beside the engine says so here, for /readyz and /metrics. May be empty.
  daemon::Reporter reporter = {};
  /// The AsyncAPI document of what runs beside HTTP, as /asyncapi.json answers it.
  std::string async_api = "{}";
  /// Reads parked input again; without it none can be retried.
  daemon::InputReader input_reader = {};
  /// Readers of live event streams at once.
  std::size_t live_readers_max = 1'000;
};

class Api {
 public:
  Api(daemon::Engine& engine, ApiOptions options);
  ~Api();

  /// Answers, now or later.
  void handle(Request request, Respond respond);
  /// The problem document for what the transport itself refuses.
  [[nodiscard]] Response refuse(unsigned status, std::string_view code, std::string_view detail) const;
  /// For the metrics: connections come and go.
  void connection_opened();
  void connection_closed();

  Api(const Api&) = delete;
  Api& operator=(const Api&) = delete;

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tenure::http
