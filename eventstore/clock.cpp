#include "eventstore/clock.h"

#include <chrono>

namespace tenure::eventstore {
namespace {

class SystemClock final : public Clock {
 public:
  [[nodiscard]] domain::Instant now() const override {
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    return domain::Instant{std::chrono::duration_cast<std::chrono::microseconds>(since_epoch).count()};
  }
};

}  // namespace

const Clock& system_clock() {
  static const SystemClock clock;
  return clock;
}

}  // namespace tenure::eventstore
