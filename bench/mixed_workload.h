// The sample month, lived by one operator after another.
//
// Is:       the commands of `tenure load`'s sample month as FlatBuffers, for as many operators as are asked for.
// Promises: every operator lives the whole month in its order, so every command is accepted; some operators live it at
//           the same time, as tenants of one partition do.
// Fails:    a line of the month that cannot be read ends the scenario.
// Why:      the mix of commands is then not an invention of the benchmark, and changes with the month.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/command_block.h"

namespace tenure::bench {

/// The id of the n-th operator, from zero.
[[nodiscard]] std::string month_operator(std::uint64_t number);

class MixedMonths {
 public:
  MixedMonths();
  [[nodiscard]] std::size_t commands_a_month() const { return month_.size(); }
  /// The months of the next operators; `operators` of them, all at the same time.
  void add_to(CommandBlock& block, std::size_t operators);

 private:
  CommandBlock month_;
  /// Where each command names its operator.
  std::vector<std::size_t> operator_at_;
  std::uint64_t operators_ = 0;
};

}  // namespace tenure::bench
