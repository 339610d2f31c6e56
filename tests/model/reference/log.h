// The partition as it looks from outside, and nothing else: one command after another, an answer for each, and the facts
// in their order.
//
// Is:       the reference of what eventstore/partition.h and batch.h promise, over one Business for each operator.
// Promises: positions gapless from 1; one answer for each (operator, source, id) for ever; a command of an atomic batch
//           that fails takes the whole batch with it, and leaves no trace.
// Fails:    never.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "tests/model/reference/business.h"

namespace tenure::model {

struct Command {
  std::string operator_id;
  std::string type;
  std::string id;
  std::string source;
  std::optional<std::uint64_t> expected_version;
  Fields data;

  /// As a line of NDJSON, the form that is posted to the operator's commands.
  [[nodiscard]] std::string line() const;
};

enum class Outcome : std::uint8_t { accepted, refused, not_applied };

struct Answer {
  Outcome outcome = Outcome::accepted;
  bool repeated = false;
  Code code;
  /// Accepted: its facts are [first_position, first_position + count).
  std::uint64_t first_position = 0;
  std::uint64_t count = 0;

  friend bool operator==(const Answer&, const Answer&) = default;
};
[[nodiscard]] std::string text_of(const Answer& answer);

struct Recorded {
  std::uint64_t position = 0;
  Time recorded_at = 0;
  std::string operator_id;
  std::string command_id;
  std::string source;
  Fact fact;
};

enum class Together : std::uint8_t { each, all };

class Log {
 public:
  [[nodiscard]] std::vector<Answer> submit(const std::vector<Command>& commands, Together together, Time now);

  [[nodiscard]] const std::vector<Recorded>& records() const { return records_; }
  /// To correct `recorded_at`, which is only known to be not before the submission.
  [[nodiscard]] std::vector<Recorded>& records_to_stamp() { return records_; }
  /// Empty for an operator that is not known yet.
  [[nodiscard]] const Business& business(const std::string& operator_id) const;
  [[nodiscard]] const std::map<std::string, Business>& businesses() const { return businesses_; }

 private:
  [[nodiscard]] Answer answer(const Command& command, Time now);
  [[nodiscard]] Answer decide(const Command& command, Time now);

  struct Stored {
    std::string content;
    Answer answer;
  };
  std::map<std::string, Business> businesses_;
  std::map<std::tuple<std::string, std::string, std::string>, Stored> answers_;
  std::vector<Recorded> records_;
};

}  // namespace tenure::model
