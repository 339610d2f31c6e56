#include "bench/limits/synced_values.h"

#include <algorithm>

#include "bench/appender.h"

namespace tenure::bench {

void SyncedValues::learn(eventstore::Partition& partition, eventstore::Position after, std::uint64_t bytes) {
  sample_ = commit_bytes(partition, after, sample_bytes_max);
  bytes_ = bytes;
}

Sample SyncedValues::write(std::size_t events, std::size_t in_flight) {
  const std::size_t values = std::max<std::size_t>(1, events / in_flight);
  const std::size_t size = std::min(bytes_ / values, sample_.size());
  const std::size_t places = sample_.size() / size;
  Sample sample;
  const Watch watch;
  for (std::size_t i = 0; i < values; ++i) {
    const Watch since;
    db_.append_synced(std::string_view{sample_}.substr(i % places * size, size));
    sample.latencies.add(since.microseconds());
  }
  sample.rate = watch.rate(events);
  return sample;
}

}  // namespace tenure::bench
