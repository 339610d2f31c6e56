// How Kafka is reached and what the topics are called.
//
// What it promises: properties reach librdkafka as they are (TLS, SASL, sizes, times), but for those that exactly-once
//   rests on: these are refused, with the reason.
// What can go wrong: a property that librdkafka does not know or cannot use; said when a client is made.
#pragma once

#include <expected>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "adapters/kafka/client/error.h"

namespace tenure::kafka {

struct KafkaOptions {
  /// "host:port,host:port": some of the brokers.
  std::string bootstrap_servers;
  /// Topics are "<prefix>.events", "<prefix>.relay", …
  std::string topic_prefix = "tenure";
  /// Passed through to librdkafka.
  std::map<std::string, std::string> properties;
  /// Told what librdkafka logs, one line at a time, from any thread. May be empty.
  std::function<void(std::string_view)> notice;

  [[nodiscard]] std::string topic(std::string_view name) const {
    return topic_prefix + "." + std::string{name};
  }
};

/// Whether servers and prefix are given and no property is one that the protocols depend on.
[[nodiscard]] std::expected<void, KafkaError> check(const KafkaOptions& options);

}  // namespace tenure::kafka
