// How a connection writes: head and body in one buffer and one call where they are small, streams piece by piece.

#include <atomic>
#include <cerrno>
#include <iterator>
#include <sys/socket.h>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

#include "adapters/http/connection.h"

namespace tenure::http {

namespace asio = boost::asio;

namespace {

/// Up to this size a body is copied behind its head.
constexpr std::size_t joined_body_bytes = 64 * 1024;
/// More than this is given back after an answer.
constexpr std::size_t kept_bytes = 64 * 1024;
/// A chunk's size takes eight digits, so that it can be filled in when the chunk is there.
constexpr std::string_view chunk_head = "00000000\r\n";
constexpr std::string_view chunk_tail = "\r\n";
constexpr std::string_view last_chunk = "0\r\n\r\n";

}  // namespace

Connection::Async<bool> Connection::write(std::string_view first, std::string_view second) {
  is_timed_out_ = false;
  deadline_ = Clock::now() + shared_.options.write_timeout;
  const std::array<asio::const_buffer, 2> pieces{asio::buffer(first), asio::buffer(second)};
  const auto [error, size] = co_await asio::async_write(socket_, pieces, quietly);
  deadline_ = no_deadline;
  co_return !error;
}

void Connection::put_head(const Response& response) {
  namespace http = boost::beast::http;
  const auto reason = http::obsolete_reason(static_cast<http::status>(response.status));
  out_.assign("HTTP/1.1 ").append(fmt::format_int{response.status}.c_str()).append(" ");
  out_.append(reason.data(), reason.size()).append("\r\n").append(loop_->date_header());
  if (!response.content_type.empty()) {
    out_.append("Content-Type: ").append(response.content_type).append("\r\n");
  }
  out_ += response.headers;
  if (!response.stream) {
    out_.append("Content-Length: ").append(fmt::format_int{response.body.size()}.c_str()).append("\r\n");
  } else if (is_chunked_) {
    out_ += "Transfer-Encoding: chunked\r\n";
  } else {
    keeps_alive_ = false;  // before HTTP/1.1 only the end of the connection ends a stream
  }
  if (!keeps_alive_) {
    out_ += "Connection: close\r\n";
  } else if (!is_chunked_) {
    out_ += "Connection: keep-alive\r\n";
  }
  out_ += "\r\n";
}

Connection::Async<bool> Connection::answer(Response response) {
  auto& kept = response_.emplace(std::move(response));
  bool is_sent = answer_at_once(kept);
  if (!is_sent) is_sent = co_await finish_answer(kept);
  co_return is_sent;
}

/// Sends as much of the answer as the socket takes now; whether that was all.
bool Connection::answer_at_once(const Response& response) {
  put_head(response);
  sent_ = 0;
  if (response.stream && !is_head_) return false;
  const bool is_joined = is_head_ || response.body.size() <= joined_body_bytes;
  if (!is_head_ && is_joined) out_ += response.body;
  if (!is_joined) return false;
  // What fails here fails again below, where it is seen.
  const auto size = ::send(socket_.native_handle(), out_.data(), out_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (size > 0) sent_ = static_cast<std::size_t>(size);
  if (sent_ < out_.size()) return false;
  give_back_room();
  return true;
}

/// Sends what `answer_at_once` did not.
Connection::Async<bool> Connection::finish_answer(Response& response) {
  bool is_sent = false;
  if (response.stream && !is_head_) {
    is_sent = co_await answer_with_stream(*response.stream);
  } else {
    const bool is_joined = is_head_ || response.body.size() <= joined_body_bytes;
    const auto body = is_joined ? std::string_view{} : std::string_view{response.body};
    is_sent = co_await write(std::string_view{out_}.substr(sent_), body);
  }
  give_back_room();
  co_return is_sent;
}

void Connection::give_back_room() {
  if (out_.capacity() > kept_bytes) std::string{}.swap(out_);
}

// Appends the stream's next piece to what is to be written, framed as a chunk.
BodyStream::Pull Connection::put_piece(BodyStream& stream, const std::function<void()>& wake) {
  is_woken_ = false;
  if (ends_stream_ && stream.is_endless()) return {.step = BodyStream::Step::finished};
  if (!is_chunked_) return stream.pull(out_, wake);

  const auto start = out_.size();
  out_ += chunk_head;
  const auto pull = stream.pull(out_, wake);
  const auto size = out_.size() - start - chunk_head.size();
  if (size == 0) {
    out_.resize(start);
    return pull;
  }
  fmt::format_to(out_.data() + start, "{:08x}", size);
  out_ += chunk_tail;
  return pull;
}

Connection::Async<bool> Connection::answer_with_stream(BodyStream& stream) {
  using Step = BodyStream::Step;
  const auto wake = make_wake();
  while (true) {
    const auto pull = put_piece(stream, wake);
    if (pull.step == Step::failed) co_return false;
    if (pull.step == Step::finished && is_chunked_) out_ += last_chunk;

    const bool has_written = !out_.empty();
    if (has_written && !co_await write(out_, {})) co_return false;
    out_.clear();
    if (pull.step == Step::finished) co_return true;

    if (pull.step == Step::waiting) {
      if (stream.is_endless()) watch_for_end();
      co_await wait_for_wake(pull.patience);
      if (is_peer_gone_) co_return false;
    } else if (!has_written) {
      co_await asio::post(loop_->context(), awaited);  // others have their turn
    }
  }
}

// However often and from wherever a stream is woken, one task at a time tells its connection.
std::function<void()> Connection::make_wake() {
  struct Waker {
    std::atomic<bool> is_posted{false};
    std::weak_ptr<Connection> connection;
    std::shared_ptr<IoLoop> loop;
  };
  auto waker = std::make_shared<Waker>();
  waker->connection = weak_from_this();
  waker->loop = loop_;
  return [waker] {
    if (waker->is_posted.exchange(true)) return;
    waker->loop->post([waker] {
      waker->is_posted = false;
      if (const auto connection = waker->connection.lock()) {
        connection->is_woken_ = true;
        connection->resume_at_ = no_deadline;
        connection->resume();
      }
    });
  };
}

Connection::Async<> Connection::wait_for_wake(std::chrono::milliseconds patience) {
  if (is_woken_ || is_peer_gone_) co_return;
  resume_at_ = Clock::now() + patience;
  co_await sleep();
  resume_at_ = no_deadline;
}

// A client that only listens shows that it has gone by ending its side.
void Connection::watch_for_end() {
  if (std::exchange(is_watching_, true)) return;
  socket_.async_wait(Socket::wait_read, [self = shared_from_this()](boost::system::error_code error) {
    if (error) return;
    char byte = 0;
    const auto size = ::recv(self->socket_.native_handle(), &byte, 1, MSG_PEEK | MSG_DONTWAIT);
    if (size > 0 || (size < 0 && errno == EAGAIN)) return;  // it sends on; that is for after the stream
    self->is_peer_gone_ = true;
    self->resume();
  });
}

}  // namespace tenure::http
