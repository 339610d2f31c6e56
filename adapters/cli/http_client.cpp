// The client over HTTP: one kept connection, plain HTTP/1.1, every wait bounded.

#include <array>
#include <chrono>
#include <optional>

#include <boost/asio/connect.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>
#include <fmt/format.h>

#include "adapters/cli/client.h"
#include "domain/kernel/invariant.h"

namespace tenure::cli {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;

constexpr auto connect_timeout = std::chrono::seconds{10};
/// The server answers a batch of commands within seconds; this is for a disk that hangs.
constexpr auto reply_timeout = std::chrono::minutes{5};
/// A live stream has a heartbeat every 15 seconds.
constexpr auto piece_timeout = std::chrono::minutes{2};
constexpr std::uint64_t reply_bytes_max = std::uint64_t{1} << 30;
constexpr std::size_t piece_bytes = 64 * 1024;

struct Address {
  std::string host;
  std::string port;
  /// Of the base URL, without a slash at its end.
  std::string path;
};

std::expected<Address, ClientError> parse_address(std::string_view text) {
  const auto url = boost::urls::parse_uri(text);
  if (!url || url->host().empty()) {
    return std::unexpected(
        ClientError{fmt::format("\"{}\" is not a URL", text), "give one like http://127.0.0.1:8080"});
  }
  if (url->scheme() != "http") {
    return std::unexpected(ClientError{fmt::format("\"{}\" is not an http:// URL", text),
                                       "where the server is behind TLS, use the address beside the proxy"});
  }
  Address address{std::string{url->host_address()}, url->has_port() ? std::string{url->port()} : "80",
                  url->path()};
  while (address.path.ends_with('/')) address.path.pop_back();
  return address;
}

class HttpClient final : public Client {
 public:
  HttpClient(std::string url, Address address) : url_{std::move(url)}, address_{std::move(address)} {}

  std::expected<Reply, ClientError> exchange(const Call& call) override {
    std::string body;
    auto reply = stream(call, [&](std::string_view piece) {
      body += piece;
      return true;
    });
    if (reply && reply->is_success()) reply->body = std::move(body);
    return reply;
  }

  std::expected<Reply, ClientError> stream(const Call& call, const Sink& sink) override {
    const bool was_open = stream_.has_value();
    bool answered = false;
    auto reply = attempt(call, sink, answered);
    // A connection that was kept may have been closed meanwhile; a fresh one tells whether the server is there.
    if (!reply && was_open && !answered) reply = attempt(call, sink, answered);
    if (!reply) stream_.reset();
    return reply;
  }

 private:
  ClientError fault(std::string_view doing, const error_code& error) const {
    if (error == asio::error::connection_refused) {
      return {fmt::format("no server answers at {}", url_),
              "start one with `tenure serve`, or give --url; --data asks a folder that no server has open"};
    }
    if (error == beast::error::timeout) {
      return {fmt::format("{} {} took too long", doing, url_),
              "look at the server's log and /readyz, then try again"};
    }
    return {fmt::format("{} {}: {}", doing, url_, error.message()), ""};
  }

  /// Runs what was started until it is done; its timeout is the stream's.
  void run() {
    context_.restart();
    context_.run();
  }

  std::expected<void, ClientError> open() {
    if (stream_) return {};
    error_code error;
    asio::ip::tcp::resolver resolver{context_};
    const auto found = resolver.resolve(address_.host, address_.port, error);
    if (error) return std::unexpected(fault("finding", error));
    stream_.emplace(context_);
    buffer_.clear();
    stream_->expires_after(connect_timeout);
    stream_->async_connect(found, [&](const error_code& result, const auto&) { error = result; });
    run();
    if (!error) return {};
    stream_.reset();
    return std::unexpected(fault("connecting to", error));
  }

  std::expected<Reply, ClientError> attempt(const Call& call, const Sink& sink, bool& answered) {
    if (auto opened = open(); !opened) return std::unexpected(opened.error());
    http::request<http::string_body> request{
        call.method == Call::Method::GET ? http::verb::get : http::verb::post, address_.path + call.target,
        11};
    request.set(http::field::host, fmt::format("{}:{}", address_.host, address_.port));
    request.set(http::field::user_agent, "tenure");
    for (const auto& [name, value] : call.headers) request.set(name, value);
    request.body() = call.body;
    request.prepare_payload();

    error_code error;
    const auto keep = [&](const error_code& result, std::size_t) { error = result; };
    auto& stream = domain::existing(stream_, "the connection that was opened");
    stream.expires_after(reply_timeout);
    http::async_write(stream, request, keep);
    run();
    if (error) {
      stream_.reset();
      return std::unexpected(fault("sending to", error));
    }
    http::response_parser<http::buffer_body> parser;
    parser.body_limit(reply_bytes_max);
    http::async_read_header(stream, buffer_, parser, keep);
    run();
    if (error) {
      stream_.reset();
      return std::unexpected(fault("waiting for", error));
    }
    answered = true;
    return read_body(stream, parser, sink);
  }

  std::expected<Reply, ClientError> read_body(beast::tcp_stream& stream,
                                              http::response_parser<http::buffer_body>& parser,
                                              const Sink& sink) {
    Reply reply;
    reply.status = parser.get().result_int();
    reply.content_type = parser.get()[http::field::content_type];
    for (const auto& field : parser.get().base())
      reply.headers.emplace_back(field.name_string(), field.value());

    std::array<char, piece_bytes> piece;
    error_code error;
    while (!parser.is_done()) {
      parser.get().body().data = piece.data();
      parser.get().body().size = piece.size();
      stream.expires_after(piece_timeout);
      http::async_read_some(stream, buffer_, parser,
                            [&](const error_code& result, std::size_t) { error = result; });
      run();
      if (error == http::error::need_buffer) error = {};
      const std::string_view got{piece.data(), piece.size() - parser.get().body().size};
      if (!reply.is_success()) {
        reply.body += got;
      } else if (!got.empty() && !sink(got)) {
        stream_.reset();
        return reply;
      }
      if (error) {
        stream_.reset();
        return std::unexpected(fault("reading from", error));
      }
    }
    if (!parser.get().keep_alive()) stream_.reset();
    return reply;
  }

  std::string url_;
  Address address_;
  asio::io_context context_;
  std::optional<beast::tcp_stream> stream_;
  beast::flat_buffer buffer_;
};

}  // namespace

namespace detail {

std::expected<std::unique_ptr<Client>, ClientError> connect_http(std::string_view url) {
  auto address = parse_address(url);
  if (!address) return std::unexpected(address.error());
  return std::make_unique<HttpClient>(std::string{url}, std::move(*address));
}

}  // namespace detail
}  // namespace tenure::cli
