// One client's connection: requests are read, asked of the API and answered, one after another.
//
// What it is: a coroutine on one loop. For adapters/http/*.cpp only; it shows Asio and Beast.
// What it promises: answers in the order of the requests; no read while an answer is under way, so that a client that
//   sends without reading is held back by TCP; nothing is buffered beyond one header, one body and one piece of answer.
// What can go wrong: anything the client does; the connection is answered where it can be and closed.
// Threads: its loop's. It lives as long as somebody still owes it an answer.
// Why this way: a coroutine reads like the protocol. What came whole with one read and goes out with one write, as
//   nearly all requests and answers do, takes no coroutine but the one of the connection, no second turn of the loop and
//   no memory of its own for its header. Deadlines are a time in a field that the loop's tick looks at.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <memory_resource>
#include <optional>
#include <string>
#include <vector>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
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
  // The executor is spelled out: one that hides its type costs an indirection at every step.
  using Executor = boost::asio::io_context::executor_type;
  using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

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
  using Memory = std::pmr::polymorphic_allocator<char>;
  using Parser = boost::beast::http::request_parser<boost::beast::http::buffer_body, Memory>;
  template <class T = void>
  using Async = boost::asio::awaitable<T, Executor>;
  static constexpr boost::asio::use_awaitable_t<Executor> awaited{};
  static constexpr auto quietly = boost::asio::as_tuple(awaited);

  /// How a connection's requests ended.
  enum class End : std::uint8_t { close, linger };
  /// How far a part of a request has come.
  enum class Came : std::uint8_t { whole, partly, not_at_all };
  /// A step's failure that still has an answer.
  struct Refusal {
    unsigned status = 0;
    std::string_view code;
    std::string_view detail;
  };

  Async<> run();
  Async<> refuse_for_want_of_room();
  Async<End> serve();
  Async<End> refuse(Refusal refusal);

  [[nodiscard]] Came begin_head(Refusal& refusal);
  [[nodiscard]] Came take_head(Refusal& refusal);
  [[nodiscard]] Came miss_head(Refusal& refusal) const;
  [[nodiscard]] Refusal check_head();
  [[nodiscard]] Request make_request();
  [[nodiscard]] Came take_body(Body& body, Refusal& refusal);
  Async<bool> read_body(Body& body, Refusal& refusal);
  Async<bool> read_sized_body(std::size_t size, Body& body, Refusal& refusal);
  Async<bool> read_chunked_body(Body& body, Refusal& refusal);
  Async<bool> send_continue();
  Async<bool> read_more(std::size_t bytes_max);
  [[nodiscard]] std::shared_ptr<void> reserve(std::size_t bytes);
  /// The parser of the request whose head was read.
  [[nodiscard]] Parser& head_parser();

  void ask(Body body);
  Async<> sleep();
  Async<bool> answer(Response response);
  [[nodiscard]] bool answer_at_once(const Response& response);
  Async<bool> finish_answer(Response& response);
  Async<bool> answer_with_stream(BodyStream& stream);
  void give_back_room();
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
  /// The header's fields: given back in one go with the request.
  std::array<std::byte, 2 * 1024> fields_block_;
  std::pmr::monotonic_buffer_resource fields_memory_{fields_block_.data(), fields_block_.size()};
  std::optional<Parser> parser_;
  std::vector<Header> headers_;
  std::string out_;
  /// Of `out_`, what is sent.
  std::size_t sent_ = 0;

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
