// How a connection reads: the header through Beast's parser, a body straight into one block of memory.

#include <algorithm>
#include <cstring>
#include <utility>

#include <boost/asio/read.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

#include "adapters/http/connection.h"
#include "domain/kernel/invariant.h"

namespace tenure::http {

namespace asio = boost::asio;
namespace beast = boost::beast;

namespace {

/// One read of a chunked body.
constexpr std::size_t read_bytes = 8 * 1024;
/// Bodies up to this size are bounded by the number of connections and not counted one by one.
constexpr std::size_t uncounted_body_bytes = 16 * 1024;
constexpr std::size_t chunked_body_bytes_first = uncounted_body_bytes;

constexpr std::string_view too_many_bodies_detail =
    "too many request bodies at once; send it again a little later";
constexpr std::string_view timed_out_detail = "the request did not come in time; send it again, faster";

}  // namespace

/// Reads something into the buffer; false at the end of the connection or of its time.
Connection::Async<bool> Connection::read_more(std::size_t bytes_max) {
  const auto [error, size] = co_await socket_.async_read_some(buffer_.prepare(bytes_max), quietly);
  buffer_.commit(size);
  co_return !error && size != 0;
}

/// Begins a request with what came behind the one before it.
Connection::Came Connection::begin_head(Refusal& refusal) {
  parser_.reset();
  fields_memory_.release();
  auto& parser =
      parser_.emplace(std::piecewise_construct, std::make_tuple(), std::make_tuple(Memory{&fields_memory_}));
  // The limit that counts is the one for all lines together; the body's is ours, since we read it.
  parser.header_limit(static_cast<std::uint32_t>(shared_.options.header_bytes_max));
  parser.body_limit(boost::none);

  is_timed_out_ = false;
  is_idle_ = buffer_.size() == 0;
  if (!is_idle_) {
    deadline_ = no_deadline;
    return take_head(refusal);
  }
  if (loop_->is_stopping()) return Came::not_at_all;
  deadline_ = Clock::now() + shared_.options.idle_timeout;
  return Came::partly;
}

/// Takes what was read. Between requests the idle timeout counts; once a byte has come, the header's does.
Connection::Came Connection::take_head(Refusal& refusal) {
  namespace http = beast::http;
  const bool is_first = std::exchange(is_idle_, false) || deadline_ == no_deadline;
  auto& parser = head_parser();
  beast::error_code error;
  while (buffer_.size() > 0 && !error && !parser.is_header_done()) {
    buffer_.consume(parser.put(buffer_.data(), error));
  }
  if (error == http::error::header_limit || error == http::error::buffer_overflow) {
    refusal = {431, "HEADER_TOO_LARGE", "the request's header is larger than the server takes"};
    return Came::not_at_all;
  }
  if (error == http::error::bad_version) {
    refusal = {505, "HTTP_VERSION", "speak HTTP/1.1"};
    return Came::not_at_all;
  }
  if (error && error != http::error::need_more) {
    refusal = {400, "MALFORMED_HTTP", "the request's header is not HTTP/1.1"};
    return Came::not_at_all;
  }
  if (parser.is_header_done()) return Came::whole;
  if (is_first) deadline_ = Clock::now() + shared_.options.header_timeout;
  return Came::partly;
}

Connection::Parser& Connection::head_parser() {
  return domain::existing(parser_, "the parser of a request whose head was read");
}

/// The client went away or took too long.
Connection::Came Connection::miss_head(Refusal& refusal) const {
  if (is_timed_out_ && !is_idle_) refusal = {408, "REQUEST_TIMEOUT", timed_out_detail};
  return Came::not_at_all;
}

Connection::Refusal Connection::check_head() {
  namespace http = beast::http;
  const auto& head = head_parser().get();
  if (head.version() >= 11 && head.count(http::field::host) != 1) {
    return {400, "MALFORMED_HTTP", "HTTP/1.1 wants exactly one Host header"};
  }
  if (const auto expect = head[http::field::expect];
      !expect.empty() && !beast::iequals(expect, "100-continue")) {
    return {417, "EXPECTATION_FAILED", "only 100-continue can be expected"};
  }
  if (head.count(http::field::transfer_encoding) != 0 && !head_parser().chunked()) {
    return {501, "TRANSFER_ENCODING", "only chunked is known"};
  }
  if (const auto length = head_parser().content_length();
      length && *length > shared_.options.body_bytes_max) {
    return {413, "BODY_TOO_LARGE", "the body is larger than the server takes; send it in parts"};
  }
  return {};
}

Request Connection::make_request() {
  namespace http = beast::http;
  const auto view = [](beast::string_view text) { return std::string_view{text.data(), text.size()}; };
  const auto& head = head_parser().get();

  headers_.clear();
  for (const auto& field : head) headers_.push_back({view(field.name_string()), view(field.value())});
  Request request;
  switch (head.method()) {
    case http::verb::get:
      request.method = Method::GET;
      break;
    case http::verb::head:
      request.method = Method::HEAD;
      break;
    case http::verb::post:
      request.method = Method::POST;
      break;
    default:
      request.method = Method::OTHER;
      break;
  }
  is_head_ = request.method == Method::HEAD;
  is_chunked_ = head.version() >= 11;
  request.target = view(head.target());
  request.headers = headers_;
  request.loop = loop_;
  return request;
}

/// Checks the header and takes the body, if it came with it; else the rest is for `read_body`.
Connection::Came Connection::take_body(Body& body, Refusal& refusal) {
  refusal = check_head();
  if (refusal.status != 0) return Came::not_at_all;
  const auto& parser = head_parser();
  if (parser.chunked()) return Came::partly;
  const auto size = static_cast<std::size_t>(parser.content_length().value_or(0));
  if (size == 0) return Came::whole;
  if (size > buffer_.size() || size > uncounted_body_bytes) return Came::partly;
  auto block = std::make_unique_for_overwrite<std::uint8_t[]>(size);
  std::memcpy(block.get(), buffer_.data().data(), size);
  buffer_.consume(size);
  body = Body{std::move(block), size, nullptr};
  return Came::whole;
}

Connection::Async<bool> Connection::read_body(Body& body, Refusal& refusal) {
  deadline_ = Clock::now() + shared_.options.body_timeout;
  const auto& expect = head_parser().get()[beast::http::field::expect];
  if (!expect.empty() && buffer_.size() == 0 && !co_await send_continue()) co_return false;
  // Not `co_return is_chunked ? co_await ... : co_await ...`: g++ 12 awaits both.
  if (head_parser().chunked()) co_return co_await read_chunked_body(body, refusal);
  const auto size = static_cast<std::size_t>(head_parser().content_length().value_or(0));
  co_return co_await read_sized_body(size, body, refusal);
}

Connection::Async<bool> Connection::send_continue() {
  constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  const auto [error, size] = co_await asio::async_write(socket_, asio::buffer(go_on), quietly);
  co_return !error;
}

/// Null where there is no room. The token gives the room back.
std::shared_ptr<void> Connection::reserve(std::size_t bytes) {
  static const auto uncounted = std::make_shared<int>();
  if (bytes <= uncounted_body_bytes) return uncounted;
  auto& used = shared_.bodies_bytes;
  if (used.fetch_add(bytes) + bytes > shared_.options.bodies_bytes_max) {
    used.fetch_sub(bytes);
    return nullptr;
  }
  return std::shared_ptr<void>{&used,
                               [bytes](std::atomic<std::size_t>* counter) { counter->fetch_sub(bytes); }};
}

Connection::Async<bool> Connection::read_sized_body(std::size_t size, Body& body, Refusal& refusal) {
  auto budget = reserve(size);
  if (!budget) {
    refusal = {503, "TOO_MANY_BODIES", too_many_bodies_detail};
    co_return false;
  }
  auto block = std::make_unique_for_overwrite<std::uint8_t[]>(size);
  const auto at_hand = std::min(size, buffer_.size());
  std::memcpy(block.get(), buffer_.data().data(), at_hand);
  buffer_.consume(at_hand);
  if (at_hand < size) {
    const auto rest = asio::buffer(block.get() + at_hand, size - at_hand);
    const auto [error, read] = co_await asio::async_read(socket_, rest, quietly);
    if (error) {
      if (is_timed_out_) refusal = {408, "REQUEST_TIMEOUT", timed_out_detail};
      co_return false;
    }
  }
  body = Body{std::move(block), size, std::move(budget)};
  co_return true;
}

Connection::Async<bool> Connection::read_chunked_body(Body& body, Refusal& refusal) {
  std::size_t capacity = std::min(chunked_body_bytes_first, shared_.options.body_bytes_max);
  std::size_t size = 0;
  std::shared_ptr<void> budget;  // the first block is small enough not to be counted
  auto block = std::make_unique_for_overwrite<std::uint8_t[]>(capacity);

  auto& sink = head_parser().get().body();
  while (!head_parser().is_done()) {
    if (size == capacity && capacity < shared_.options.body_bytes_max) {
      capacity = std::min(capacity * 2, shared_.options.body_bytes_max);
      auto larger_budget = reserve(capacity);
      if (!larger_budget) {
        refusal = {503, "TOO_MANY_BODIES", too_many_bodies_detail};
        co_return false;
      }
      auto larger = std::make_unique_for_overwrite<std::uint8_t[]>(capacity);
      std::memcpy(larger.get(), block.get(), size);
      block = std::move(larger);
      budget = std::move(larger_budget);
    }
    // When the block is full the end of the last chunk may still be to come; only more data is too much.
    const bool is_full = size == capacity;
    std::uint8_t extra = 0;
    sink.data = is_full ? &extra : block.get() + size;
    sink.size = is_full ? 1 : capacity - size;
    sink.more = true;
    const auto room = sink.size;

    beast::error_code error;
    if (buffer_.size() > 0) buffer_.consume(head_parser().put(buffer_.data(), error));
    const auto taken = room - sink.size;
    if (is_full && taken > 0) {
      refusal = {413, "BODY_TOO_LARGE", "the body is larger than the server takes; send it in parts"};
      co_return false;
    }
    size += taken;
    if (error && error != beast::http::error::need_more && error != beast::http::error::need_buffer) {
      refusal = {400, "MALFORMED_HTTP", "the chunked body is malformed"};
      co_return false;
    }
    if (buffer_.size() > shared_.options.header_bytes_max) {
      refusal = {400, "MALFORMED_HTTP", "the lines between the chunks are too long"};
      co_return false;
    }
    const bool wants_bytes = error == beast::http::error::need_more || buffer_.size() == 0;
    if (!head_parser().is_done() && wants_bytes && !co_await read_more(read_bytes)) {
      if (is_timed_out_) refusal = {408, "REQUEST_TIMEOUT", timed_out_detail};
      co_return false;
    }
  }
  body = Body{std::move(block), size, std::move(budget)};
  co_return true;
}

}  // namespace tenure::http
