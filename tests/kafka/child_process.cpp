#include "tests/kafka/child_process.h"

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

namespace tenure::test {

RelayProcess::RelayProcess(const std::filesystem::path& log, const kafka::KafkaOptions& options, int commands,
                           const std::string& fault)
    : ChildProcess{{TENURE_RELAY_PROGRAM, log.string(), options.bootstrap_servers, options.topic_prefix,
                    fmt::to_string(commands)},
                   fault} {}

IngestProcess::IngestProcess(const std::filesystem::path& store, const kafka::KafkaOptions& options,
                             int bookings, int commands, const std::string& fault)
    : ChildProcess{{TENURE_INGEST_PROGRAM, store.string(), options.bootstrap_servers, options.topic_prefix,
                    fmt::to_string(bookings), fmt::to_string(commands)},
                   fault} {}

ChildProcess::ChildProcess(std::vector<std::string> texts, const std::string& fault) {
  std::vector<char*> arguments;
  for (auto& text : texts) arguments.push_back(text.data());
  arguments.push_back(nullptr);
  std::vector<std::string> variables;
  for (char** variable = environ; *variable != nullptr; ++variable) variables.emplace_back(*variable);
  if (!fault.empty()) variables.push_back("TENURE_FAULT=" + fault);
  std::vector<char*> environment;
  for (auto& variable : variables) environment.push_back(variable.data());
  environment.push_back(nullptr);

  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) std::abort();
  pid_ = ::fork();
  if (pid_ < 0) std::abort();
  if (pid_ != 0) {
    ::close(ends[1]);
    output_ = ends[0];
    return;
  }
  // Between fork and exec only calls that are safe there.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  ::dup2(ends[1], STDERR_FILENO);
  ::execve(arguments[0], arguments.data(), environment.data());
  ::_exit(127);
}

ChildProcess::~ChildProcess() {
  if (pid_ > 0) static_cast<void>(kill());
  ::close(output_);
}

bool ChildProcess::says(std::string_view text) {
  std::string said;
  std::array<char, 1'024> part;
  while (said.find(text) == std::string::npos) {
    const auto size = ::read(output_, part.data(), part.size());
    if (size <= 0) return false;
    said.append(part.data(), static_cast<std::size_t>(size));
  }
  return true;
}

std::string ChildProcess::end() {
  int status = 0;
  if (::waitpid(pid_, &status, 0) != pid_) std::abort();
  pid_ = -1;
  if (WIFEXITED(status)) return fmt::format("exit {}", WEXITSTATUS(status));
  return fmt::format("signal {}", WTERMSIG(status));
}

std::string ChildProcess::kill() {
  signal(SIGKILL);
  return end();
}

void ChildProcess::signal(int number) const { ::kill(pid_, number); }

}  // namespace tenure::test
