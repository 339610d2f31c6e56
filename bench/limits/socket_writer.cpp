#include "bench/limits/socket_writer.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

namespace tenure::bench {
namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr int backlog = 1'024;

/// A listening socket on a free port of this machine, or nothing.
int listen_anywhere() {
  const int made = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::bind(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return -1;
  return ::listen(made, backlog) == 0 ? made : -1;
}

std::uint16_t port_of(int socket) {
  sockaddr_in address{};
  socklen_t size = sizeof address;
  ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
  return ntohs(address.sin_port);
}

struct Reader {
  int socket;
  std::size_t left;
};

/// Whether the reader is still there.
bool write_piece(Reader& reader, const std::vector<char>& piece) {
  const auto sent =
      ::send(reader.socket, piece.data(), std::min(reader.left, piece.size()), MSG_DONTWAIT | MSG_NOSIGNAL);
  if (sent < 0) return errno == EAGAIN || errno == EWOULDBLOCK;
  reader.left -= static_cast<std::size_t>(sent);
  return true;
}

void serve_round(std::vector<Reader> readers, const std::vector<char>& piece) {
  std::vector<pollfd> waits;
  while (!readers.empty()) {
    waits.clear();
    for (const auto& reader : readers) waits.push_back({reader.socket, POLLOUT, 0});
    ::poll(waits.data(), waits.size(), -1);
    for (std::size_t i = 0; i < readers.size(); ++i) {
      if (waits[i].revents == 0) continue;
      if (!write_piece(readers[i], piece)) readers[i].left = 0;
    }
    std::erase_if(readers, [](const Reader& reader) {
      if (reader.left > 0) return false;
      ::close(reader.socket);
      return true;
    });
  }
}

}  // namespace

int write_to_sockets(std::span<const std::string> arguments) {
  if (arguments.size() != 2) return 1;
  const auto connections = std::stoul(arguments[0]);
  const auto bytes = std::stoul(arguments[1]);
  const int listener = listen_anywhere();
  if (listener < 0) return 1;
  fmt::print("{}\n", port_of(listener));
  std::fflush(stdout);

  const std::vector<char> piece(piece_bytes, 'x');
  while (true) {
    std::vector<Reader> readers;
    while (readers.size() < connections) {
      const int accepted = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (accepted < 0) return 1;
      readers.push_back({accepted, bytes});
    }
    serve_round(std::move(readers), piece);
  }
}

}  // namespace tenure::bench
