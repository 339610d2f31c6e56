// Requests over keep-alive connections, as fast as they are answered.
//
// Is:       the client side of the HTTP scenarios: plain sockets, one thread, epoll; the server is another process.
// Promises: each connection has one request on the way at a time; requests go out in their order, each on whichever
//           connection is free. Requests are whole bytes made before the clock starts. The latency of a request runs
//           from before its first byte is written until the last byte of its answer was read.
// Fails:    a connection that breaks, an answer that is not understood, or one that `accept` turns down, ends the
//           scenario.
// Why:      a client library would be measured with the server; sockets cost the least a client can cost.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "bench/runner.h"

namespace tenure::bench {

struct HttpAnswer {
  unsigned status = 0;
  /// Chunked bodies are handed over with their chunk sizes in between.
  std::string_view body;
};
using AcceptAnswer = std::function<bool(const HttpAnswer&)>;

/// The rate is of requests.
[[nodiscard]] Sample http_load(std::uint16_t port, std::size_t connections,
                               std::span<const std::string> requests, const AcceptAnswer& accept);

/// The bytes of a POST, keep-alive.
[[nodiscard]] std::string post_request(std::string_view target, std::string_view content_type,
                                       std::string_view further_headers, std::string_view body);
[[nodiscard]] std::string get_request(std::string_view target);

/// A connected socket to a port of this machine, TCP_NODELAY set.
[[nodiscard]] int connect_to(std::uint16_t port);

}  // namespace tenure::bench
