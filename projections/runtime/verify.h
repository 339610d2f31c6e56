// Verification of read models: every row against a full fold of the log.
//
// What it is: folds the log anew into a scratch folder up to the position of the models, and compares all rows as of
//   that position, both ways.
// What it promises: reports the first difference with model, key, what was expected and what was found. The scratch
//   folder is removed again.
// What can go wrong: damaged or unreadable storage is a difference too.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>
#include <vector>

#include "eventstore/partition.h"
#include "projections/runtime/read_models.h"

namespace tenure::projections {

struct VerifiedModel {
  std::string name;
  std::uint32_t version = 0;
  Position position;
  std::uint64_t rows = 0;
};

struct ModelDifference {
  std::string model;
  Position position;
  /// Key, expected and found, printable.
  std::string what;
};

/// `options` as for the models themselves, its folder a scratch folder that does not exist yet.
[[nodiscard]] std::expected<std::vector<VerifiedModel>, ModelDifference> verify(
    ReadModels& models, eventstore::Partition& partition, ReadModelOptions options);

}  // namespace tenure::projections
