// The commands of the crash test and what the server said of them.
//
// Accepted, refused, single, atomic, with one event and with two, with ids in the order of time and without one: each
// kind of promise that a crash could break is in the mix.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::test {

struct Outcome {
  bool accepted = false;
  std::uint64_t position = 0;  ///< accepted: of the first event
  std::uint64_t events = 0;    ///< accepted: how many
  std::string code;            ///< refused: why
  bool operator==(const Outcome&) const = default;
};

/// One command as a line of NDJSON, and the answer once there was one.
struct Sent {
  std::string line;
  /// Commands of one atomic batch share a number above zero.
  std::uint64_t atomic_batch = 0;
  /// What the server answered: nothing is known while this is empty.
  std::optional<Outcome> outcome;
};

/// By command id.
using Promises = std::map<std::string, Sent>;

/// The sample month, which has every kind of command; everything else happens after it.
[[nodiscard]] std::vector<std::string> setup_lines();

/// One sender's commands; ids are unique over all senders of the process.
class Workload {
 public:
  explicit Workload(std::uint64_t seed) : random_{seed} {}

  struct Command {
    std::string id;
    std::string type;
    std::string data;
    [[nodiscard]] std::string line() const;
  };
  [[nodiscard]] Command next();
  [[nodiscard]] std::uint64_t below(std::uint64_t limit) {
    return std::uniform_int_distribution<std::uint64_t>{0, limit - 1}(random_);
  }

 private:
  [[nodiscard]] std::string id_of(std::uint64_t number);

  std::mt19937_64 random_;
  std::vector<std::string> charges_;
};

}  // namespace tenure::test
