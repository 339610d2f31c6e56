// A scenario: one promise, measured beside its limit.
//
// Is:       a name, two sentences, and the function that measures.
// Promises: leaves nothing behind; everything it writes is below the settings' folder.
// Fails:    with a Failure, see settings.h.
// Why:      a plain table of functions; a scenario is one file that defines one of these, and a line in registry.cpp.
#pragma once

#include <span>
#include <string_view>

#include "bench/report.h"
#include "bench/settings.h"

namespace tenure::bench {

struct Scenario {
  std::string_view name;
  /// What is measured, and its unit.
  std::string_view what;
  /// What it is held against.
  std::string_view limit;
  Report (*run)(const Settings& settings);
};

/// All of them, in the order of docs/performance.md.
[[nodiscard]] std::span<const Scenario> scenarios();
[[nodiscard]] const Scenario* find_scenario(std::string_view name);

}  // namespace tenure::bench
