// The built program from outside: run it, and look at what it says and how it ends.
//
// Promises: the environment is only what is given; a run that does not end in time is killed and fails the test.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <sys/types.h>
#include <vector>

#include "tests/adapters/cli/scratch_folder.h"

namespace tenure::test {

struct ProgramRun {
  int exit_code = -1;
  std::string out;
  std::string err;
};

struct Ask {
  std::vector<std::string> arguments;
  std::string input;
  std::map<std::string, std::string> environment;
};

[[nodiscard]] ProgramRun run_asked(const Ask& ask);
[[nodiscard]] ProgramRun run_program(std::vector<std::string> arguments);
/// Any other program on the path, the same way.
[[nodiscard]] ProgramRun run_other(const std::string& program, const Ask& ask);

/// `tenure serve` on a free port.
class ServedFolder {
 public:
  ServedFolder(const std::filesystem::path& data, std::vector<std::string> further = {});
  ~ServedFolder();
  ServedFolder(const ServedFolder&) = delete;
  ServedFolder& operator=(const ServedFolder&) = delete;

  [[nodiscard]] const std::string& url() const { return url_; }
  /// Sends SIGTERM and waits for the end.
  [[nodiscard]] int stop();
  [[nodiscard]] const std::string& log() const { return log_; }

 private:
  pid_t process_ = -1;
  int out_ = -1;
  std::filesystem::path log_file_;
  std::string url_;
  std::string log_;
};

}  // namespace tenure::test
