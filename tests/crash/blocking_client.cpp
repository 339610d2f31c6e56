#include "tests/crash/blocking_client.h"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>

namespace tenure::test {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;

constexpr std::uint64_t answer_bytes_max = std::uint64_t{64} << 20;

}  // namespace

struct BlockingClient::Connection {
  explicit Connection(unsigned short server_port) : port{server_port} {}

  asio::io_context context;
  asio::ip::tcp::socket socket{context};
  beast::flat_buffer buffer;
  unsigned short port;

  std::optional<HttpAnswer> exchange(const http::request<http::string_body>& request) {
    beast::error_code error;
    if (!socket.is_open()) {
      buffer.clear();
      socket.connect({asio::ip::make_address("127.0.0.1"), port}, error);
    }
    if (!error) http::write(socket, request, error);
    http::response_parser<http::string_body> parser;
    parser.body_limit(answer_bytes_max);
    if (!error) http::read(socket, buffer, parser, error);
    if (error) {
      beast::error_code ignored;
      socket.close(ignored);
      return std::nullopt;
    }
    auto answer = parser.release();
    if (!answer.keep_alive()) socket.close(error);
    return HttpAnswer{answer.result_int(), std::move(answer.body())};
  }
};

BlockingClient::BlockingClient(unsigned short port) : connection_{std::make_unique<Connection>(port)} {}
BlockingClient::~BlockingClient() = default;

std::optional<HttpAnswer> BlockingClient::get(std::string_view target) {
  http::request<http::string_body> request{http::verb::get, {target.data(), target.size()}, 11};
  request.set(http::field::host, "127.0.0.1");
  return connection_->exchange(request);
}

std::optional<HttpAnswer> BlockingClient::post(std::string_view target, std::string_view content_type,
                                               std::string body, const Headers& headers) {
  http::request<http::string_body> request{http::verb::post, {target.data(), target.size()}, 11};
  request.set(http::field::host, "127.0.0.1");
  request.set(http::field::content_type, {content_type.data(), content_type.size()});
  for (const auto& [name, value] : headers) request.set(name, value);
  request.body() = std::move(body);
  request.prepare_payload();
  return connection_->exchange(request);
}

}  // namespace tenure::test
