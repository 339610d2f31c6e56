// What all handlers share: the engine, the options, the metrics, and what each loop keeps for itself.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <memory>
#include <string>

#include "adapters/daemon/engine.h"
#include "adapters/http/api/api.h"
#include "adapters/http/api/commands/command_gate.h"
#include "adapters/http/api/events/frame_cache.h"
#include "adapters/http/api/operations/metrics.h"

namespace tenure::http {

/// Loops of a server; far more than any machine's cores need.
inline constexpr std::size_t loops_max = 64;

/// Touched by one loop's thread alone.
struct PerLoop {
  CommandGate gate;
  FrameCache frames;
};

struct Context {
  Context(daemon::Engine& the_engine, ApiOptions the_options)
      : engine{the_engine}, options{std::move(the_options)}, metrics{the_engine, options.reporter} {}

  [[nodiscard]] PerLoop& of(const Loop& loop) {
    auto& slot = loops_.at(loop.index());
    if (!slot) slot = std::make_unique<PerLoop>();
    return *slot;
  }

  daemon::Engine& engine;
  const ApiOptions options;
  Metrics metrics;
  std::atomic<std::size_t> live_readers{0};

 private:
  std::array<std::unique_ptr<PerLoop>, loops_max> loops_;
};

}  // namespace tenure::http
