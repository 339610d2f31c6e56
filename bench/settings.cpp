#include "bench/settings.h"

#include <atomic>
#include <cstdio>
#include <system_error>
#include <unistd.h>

#include <fmt/format.h>

namespace tenure::bench {

void fail(const std::string& reason) { throw Failure{reason}; }

void note(const std::string& line) {
  fmt::print(stderr, "{}\n", line);
  std::fflush(stderr);
}

Scratch::Scratch(const Settings& settings, const std::string& name) {
  static std::atomic<unsigned> count{0};
  path_ = settings.folder / fmt::format("{}-{}-{}", name, ::getpid(), ++count);
  std::error_code error;
  std::filesystem::create_directories(path_, error);
  if (error) fail(fmt::format("cannot make the folder {}: {}", path_.string(), error.message()));
}

Scratch::~Scratch() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

}  // namespace tenure::bench
