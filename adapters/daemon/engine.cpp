#include "adapters/daemon/engine.h"

#include <utility>

#include <fmt/format.h>

#include "projections/runtime/read_models.h"

namespace tenure::daemon {
namespace {

std::string advice_on(eventstore::OpenError::Kind kind) {
  using Kind = eventstore::OpenError::Kind;
  switch (kind) {
    case Kind::in_use:
      return "stop the process that has it open";
    case Kind::unreadable:
      return "look at the disk and at the rights to the folder";
    case Kind::damaged:
      return "restore a backup into another folder, and keep this one for analysis";
    case Kind::other_version:
      break;
  }
  return "use the program that wrote it, or a newer one";
}

OpenFault fault_of(const eventstore::OpenError& error) {
  OpenFault fault{error.message, advice_on(error.kind)};
  if (error.kind == eventstore::OpenError::Kind::damaged) fault.damaged_at = error.position;
  return fault;
}

}  // namespace

std::expected<std::unique_ptr<Engine>, OpenFault> Engine::open(EngineOptions options) {
  auto store = eventstore::Store::open(options.store);
  if (!store) return std::unexpected{fault_of(store.error())};
  std::unique_ptr<Engine> engine{new Engine};
  engine->store_ = std::move(*store);

  const auto count = engine->size();
  for (std::size_t index = 0; index < count; ++index) {
    projections::ReadModelOptions models;
    models.folder = read_models_folder(options.store.folder, index);
    models.following = options.following;
    models.clock = options.store.partition.clock;
    models.storage_bytes_max = options.read_model_storage_bytes_max / count;
    models.history_events = options.history_events;
    models.progress = options.store.partition.progress;
    models.notice = options.store.partition.notice;
    auto opened = projections::ReadModels::open(engine->partition(index), std::move(models));
    if (!opened) {
      return std::unexpected{OpenFault{
          fmt::format("the read models of partition {} cannot be opened: {}", index, opened.error().message),
          "look at the disk and at the rights to the folder; removed, read models are built anew"}};
    }
    engine->models_.push_back(std::move(*opened));
  }
  return engine;
}

std::filesystem::path read_models_folder(const std::filesystem::path& data, std::size_t index) {
  return data / fmt::format("read-models-{}", index);
}

Engine::~Engine() { shut_down(); }

void Engine::shut_down() {
  if (store_) store_->shut_down();
  for (auto& models : models_) models->stop();
}

}  // namespace tenure::daemon
