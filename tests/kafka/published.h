// Compares what was published with the log it was published from.
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "adapters/kafka/relay/relay.h"
#include "tests/eventstore/support.h"
#include "tests/kafka/cluster.h"

namespace tenure::test {

inline constexpr std::string_view store_id = "7d7f5d3c-0000-4000-8000-000000000001";

[[nodiscard]] kafka::RelayOptions relay_options(const kafka::KafkaOptions& options);

/// A command `id`: a charge `id` for the occupier of House::given_estate.
[[nodiscard]] std::string charge_line(std::string_view id);
/// A thousandth-wise rising name: "c-000017".
[[nodiscard]] std::string numbered(int number);
/// Sends charges `numbered(from)` up to, and not with, `numbered(to)`, one commit each.
void send_charges(House& house, int from, int to);

/// Looks again and again until it is true or a minute has passed.
[[nodiscard]] bool eventually(const std::function<bool()>& holds,
                              std::chrono::seconds patience = std::chrono::seconds{60});
/// Waits until all of the log is published.
void expect_caught_up(eventstore::Partition& log, const kafka::Relay& relay);
inline void expect_caught_up(House& house, const kafka::Relay& relay) {
  expect_caught_up(house.partition(), relay);
}

/// <prefix>.events and <prefix>.charges against the log: nothing missing, double, changed or out of order; and the
/// cursor at its end.
void expect_published(eventstore::Partition& log, const kafka::KafkaOptions& options, const Cluster& cluster);
inline void expect_published(House& house, const kafka::KafkaOptions& options) {
  expect_published(house.partition(), options, Cluster::shared());
}

}  // namespace tenure::test
