// librdkafka's transactional producer and its consumer, with nothing of the engine around them.
//
// Is:       one producer, to which records that lie ready in memory are handed in transactions of a given size; and one
//           consumer, which reads a topic and forgets it.
// Promises: the same settings as those of relay and ingest: compression, acknowledgement, isolation, buffers.
// Fails:    any error of librdkafka ends the scenario.
// Why:      a limit must be the best that could be had without the log, the cursor and the making of records.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
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

/// Reads partition 0 of the topic from its first record on until it has so many; called at each, with how many there
/// are by then.
void read_plainly(const std::string& servers, const std::string& topic, std::size_t records,
                  const std::function<void(std::size_t)>& at_record);

}  // namespace tenure::bench
