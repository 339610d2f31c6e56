#include "tests/adapters/cli/program_runner.h"

#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <fstream>
#include <poll.h>
#include <sstream>
#include <sys/wait.h>
#include <unistd.h>

#include <gtest/gtest.h>

namespace tenure::test {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto run_patience = std::chrono::seconds{120};

std::string program() {
  const auto* path = std::getenv("TENURE_PROGRAM");
  return path == nullptr ? "./tenure" : path;
}

std::string read_file(const std::filesystem::path& file) {
  std::ifstream in{file, std::ios::binary};
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// In the child: becomes the program, or ends with 127.
[[noreturn]] void become(const std::string& name, const Ask& ask) {
  std::vector<char*> arguments{const_cast<char*>(name.c_str())};
  for (const auto& argument : ask.arguments) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  std::vector<std::string> variables{"PATH=/usr/local/bin:/usr/bin:/bin"};
  for (const auto& [key, value] : ask.environment) variables.push_back(key + "=" + value);
  std::vector<char*> environment;
  for (auto& variable : variables) environment.push_back(variable.data());
  environment.push_back(nullptr);
  execvpe(name.c_str(), arguments.data(), environment.data());
  _exit(127);
}

int open_for(const std::filesystem::path& file, int flags) {
  const int opened = open(file.c_str(), flags | O_CLOEXEC, 0600);
  if (opened < 0) throw std::runtime_error{"cannot open " + file.string()};
  return opened;
}

int wait_for_end(pid_t process) {
  const auto deadline = Clock::now() + run_patience;
  // The process is waited for, not slept for: its end closes the descriptor.
  const int descriptor = static_cast<int>(syscall(434 /* pidfd_open */, process, 0));
  pollfd waiting{descriptor, POLLIN, 0};
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now());
  if (poll(&waiting, 1, static_cast<int>(left.count())) != 1) {
    ADD_FAILURE() << "the program did not end in time";
    kill(process, SIGKILL);
  }
  close(descriptor);
  int status = 0;
  waitpid(process, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace

ProgramRun run_other(const std::string& name, const Ask& ask) {
  const ScratchFolder scratch;
  const auto in = scratch.write("in", ask.input);
  const pid_t process = fork();
  if (process == 0) {
    dup2(open_for(in, O_RDONLY), STDIN_FILENO);
    dup2(open_for(scratch.path("out"), O_WRONLY | O_CREAT), STDOUT_FILENO);
    dup2(open_for(scratch.path("err"), O_WRONLY | O_CREAT), STDERR_FILENO);
    become(name, ask);
  }
  ProgramRun run;
  run.exit_code = wait_for_end(process);
  run.out = read_file(scratch.path("out"));
  run.err = read_file(scratch.path("err"));
  return run;
}

ProgramRun run_asked(const Ask& ask) { return run_other(program(), ask); }
ProgramRun run_program(std::vector<std::string> arguments) {
  return run_asked({.arguments = std::move(arguments), .input = {}, .environment = {}});
}

ServedFolder::ServedFolder(const std::filesystem::path& data, std::vector<std::string> further)
    : log_file_{data.string() + ".log"} {
  std::array<int, 2> pipe_ends{};
  if (pipe2(pipe_ends.data(), O_CLOEXEC) != 0) throw std::runtime_error{"cannot make a pipe"};
  Ask ask{.arguments = {"serve", "--data", data.string(), "--listen", "127.0.0.1:0"},
          .input = {},
          .environment = {}};
  ask.arguments.insert(ask.arguments.end(), further.begin(), further.end());
  process_ = fork();
  if (process_ == 0) {
    dup2(pipe_ends[1], STDOUT_FILENO);
    dup2(open_for(log_file_, O_WRONLY | O_CREAT | O_TRUNC), STDERR_FILENO);
    become(program(), ask);
  }
  close(pipe_ends[1]);
  out_ = pipe_ends[0];
  std::string line;
  char byte = 0;
  while (read(out_, &byte, 1) == 1 && byte != '\n') line += byte;
  const std::string_view before = "listening on ";
  if (line.starts_with(before)) url_ = line.substr(before.size());
}

ServedFolder::~ServedFolder() {
  if (process_ > 0) kill(process_, SIGKILL), waitpid(process_, nullptr, 0);
  if (out_ >= 0) close(out_);
}

int ServedFolder::stop() {
  kill(process_, SIGTERM);
  const int code = wait_for_end(process_);
  process_ = -1;
  log_ = read_file(log_file_);
  return code;
}

}  // namespace tenure::test
