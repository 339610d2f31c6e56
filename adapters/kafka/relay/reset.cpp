#include "adapters/kafka/relay/reset.h"

#include <fmt/format.h>

#include "adapters/kafka/client/producer.h"
#include "adapters/kafka/relay/marks.h"

namespace tenure::kafka {
namespace {

using eventstore::Position;
using Kind = RelayError::Kind;

std::unexpected<RelayError> wrong(std::string message) {
  return std::unexpected(RelayError{Kind::configuration, std::move(message)});
}
std::unexpected<RelayError> failed(KafkaError error) {
  return std::unexpected(relay_error_of(std::move(error)));
}

}  // namespace

std::expected<Cursor, RelayError> cursor_from(eventstore::Partition& log, Position from) {
  if (from.value == 0) return wrong("positions begin with 1");
  if (from.value == 1) return Cursor{};
  const Position last{from.value - 1};
  const auto commit = log.commit_at(last);
  if (!commit) return std::unexpected(RelayError{Kind::log, commit.error().message});
  if (*commit == nullptr) {
    const auto end = log.committed().value;
    return wrong(fmt::format("the log ends at {}; {} is the last position to go on from", end, end + 1));
  }
  if ((*commit)->last() != last) {
    return wrong(fmt::format("position {} is within commit {}, which is published whole; take {} or {}",
                             from.value, (*commit)->number().value, (*commit)->first().value,
                             (*commit)->last().value + 1));
  }
  return cursor_after(**commit);
}

std::expected<Cursor, RelayError> reset_cursor(eventstore::Partition& log, const KafkaOptions& options,
                                               const CursorReset& reset, std::chrono::milliseconds patience) {
  const auto cursor = cursor_from(log, reset.from);
  if (!cursor) return cursor;
  if (auto good = check_topics(options, reset.partition); !good) return std::unexpected(good.error());
  auto producer =
      TransactionalProducer::make(options, transactional_id(options, reset.store_id, reset.partition));
  if (!producer) return failed(producer.error());
  if (auto taken = (*producer)->initialise(patience); !taken) return failed(taken.error());
  if (auto begun = (*producer)->begin(); !begun) return failed(begun.error());
  const auto topic = options.topic("relay");
  const auto key = cursor_key(reset.store_id, reset.partition);
  const auto value = cursor_json(*cursor, reset.store_id);
  const auto now = eventstore::system_clock().now().microseconds() / 1'000;
  auto handed = (*producer)->produce({.topic = topic,
                                      .partition = static_cast<std::int32_t>(reset.partition),
                                      .key = key,
                                      .value = value,
                                      .headers = {},
                                      .timestamp_ms = now});
  if (!handed) return failed(handed.error());
  if (auto committed = (*producer)->commit(patience); !committed) return failed(committed.error());
  return cursor;
}

}  // namespace tenure::kafka
