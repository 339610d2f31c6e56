#include "adapters/daemon/signals.h"

#include <csignal>
#include <ctime>

namespace tenure::daemon {
namespace {

sigset_t ending_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

void block_signals() {
  const auto set = ending_signals();
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  std::signal(SIGPIPE, SIG_IGN);
}

std::optional<std::string_view> wait_for_signal(std::chrono::milliseconds patience) {
  const auto set = ending_signals();
  const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(patience);
  timespec timeout{};
  timeout.tv_sec = seconds.count();
  timeout.tv_nsec = std::chrono::nanoseconds{patience - seconds}.count();
  switch (sigtimedwait(&set, nullptr, &timeout)) {
    case SIGINT:
      return "SIGINT";
    case SIGTERM:
      return "SIGTERM";
    default:
      return std::nullopt;
  }
}

void unblock_signals() {
  const auto set = ending_signals();
  pthread_sigmask(SIG_UNBLOCK, &set, nullptr);
}

}  // namespace tenure::daemon
