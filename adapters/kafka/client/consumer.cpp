#include "adapters/kafka/client/consumer.h"

#include <algorithm>
#include <array>
#include <deque>

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include "adapters/kafka/client/handle.h"

namespace tenure::kafka {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds leave_patience{5'000};
/// Grows: an answer that takes longer than one part is asked for again.
constexpr milliseconds first_metadata_patience{250};

struct ListDeleter {
  void operator()(rd_kafka_topic_partition_list_t* list) const {
    rd_kafka_topic_partition_list_destroy(list);
  }
};
using List = std::unique_ptr<rd_kafka_topic_partition_list_t, ListDeleter>;

List list_of(std::size_t size) { return List{rd_kafka_topic_partition_list_new(static_cast<int>(size))}; }

void add_to(const List& list, const TopicPartition& partition, std::int64_t offset) {
  rd_kafka_topic_partition_list_add(list.get(), partition.topic.c_str(), partition.partition)->offset =
      offset;
}
List list_of(std::span<const StartOffset> offsets) {
  auto list = list_of(offsets.size());
  for (const auto& [partition, offset] : offsets) add_to(list, partition, offset);
  return list;
}
List list_of(std::span<const TopicPartition> partitions) {
  auto list = list_of(partitions.size());
  for (const auto& partition : partitions) add_to(list, partition, RD_KAFKA_OFFSET_INVALID);
  return list;
}
std::vector<TopicPartition> partitions_of(const rd_kafka_topic_partition_list_t& list) {
  std::vector<TopicPartition> partitions;
  for (int index = 0; index < list.cnt; ++index) {
    partitions.push_back({list.elems[index].topic, list.elems[index].partition});
  }
  return partitions;
}

const Settings defaults{
    {"session.timeout.ms", "45000"},
    // A fetch is answered within half a second, so a broker that hangs is known for it in ten and not in sixty.
    {"socket.timeout.ms", "10000"},
    // Bounds the memory that waits for its reader. Once it is full, librdkafka 2.0.2 fetches nothing for a second, so it
    // is to hold what the reader takes in in about that time.
    {"queued.max.messages.kbytes", "98304"},
    {"queued.min.messages", "1000000"},
};

int whole(milliseconds time) { return static_cast<int>(time.count()); }

}  // namespace

std::int64_t offset_before_end(std::uint32_t records) { return RD_KAFKA_OFFSET_TAIL(std::int64_t{records}); }

ConsumedRecord::ConsumedRecord(rd_kafka_message_s* message) : message_{message} {
  rd_kafka_headers_t* headers = nullptr;
  if (rd_kafka_message_headers(message, &headers) != RD_KAFKA_RESP_ERR_NO_ERROR) return;
  const char* name = nullptr;
  const void* value = nullptr;
  std::size_t size = 0;
  for (std::size_t index = 0;
       rd_kafka_header_get_all(headers, index, &name, &value, &size) == RD_KAFKA_RESP_ERR_NO_ERROR; ++index) {
    headers_.push_back({name, value == nullptr ? std::string_view{}
                                               : std::string_view{static_cast<const char*>(value), size}});
  }
}

void ConsumedRecord::Deleter::operator()(rd_kafka_message_s* message) const {
  rd_kafka_message_destroy(message);
}

std::string_view ConsumedRecord::topic() const { return rd_kafka_topic_name(message_->rkt); }
std::int32_t ConsumedRecord::partition() const { return message_->partition; }
std::int64_t ConsumedRecord::offset() const { return message_->offset; }

std::optional<std::string_view> ConsumedRecord::key() const {
  if (message_->key == nullptr) return std::nullopt;
  return std::string_view{static_cast<const char*>(message_->key), message_->key_len};
}
std::optional<std::string_view> ConsumedRecord::value() const {
  if (message_->payload == nullptr) return std::nullopt;
  return std::string_view{static_cast<const char*>(message_->payload), message_->len};
}
std::optional<std::string_view> ConsumedRecord::header(std::string_view name) const {
  for (const auto& header : headers_) {
    if (header.name == name) return header.value;
  }
  return std::nullopt;
}
std::optional<std::int64_t> ConsumedRecord::timestamp_ms() const {
  rd_kafka_timestamp_type_t type = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
  const auto time = rd_kafka_message_timestamp(message_.get(), &type);
  if (type == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE) return std::nullopt;
  return time;
}

/// What the callbacks see first: the opaque pointer is the Monitor's.
struct Consumer::Core : Monitor {
  explicit Core(const KafkaOptions& options) : Monitor{options.notice} {}
  ~Core() {
    if (client == nullptr) return;
    rd_kafka_consumer_close(client);
    rd_kafka_destroy(client);
  }

