// `tenure serve`: engine, HTTP server, log and scheduler as one process, until a signal ends it.
//
// What it is: the composition root of the server.
// What it promises: says where it listens only when it serves. SIGTERM and SIGINT end it gracefully: no new
//   connection is taken, what was accepted is answered, then everything is closed; a second signal ends it at once,
//   which loses nothing that was answered.
// What can go wrong: folder in use or damaged, address taken, no zone tables; each is said with what to do, and the
//   process ends with `Served::failed`.
// Threads: on the main thread, which called `block_signals` (signals.h) before any other was started.
// Why this way: one place knows the order in which things start and stop.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "adapters/daemon/kafka_link.h"
#include "adapters/daemon/logging.h"

namespace tenure::daemon {

struct ServeOptions {
  std::filesystem::path data;
  /// Address and port; port 0 is any free one.
  std::string listen = "127.0.0.1:8080";
  /// For a new folder; an existing one has what it has.
  std::optional<std::size_t> partitions;

  // Of the server; 0: one event loop for every two cores.
  std::size_t threads = 0;
  std::size_t connections_max = 4096;
  std::size_t header_kib_max = 16;
  std::size_t body_mib_max = 64;
  std::size_t bodies_mib_max = 256;
  std::size_t request_seconds_max = 60;
  std::size_t idle_seconds_max = 75;
  std::size_t stop_seconds_max = 30;

  // Of the engine, all partitions together.
  std::size_t cache_mib = 256;
  std::size_t storage_mib = 256;
  std::size_t feed_mib = 64;
  std::size_t queue_mib = 64;
  std::size_t filter_mib = 256;
  std::size_t disk_free_mib_min = 256;
  std::size_t read_model_storage_mib = 256;
  /// How many of the newest positions queries can be as of; none: all.
  std::optional<std::uint64_t> history_events;

  /// Actor of commands that name none; empty: such commands are refused.
  std::string default_actor = "anonymous";
  /// Operators whose sites get their business days opened by themselves.
  std::vector<std::string> open_business_days;

  KafkaLinkOptions kafka;

  LogOptions log;
};

enum class Served : std::uint8_t { stopped, misconfigured, failed };

[[nodiscard]] Served serve(const ServeOptions& options);

}  // namespace tenure::daemon
