#include "adapters/daemon/control.h"

#include <array>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <system_error>
#include <thread>
#include <unistd.h>
#include <utility>

#include <fmt/format.h>

#include "eventstore/thread_name.h"

namespace tenure::daemon {
namespace {

constexpr std::string_view socket_name = "control.socket";
constexpr std::string_view backup_word = "backup ";
constexpr std::string_view done_word = "done";
constexpr std::string_view failed_word = "failed: ";
constexpr std::size_t line_bytes_max = 8 * 1024;
/// For a line to come. A backup itself may take as long as it takes.
constexpr int request_patience_ms = 5'000;

/// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int value = -1) : value_{value} {}
  ~Descriptor() {
    if (value_ >= 0) close(value_);
  }
  Descriptor(Descriptor&& other) noexcept : value_{std::exchange(other.value_, -1)} {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  [[nodiscard]] int get() const { return value_; }
  [[nodiscard]] bool is_open() const { return value_ >= 0; }

 private:
  int value_;
};

std::string reason() { return std::generic_category().message(errno); }

/// The address of the socket in a folder. A socket's path may have 107 bytes, a folder's may have more: it is named
/// through the open folder.
sockaddr_un address_in(const Descriptor& folder) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto path = fmt::format("/proc/self/fd/{}/{}", folder.get(), socket_name);
  std::memcpy(address.sun_path, path.data(), path.size());
  return address;
}

template <class Function>
int with_address(const sockaddr_un& address, int socket, Function function) {
  return function(socket, reinterpret_cast<const sockaddr*>(&address),
                  static_cast<socklen_t>(sizeof address));
}

/// Up to a line's end; nothing where none comes in time.
std::optional<std::string> read_line(int socket, int patience_ms) {
  std::string line;
  std::array<char, 512> piece;
  while (line.size() < line_bytes_max) {
    pollfd waiting{socket, POLLIN, 0};
    if (poll(&waiting, 1, patience_ms) != 1) return std::nullopt;
    const auto got = read(socket, piece.data(), piece.size());
    if (got <= 0) return std::nullopt;
    line.append(piece.data(), static_cast<std::size_t>(got));
    if (const auto end = line.find('\n'); end != std::string::npos) return line.substr(0, end);
  }
  return std::nullopt;
}

/// Whoever went away does not get it.
void write_line(int socket, std::string line) {
  line += '\n';
  static_cast<void>(send(socket, line.data(), line.size(), MSG_NOSIGNAL));
}

}  // namespace

struct Control::Implementation {
  std::filesystem::path socket_path;
  MakeBackup make_backup;
  Descriptor listener;
  Descriptor stop;
  std::thread thread;

  void run() {
    std::array<pollfd, 2> waiting{pollfd{listener.get(), POLLIN, 0}, pollfd{stop.get(), POLLIN, 0}};
    while (true) {
      if (poll(waiting.data(), waiting.size(), -1) < 0 && errno != EINTR) return;
      if (waiting[1].revents != 0) return;
      if (waiting[0].revents == 0) continue;
      const Descriptor client{accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC)};
      if (client.is_open()) answer(client.get());
    }
  }

  void answer(int client) {
    const auto line = read_line(client, request_patience_ms);
    if (!line) return;
    if (!line->starts_with(backup_word)) {
      return write_line(client, fmt::format("{}this server knows only `backup`", failed_word));
    }
    const std::filesystem::path to{line->substr(backup_word.size())};
    if (!to.is_absolute())
      return write_line(client, fmt::format("{}the folder must be absolute", failed_word));
    const auto made = make_backup(to);
    write_line(client, made ? std::string{done_word} : fmt::format("{}{}", failed_word, made.error()));
  }
};

Control::Control(std::unique_ptr<Implementation> implementation)
    : implementation_{std::move(implementation)} {}

Control::~Control() {
  const std::uint64_t one = 1;
  static_cast<void>(!write(implementation_->stop.get(), &one, sizeof one));
  implementation_->thread.join();
  std::error_code ignored;
  std::filesystem::remove(implementation_->socket_path, ignored);
}

std::expected<std::unique_ptr<Control>, std::string> Control::start(const std::filesystem::path& data,
                                                                    MakeBackup make_backup) {
  const auto failed = [&](std::string_view what) {
    return std::unexpected{fmt::format("the control socket in {}: {}: {}", data.string(), what, reason())};
  };
  auto implementation = std::make_unique<Implementation>();
  implementation->socket_path = data / socket_name;
  implementation->make_backup = std::move(make_backup);
  const Descriptor folder{open(data.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
  if (!folder.is_open()) return failed("opening the folder");
  // Left by a server that was killed.
  unlinkat(folder.get(), socket_name.data(), 0);
  implementation->listener = Descriptor{socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  implementation->stop = Descriptor{eventfd(0, EFD_CLOEXEC)};
  const int listener = implementation->listener.get();
  // The rights are set before anybody can connect.
  fchmod(listener, S_IRUSR | S_IWUSR);
  if (with_address(address_in(folder), listener, bind) != 0) return failed("making it");
  fchmodat(folder.get(), socket_name.data(), S_IRUSR | S_IWUSR, 0);
  constexpr int waiting_max = 8;
  if (listen(listener, waiting_max) != 0) return failed("listening");
  implementation->thread = std::thread{[&control = *implementation] {
    eventstore::name_this_thread("control");
    control.run();
  }};
  return std::unique_ptr<Control>{new Control{std::move(implementation)}};
}

std::expected<AskedServer, std::string> ask_for_backup(const std::filesystem::path& data,
                                                       const std::filesystem::path& to) {
  const Descriptor folder{open(data.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC)};
  if (!folder.is_open()) return AskedServer::no_server;
  const Descriptor server{socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)};
  if (with_address(address_in(folder), server.get(), connect) != 0) {
    if (errno == ENOENT || errno == ECONNREFUSED) return AskedServer::no_server;
    return std::unexpected{fmt::format("asking the server that has {} open: {}", data.string(), reason())};
  }
  write_line(server.get(), fmt::format("{}{}", backup_word, std::filesystem::absolute(to).string()));
  const auto answer = read_line(server.get(), -1);
  if (!answer)
    return std::unexpected{std::string{"the server ended before it answered; the copy may be a part"}};
  if (*answer == done_word) return AskedServer::done;
  return std::unexpected{answer->starts_with(failed_word) ? answer->substr(failed_word.size()) : *answer};
}

}  // namespace tenure::daemon
