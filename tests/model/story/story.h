// A story: what is done to a partition, step by step, and how one is made up and made shorter.
//
// Is:       batches of concrete commands, restarts, power cuts, rebuilds and looks around.
// Promises: the same seed gives the same story. A story remains one whatever steps or commands are left out of it: what
//           is left is answered otherwise, not wrong. As text it is what would be posted, line by line.
// Why:      commands are made up against the reference, so that most of them are accepted, and fixed then, so that what
//           is left after shrinking can be read and sent again.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <string>
#include <vector>

#include "tests/model/reference/log.h"

namespace tenure::model {

enum class Deed : std::uint8_t {
  send,       ///< submit the commands as one batch
  look,       ///< compare everything
  restart,    ///< close the partition and open it again
  power_cut,  ///< lose what was not synced, and open it again
  rebuild,    ///< build the read models anew beside the live ones
};

struct Step {
  Deed deed = Deed::look;
  Together together = Together::each;
  std::vector<Command> commands;
  /// What the clock shows.
  Time now = 0;
};

using Story = std::vector<Step>;

/// `size` is about the number of steps after the houses stand.
[[nodiscard]] Story make_up(std::uint64_t seed, int size);
/// Shorter stories to try, the shortest first.
[[nodiscard]] std::vector<Story> shorter(const Story& story);

[[nodiscard]] std::string text_of(const Step& step);
[[nodiscard]] std::string text_of(const Story& story);

}  // namespace tenure::model
