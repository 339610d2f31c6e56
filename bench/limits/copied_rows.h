// The rows a read model writes, written by nobody but RocksDB.
//
// Is:       a model folded over the log into a plain database without a WAL, where only the writing is timed.
// Promises: the same rows: every version that the model writes, under its key and the position of its event, in
//           batches as large as the projector's.
// Fails:    a log or a fold that fails ends the scenario.
// Why:      a rebuild cannot be faster than writing what it writes. The fold runs between the timed writes, so
//           compactions of the limit have time of their own, which the thing's have not.
#pragma once

#include <cstdint>
#include <filesystem>

#include "eventstore/partition.h"
#include "projections/runtime/read_models.h"

namespace tenure::bench {

struct CopiedRows {
  std::uint64_t rows = 0;
  double seconds = 0;
};
[[nodiscard]] CopiedRows copy_rows(eventstore::Partition& partition, const projections::ModelFactory& model,
                                   const std::filesystem::path& folder);

}  // namespace tenure::bench
