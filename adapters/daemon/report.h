// What runs beside an engine has to say of itself: for /readyz and /metrics.
//
// Texts and labels hold nothing of what was sent: no operator, no id, nothing personal.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace tenure::daemon {

struct Metric {
  enum class Kind : std::uint8_t { gauge, counter };
  std::string name;
  std::string help;
  Kind kind = Kind::gauge;
  using Labels = std::vector<std::pair<std::string, std::string>>;
  std::vector<std::pair<Labels, double>> values;
};

struct Report {
  /// Why the process is not ready: somebody has to do something.
  std::vector<std::string> reasons;
  /// What is not as it should be, and mends itself.
  std::vector<std::string> warnings;
  std::vector<Metric> metrics;
};

/// Adds what one of them has to say; from any thread.
using Reporter = std::function<void(Report&)>;

}  // namespace tenure::daemon
