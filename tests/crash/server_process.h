// The real program as a child process: started, killed, run to its end.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <sys/types.h>
#include <vector>

namespace tenure::test {

/// What a program printed (both streams) and how it ended.
struct Finished {
  int exit_code = -1;
  std::string output;
};

/// Runs the tenure binary with these arguments to its end.
[[nodiscard]] Finished run_tenure(const std::vector<std::string>& arguments);

class ServerProcess {
 public:
  /// Starts `tenure serve` on a free loopback port and returns once it listens; nothing if it ended before that, with
  /// what it printed in `failure`.
  [[nodiscard]] static std::optional<ServerProcess> start(const std::filesystem::path& data,
                                                          std::string& failure);
  /// Starts it and does not wait, so that it can be killed while it opens its data.
  [[nodiscard]] static ServerProcess launch(const std::filesystem::path& data);

  ServerProcess(ServerProcess&& other) noexcept;
  ServerProcess& operator=(ServerProcess&&) = delete;
  /// Kills it where it still runs.
  ~ServerProcess();

  [[nodiscard]] unsigned short port() const { return port_; }
  /// SIGKILL, and waits until it is gone.
  void kill();
  /// SIGTERM; the exit code.
  [[nodiscard]] int stop();

 private:
  ServerProcess(pid_t pid, int output) : pid_{pid}, output_{output} {}
  [[nodiscard]] bool wait_until_listening(std::string& printed);
  int wait_for_end();

  pid_t pid_ = -1;
  int output_ = -1;
  unsigned short port_ = 0;
};

}  // namespace tenure::test
