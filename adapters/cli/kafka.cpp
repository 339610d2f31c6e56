// kafka: what a person decides about the link to Kafka.

#include <chrono>

#include <fmt/format.h>

#include "adapters/cli/open_engine.h"
#include "adapters/cli/subcommands.h"
#include "adapters/kafka/async_api/async_api.h"
#include "adapters/kafka/relay/reset.h"

namespace tenure::cli {
namespace {

constexpr std::chrono::seconds patience{30};

}  // namespace

ExitCode print_async_api(const daemon::KafkaLinkOptions& described, Console& console) {
  console.print(kafka::async_api(described.topic_prefix, described.charges));
  return ExitCode::ok;
}

ExitCode reset_relay(const ResetRelayOptions& options, Console& console) {
  const auto kafka_options = daemon::parse(options.kafka);
  if (!kafka_options) {
    console.error(kafka_options.error());
    return ExitCode::usage;
  }
  auto engine = open_engine(options.data, console);
  if (!engine) {
    console.error(engine.error().message, engine.error().next);
    return ExitCode::failed;
  }
  if (options.partition >= (*engine)->size()) {
    console.error(
        fmt::format("there is no partition {}; the folder has {}", options.partition, (*engine)->size()));
    return ExitCode::usage;
  }
  const kafka::CursorReset reset{
      (*engine)->store().id(), static_cast<std::uint32_t>(options.partition), {options.from}};
  const auto cursor =
      kafka::reset_cursor((*engine)->partition(options.partition), *kafka_options, reset, patience);
  if (!cursor) {
    console.error(cursor.error().message);
    return cursor.error().kind == kafka::RelayError::Kind::configuration ? ExitCode::usage : ExitCode::failed;
  }
  console.print(
      fmt::format("partition {}: the relay goes on with position {}", options.partition, options.from));
  return ExitCode::ok;
}

}  // namespace tenure::cli
