// kafka_relay_program and kafka_ingest_program as child processes: run to their end, or killed.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

#include "adapters/kafka/client/options.h"

namespace tenure::test {

class ChildProcess {
 public:
  /// `fault` is NAME:COUNT or empty.
  ChildProcess(std::vector<std::string> arguments, const std::string& fault);
  /// Kills it where it still runs.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;
  ChildProcess& operator=(const ChildProcess&) = delete;

  /// Waits until it says so; false where the process ended first.
  [[nodiscard]] bool says(std::string_view text);
  /// Waits for its end: "exit 0", "signal 9".
  [[nodiscard]] std::string end();
  /// SIGKILL; how it ended, which may have been before.
  [[nodiscard]] std::string kill();
  void signal(int number) const;

 private:
  pid_t pid_ = -1;
  int output_ = -1;
};

class RelayProcess : public ChildProcess {
 public:
  RelayProcess(const std::filesystem::path& log, const kafka::KafkaOptions& options, int commands,
               const std::string& fault = {});
  [[nodiscard]] bool publishes() { return says(": publishing"); }
};

class IngestProcess : public ChildProcess {
 public:
  /// Ends when so many records of each topic are done with, by every partition of the store.
  IngestProcess(const std::filesystem::path& store, const kafka::KafkaOptions& options, int bookings,
                int commands, const std::string& fault = {});
  [[nodiscard]] bool reads() { return says(": reading"); }
};

}  // namespace tenure::test
