#include "adapters/cli/surface_kafka.h"

#include <CLI/CLI.hpp>

#include "adapters/cli/subcommands.h"

namespace tenure::cli {

namespace {

void add_topic_prefix(CLI::App& sub, std::string& topic_prefix) {
  sub.add_option("--kafka-topic-prefix", topic_prefix, "Topics are PREFIX.events and so on")
      ->capture_default_str()
      ->group("Kafka");
}

}  // namespace

void add_charge_format(CLI::App& sub, kafka::ChargeFormat& charges) {
  using kafka::ChargeFormat;
  sub.add_option("--kafka-charges", charges,
                 "Records of PREFIX.charges: json (the default), or flatbuffers as in PREFIX.events")
      ->transform(CLI::CheckedTransformer(std::map<std::string, ChargeFormat>{
          {"json", ChargeFormat::json}, {"flatbuffers", ChargeFormat::flatbuffers}}))
      ->group("Kafka");
}

void add_kafka_options(CLI::App& sub, daemon::KafkaLinkOptions& options) {
  sub.add_option("--kafka-servers", options.servers,
                 "Some of the brokers, host:port, comma separated; no link where none is given")
      ->group("Kafka");
  add_topic_prefix(sub, options.topic_prefix);
  sub.add_option("--kafka-property", options.properties,
                 "A setting of librdkafka, name=value; may be given several times")
      ->group("Kafka");
}

void add_kafka(CLI::App& app, Chosen& chosen) {
  auto& sub = *app.add_subcommand("kafka", "What goes through Kafka, and how the link to it goes on");
  sub.require_subcommand(1);
  auto described = std::make_shared<daemon::KafkaLinkOptions>();
  auto& document = *sub.add_subcommand("asyncapi", "The AsyncAPI document: every topic and what lies in it");
  add_topic_prefix(document, described->topic_prefix);
  add_charge_format(document, described->charges);
  document.callback([&chosen, described] {
    chosen = [described](Console& console) { return print_async_api(*described, console); };
  });
  auto options = std::make_shared<ResetRelayOptions>();
  auto& reset = *sub.add_subcommand(
      "reset-relay", "Let the relay of a partition go on from a position, after its history was split");
  reset.add_option("--data", options->data, "Data folder that no server has open")
      ->required()
      ->check(CLI::ExistingDirectory);
  reset.add_option("--partition", options->partition, "Partition")->capture_default_str();
  reset.add_option("--from", options->from, "The first position that is published from now on")->required();
  add_kafka_options(reset, options->kafka);
  reset.get_option("--kafka-servers")->required();
  reset.footer(
      "\nWhat was published from there on before stays published: tell its readers. docs/operations.md has "
      "the\n"
      "choice. Example: tenure kafka reset-relay --data DIR --kafka-servers 127.0.0.1:9092 --from 12346");
  reset.callback([&chosen, options] {
    chosen = [options](Console& console) { return reset_relay(*options, console); };
  });
}

}  // namespace tenure::cli
