#include "adapters/cli/surface_serve.h"

#include <CLI/CLI.hpp>

#include "adapters/cli/surface_kafka.h"
#include "adapters/daemon/serve.h"

namespace tenure::cli {
namespace {

constexpr std::size_t mebibytes_max = 1024 * 1024;
constexpr std::size_t seconds_max = 24 * 3600;
constexpr std::size_t partitions_max = 64;

const std::map<std::string, daemon::LogFormat> log_formats{{"text", daemon::LogFormat::text},
                                                           {"json", daemon::LogFormat::json}};
const std::map<std::string, daemon::LogLevel> log_levels{{"debug", daemon::LogLevel::debug},
                                                         {"info", daemon::LogLevel::info},
                                                         {"warning", daemon::LogLevel::warning},
                                                         {"error", daemon::LogLevel::error}};

void add_limits(CLI::App& sub, daemon::ServeOptions& options) {
  const auto number = [&](const char* name, std::size_t& value, std::size_t least, std::size_t most,
                          const char* what) {
    sub.add_option(name, value, what)->check(CLI::Range(least, most))->capture_default_str()->group("Limits");
  };
  number("--threads", options.threads, 0, 256,
         "Event loops of the HTTP server; 0 is one for every two cores");
  number("--connections-max", options.connections_max, 1, 1'000'000, "Connections at once; more get 503");
  number("--header-kib-max", options.header_kib_max, 1, 1024, "Header of a request; more gets 431");
  number("--body-mib-max", options.body_mib_max, 1, 1024, "Body of a request; more gets 413");
  number("--bodies-mib-max", options.bodies_mib_max, 1, mebibytes_max,
         "All bodies in memory at once; more get 503");
  number("--request-seconds-max", options.request_seconds_max, 1, seconds_max,
         "For a body to come; later is 408");
  number("--idle-seconds-max", options.idle_seconds_max, 1, seconds_max, "Between requests of a connection");
  number("--stop-seconds-max", options.stop_seconds_max, 1, seconds_max,
         "For requests in hand when stopping");
  number("--cache-mib", options.cache_mib, 1, mebibytes_max, "Aggregate states in memory");
  number("--storage-mib", options.storage_mib, 8, mebibytes_max, "Block cache and write buffers of the log");
  number("--read-model-storage-mib", options.read_model_storage_mib, 8, mebibytes_max,
         "Block cache and write buffers of the read models");
  sub.add_option("--history-events", options.history_events,
                 "Of how many of the newest positions queries can be as of; all where nothing is said")
      ->group("Limits");
  number("--feed-mib", options.feed_mib, 1, mebibytes_max, "Newest commits, for readers that follow");
  number("--queue-mib", options.queue_mib, 1, mebibytes_max, "Commands that wait; more get 503");
  number("--filter-mib", options.filter_mib, 1, mebibytes_max, "Filters over the ids of commands");
  number("--disk-free-mib-min", options.disk_free_mib_min, 0, mebibytes_max,
         "Commands are refused below this");
}

}  // namespace

void add_serve(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand("serve", "Serve a data folder over HTTP until SIGTERM or SIGINT");
  auto options = std::make_shared<daemon::ServeOptions>();
  sub.add_option("--data", options->data, "Data folder; made when it is not there")->required();
  sub.add_option("--listen", options->listen, "Address and port; port 0 is any free one")
      ->capture_default_str();
  sub.add_option("--partitions", options->partitions, "How many partitions a new folder gets")
      ->check(CLI::Range(std::size_t{1}, partitions_max));
  sub.add_option("--open-business-days", options->open_business_days,
                 "Operators whose sites get each business day opened when it begins there, comma separated")
      ->delimiter(',');
  sub.add_option("--default-actor", options->default_actor,
                 "Actor of commands that name none; empty: they are refused")
      ->capture_default_str();
  add_kafka_options(sub, options->kafka);
  add_charge_format(sub, options->kafka.charges);
  sub.add_flag_callback(
         "--kafka-ingest", [options] { options->kafka.ingest = daemon::KafkaLinkOptions::Ingest::yes; },
         "Also apply what comes in on PREFIX.bookings, PREFIX.usage and PREFIX.commands")
      ->group("Kafka");
  using WhenGone = kafka::IngestOptions::WhenGone;
  sub.add_option("--kafka-when-gone", options->kafka.when_gone,
                 "Where records were deleted before they were read: stop (the default) or skip them")
      ->transform(CLI::CheckedTransformer(
          std::map<std::string, WhenGone>{{"stop", WhenGone::stop}, {"skip", WhenGone::skip}}))
      ->group("Kafka");
  sub.add_option("--kafka-default-operator", options->kafka.default_operator,
                 "Operator of records that name none; without it they are parked")
      ->group("Kafka");
  sub.add_option("--log-format", options->log.format, "text or json")
      ->transform(CLI::CheckedTransformer(log_formats));
  sub.add_option("--log-level", options->log.level, "debug, info, warning or error")
      ->transform(CLI::CheckedTransformer(log_levels));
  add_limits(sub, *options);
  sub.footer(
      "\nExample: tenure serve --data /var/lib/tenure --listen 127.0.0.1:8080 --open-business-days harbour");
  sub.callback([&chosen, options] {
    chosen = [options](Console&) {
      switch (daemon::serve(*options)) {
        case daemon::Served::stopped:
          return ExitCode::ok;
        case daemon::Served::misconfigured:
          return ExitCode::usage;
        case daemon::Served::failed:
          return ExitCode::failed;
      }
      return ExitCode::failed;
    };
  });
}

}  // namespace tenure::cli
