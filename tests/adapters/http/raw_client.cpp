#include "tests/adapters/http/raw_client.h"

#include <algorithm>
#include <arpa/inet.h>
#include <charconv>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/socket.h>
#include <unistd.h>
#include <utility>

#include <boost/json/parse.hpp>
#include <fmt/format.h>

namespace tenure::test {
namespace {

constexpr std::size_t read_bytes = 64 * 1024;

std::string small_letters(std::string_view text) {
  std::string small{text};
  std::ranges::transform(small, small.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return small;
}

}  // namespace

boost::json::value Answer::json() const { return boost::json::parse(body); }

std::vector<boost::json::value> Answer::lines() const {
  std::vector<boost::json::value> all;
  for (std::string_view rest = body; !rest.empty();) {
    const auto end = rest.find('\n');
    all.push_back(boost::json::parse(rest.substr(0, end)));
    rest = end == rest.npos ? std::string_view{} : rest.substr(end + 1);
  }
  return all;
}

std::string Answer::code() const {
  const auto type = headers.find("content-type");
  if (type == headers.end() || type->second != "application/problem+json") return "not a problem: " + body;
  const auto problem = json();
  if (problem.at("status").to_number<unsigned>() != status) return "another status: " + body;
  return std::string{problem.at("code").as_string()};
}

RawClient::RawClient(std::uint16_t port, int receive_buffer_bytes) {
  socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_ < 0) throw std::runtime_error{"no socket"};
  if (receive_buffer_bytes > 0) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer_bytes, sizeof receive_buffer_bytes);
  }
  const timeval limit{.tv_sec = patience.count(), .tv_usec = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) {
    ::close(socket_);
    throw std::runtime_error{"cannot connect"};
  }
}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

RawClient::RawClient(RawClient&& other) noexcept
    : socket_{std::exchange(other.socket_, -1)},
      buffer_{std::move(other.buffer_)},
      stream_{std::move(other.stream_)} {}

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void RawClient::finish_sending() { ::shutdown(socket_, SHUT_WR); }

void RawClient::read_fast() {
  constexpr int bytes = 4 * 1024 * 1024;
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &bytes, sizeof bytes);
}

void RawClient::vanish() {
  const linger at_once{.l_onoff = 1, .l_linger = 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
  ::close(std::exchange(socket_, -1));
}

bool RawClient::fill() {
  const auto size = buffer_.size();
  buffer_.resize(size + read_bytes);
  const auto got = ::recv(socket_, buffer_.data() + size, read_bytes, 0);
  buffer_.resize(size + (got > 0 ? static_cast<std::size_t>(got) : 0));
  return got > 0;
}

std::optional<std::string> RawClient::take_line() {
  std::size_t from = 0;
  while (true) {
    if (const auto end = buffer_.find("\r\n", from); end != buffer_.npos) {
      auto line = buffer_.substr(0, end);
      buffer_.erase(0, end + 2);
      return line;
    }
    from = buffer_.empty() ? 0 : buffer_.size() - 1;
    if (!fill()) return std::nullopt;
  }
}

std::optional<std::string> RawClient::take(std::size_t bytes) {
  while (buffer_.size() < bytes) {
    if (!fill()) return std::nullopt;
  }
  auto taken = buffer_.substr(0, bytes);
  buffer_.erase(0, bytes);
  return taken;
}

std::optional<Answer> RawClient::read_head() {
  auto line = take_line();
  if (!line || !line->starts_with("HTTP/1.1 ")) return std::nullopt;
  Answer answer;
  std::from_chars(line->data() + 9, line->data() + 12, answer.status);
  while ((line = take_line()) && !line->empty()) {
    const auto colon = line->find(": ");
    if (colon == line->npos) return std::nullopt;
    answer.headers[small_letters(std::string_view{*line}.substr(0, colon))] = line->substr(colon + 2);
  }
  return line ? std::optional{std::move(answer)} : std::nullopt;
}

RawClient::Chunk RawClient::take_chunk(std::string& out) {
  const auto line = take_line();
  if (!line) return Chunk::broken;
  std::size_t size = 0;
  const auto [end, error] = std::from_chars(line->data(), line->data() + line->size(), size, 16);
  if (error != std::errc{} || end != line->data() + line->size()) return Chunk::broken;
  const auto chunk = take(size);
  const auto tail = take(2);
  if (!chunk || !tail || *tail != "\r\n") return Chunk::broken;
  out += *chunk;
  return size == 0 ? Chunk::last : Chunk::more;
}

std::optional<std::string> RawClient::read_chunk() {
  std::string chunk;
  return take_chunk(chunk) == Chunk::more ? std::optional{std::move(chunk)} : std::nullopt;
}

std::optional<Answer> RawClient::read_answer() {
  auto answer = read_head();
  if (!answer || answer->status == 100) return answer;
  if (answer->headers.contains("transfer-encoding")) {
    auto chunk = Chunk::more;
    while (chunk == Chunk::more) chunk = take_chunk(answer->body);
    return chunk == Chunk::last ? answer : std::nullopt;
  }
  const auto length = answer->headers.find("content-length");
  if (length == answer->headers.end()) return std::nullopt;
  auto body = take(std::stoul(length->second));
  if (!body) return std::nullopt;
  answer->body = std::move(*body);
  return answer;
}

std::optional<std::string> RawClient::read_stream_until(std::string_view text) {
  // Each chunk is searched once, with what may be the text's beginning in front of it.
  std::size_t from = 0;
  while (stream_.find(text, from) == stream_.npos) {
    const auto chunk = read_chunk();
    if (!chunk) return std::nullopt;
    from = stream_.size() - std::min(stream_.size(), text.size());
    stream_ += *chunk;
  }
  return stream_;
}

bool RawClient::reads_end() {
  char byte = 0;
  while (true) {
    const auto got = ::recv(socket_, &byte, 1, 0);
    if (got > 0) continue;
    return got == 0 || errno == ECONNRESET;
  }
}

bool RawClient::send_request(std::string_view method, std::string_view target, std::string_view headers,
                             std::string_view body) {
  auto text = fmt::format("{} {} HTTP/1.1\r\nHost: test\r\n{}", method, target, headers);
  if (!body.empty() || method == "POST")
    fmt::format_to(std::back_inserter(text), "Content-Length: {}\r\n", body.size());
  text += "\r\n";
  text += body;
  return send(text);
}

std::optional<Answer> RawClient::request(std::string_view method, std::string_view target,
                                         std::string_view headers, std::string_view body) {
  if (!send_request(method, target, headers, body)) return std::nullopt;
  if (method == "HEAD") return read_head();
  return read_answer();
}

}  // namespace tenure::test
