// kafka_relay_program as a child process: run to its end, or killed.
#pragma once

#include <filesystem>
#include <string>
#include <sys/types.h>

#include "adapters/kafka/client/options.h"

namespace tenure::test {

class RelayProcess {
 public:
  /// `fault` is NAME:COUNT or empty.
  RelayProcess(const std::filesystem::path& log, const kafka::KafkaOptions& options, int commands,
               const std::string& fault = {});
  /// Kills it where it still runs.
  ~RelayProcess();
  RelayProcess(const RelayProcess&) = delete;
  RelayProcess& operator=(const RelayProcess&) = delete;

  /// Waits until the relay says that it publishes; false where the process ended first.
  [[nodiscard]] bool publishes();
  /// Waits for its end: "exit 0", "signal 9".
  [[nodiscard]] std::string end();
  /// SIGKILL; how it ended, which may have been before.
  [[nodiscard]] std::string kill();
  void signal(int number) const;

 private:
  pid_t pid_ = -1;
  int output_ = -1;
};

}  // namespace tenure::test
