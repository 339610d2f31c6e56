// A record on its way to Kafka. Views only: the producer copies what it takes.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tenure::kafka {

struct RecordHeader {
  std::string_view name;
  std::string_view value;
};

struct OutgoingRecord {
  std::string_view topic;
  std::int32_t partition = 0;
  std::string_view key;
  std::string_view value;
  std::span<const RecordHeader> headers;
  /// Milliseconds since 1970-01-01T00:00:00Z.
  std::int64_t timestamp_ms = 0;
};

struct TopicPartition {
  std::string topic;
  std::int32_t partition = 0;
  friend auto operator<=>(const TopicPartition&, const TopicPartition&) = default;
};

}  // namespace tenure::kafka
