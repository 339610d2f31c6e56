#include "tests/kafka/cluster.h"

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sys/wait.h>
#include <unistd.h>

#include <fmt/format.h>

namespace tenure::test {
namespace {

[[noreturn]] void stop(std::string_view what) {
  fmt::print(stderr, "the test cannot go on: {}\n", what);
  std::abort();
}

/// What the command printed; one that fails stops the test.
std::string output_of(const std::string& command) {
  auto* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) stop(command);
  std::string output;
  std::array<char, 65'536> part;
  for (std::size_t size = 0; (size = std::fread(part.data(), 1, part.size(), pipe)) > 0;) {
    output.append(part.data(), size);
  }
  const auto status = ::pclose(pipe);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) stop(command);
  return output;
}

std::string from_hexadecimal(std::string_view text) {
  std::string bytes;
  for (std::size_t at = 0; at + 1 < text.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(std::string{text.substr(at, 2)}, nullptr, 16));
  }
  return bytes;
}

ReadRecord record_of(const boost::json::object& line) {
  ReadRecord record;
  record.partition = line.at("partition").to_number<std::int32_t>();
  record.offset = line.at("offset").to_number<std::int64_t>();
  if (const auto* key = line.at("key").if_string()) record.key = *key;
  if (const auto* value = line.at("value").if_string()) record.value = from_hexadecimal(*value);
  record.headers = line.at("headers").as_object();
  if (const auto* event = line.if_contains("cloud_event")) record.cloud_event = event->as_object();
  return record;
}

}  // namespace

Cluster& Cluster::shared() {
  static Cluster cluster{""};
  return cluster;
}

Cluster::Cluster(std::string_view options) {
  auto name = (std::filesystem::temp_directory_path() / "tenure-kafka-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) stop("no temporary folder");
  folder_ = name;
  const char* const version = std::getenv("TENURE_KAFKA_VERSION");
  about_ = boost::json::parse(broker(fmt::format("start {} --version {} --until {}", options,
                                                 version == nullptr ? "3.9" : version, ::getpid())))
               .as_object();
  for (const auto& node : about_.at("nodes").as_array()) {
    servers_ += fmt::format("{}127.0.0.1:{}", servers_.empty() ? "" : ",",
                            node.at_pointer("/ports/BROKER").to_number<int>());
  }
}

Cluster::~Cluster() {
  static_cast<void>(broker("stop --wipe"));
  std::error_code error;
  std::filesystem::remove_all(folder_, error);
}

std::string Cluster::broker(const std::string& arguments) const {
  return output_of(
      fmt::format("{} {} --dir {}", TENURE_KAFKA_TOOLS "/broker", arguments, (folder_ / "cluster").string()));
}

kafka::KafkaOptions Cluster::with_topics(int partitions) {
  kafka::KafkaOptions options;
  options.bootstrap_servers = about_.at("bootstrap_servers").as_string();
  options.topic_prefix = fmt::format("test-{}", ++prefixes_);
  static_cast<void>(
      broker(fmt::format("topics --prefix {} --partitions {}", options.topic_prefix, partitions)));
  return options;
}

std::vector<ReadRecord> Cluster::read(const std::string& topic, Content content) const {
  const auto output = output_of(fmt::format("{} {} {} {} {}", TENURE_KAFKA_TOOLS "/python",
                                            TENURE_KAFKA_TESTS "/read_topics.py",
                                            content == Content::bytes ? "--bytes" : "", servers_, topic));
  std::vector<ReadRecord> records;
  for (std::string_view rest = output; !rest.empty();) {
    const auto line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    records.push_back(record_of(boost::json::parse(line).as_object()));
  }
  return records;
}

void Cluster::write(std::string_view lines) const {
  const auto file = folder_ / "records";
  std::ofstream{file} << lines;
  static_cast<void>(output_of(fmt::format("{} {} {} {}", TENURE_KAFKA_TOOLS "/python",
                                          TENURE_KAFKA_TESTS "/write_records.py", servers_, file.string())));
}

boost::json::object Cluster::check_document(std::string_view document) const {
  const auto file = folder_ / "document.json";
  std::ofstream{file} << document;
  const auto output =
      output_of(fmt::format("{} {} {} {}", TENURE_KAFKA_TOOLS "/python",
                            TENURE_KAFKA_TESTS "/check_document.py", file.string(), servers_));
  return boost::json::parse(output).as_object();
}

void Cluster::disturb(std::string_view command) const {
  static_cast<void>(broker(fmt::format("{} 1", command)));
}

void Cluster::set_password(std::string_view password) const {
  static_cast<void>(broker(fmt::format("password {}", password)));
}

}  // namespace tenure::test
