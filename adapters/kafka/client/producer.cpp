#include "adapters/kafka/client/producer.h"

#include <array>
#include <map>

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include "adapters/kafka/client/handle.h"

namespace tenure::kafka {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds leave_patience{5'000};
/// While the buffer is full.
constexpr milliseconds buffer_pause{10};

struct TopicDeleter {
  void operator()(rd_kafka_topic_t* topic) const { rd_kafka_topic_destroy(topic); }
};
using Topic = std::unique_ptr<rd_kafka_topic_t, TopicDeleter>;

const Settings defaults{
    {"compression.type", "lz4"},
    // Bounds the memory; a transaction that is larger goes out in parts.
    {"queue.buffering.max.messages", "100000"},
    {"queue.buffering.max.kbytes", "65536"},
    // The topic's own limit is what counts; see docs of the topics.
    {"message.max.bytes", "4194304"},
    // The broker asks for a little patience between two transactions, and 100 ms are a lot.
    {"retry.backoff.ms", "10"},
};

int whole(milliseconds time) { return static_cast<int>(time.count()); }

}  // namespace

struct TransactionalProducer::Core {
  explicit Core(const KafkaOptions& options) : monitor{options.notice} {}
  ~Core() {
    topics.clear();
    if (client != nullptr) rd_kafka_destroy(client);
  }

  /// Calls the error callback, so that the reason of a timeout is known.
  void poll() const { rd_kafka_poll(client, 0); }
  [[nodiscard]] std::expected<void, KafkaError> outcome(rd_kafka_error_t* error, std::string_view doing) {
    poll();
    if (error != nullptr) return std::unexpected(error_of(client, error, doing, monitor));
    monitor.forget_trouble();
    return {};
  }
  [[nodiscard]] rd_kafka_topic_t* topic_of(std::string_view name) {
    const auto found = topics.find(name);
    if (found != topics.end()) return found->second.get();
    const std::string text{name};
    Topic topic{rd_kafka_topic_new(client, text.c_str(), nullptr)};
    return topics.emplace(text, std::move(topic)).first->second.get();
  }
  [[nodiscard]] rd_kafka_resp_err_t hand_over(const OutgoingRecord& record);

  Monitor monitor;
  rd_kafka_t* client = nullptr;
  std::map<std::string, Topic, std::less<>> topics;
};

// With producev and a valid partition: its sibling produceva frees headers twice where the partition is unknown.
rd_kafka_resp_err_t TransactionalProducer::Core::hand_over(const OutgoingRecord& record) {
  auto* const topic = topic_of(record.topic);
  if (topic == nullptr) return rd_kafka_last_error();
  auto* const headers = rd_kafka_headers_new(record.headers.size());
  for (const auto& [name, value] : record.headers) {
    rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), value.data(),
                        static_cast<ssize_t>(value.size()));
  }
  // The value is copied; the signature of C leaves out the const.
  auto* const value = const_cast<char*>(record.value.data());
  const auto code = rd_kafka_producev(
      client, RD_KAFKA_V_RKT(topic), RD_KAFKA_V_PARTITION(record.partition),
      RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_KEY(record.key.data(), record.key.size()),
      RD_KAFKA_V_VALUE(value, record.value.size()), RD_KAFKA_V_TIMESTAMP(record.timestamp_ms),
      RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_END);
  if (code != RD_KAFKA_RESP_ERR_NO_ERROR) rd_kafka_headers_destroy(headers);
  return code;
}

TransactionalProducer::TransactionalProducer(std::unique_ptr<Core> core) : core_{std::move(core)} {}

TransactionalProducer::~TransactionalProducer() {
  // What is still in the queue belongs to a transaction that will be aborted: nobody waits for it.
  if (core_->client != nullptr) {
    rd_kafka_purge(core_->client,
                   RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT | RD_KAFKA_PURGE_F_NON_BLOCKING);
  }
  auto core = std::shared_ptr<Core>{std::move(core_)};
  static_cast<void>(leave_within(leave_patience, [owned = std::move(core)]() mutable { owned.reset(); }));
}

std::expected<std::unique_ptr<TransactionalProducer>, KafkaError> TransactionalProducer::make(
    const KafkaOptions& options, const std::string& transactional_id) {
  auto core = std::make_unique<Core>(options);
  auto configuration = configure(options, defaults,
                                 {{"transactional.id", transactional_id},
                                  {"transaction.timeout.ms", fmt::to_string(transaction_timeout.count())},
                                  {"enable.idempotence", "true"},
                                  {"acks", "all"}},
                                 core->monitor);
  if (!configuration) return std::unexpected(std::move(configuration.error()));
  std::array<char, 512> text;
  core->client = rd_kafka_new(RD_KAFKA_PRODUCER, configuration->get(), text.data(), text.size());
  if (core->client == nullptr) {
    return std::unexpected(KafkaError{KafkaError::Kind::configuration, "_INVALID_ARG",
                                      fmt::format("no producer can be made: {}", text.data())});
  }
  // It belongs to the client now.
  static_cast<void>(configuration->release());
  return std::unique_ptr<TransactionalProducer>{new TransactionalProducer{std::move(core)}};
}

std::expected<void, KafkaError> TransactionalProducer::initialise(milliseconds patience) {
  return core_->outcome(rd_kafka_init_transactions(core_->client, whole(patience)),
                        "take the transactional id over");
}

std::expected<void, KafkaError> TransactionalProducer::begin() {
  return core_->outcome(rd_kafka_begin_transaction(core_->client), "begin a transaction");
}

std::expected<void, KafkaError> TransactionalProducer::produce(const OutgoingRecord& record) {
  const auto deadline = std::chrono::steady_clock::now() + transaction_timeout;
  for (;;) {
    const auto code = core_->hand_over(record);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return {};
    if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL || std::chrono::steady_clock::now() > deadline) {
      return std::unexpected(error_of(core_->client, code, "hand a record over", core_->monitor));
    }
    rd_kafka_poll(core_->client, whole(buffer_pause));
  }
}

std::expected<void, KafkaError> TransactionalProducer::commit(milliseconds patience) {
  return core_->outcome(rd_kafka_commit_transaction(core_->client, whole(patience)),
                        "commit the transaction");
}

std::expected<void, KafkaError> TransactionalProducer::abort(milliseconds patience) {
  return core_->outcome(rd_kafka_abort_transaction(core_->client, whole(patience)), "abort the transaction");
}

}  // namespace tenure::kafka
