#include "bench/limits/plain_kafka.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>
#include <librdkafka/rdkafka.h>

#include "bench/settings.h"

namespace tenure::bench {
namespace {

/// Until the end of a transaction's own time.
constexpr int to_the_end = -1;

constexpr int poll_milliseconds = 30'000;

using Settings = std::initializer_list<std::pair<const char*, std::string>>;

rd_kafka_t* make_client(rd_kafka_type_t type, const Settings& settings) {
  auto* const configuration = rd_kafka_conf_new();
  std::array<char, 512> text;
  for (const auto& [name, value] : settings) {
    if (rd_kafka_conf_set(configuration, name, value.c_str(), text.data(), text.size()) != RD_KAFKA_CONF_OK) {
      fail(text.data());
    }
  }
  auto* const client = rd_kafka_new(type, configuration, text.data(), text.size());
  if (client == nullptr) fail(text.data());
  return client;
}

void must(rd_kafka_error_t* error) {
  if (error != nullptr) fail(fmt::format("librdkafka: {}", rd_kafka_error_string(error)));
}

}  // namespace

struct PlainKafka::Implementation {
  rd_kafka_t* client = nullptr;
  std::map<std::string, rd_kafka_topic_t*> topics;

  ~Implementation() {
    for (const auto& [name, topic] : topics) rd_kafka_topic_destroy(topic);
    if (client != nullptr) rd_kafka_destroy(client);
  }
  [[nodiscard]] rd_kafka_topic_t* topic_of(const std::string& name) {
    auto*& topic = topics[name];
    if (topic == nullptr) topic = rd_kafka_topic_new(client, name.c_str(), nullptr);
    return topic;
  }
  void produce(const ReadyRecord& record);
};

void PlainKafka::Implementation::produce(const ReadyRecord& record) {
  auto* const topic = topic_of(record.topic);
  auto* const value = const_cast<char*>(record.value.data());
  for (;;) {
    auto* const headers = rd_kafka_headers_new(record.headers.size());
    for (const auto& [name, text] : record.headers) {
      rd_kafka_header_add(headers, name.data(), static_cast<ssize_t>(name.size()), text.data(),
                          static_cast<ssize_t>(text.size()));
    }
    const auto code = rd_kafka_producev(
        client, RD_KAFKA_V_RKT(topic), RD_KAFKA_V_PARTITION(0), RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY),
        RD_KAFKA_V_KEY(record.key.data(), record.key.size()), RD_KAFKA_V_VALUE(value, record.value.size()),
        RD_KAFKA_V_TIMESTAMP(record.timestamp_ms), RD_KAFKA_V_HEADERS(headers), RD_KAFKA_V_END);
    if (code == RD_KAFKA_RESP_ERR_NO_ERROR) return;
    rd_kafka_headers_destroy(headers);
    if (code != RD_KAFKA_RESP_ERR__QUEUE_FULL) fail(fmt::format("librdkafka: {}", rd_kafka_err2str(code)));
    rd_kafka_poll(client, 1);
  }
}

PlainKafka::PlainKafka(const std::string& servers, const std::string& transactional_id)
    : implementation_{std::make_unique<Implementation>()} {
  implementation_->client = make_client(RD_KAFKA_PRODUCER, {{"bootstrap.servers", servers},
                                                            {"transactional.id", transactional_id},
                                                            {"transaction.timeout.ms", "10000"},
                                                            {"compression.type", "lz4"},
                                                            {"socket.nagle.disable", "true"},
                                                            {"queue.buffering.max.messages", "100000"},
                                                            {"queue.buffering.max.kbytes", "65536"},
                                                            {"retry.backoff.ms", "10"}});
  must(rd_kafka_init_transactions(implementation_->client, to_the_end));
}

PlainKafka::~PlainKafka() = default;

void PlainKafka::send(const std::vector<ReadyRecord>& records, std::size_t records_per_transaction) {
  auto* const client = implementation_->client;
  for (std::size_t begin = 0; begin < records.size(); begin += records_per_transaction) {
    must(rd_kafka_begin_transaction(client));
    const auto end = std::min(begin + records_per_transaction, records.size());
    for (auto index = begin; index < end; ++index) implementation_->produce(records[index]);
    must(rd_kafka_commit_transaction(client, to_the_end));
  }
}

void read_plainly(const std::string& servers, const std::string& topic, std::size_t records,
                  const std::function<void(std::size_t)>& at_record) {
  auto* const client = make_client(RD_KAFKA_CONSUMER, {{"bootstrap.servers", servers},
                                                       {"group.id", "plain"},
                                                       {"enable.auto.commit", "false"},
                                                       {"enable.auto.offset.store", "false"},
                                                       {"isolation.level", "read_committed"},
                                                       {"check.crcs", "true"},
                                                       {"queued.max.messages.kbytes", "98304"},
                                                       {"queued.min.messages", "1000000"}});
  rd_kafka_poll_set_consumer(client);
  auto* const partitions = rd_kafka_topic_partition_list_new(1);
  rd_kafka_topic_partition_list_add(partitions, topic.c_str(), 0)->offset = RD_KAFKA_OFFSET_BEGINNING;
  rd_kafka_assign(client, partitions);
  rd_kafka_topic_partition_list_destroy(partitions);
  for (std::size_t read = 0; read < records;) {
    auto* const message = rd_kafka_consumer_poll(client, poll_milliseconds);
    if (message == nullptr) fail(fmt::format("{} holds fewer than {} records", topic, records));
    if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR) fail(rd_kafka_message_errstr(message));
    rd_kafka_message_destroy(message);
    at_record(++read);
  }
  rd_kafka_consumer_close(client);
  rd_kafka_destroy(client);
}

}  // namespace tenure::bench
