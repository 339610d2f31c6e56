#include "tests/crash/server_process.h"

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <signal.h>
#include <string_view>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace tenure::test {
namespace {

struct Child {
  pid_t pid;
  int output;
};

Child spawn(const std::vector<std::string>& arguments) {
  std::array<int, 2> pipe_ends{};
  if (::pipe2(pipe_ends.data(), O_CLOEXEC) != 0) std::abort();
  const pid_t pid = ::fork();
  if (pid < 0) std::abort();
  if (pid == 0) {
    ::dup2(pipe_ends[1], STDOUT_FILENO);
    ::dup2(pipe_ends[1], STDERR_FILENO);
    std::vector<char*> raw;
    std::string program{TENURE_BINARY};
    raw.push_back(program.data());
    auto copies = arguments;
    for (auto& argument : copies) raw.push_back(argument.data());
    raw.push_back(nullptr);
    ::execv(raw.front(), raw.data());
    ::_exit(127);
  }
  ::close(pipe_ends[1]);
  return {pid, pipe_ends[0]};
}

std::vector<std::string> serve_arguments(const std::filesystem::path& data) {
  return {"serve", "--data", data.string(), "--listen", "127.0.0.1:0"};
}

}  // namespace

Finished run_tenure(const std::vector<std::string>& arguments) {
  const auto child = spawn(arguments);
  Finished finished;
  std::array<char, 4096> buffer{};
  for (ssize_t got = 0; (got = ::read(child.output, buffer.data(), buffer.size())) > 0;) {
    finished.output.append(buffer.data(), static_cast<std::size_t>(got));
  }
  ::close(child.output);
  int status = 0;
  ::waitpid(child.pid, &status, 0);
  finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

ServerProcess ServerProcess::launch(const std::filesystem::path& data) {
  const auto child = spawn(serve_arguments(data));
  return ServerProcess{child.pid, child.output};
}

std::optional<ServerProcess> ServerProcess::start(const std::filesystem::path& data, std::string& failure) {
  auto server = launch(data);
  if (!server.wait_until_listening(failure)) return std::nullopt;
  return server;
}

ServerProcess::ServerProcess(ServerProcess&& other) noexcept
    : pid_{std::exchange(other.pid_, -1)},
      output_{std::exchange(other.output_, -1)},
      port_{std::exchange(other.port_, static_cast<unsigned short>(0))} {}

ServerProcess::~ServerProcess() { kill(); }

bool ServerProcess::wait_until_listening(std::string& printed) {
  constexpr std::string_view announcement = "listening on http://127.0.0.1:";
  std::array<char, 512> buffer{};
  for (ssize_t got = 0; (got = ::read(output_, buffer.data(), buffer.size())) > 0;) {
    printed.append(buffer.data(), static_cast<std::size_t>(got));
    const auto at = printed.find(announcement);
    if (at == std::string::npos || printed.find('\n', at) == std::string::npos) continue;
    port_ =
        static_cast<unsigned short>(std::strtoul(printed.c_str() + at + announcement.size(), nullptr, 10));
    return true;
  }
  return false;
}

void ServerProcess::kill() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  (void)wait_for_end();
}

int ServerProcess::stop() {
  ::kill(pid_, SIGTERM);
  return wait_for_end();
}

int ServerProcess::wait_for_end() {
  // Drains the pipe, so that a chatty server can end.
  std::array<char, 4096> buffer{};
  while (::read(output_, buffer.data(), buffer.size()) > 0) {
  }
  int status = 0;
  ::waitpid(pid_, &status, 0);
  ::close(output_);
  pid_ = -1;
  output_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace tenure::test
