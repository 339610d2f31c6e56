#include "eventstore/indexer.h"

#include <fmt/format.h>
#include <rocksdb/write_batch.h>

#include "eventstore/thread_name.h"

namespace tenure::eventstore {

void Indexer::start() {
  thread_ = std::jthread{[this] { run(); }};
}

void Indexer::finish() {
  tasks_.close();
  if (thread_.joinable()) thread_.join();
}

void Indexer::run() {
  name_this_thread("indexer");
  while (auto task = tasks_.pop()) {
    if (health_.stopped()) continue;
    std::visit([this](auto& one) { perform(one); }, **task);
  }
}

void Indexer::perform(const SealTask& task) {
  if (const auto sealed = sealer_.seal(task); !sealed)
    fail("an index segment could not be sealed", sealed.error());
}
void Indexer::perform(const SaveTask& task) { save(task.states); }
void Indexer::perform(LetGoTask& task) {
  save(AggregateCache::states_of(*task.generation));
  task.generation.reset();
}

void Indexer::save(const std::vector<StateToSave>& states) {
  if (states.empty()) return;
  rocksdb::WriteBatch batch;
  for (const auto& [key, value] : states) static_cast<void>(batch.Put(storage_.states(), key, value));
  rocksdb::WriteOptions write;
  write.disableWAL = true;
  const auto status = storage_.db().Write(write, &batch);
  if (!status.ok()) fail("states could not be saved", status.ToString());
}

void Indexer::fail(std::string_view what, std::string_view why) {
  static_cast<void>(health_.stop(
      fmt::format("{}: {}. See to the disk, then open the partition again; nothing is lost", what, why)));
}

}  // namespace tenure::eventstore
