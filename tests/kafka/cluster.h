// A real broker of the test's own, and what an independent client reads from it.
//
// Promises: the cluster goes when the test does, however that ends. A command that fails stops the test.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json.hpp>

#include "adapters/kafka/client/options.h"

namespace tenure::test {

/// A record of a topic, as kafka-python and CloudEvents' library see it.
struct ReadRecord {
  std::int32_t partition = 0;
  std::int64_t offset = 0;
  std::string key;
  std::string value;
  boost::json::object headers;
  /// Empty where it is none.
  boost::json::object cloud_event;
};

class Cluster {
 public:
  /// The one of this process, started when it is first asked for; of version $TENURE_KAFKA_VERSION, else 3.9.
  [[nodiscard]] static Cluster& shared();
  /// Another one, of that version too. `options` are those of `broker start`.
  explicit Cluster(std::string_view options);
  ~Cluster();
  Cluster(const Cluster&) = delete;
  Cluster& operator=(const Cluster&) = delete;

  /// The cluster's `cluster.json`: addresses, and with TLS and SASL what a client has to show.
  [[nodiscard]] const boost::json::object& about() const { return about_; }
  /// Makes the project's topics under a prefix that nobody used before. How to get in is not part of the options.
  [[nodiscard]] kafka::KafkaOptions with_topics(int partitions = 1);
  enum class Content : std::uint8_t { events, bytes };
  /// With `bytes` nothing is taken for a CloudEvent.
  [[nodiscard]] std::vector<ReadRecord> read(const std::string& topic,
                                             Content content = Content::events) const;
  /// Lines as write_records.py has them; all are acknowledged.
  void write(std::string_view lines) const;

  /// What check_document.py finds in the topics of an AsyncAPI document: {ADDRESS: {"valid", "invalid"}}.
  [[nodiscard]] boost::json::object check_document(std::string_view document) const;

  /// `broker COMMAND` of adapters/kafka/dev on broker 1: pause, resume, kill, restart.
  void disturb(std::string_view command) const;
  /// The user's password from now on.
  void set_password(std::string_view password) const;

 private:
  [[nodiscard]] std::string broker(const std::string& arguments) const;

  std::filesystem::path folder_;
  boost::json::object about_;
  /// The brokers' own listener: tools need neither certificate nor password.
  std::string servers_;
  int prefixes_ = 0;
};

}  // namespace tenure::test
