#include "adapters/kafka/client/fault_point.h"

#ifdef TENURE_FAULT_POINTS

#include <algorithm>
#include <atomic>
#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <unistd.h>

#include <fmt/format.h>

namespace tenure::kafka {
namespace {

/// Where the process ends; past the table: nowhere.
struct Plan {
  std::size_t index = fault_point_names.size();
  std::uint64_t passes = 0;
};

Plan read_plan() {
  const char* const text = std::getenv("TENURE_FAULT");
  if (text == nullptr) return {};
  const std::string_view whole{text};
  const auto colon = whole.rfind(':');
  Plan plan;
  if (colon != std::string_view::npos) {
    const auto found = std::ranges::find(fault_point_names, whole.substr(0, colon));
    plan.index = static_cast<std::size_t>(found - fault_point_names.begin());
    std::from_chars(whole.data() + colon + 1, whole.data() + whole.size(), plan.passes);
  }
  if (plan.index == fault_point_names.size() || plan.passes == 0) {
    fmt::print(stderr, "TENURE_FAULT is \"{}\"; it must be NAME:COUNT with the name of a fault point\n",
               whole);
    std::abort();
  }
  return plan;
}

}  // namespace

void fault_point(FaultPoint point) {
  static const Plan plan = read_plan();
  static std::atomic<std::uint64_t> passes = 0;
  if (point.index() != plan.index || ++passes < plan.passes) return;
  static_cast<void>(::kill(::getpid(), SIGKILL));
  // The signal may reach another thread first.
  for (;;) ::pause();
}

}  // namespace tenure::kafka

#endif
