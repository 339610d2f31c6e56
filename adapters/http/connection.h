// One client's connection: requests are read, asked of the API and answered, one after another.
//
// What it is: a coroutine on one loop. For adapters/http/*.cpp only; it shows Asio and Beast.
// What it promises: answers in the order of the requests; no read while an answer is under way, so that a client that
//   sends without reading is held back by TCP; nothing is buffered beyond one header, one body and one piece of answer.
// What can go wrong: anything the client does; the connection is answered where it can be and closed.
// Threads: its loop's. It lives as long as somebody still owes it an answer.
// Why this way: a coroutine reads like the protocol. Deadlines are a time in a field that the loop's tick looks at.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/buffer_body.hpp>
#include <boost/beast/http/parser.hpp>

#include "adapters/http/api/message.h"
#include "adapters/http/io_loop.h"
#include "adapters/http/server.h"

namespace tenure::http {

class Api;

/// What all connections of a server share.
struct Shared {
  const ServerOptions options;
  Api& api;
  std::atomic<std::size_t> connections{0};
  std::atomic<std::size_t> bodies_bytes{0};
};

class Connection final : public std::enable_shared_from_this<Connection> {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  Connection(Shared& shared, std::shared_ptr<IoLoop> loop, Socket socket);
  ~Connection();

  /// Starts the coroutine, which keeps the connection.
  void start();
  /// Refuses the client for want of room, instead of `start`.
  void start_refusing();

  [[nodiscard]] bool is_late(Clock::time_point now) const { return now >= deadline_ || now >= resume_at_; }
  /// The loop's tick found a deadline passed.
  void on_late(Clock::time_point now);
  /// The server stops.
  void on_stop();
  void break_off();

 private:
  using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body>;
  template <class T = void>
  using Async = boost::asio::awaitable<T>;

  /// How a step ended: go on, or leave the loop of requests.
  enum class Next : std::uint8_t { go_on, close, linger };
  /// A step's failure that still has an answer.
  struct Refusal {
    unsigned status = 0;
    std::string_view code;
    std::string_view detail;
  };

  Async<> run();
  Async<> refuse_for_want_of_room();
  Async<Next> serve_one();
  Async<bool> read_head(Refusal& refusal);
  [[nodiscard]] Refusal check_head() const;
  [[nodiscard]] Request make_request();
  Async<bool> read_body(Body& body, Refusal& refusal);
  Async<bool> read_sized_body(std::size_t size, Body& body, Refusal& refusal);
  Async<bool> read_chunked_body(Body& body, Refusal& refusal);
  Async<bool> send_continue();
  Async<bool> read_more(std::size_t bytes_max);
  [[nodiscard]] std::shared_ptr<void> reserve(std::size_t bytes);

  Async<Response> ask(Request request);
  Async<bool> answer(Response response);
  Async<bool> answer_with_stream(Response& response);
  Async<bool> write(std::string_view first, std::string_view second);
  void put_head(const Response& response);
  BodyStream::Pull put_piece(BodyStream& stream, const std::function<void()>& wake);
  [[nodiscard]] std::function<void()> make_wake();
  Async<> wait_for_wake(std::chrono::milliseconds patience);
  void watch_for_end();
  Async<> linger();
  void resume();

  Shared& shared_;
  std::shared_ptr<IoLoop> loop_;
  Socket socket_;
  boost::beast::flat_buffer buffer_;
  std::optional<Parser> parser_;
  std::vector<Header> headers_;
  std::string out_;

  Clock::time_point deadline_ = no_deadline;
  Clock::time_point resume_at_ = no_deadline;
  bool is_timed_out_ = false;
  bool is_idle_ = false;
  bool keeps_alive_ = true;
  bool is_head_ = false;
  bool is_chunked_ = false;
  bool is_peer_gone_ = false;
  bool is_watching_ = false;
  bool is_woken_ = false;
  bool ends_stream_ = false;

  std::optional<Response> response_;
  std::move_only_function<void()> resume_;
};

}  // namespace tenure::http
