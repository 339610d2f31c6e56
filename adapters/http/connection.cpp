// The life of a connection: start, requests one after another, deadlines, end. Reading is in connection_read.cpp,
// writing in connection_write.cpp.

#include "adapters/http/connection.h"

#include <utility>

#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>

#include "adapters/http/api/api.h"
#include "domain/kernel/invariant.h"

namespace tenure::http {

namespace asio = boost::asio;

namespace {

/// One read: a header and the body of an ordinary command.
constexpr std::size_t read_bytes = 8 * 1024;
/// After a refusal, what the client still sends is read and thrown away for so long, so that it sees the answer
/// rather than a reset.
constexpr std::chrono::milliseconds linger_time{1'000};
constexpr std::size_t linger_chunk = 16 * 1024;

}  // namespace

Connection::Connection(Shared& shared, std::shared_ptr<IoLoop> loop, Socket socket)
    : shared_{shared}, loop_{std::move(loop)}, socket_{std::move(socket)} {}

Connection::~Connection() = default;

void Connection::start() {
  loop_->add(*this);
  shared_.api.connection_opened();
  asio::co_spawn(
      loop_->context(), [self = shared_from_this()]() -> Async<> { co_await self->run(); }, asio::detached);
}

void Connection::start_refusing() {
  loop_->add(*this);
  asio::co_spawn(
      loop_->context(),
      [self = shared_from_this()]() -> Async<> { co_await self->refuse_for_want_of_room(); }, asio::detached);
}

Connection::Async<> Connection::run() {
  boost::system::error_code ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);

  if (co_await serve() == End::linger) co_await linger();

  deadline_ = no_deadline;
  socket_.close(ignored);
  loop_->remove(*this);
  shared_.api.connection_closed();
  shared_.connections.fetch_sub(1);
}

Connection::Async<> Connection::refuse_for_want_of_room() {
  keeps_alive_ = false;
  co_await answer(shared_.api.refuse(503, "TOO_MANY_CONNECTIONS", "connect again a little later"));
  co_await linger();
  boost::system::error_code ignored;
  socket_.close(ignored);
  loop_->remove(*this);
  shared_.connections.fetch_sub(1);
}

Connection::Async<Connection::End> Connection::serve() {
  while (true) {
    Refusal refusal;
    Body body;
    auto came = begin_head(refusal);
    while (came == Came::partly) {
      const auto [error, size] = co_await socket_.async_read_some(buffer_.prepare(read_bytes), quietly);
      buffer_.commit(size);
      came = error ? miss_head(refusal) : take_head(refusal);
    }
    if (came == Came::whole) came = take_body(body, refusal);
    if (came == Came::partly && !co_await read_body(body, refusal)) came = Came::not_at_all;
    deadline_ = no_deadline;
    if (came == Came::not_at_all) co_return co_await refuse(refusal);

    keeps_alive_ = keeps_alive_ && head_parser().get().keep_alive();
    ask(std::move(body));
    while (!response_) co_await sleep();
    auto& response = domain::existing(response_, "an answer to go on with");
    bool is_sent = answer_at_once(response);
    if (!is_sent) is_sent = co_await finish_answer(response);
    response_.reset();
    if (!is_sent || !keeps_alive_) co_return End::close;
  }
}

Connection::Async<Connection::End> Connection::refuse(Refusal refusal) {
  if (refusal.status == 0) co_return End::close;
  keeps_alive_ = false;
  const bool is_sent = co_await answer(shared_.api.refuse(refusal.status, refusal.code, refusal.detail));
  co_return is_sent ? End::linger : End::close;
}

// The API may answer at once or later. A coroutine must not be resumed before it sleeps, so an answer that comes at
// once is only kept.
void Connection::ask(Body body) {
  Request request = make_request();
  request.body = std::move(body);
  shared_.api.handle(std::move(request), [self = shared_from_this()](Response response) {
    self->response_ = std::move(response);
    self->resume();
  });
}

Connection::Async<> Connection::sleep() {
  return asio::async_initiate<decltype(awaited), void()>(
      [this](auto handler) { resume_ = std::move(handler); }, awaited);
}

void Connection::resume() {
  if (resume_) std::exchange(resume_, {})();
}

void Connection::on_late(Clock::time_point now) {
  if (now >= resume_at_) {
    resume_at_ = no_deadline;
    resume();
    return;
  }
  deadline_ = no_deadline;
  is_timed_out_ = true;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Connection::on_stop() {
  keeps_alive_ = false;
  ends_stream_ = true;
  if (is_idle_) {
    break_off();
  } else if (resume_at_ != no_deadline) {
    resume_at_ = no_deadline;
    resume();
  }
}

void Connection::break_off() {
  is_peer_gone_ = true;
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_both, ignored);
  socket_.cancel(ignored);
}

Connection::Async<> Connection::linger() {
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  deadline_ = Clock::now() + linger_time;
  is_timed_out_ = false;
  buffer_.clear();
  while (!is_timed_out_) {
    const auto [error, size] = co_await socket_.async_read_some(buffer_.prepare(linger_chunk), quietly);
    if (error || size == 0) co_return;
  }
}

}  // namespace tenure::http
