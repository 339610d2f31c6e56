#include "adapters/daemon/serve.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <memory>

#include <fmt/format.h>

#include "adapters/daemon/control.h"
#include "adapters/daemon/engine.h"
#include "adapters/daemon/input_reader.h"
#include "adapters/daemon/logging.h"
#include "adapters/daemon/scheduler.h"
#include "adapters/daemon/signals.h"
#include "adapters/http/api/api.h"
#include "adapters/http/server.h"
#include "adapters/kafka/async_api/async_api.h"
#include "domain/kernel/zone.h"

namespace tenure::daemon {
namespace {

constexpr auto signal_patience = std::chrono::hours{1};
/// Of long work; each gets a line in the log.
constexpr std::uint64_t progress_parts = 10;

struct ListenAddress {
  std::string address;
  std::uint16_t port;
};

std::optional<ListenAddress> parse_listen(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == text.npos || colon == 0) return std::nullopt;
  auto address = text.substr(0, colon);
  const auto digits = text.substr(colon + 1);
  if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != digits.npos)
    return std::nullopt;
  const auto port = std::stoul(std::string{digits});
  if (port > 65'535) return std::nullopt;
  if (address.starts_with('[') && address.ends_with(']')) address = address.substr(1, address.size() - 2);
  return ListenAddress{std::string{address}, static_cast<std::uint16_t>(port)};
}

EngineOptions engine_options(const ServeOptions& options) {
  using eventstore::mebibyte;
  EngineOptions engine;
  engine.store.folder = options.data;
  engine.store.partitions = options.partitions;
  engine.read_model_storage_bytes_max = options.read_model_storage_mib * mebibyte;
  engine.history_events = options.history_events;
  auto& partition = engine.store.partition;
  partition.cache_bytes_max = options.cache_mib * mebibyte;
  partition.storage_bytes_max = options.storage_mib * mebibyte;
  partition.feed_bytes_max = options.feed_mib * mebibyte;
  partition.queue_bytes_max = options.queue_mib * mebibyte;
  partition.filter_bytes_max = options.filter_mib * mebibyte;
  partition.disk_free_min = options.disk_free_mib_min * mebibyte;
  partition.notice = [](std::string_view line) { log_warning(line); };
  partition.progress = [shown = std::make_shared<std::atomic<std::uint64_t>>(0)](
                           std::string_view what, std::uint64_t done, std::uint64_t total) {
    if (total == 0) return;
    const auto part = std::min(done, total) * progress_parts / total;
    if (shown->exchange(part) != part) log_info(fmt::format("{}: {} of {}", what, done, total));
  };
  return engine;
}

http::ServerOptions server_options(const ServeOptions& options, const ListenAddress& listen) {
  http::ServerOptions server;
  server.address = listen.address;
  server.port = listen.port;
  server.threads = options.threads;
  server.connections_max = options.connections_max;
  server.header_bytes_max = options.header_kib_max * eventstore::kibibyte;
  server.body_bytes_max = options.body_mib_max * eventstore::mebibyte;
  server.bodies_bytes_max = options.bodies_mib_max * eventstore::mebibyte;
  server.body_timeout = std::chrono::seconds{options.request_seconds_max};
  server.idle_timeout = std::chrono::seconds{options.idle_seconds_max};
  server.stop_timeout = std::chrono::seconds{options.stop_seconds_max};
  return server;
}

/// On standard output and at once: whoever started the server waits for this line.
void announce(const ListenAddress& listen, std::uint16_t port) {
  const auto host =
      listen.address.find(':') == std::string::npos ? listen.address : fmt::format("[{}]", listen.address);
  const auto base = fmt::format("http://{}:{}", host, port);
  fmt::print("listening on {}\n", base);
  fmt::print("  {}/readyz        whether it is ready, and why not\n", base);
  fmt::print("  {}/metrics       for Prometheus\n", base);
  fmt::print("  {}/openapi.json  what can be asked and sent\n", base);
  fmt::print("  {}/asyncapi.json what goes through Kafka\n", base);
  std::fflush(stdout);
}

Served run(const ServeOptions& options, const ListenAddress& listen) {
  log_info(fmt::format("opening {}", options.data.string()));
  auto engine = Engine::open(engine_options(options));
  if (!engine) {
    log_error(engine.error().text());
    return Served::failed;
  }
  for (std::size_t index = 0; index < (*engine)->size(); ++index) {
    log_info(
        fmt::format("partition {} is at position {}", index, (*engine)->partition(index).committed().value));
  }
  auto control = Control::start(options.data, [&store = (*engine)->store()](const std::filesystem::path& to) {
    log_info("a backup begins");
    auto made = store.backup(to);
    log_info(made ? "a backup is written" : fmt::format("a backup failed: {}", made.error()));
    return made;
  });
  if (!control) {
    log_error(control.error());
    return Served::failed;
  }
  std::unique_ptr<KafkaLink> kafka;
  if (!options.kafka.servers.empty()) {
    auto opened = KafkaLink::open(**engine, options.kafka);
    if (!opened) {
      log_error(opened.error());
      return Served::misconfigured;
    }
    kafka = std::move(*opened);
  }
  http::ApiOptions api_options;
  if (kafka) api_options.reporter = [&link = *kafka](Report& report) { link.report(report); };
  // Also without Kafka: what was parked waits in the log.
  api_options.input_reader = make_input_reader(options.kafka.default_operator);
  api_options.default_actor = options.default_actor;
  api_options.async_api = kafka::async_api(options.kafka.topic_prefix, options.kafka.charges);
  http::Api api{**engine, api_options};
  auto server = http::Server::start(server_options(options, listen), api);
  if (!server) {
    log_error(server.error());
    return Served::failed;
  }
  std::optional<Scheduler> scheduler;
  if (!options.open_business_days.empty()) {
    scheduler.emplace(**engine, eventstore::system_clock(), options.open_business_days);
  }
  announce(listen, (*server)->port());
  log_info(fmt::format("serving on port {}", (*server)->port()));

  std::optional<std::string_view> signal;
  while (!signal) signal = wait_for_signal(signal_patience);
  unblock_signals();
  log_info(fmt::format("{}: finishing what was accepted; a second signal ends at once", *signal));
  scheduler.reset();
  control->reset();
  (*server)->stop();
  kafka.reset();
  (*engine)->shut_down();
  log_info("stopped");
  return Served::stopped;
}

}  // namespace

Served serve(const ServeOptions& options) {
  start_log(options.log);
  const auto listen = parse_listen(options.listen);
  if (!listen) {
    log_error(fmt::format("\"{}\" is not an address and port; give one like 127.0.0.1:8080", options.listen));
    return Served::misconfigured;
  }
  if (const auto fault = domain::zone_tables_fault()) {
    log_error(*fault);
    return Served::failed;
  }
  const auto served = run(options, *listen);
  end_log();
  return served;
}

}  // namespace tenure::daemon
