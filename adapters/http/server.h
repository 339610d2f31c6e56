// The HTTP server: sockets, limits and time on one side, the API on the other.
//
// What it is: HTTP/1.1 on Boost.Beast with a coroutine a connection and an event loop a thread.
// What it promises:
//   - Keep-alive, pipelining (answers in order), HEAD, Expect: 100-continue, chunked bodies.
//   - Every limit is answered with its status before the connection is closed: 431 header, 413 body, 408 a request
//     that does not come, 503 with Retry-After too many connections or body bytes at once.
//   - A slow or vanished client holds no more than its connection's buffers, and those no longer than its timeouts.
//   - `stop` takes no new connection, finishes the requests that were read, ends live streams, and returns when
//     nothing of the server runs any more.
// What can go wrong: the address cannot be listened on; `start` says why.
// Threads: `threads` event loops of its own. `stop` from any thread but those.
// Why this way: bodies are read straight into one block, which is ten times faster than a growing string.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <memory>
#include <string>

namespace tenure::http {

class Api;

struct ServerOptions {
  /// A numeric address; port 0 is any free one, see `Server::port`.
  std::string address = "127.0.0.1";
  std::uint16_t port = 8080;
  /// 0: one for every two cores.
  std::size_t threads = 0;

  std::size_t connections_max = 4096;
  std::size_t header_bytes_max = 16 * 1024;
  std::size_t body_bytes_max = 64 * 1024 * 1024;
  /// All bodies that are in memory at once.
  std::size_t bodies_bytes_max = 256 * 1024 * 1024;

  /// For the whole header, from its first byte; for the whole body; between requests; for a piece of an answer.
  std::chrono::milliseconds header_timeout{10'000};
  std::chrono::milliseconds body_timeout{60'000};
  std::chrono::milliseconds idle_timeout{75'000};
  std::chrono::milliseconds write_timeout{30'000};
  /// How long `stop` waits for requests in hand before it breaks their connections.
  std::chrono::milliseconds stop_timeout{30'000};
};

class Server {
 public:
  /// Listens and serves from now on. The API must outlive the server. The error says what failed and what to do.
  [[nodiscard]] static std::expected<std::unique_ptr<Server>, std::string> start(const ServerOptions& options,
                                                                                 Api& api);
  /// Stops.
  ~Server();

  [[nodiscard]] std::uint16_t port() const;
  /// Idempotent.
  void stop();

  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

 private:
  struct Implementation;
  explicit Server(std::unique_ptr<Implementation> implementation);
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tenure::http
