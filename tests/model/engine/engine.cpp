#include "tests/model/engine/engine.h"

namespace tenure::model {
namespace {

constexpr std::size_t storage_bytes = 4 * eventstore::mebibyte;
/// So few that stories have several segments and checkpoints.
constexpr std::uint64_t segment_events = 150;
constexpr std::uint64_t durable_events = 100;
constexpr std::size_t cache_bytes = 64 * eventstore::kibibyte;

}  // namespace

Engine::Engine() = default;
Engine::~Engine() { close(); }

std::string Engine::open() {
  auto options = test::small_options(folder_.path() / "partition", clock_);
  options.environment = storage_.environment();
  options.segment_events = segment_events;
  options.cache_bytes_max = cache_bytes;
  auto partition = eventstore::Partition::open(options);
  if (!partition) return "the partition does not open: " + partition.error().message;
  partition_ = std::move(*partition);
  auto models = projections::ReadModels::open(*partition_, model_options("read-models"));
  if (!models) return "the read models do not open: " + models.error().message;
  models_ = std::move(*models);
  return {};
}

void Engine::close() {
  models_.reset();
  partition_.reset();
}

void Engine::cut_power(test::UnsyncedBytes unsynced) {
  storage_.lose_power();
  close();
  storage_.restore_power(unsynced);
}

projections::ReadModelOptions Engine::scratch_options() const { return model_options("scratch"); }

projections::ReadModelOptions Engine::model_options(std::string_view folder) const {
  projections::ReadModelOptions options;
  options.folder = folder_.path() / folder;
  options.clock = &clock_;
  options.environment = storage_.environment();
  options.storage_bytes_max = storage_bytes;
  options.row_cache_bytes_max = cache_bytes;
  options.durable_events_max = durable_events;
  options.batch_events_max = 7;
  return options;
}

}  // namespace tenure::model
