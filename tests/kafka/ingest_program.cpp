// The ingest in a process of its own, to be killed: reads the input topics into a store until it is at their end.
//
// usage: kafka_ingest_program FOLDER SERVERS PREFIX BOOKINGS COMMANDS
// The last two are how many records partition 0 of each topic has. Ends with 0.

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "tests/kafka/ingest_house.h"
#include "tests/kafka/published.h"

namespace tenure::test {
namespace {

bool is_read(eventstore::Store& store, const std::string& topic, std::uint64_t records) {
  if (records == 0) return true;
  for (std::size_t index = 0; index < store.size(); ++index) {
    if (store.partition(index).ingest_offset(topic, 0).value_or(0) < records) return false;
  }
  return true;
}

int run(char** arguments) {
  const auto store = open_store(small_options(arguments[1], eventstore::system_clock()), std::nullopt);
  kafka::IngestOptions options;
  options.kafka.bootstrap_servers = arguments[2];
  options.kafka.topic_prefix = arguments[3];
  // Many stretches.
  options.stretch.records_max = 8;
  options.notice = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
  const kafka::Ingest ingest{*store, options};
  const auto bookings = std::strtoull(arguments[4], nullptr, 10);
  const auto commands = std::strtoull(arguments[5], nullptr, 10);
  const auto done = eventually(
      [&] {
        return is_read(*store, options.kafka.topic("bookings"), bookings) &&
               is_read(*store, options.kafka.topic("commands"), commands);
      },
      std::chrono::seconds{120});
  return done ? 0 : 4;
}

}  // namespace
}  // namespace tenure::test

int main(int count, char** arguments) {
  if (count != 6) {
    fmt::print(stderr, "usage: {} FOLDER SERVERS PREFIX BOOKINGS COMMANDS\n", arguments[0]);
    return 2;
  }
  return tenure::test::run(arguments);
}
