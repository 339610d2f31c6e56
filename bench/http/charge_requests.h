// The standard load as HTTP requests.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "bench/workload.h"

namespace tenure::bench {

enum class BodyForm : std::uint8_t { ndjson, flatbuffers };

/// POST /commands/AddCharge with an Idempotency-Key each.
[[nodiscard]] std::vector<std::string> single_requests(Charges& charges, std::size_t count);
/// POST /commands with so many commands each.
[[nodiscard]] std::vector<std::string> batch_requests(Charges& charges, BodyForm form, std::size_t requests,
                                                      std::size_t commands_each);

}  // namespace tenure::bench
