// A log that gives every read model something to do.
//
// Is:       the standard load and sample months in one partition, half of the events each.
// Promises: at least the events asked for; the same seed everywhere, so the same rows.
// Fails:    with a Failure.
// Why:      charges alone would leave telephony, access and directory without rows.
#pragma once

#include <cstdint>

#include "eventstore/partition.h"

namespace tenure::bench {

/// Appends until the log holds so many events. So many operators lived their month, see `month_operator`.
std::uint64_t fill_model_log(eventstore::Partition& partition, std::uint64_t events);

}  // namespace tenure::bench
