// `tenure serve` as a process beside this one, on a free port of this machine.
//
// Is:       what the HTTP scenarios put their load on.
// Promises: listens when the constructor returns; is killed at the end of its scope.
// Fails:    a server that does not say where it listens ends the scenario.
// Why:      the shipped program with its own options, not a server put together for the benchmark.
#pragma once

#include <cstdint>
#include <filesystem>

#include "bench/child.h"

namespace tenure::bench {

class ServerProcess {
 public:
  explicit ServerProcess(const std::filesystem::path& data);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] pid_t id() const { return process_.id(); }

 private:
  Process process_;
  std::uint16_t port_ = 0;
};

/// The server that answers 204 to anything.
class NoContentProcess {
 public:
  NoContentProcess();
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  Process process_;
  std::uint16_t port_ = 0;
};

/// Makes a data folder of one partition that has taken the estate in.
void make_data_folder(const std::filesystem::path& data);

}  // namespace tenure::bench
