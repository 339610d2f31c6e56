// What a report's rows come from, a few at a time.
//
// What it is: the seam between a read model's rows and a writer; whoever needs the report (an HTTP body, the command
//   line) calls `write_some` until it is done.
// What it promises: one call reads and writes a bounded number of rows, so that others get their turn between two calls.
// What can go wrong: the read model's failure, or the writer's fault, handed on.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <variant>

#include "adapters/report/writer.h"

namespace tenure::report {

enum class Progress : std::uint8_t { more, done };

/// What the rows are read from could not be read on; the report is not whole.
struct SourceFailed {
  std::string what;
};

using Step = std::expected<Progress, std::variant<Fault, SourceFailed>>;

class Source {
 public:
  virtual ~Source() = default;
  /// Writes the next few rows; `done` once the writer's `end` was called.
  [[nodiscard]] virtual Step write_some(Writer& writer) = 0;
};

}  // namespace tenure::report
