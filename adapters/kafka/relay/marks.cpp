#include "adapters/kafka/relay/marks.h"

#include <array>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "adapters/kafka/client/consumer.h"

namespace tenure::kafka {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
using Kind = RelayError::Kind;

/// How much of the end is looked at before all of it: at most some seconds of a busy relay.
constexpr std::uint32_t tail_records = 256;
/// How soon a request to stop is seen.
constexpr milliseconds poll_patience{100};
constexpr milliseconds metadata_patience{2'000};
/// What the relay writes to.
constexpr std::array<std::string_view, 4> topic_names{"events", "charges", "parked", "relay"};

class Reader {
 public:
  Reader(Consumer& consumer, const KafkaOptions& options, const MarksQuestion& question,
         const std::stop_token& stop)
      : consumer_{consumer},
        question_{question},
        stop_{stop},
        deadline_{steady_clock::now() + question.patience},
        place_{options.topic("relay"), static_cast<std::int32_t>(question.partition)},
        cursor_key_{cursor_key(question.store_id, question.partition)},
        claim_key_{claim_key(question.store_id, question.partition)} {}

  [[nodiscard]] std::expected<Marks, RelayError> read_from(std::int64_t offset) {
    marks_ = {};
    const StartOffset start{place_, offset};
    if (auto begun = consumer_.assign(std::span{&start, 1}); !begun) {
      return std::unexpected(relay_error_of(std::move(begun.error())));
    }
    for (;;) {
      if (stop_.stop_requested()) return std::unexpected(RelayError{Kind::again, "asked to stop"});
      if (steady_clock::now() > deadline_) {
        return std::unexpected(RelayError{
            Kind::again, fmt::format("the end of {} was not reached in time{}", place_.topic, trouble_)});
      }
      auto polled = consumer_.poll(poll_patience);
      if (!polled) {
        if (polled.error().kind != KafkaError::Kind::retriable) {
          return std::unexpected(relay_error_of(std::move(polled.error())));
        }
        trouble_ = ": " + polled.error().message;
        continue;
      }
      if (std::holds_alternative<EndReached>(*polled) && !question_.until_claim) return marks_;
      const auto* const record = std::get_if<ConsumedRecord>(&*polled);
      if (record == nullptr) continue;
      if (auto taken = take(*record); !taken) return std::unexpected(std::move(taken.error()));
      if (question_.until_claim && marks_.claim == *question_.until_claim) return marks_;
    }
  }

 private:
  [[nodiscard]] std::expected<void, RelayError> take(const ConsumedRecord& record) {
    if (record.key() == claim_key_) {
      boost::system::error_code error;
      const auto document = boost::json::parse(record.value().value_or(""), error);
      const auto* const object = error ? nullptr : document.if_object();
      const auto* const relay = object == nullptr ? nullptr : object->if_contains("relay");
      marks_.claim = relay != nullptr && relay->is_string() ? std::string{relay->get_string()} : "?";
      return {};
    }
    if (record.key() != cursor_key_) return {};
    const auto value = record.value();
    // A tombstone takes the cursor back.
    if (!value) {
      marks_.cursor.reset();
      return {};
    }
    auto cursor = parse_cursor(*value);
    if (!cursor) {
      return std::unexpected(RelayError{
          Kind::configuration, fmt::format("the record at {}/{}, offset {}, is not a cursor: {}",
                                           place_.topic, place_.partition, record.offset(), cursor.error())});
    }
    marks_.cursor = *cursor;
    return {};
  }

  Consumer& consumer_;
  const MarksQuestion& question_;
  const std::stop_token& stop_;
  const steady_clock::time_point deadline_;
  const TopicPartition place_;
  const std::string cursor_key_;
  const std::string claim_key_;
  std::string trouble_;
  Marks marks_;
};

std::expected<std::unique_ptr<Consumer>, KafkaError> consumer_for(const KafkaOptions& options) {
  return Consumer::make(options, {.group_id = options.topic_prefix + "-relay",
                                  .instance_id = {},
                                  .report_ends = ConsumerOptions::ReportEnds::yes});
}

}  // namespace

std::string transactional_id(const KafkaOptions& options, std::string_view store_id,
                             std::uint32_t partition) {
  return fmt::format("{}-relay-{}-{}", options.topic_prefix, store_id, partition);
}

std::string claim_json(std::string_view claim) {
  return boost::json::serialize(boost::json::object{{"relay", claim}});
}

RelayError relay_error_of(KafkaError error) {
  switch (error.kind) {
    case KafkaError::Kind::fenced:
      return {Kind::fenced, std::move(error.message)};
    case KafkaError::Kind::configuration:
      return {Kind::configuration, std::move(error.message)};
    case KafkaError::Kind::retriable:
    case KafkaError::Kind::abort:
    case KafkaError::Kind::out_of_range:
    case KafkaError::Kind::fatal:
      break;
  }
  return {Kind::again, std::move(error.message)};
}

std::expected<void, RelayError> check_topics(const KafkaOptions& options, std::uint32_t partition) {
  const auto consumer = consumer_for(options);
  if (!consumer) return std::unexpected(relay_error_of(consumer.error()));
  for (const auto name : topic_names) {
    const auto topic = options.topic(name);
    auto count = (*consumer)->partitions(topic, metadata_patience);
    if (!count) return std::unexpected(relay_error_of(std::move(count.error())));
    if (static_cast<std::uint32_t>(*count) <= partition) {
      return std::unexpected(
          RelayError{Kind::configuration,
                     fmt::format("the topic {} has {} partitions and needs at least {}, as many as the store",
                                 topic, *count, partition + 1)});
    }
  }
  return {};
}

std::expected<Marks, RelayError> read_marks(const KafkaOptions& options, const MarksQuestion& question,
                                            const std::stop_token& stop) {
  const auto consumer = consumer_for(options);
  if (!consumer) return std::unexpected(relay_error_of(consumer.error()));
  Reader reader{**consumer, options, question, stop};
  auto marks = reader.read_from(offset_before_end(tail_records));
  if (marks && marks->cursor && !marks->claim.empty()) return marks;
  // Not in the tail, or the tail reaches to before the first record that is kept.
  return reader.read_from(offset_beginning);
}

}  // namespace tenure::kafka
