#include "bench/http/stream_readers.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <poll.h>
#include <string_view>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

#include "bench/http/load.h"
#include "bench/runner.h"
#include "bench/settings.h"

namespace tenure::bench {
namespace {

constexpr std::size_t piece_bytes = 64 * 1024;
constexpr int patience_ms = 60'000;

/// The last event is shorter than this, and nothing but a comment comes after it.
constexpr std::size_t tail_bytes = 4 * 1024;

struct Reader {
  int socket;
  /// The end of what came, in case what is waited for lies across two pieces.
  std::string tail;
  bool done = false;
};

/// `last` empty means until the end of the stream.
void take(Reader& reader, std::string_view piece, const std::string& last) {
  if (last.empty()) return;
  reader.tail += piece.substr(piece.size() - std::min(piece.size(), tail_bytes));
  reader.done = reader.tail.find(last) != std::string::npos;
  if (reader.tail.size() > tail_bytes) reader.tail.erase(0, reader.tail.size() - tail_bytes);
}

ReadStreams read_all(std::vector<Reader>& readers, const std::string& last) {
  ReadStreams found;
  std::vector<char> piece(piece_bytes);
  std::vector<pollfd> waits;
  const Watch watch;
  auto left = readers.size();
  while (left > 0) {
    waits.clear();
    for (const auto& reader : readers) waits.push_back({reader.done ? -1 : reader.socket, POLLIN, 0});
    if (::poll(waits.data(), waits.size(), patience_ms) == 0) fail("a stream stood still for a minute");
    for (std::size_t i = 0; i < readers.size(); ++i) {
      if (waits[i].revents == 0) continue;
      const auto got = ::recv(readers[i].socket, piece.data(), piece.size(), MSG_DONTWAIT);
      if (got < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) continue;
      if (got < 0) fail(fmt::format("recv failed: {}", std::strerror(errno)));
      if (got == 0) {
        if (!last.empty()) fail("a stream ended before its last event");
        readers[i].done = true;
      }
      found.bytes += static_cast<std::uint64_t>(got);
      if (got > 0) take(readers[i], {piece.data(), static_cast<std::size_t>(got)}, last);
      if (readers[i].done) --left;
    }
  }
  found.seconds = watch.seconds();
  for (const auto& reader : readers) ::close(reader.socket);
  return found;
}

}  // namespace

ReadStreams read_until(std::uint16_t port, std::size_t count, const std::string& request,
                       const std::string& last) {
  std::vector<Reader> readers;
  for (std::size_t i = 0; i < count; ++i) {
    readers.push_back({connect_to(port), {}, false});
    const auto sent = ::send(readers.back().socket, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent != static_cast<ssize_t>(request.size())) fail("a stream could not be asked for");
  }
  return read_all(readers, last);
}

ReadStreams read_until_closed(std::uint16_t port, std::size_t count) {
  std::vector<Reader> readers;
  for (std::size_t i = 0; i < count; ++i) readers.push_back({connect_to(port), {}, false});
  return read_all(readers, {});
}

}  // namespace tenure::bench
