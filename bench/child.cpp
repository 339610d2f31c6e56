#include "bench/child.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

#include "bench/limits/no_content_server.h"
#include "bench/limits/socket_writer.h"
#include "bench/scenarios/recovery.h"
#include "bench/settings.h"

namespace tenure::bench {

const Child* find_child(std::string_view name) {
  static constexpr std::array children{Child{"child-fill", fill_until_killed},
                                       Child{"child-no-content", serve_no_content},
                                       Child{"child-socket-writer", write_to_sockets}};
  const auto* found = std::ranges::find(children, name, &Child::name);
  return found == children.end() ? nullptr : found;
}

Process::Process(const std::vector<std::string>& arguments) {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) fail(fmt::format("no pipe: {}", std::strerror(errno)));

  std::vector<std::string> texts{"tenure"};
  texts.insert(texts.end(), arguments.begin(), arguments.end());
  std::vector<char*> pointers;
  for (auto& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
  const int error = ::posix_spawn(&id_, "/proc/self/exe", &actions, nullptr, pointers.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(pipe[1]);
  output_ = pipe[0];
  if (error != 0) {
    ::close(output_);
    fail(fmt::format("cannot start a process: {}", std::strerror(error)));
  }
}

Process::~Process() {
  end(SIGKILL);
  ::close(output_);
}

std::optional<std::string> Process::read_line() {
  while (true) {
    if (const auto end_of_line = pending_.find('\n'); end_of_line != std::string::npos) {
      auto line = pending_.substr(0, end_of_line);
      pending_.erase(0, end_of_line + 1);
      return line;
    }
    std::array<char, 4096> chunk{};
    const auto got = ::read(output_, chunk.data(), chunk.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return std::nullopt;
    pending_.append(chunk.data(), static_cast<std::size_t>(got));
  }
}

void Process::end(int signal) {
  if (id_ < 0) return;
  ::kill(id_, signal);
  while (::waitpid(id_, nullptr, 0) < 0 && errno == EINTR) {
  }
  id_ = -1;
}

}  // namespace tenure::bench
