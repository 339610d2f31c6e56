// Processes beside this one: what a scenario has to kill, or must not share a memory and a scheduler with.
//
// Is:       this program started again with other arguments, and the few roles it then plays.
// Promises: a process that is still there when its handle goes is killed and reaped.
// Fails:    one that cannot be started, or ends before it says what it should, ends the scenario.
// Why:      started anew and not forked: RocksDB's threads do not survive a fork.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace tenure::bench {

/// A role: `tenure bench NAME ARGUMENTS…`, not shown in any list.
struct Child {
  std::string_view name;
  int (*run)(std::span<const std::string> arguments);
};
[[nodiscard]] const Child* find_child(std::string_view name);

class Process {
 public:
  /// Starts this program again; its standard output is read with `read_line`.
  explicit Process(const std::vector<std::string>& arguments);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  [[nodiscard]] pid_t id() const { return id_; }
  /// The next line, without its end; none when the process closed its output.
  [[nodiscard]] std::optional<std::string> read_line();
  /// Sends the signal and waits for the end.
  void end(int signal);

 private:
  pid_t id_ = -1;
  int output_ = -1;
  std::string pending_;
};

}  // namespace tenure::bench
