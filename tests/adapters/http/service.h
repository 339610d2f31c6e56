// A whole service in this process: engine, API and server on a free port, in a folder that goes with it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <gtest/gtest.h>

#include "adapters/daemon/engine.h"
#include "adapters/http/api/api.h"
#include "adapters/http/server.h"
#include "tests/adapters/http/raw_client.h"

namespace tenure::test {

struct ServiceOptions {
  http::ServerOptions server{.port = 0, .threads = 1};
  http::ApiOptions api = {};
  daemon::EngineOptions engine = {};
};

class Service {
 public:
  explicit Service(ServiceOptions options = {});
  ~Service();

  [[nodiscard]] RawClient connect(int receive_buffer_bytes = 0) const {
    return RawClient{port(), receive_buffer_bytes};
  }
  [[nodiscard]] std::uint16_t port() const { return server->port(); }
  [[nodiscard]] eventstore::Partition& partition() { return engine->partition(0); }

  /// Sends lines of NDJSON and expects each to be accepted; the position of the last event.
  std::uint64_t given(std::string_view lines);
  /// A site, LON, with a lease, a voice service, a number, a user, a door and a group; every query finds something.
  std::uint64_t given_house();

  std::filesystem::path folder;
  std::unique_ptr<daemon::Engine> engine;
  std::unique_ptr<http::Api> api;
  std::unique_ptr<http::Server> server;
};

/// Waits until the condition holds, looking again and again; false after RawClient::patience.
[[nodiscard]] bool holds_soon(const std::function<bool()>& condition);

/// "/v1/operators/OP" and what follows.
[[nodiscard]] std::string path(std::string_view rest);
/// One line for POST /commands.
[[nodiscard]] std::string line(std::string_view type, std::string_view id, std::string_view data);
/// An AddCharge to ACME in the house.
[[nodiscard]] std::string charge_data(std::string_view charge_id);
[[nodiscard]] std::string charge_line(std::string_view charge_id);

inline constexpr std::string_view as_json = "Content-Type: application/json\r\n";
inline constexpr std::string_view as_ndjson = "Content-Type: application/x-ndjson\r\n";

}  // namespace tenure::test
