// A real partition with its read models in a temporary folder: small limits, a clock that is told the time, and storage
// that can lose what was not synced.
#pragma once

#include <memory>
#include <string>

#include "eventstore/partition.h"
#include "projections/runtime/read_models.h"
#include "tests/eventstore/fault_file_system.h"
#include "tests/eventstore/support.h"

namespace tenure::model {

class Engine {
 public:
  Engine();
  ~Engine();

  /// What went wrong, empty where nothing did.
  [[nodiscard]] std::string open();
  void close();
  /// Everything that was not synced is gone. `open` comes next.
  void cut_power(test::UnsyncedBytes unsynced);

  [[nodiscard]] eventstore::Partition& partition() { return *partition_; }
  [[nodiscard]] projections::ReadModels& models() { return *models_; }
  [[nodiscard]] test::StandingClock& clock() { return clock_; }
  /// For read models in a scratch folder that is not there yet.
  [[nodiscard]] projections::ReadModelOptions scratch_options() const;

 private:
  [[nodiscard]] projections::ReadModelOptions model_options(std::string_view folder) const;

  test::TemporaryFolder folder_;
  test::StandingClock clock_;
  mutable test::FaultFileSystem storage_;
  std::unique_ptr<eventstore::Partition> partition_;
  std::unique_ptr<projections::ReadModels> models_;
};

}  // namespace tenure::model
