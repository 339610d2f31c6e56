#include "bench/http/load.h"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "bench/http/answer_reader.h"
#include "bench/settings.h"

namespace tenure::bench {
namespace {

constexpr std::size_t read_bytes = 64 * 1024;
constexpr int patience_ms = 60'000;

[[noreturn]] void fail_call(std::string_view call) {
  fail(fmt::format("{} failed: {}", call, std::strerror(errno)));
}

class Connection {
 public:
  explicit Connection(std::uint16_t port) : socket_{connect_to(port)} {}
  ~Connection() { ::close(socket_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  [[nodiscard]] int socket() const { return socket_; }
  [[nodiscard]] bool wants_to_write() const { return written_ < request_.size(); }
  [[nodiscard]] const Watch& since() const { return since_; }

  void send(std::string_view request) {
    request_ = request;
    written_ = 0;
    since_ = {};
    reader_.next();
    write_on();
  }
  void write_on() {
    while (wants_to_write()) {
      const auto sent = ::send(socket_, request_.data() + written_, request_.size() - written_,
                               MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return;
      if (sent < 0) fail_call("send");
      written_ += static_cast<std::size_t>(sent);
    }
  }
  /// Whether the answer is whole.
  bool read_on() {
    while (true) {
      const auto got = ::recv(socket_, reader_.room(read_bytes), read_bytes, MSG_DONTWAIT);
      if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return false;
      if (got < 0) fail_call("recv");
      if (got == 0) fail("the server closed a connection in the middle");
      switch (reader_.take(static_cast<std::size_t>(got))) {
        case AnswerReader::Progress::more:
          break;
        case AnswerReader::Progress::whole:
          return true;
        case AnswerReader::Progress::malformed:
          fail("the server sent something that is not an answer");
      }
    }
  }
  [[nodiscard]] HttpAnswer answer() const { return {reader_.status(), reader_.body()}; }

 private:
  int socket_;
  std::string_view request_;
  std::size_t written_ = 0;
  AnswerReader reader_;
  Watch since_;
};

class Loop {
 public:
  Loop() : epoll_{::epoll_create1(EPOLL_CLOEXEC)} {
    if (epoll_ < 0) fail_call("epoll_create1");
  }
  ~Loop() { ::close(epoll_); }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  void watch(Connection& connection, int operation) const {
    epoll_event event{};
    event.events = EPOLLIN | (connection.wants_to_write() ? static_cast<unsigned>(EPOLLOUT) : 0U);
    event.data.ptr = &connection;
    if (::epoll_ctl(epoll_, operation, connection.socket(), &event) != 0) fail_call("epoll_ctl");
  }
  [[nodiscard]] std::span<const epoll_event> wait() {
    const int count = ::epoll_wait(epoll_, events_.data(), static_cast<int>(events_.size()), patience_ms);
    if (count < 0 && errno != EINTR) fail_call("epoll_wait");
    if (count == 0) fail("the server did not answer for a minute");
    return {events_.data(), static_cast<std::size_t>(std::max(count, 0))};
  }

 private:
  int epoll_;
  std::array<epoll_event, 256> events_{};
};

}  // namespace

int connect_to(std::uint16_t port) {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (made < 0) fail_call("socket");
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int on = 1;
  ::setsockopt(made, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (::connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) fail_call("connect");
  return made;
}

Sample http_load(std::uint16_t port, std::size_t connections, std::span<const std::string> requests,
                 const AcceptAnswer& accept) {
  Loop loop;
  std::vector<std::unique_ptr<Connection>> all;
  for (std::size_t i = 0; i < std::min(connections, requests.size()); ++i) {
    all.push_back(std::make_unique<Connection>(port));
  }

  Sample sample;
  std::size_t next = 0;
  std::size_t answered = 0;
  const Watch watch;
  for (const auto& connection : all) {
    connection->send(requests[next++]);
    loop.watch(*connection, EPOLL_CTL_ADD);
  }
  while (answered < requests.size()) {
    for (const auto& event : loop.wait()) {
      auto& connection = *static_cast<Connection*>(event.data.ptr);
      const bool was_writing = connection.wants_to_write();
      if (was_writing) connection.write_on();
      if ((event.events & ~static_cast<unsigned>(EPOLLOUT)) != 0 && connection.read_on()) {
        sample.latencies.add(connection.since().microseconds());
        if (!accept(connection.answer())) {
          fail(fmt::format("the server answered {}: {}", connection.answer().status,
                           connection.answer().body.substr(0, 300)));
        }
        ++answered;
        if (next < requests.size()) connection.send(requests[next++]);
      }
      if (was_writing != connection.wants_to_write()) loop.watch(connection, EPOLL_CTL_MOD);
    }
  }
  sample.rate = watch.rate(requests.size());
  return sample;
}

std::string post_request(std::string_view target, std::string_view content_type,
                         std::string_view further_headers, std::string_view body) {
  return fmt::format(
      "POST {} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: {}\r\nContent-Length: {}\r\n{}\r\n{}", target,
      content_type, body.size(), further_headers, body);
}

std::string get_request(std::string_view target) {
  return fmt::format("GET {} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", target);
}

}  // namespace tenure::bench