  static void on_rebalance(rd_kafka_t* client, rd_kafka_resp_err_t code,
                           rd_kafka_topic_partition_list_t* partitions, void* opaque);
  [[nodiscard]] std::expected<void, KafkaError> outcome(rd_kafka_resp_err_t code, std::string_view doing) {
    if (code != RD_KAFKA_RESP_ERR_NO_ERROR) return std::unexpected(error_of(client, code, doing, *this));
    return {};
  }

  /// How many partitions the topic has. Makes no topic.
  [[nodiscard]] std::expected<std::int32_t, KafkaError> count_partitions(const std::string& topic,
                                                                         milliseconds patience);
  /// Takes in what is next; callbacks may add to it.
  [[nodiscard]] std::expected<void, KafkaError> take_in(milliseconds patience);

  rd_kafka_t* client = nullptr;
  /// Told by callbacks, which run within `poll`, and not handed out yet.
  std::deque<Polled> events;
  /// Nobody is there to answer any more.
  bool leaving = false;
};

void Consumer::Core::on_rebalance(rd_kafka_t* client, rd_kafka_resp_err_t code,
                                  rd_kafka_topic_partition_list_t* partitions, void* opaque) {
  auto& core = static_cast<Core&>(*static_cast<Monitor*>(opaque));
  if (core.leaving ||
      (code != RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS && code != RD_KAFKA_RESP_ERR__REVOKE_PARTITIONS)) {
    rd_kafka_assign(client, nullptr);
    return;
  }
  if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS) {
    core.events.emplace_back(Assigned{partitions_of(*partitions)});
    return;
  }
  const auto manner =
      rd_kafka_assignment_lost(client) != 0 ? Revoked::Manner::lost : Revoked::Manner::handed_back;
  core.events.emplace_back(Revoked{partitions_of(*partitions), manner});
}

Consumer::Consumer(std::shared_ptr<Core> core) : core_{std::move(core)} {}

Consumer::~Consumer() {
  core_->leaving = true;
  core_->events.clear();
  // Close can hang after a partition was lost.
  static_cast<void>(leave_within(leave_patience, [owned = std::move(core_)]() mutable { owned.reset(); }));
}

std::expected<std::unique_ptr<Consumer>, KafkaError> Consumer::make(const KafkaOptions& options,
                                                                    const ConsumerOptions& consumer) {
  auto core = std::make_shared<Core>(options);
  const auto ends = consumer.report_ends == ConsumerOptions::ReportEnds::yes;
  Settings fixed{{"group.id", consumer.group_id},
                 {"enable.auto.commit", "false"},
                 {"enable.auto.offset.store", "false"},
                 {"isolation.level", "read_committed"},
                 {"auto.offset.reset", "error"},
                 {"check.crcs", "true"},
                 {"allow.auto.create.topics", "false"},
                 {"partition.assignment.strategy", "range"},
                 {"enable.partition.eof", ends ? "true" : "false"}};
  if (!consumer.instance_id.empty()) fixed.emplace_back("group.instance.id", consumer.instance_id);
  auto configuration = configure(options, defaults, fixed, *core);
  if (!configuration) return std::unexpected(std::move(configuration.error()));
  rd_kafka_conf_set_rebalance_cb(configuration->get(), &Core::on_rebalance);
  std::array<char, 512> text;
  core->client = rd_kafka_new(RD_KAFKA_CONSUMER, configuration->get(), text.data(), text.size());
  if (core->client == nullptr) {
    return std::unexpected(KafkaError{KafkaError::Kind::configuration, "_INVALID_ARG",
                                      fmt::format("no consumer can be made: {}", text.data())});
  }
  // It belongs to the client now.
  static_cast<void>(configuration->release());
  rd_kafka_poll_set_consumer(core->client);
  return std::unique_ptr<Consumer>{new Consumer{std::move(core)}};
}

std::expected<std::int32_t, KafkaError> Consumer::Core::count_partitions(const std::string& topic,
                                                                         milliseconds patience) {
  const auto doing = fmt::format("find the topic {}", topic);
  const std::unique_ptr<rd_kafka_topic_t, decltype(&rd_kafka_topic_destroy)> handle{
      rd_kafka_topic_new(client, topic.c_str(), nullptr), &rd_kafka_topic_destroy};
  if (!handle) return std::unexpected(error_of(client, rd_kafka_last_error(), doing, *this));
  const rd_kafka_metadata_t* found = nullptr;
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (auto part = first_metadata_patience;; part *= 2) {
    const auto left = std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
    const auto code = rd_kafka_metadata(client, 0, handle.get(), &found, whole(std::min(part, left)));
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) break;
    // Why nobody answered is told within a poll, and only there. Its own error is the same one again.
    static_cast<void>(take_in(milliseconds{0}));
    auto failure = error_of(client, code, doing, *this);
    if (failure.kind != KafkaError::Kind::retriable || part >= left)
      return std::unexpected(std::move(failure));
  }
  const std::unique_ptr<const rd_kafka_metadata_t, decltype(&rd_kafka_metadata_destroy)> metadata{
      found, &rd_kafka_metadata_destroy};
  if (metadata->topic_cnt != 1) {
    return std::unexpected(error_of(client, RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC, doing, *this));
  }
  const auto& about = metadata->topics[0];
  if (about.err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    return std::unexpected(error_of(client, about.err, doing, *this));
  }
  return about.partition_cnt;
}

