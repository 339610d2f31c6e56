// Metrics: what the process did and how it is, for Prometheus.
//
// What it is: counters of requests, and at each scrape the state of partitions and read models.
// What it promises: labels are routes, statuses, partitions and models; nothing of what was sent gets into one.
// Threads: any. Counting a request takes no lock.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

#include "adapters/daemon/report.h"

namespace tenure::daemon {
class Engine;
}

namespace tenure::http {

struct Route;

class Metrics {
 public:
  Metrics(daemon::Engine& engine, daemon::Reporter reporter);
  ~Metrics();

  /// A request was answered; null: no route was found.
  void count(const Route* route, unsigned status, std::chrono::steady_clock::duration took);

  /// The text of a scrape.
  [[nodiscard]] std::string text(std::size_t live_readers) const;

  std::atomic<std::int64_t> connections{0};

 private:
  struct Requests;
  daemon::Engine& engine_;
  daemon::Reporter reporter_;
  std::unique_ptr<Requests> requests_;
};

}  // namespace tenure::http
