// librdkafka's transactional producer with nothing of the engine around it.
//
// Is:       one producer; records lie ready in memory and are handed over in transactions of a given size.
// Promises: the same settings as the relay's producer: compression, acknowledgement, buffer.
// Fails:    any error of librdkafka ends the scenario.
// Why:      a limit must be the best that could be had without the log, the cursor and the making of records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace tenure::bench {

struct ReadyRecord {
  std::string topic;
  std::string key;
  std::string value;
  std::vector<std::pair<std::string, std::string>> headers;
  std::int64_t timestamp_ms = 0;
};

class PlainKafka {
 public:
  PlainKafka(const std::string& servers, const std::string& transactional_id);
  ~PlainKafka();
  PlainKafka(const PlainKafka&) = delete;
  PlainKafka& operator=(const PlainKafka&) = delete;

  /// Sends all of them to partition 0 of their topics, so many a transaction; returns once the last is committed.
  void send(const std::vector<ReadyRecord>& records, std::size_t records_per_transaction);

 private:
  struct Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace tenure::bench
