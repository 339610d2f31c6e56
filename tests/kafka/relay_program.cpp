// The relay in a process of its own, to be killed: relays a partition's log, and may send commands to it meanwhile.
//
// usage: kafka_relay_program FOLDER SERVERS PREFIX COMMANDS
// Sends charges until so many were sent, waits until all is published, and ends with 0. Charges that an earlier run
// sent are sent again and get their stored answers.

#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>

#include "tests/kafka/published.h"

namespace tenure::test {
namespace {

int run(char** arguments) {
  auto options = small_options(arguments[1], eventstore::system_clock());
  auto partition = eventstore::Partition::open(options);
  if (!partition) {
    fmt::print(stderr, "{}\n", partition.error().message);
    return 2;
  }
  kafka::KafkaOptions servers;
  servers.bootstrap_servers = arguments[2];
  servers.topic_prefix = arguments[3];
  auto settings = relay_options(servers);
  // Many transactions of several commits.
  settings.batch_events_max = 16;
  settings.notice = [](std::string_view line) { fmt::print(stderr, "{}\n", line); };
  const kafka::Relay relay{**partition, settings};
  const auto commands = std::atoi(arguments[4]);
  for (int number = 0; number < commands; ++number) {
    const auto id = numbered(number);
    if (!(*partition)->submit_and_wait(batch_of(id, charge_line(id)))) return 3;
  }
  return eventually([&] { return relay.status().published >= (*partition)->committed(); }) ? 0 : 4;
}

}  // namespace
}  // namespace tenure::test

int main(int count, char** arguments) {
  if (count != 5) {
    fmt::print(stderr, "usage: {} FOLDER SERVERS PREFIX COMMANDS\n", arguments[0]);
    return 2;
  }
  return tenure::test::run(arguments);
}