std::expected<void, KafkaError> Consumer::subscribe(std::span<const std::string> topics) {
  const auto list = list_of(topics.size());
  for (const auto& topic : topics) {
    rd_kafka_topic_partition_list_add(list.get(), topic.c_str(), RD_KAFKA_PARTITION_UA);
  }
  return core_->outcome(rd_kafka_subscribe(core_->client, list.get()), "subscribe");
}

std::expected<void, KafkaError> Consumer::assign(std::span<const StartOffset> partitions) {
  return core_->outcome(rd_kafka_assign(core_->client, list_of(partitions).get()), "begin to read");
}

std::expected<void, KafkaError> Consumer::unassign() {
  return core_->outcome(rd_kafka_assign(core_->client, nullptr), "give partitions back");
}

std::expected<void, KafkaError> Consumer::Core::take_in(milliseconds patience) {
  auto* const message = rd_kafka_consumer_poll(client, whole(patience));
  if (message == nullptr) return {};
  ConsumedRecord record{message};
  if (message->err == RD_KAFKA_RESP_ERR__PARTITION_EOF) {
    events.emplace_back(EndReached{{std::string{record.topic()}, record.partition()}, record.offset()});
  } else if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) {
    auto failure = error_of(client, message->err, "read", *this);
    if (const auto* said = rd_kafka_message_errstr(message); said != nullptr) {
      failure.message += fmt::format(": {}", said);
    }
    return std::unexpected(std::move(failure));
  } else {
    forget_trouble();
    events.emplace_back(std::move(record));
  }
  return {};
}

std::expected<Polled, KafkaError> Consumer::poll(milliseconds patience) {
  if (core_->events.empty()) {
    if (auto taken = core_->take_in(patience); !taken) return std::unexpected(std::move(taken.error()));
  }
  if (core_->events.empty()) return NothingYet{};
  auto event = std::move(core_->events.front());
  core_->events.pop_front();
  return event;
}

std::expected<void, KafkaError> Consumer::seek(const StartOffset& target, milliseconds patience) {
  const auto list = list_of(std::span{&target, 1});
  if (auto* const error = rd_kafka_seek_partitions(core_->client, list.get(), whole(patience))) {
    return std::unexpected(error_of(core_->client, error, "seek", *core_));
  }
  return core_->outcome(list->elems[0].err, "seek");
}

std::optional<std::int64_t> Consumer::position(const TopicPartition& partition) const {
  const auto list = list_of(std::span{&partition, 1});
  if (rd_kafka_position(core_->client, list.get()) != RD_KAFKA_RESP_ERR_NO_ERROR) return std::nullopt;
  const auto offset = list->elems[0].offset;
  if (offset < 0) return std::nullopt;
  return offset;
}

std::optional<std::int64_t> Consumer::known_end(const TopicPartition& partition) const {
  std::int64_t low = RD_KAFKA_OFFSET_INVALID;
  std::int64_t high = RD_KAFKA_OFFSET_INVALID;
  const auto code = rd_kafka_get_watermark_offsets(core_->client, partition.topic.c_str(),
                                                   partition.partition, &low, &high);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR || high < 0) return std::nullopt;
  return high;
}

std::expected<void, KafkaError> Consumer::pause(std::span<const TopicPartition> partitions) {
  return core_->outcome(rd_kafka_pause_partitions(core_->client, list_of(partitions).get()), "pause");
}
std::expected<void, KafkaError> Consumer::resume(std::span<const TopicPartition> partitions) {
  return core_->outcome(rd_kafka_resume_partitions(core_->client, list_of(partitions).get()), "resume");
}

std::optional<KafkaError> Consumer::take_trouble() {
  auto trouble = core_->trouble();
  if (trouble.message.empty()) return std::nullopt;
  core_->forget_trouble();
  return trouble;
}

void Consumer::report_offsets(std::span<const StartOffset> offsets) {
  constexpr int in_the_background = 1;
  static_cast<void>(rd_kafka_commit(core_->client, list_of(offsets).get(), in_the_background));
}

std::expected<std::int32_t, KafkaError> Consumer::partitions(const std::string& topic,
                                                             milliseconds patience) const {
  return core_->count_partitions(topic, patience);
}

}  // namespace tenure::kafka
