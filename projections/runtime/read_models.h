// The read models of one partition: folded from its events as they are committed, and asked through views.
//
// What it is: a projector that follows the partition's log, the storage of all models, and views as of any position.
// What it promises:
//   - A model's rows and its checkpoint survive or are lost together; after a crash it goes on from the checkpoint that
//     is there. A read model equals a rebuild to the same position, row for row.
//   - Every position between the trimmed history and the last folded event can be asked exactly.
//   - A new version, or a rebuild, is built beside the serving one, compared with it, and swapped in one step; a build
//     cut short by a crash goes on where it was.
//   - A model that fails stops alone, with its reason in `status` and a notice; the others go on.
// What can go wrong: storage errors and folds that meet impossible events stop the model; queries on it keep answering
//   as of where it stopped. `open` fails where the folder cannot be used.
// Threads: every public function may be called from any thread. Inside: one projector thread, and one per rebuild.
// Why this way: models are pure folds, so losing one costs a rebuild, never knowledge; hence no write-ahead log here.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <filesystem>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eventstore/clock.h"
#include "eventstore/options.h"
#include "eventstore/partition.h"
#include "projections/runtime/query.h"
#include "projections/runtime/view.h"

namespace rocksdb {
class Env;
}

namespace tenure::projections {

class Model;
/// Makes one model; a fold may keep working memory, so each build has its own.
using ModelFactory = std::function<std::unique_ptr<Model>()>;

/// A model as this program knows it: the version to serve, and older ones that it can still serve meanwhile.
struct ModelKind {
  ModelFactory current;
  std::vector<ModelFactory> older;
};
/// billing, telephony, access and directory.
[[nodiscard]] std::vector<ModelKind> all_models();

/// Whether the projector runs.
enum class Following : std::uint8_t {
  live,   ///< follow the log from a thread of its own
  still,  ///< serve what is there and fold nothing; for tools
};

struct ReadModelOptions {
  /// Folder of the read models of one partition; made when it is not there.
  std::filesystem::path folder;
  std::vector<ModelKind> models = all_models();
  Following following = Following::live;
  const eventstore::Clock* clock = &eventstore::system_clock();
  /// Block cache and write buffers together.
  std::size_t storage_bytes_max = 256 * eventstore::mebibyte;
  /// Rows that folds read again and again, for each model.
  std::size_t row_cache_bytes_max = 32 * eventstore::mebibyte;
  /// How many of the newest positions stay answerable; nothing: all of them.
  std::optional<std::uint64_t> history_events;
  /// A checkpoint is made durable at least every so many events; bounds what is folded again after a crash.
  std::uint64_t durable_events_max = 1'000'000;
  /// A crowd of rows is written together when it reaches either, and always when the log has no more. It is sorted
  /// first, so the more rows it has, the less each costs.
  std::size_t batch_bytes_max = 4 * eventstore::mebibyte;
  std::uint64_t batch_events_max = 16'384;

  /// Storage beneath RocksDB; null is the machine's. Fault tests bring their own.
  rocksdb::Env* environment = nullptr;
  /// Told about long work: what, done, total. May be empty; called from several threads, as `notice` is.
  std::function<void(std::string_view, std::uint64_t, std::uint64_t)> progress;
  /// Told one line whenever something happens that an operator should know. May be empty.
  std::function<void(std::string_view)> notice;
};

enum class ModelState : std::uint8_t {
  live,      ///< follows the log
  building,  ///< built for the first time in this version; nothing is served yet
  stopped,  ///< failed, see `reason`; serves as of where it stopped; rebuild it, or restart after curing the cause
};
[[nodiscard]] std::string_view name_of(ModelState state);

/// A build that runs beside the serving version, or instead of one.
struct BuildProgress {
  std::uint32_t version = 0;
  Position position;
  Position target;
};

struct ModelStatus {
  std::string name;
  /// The version that serves; while nothing serves, the one that is built.
  std::uint32_t version = 0;
  ModelState state = ModelState::live;
  /// Stopped: why, and what to do.
  std::string reason;
  /// Folded up to here.
  Position position;
  /// The part of it that a crash would leave.
  Position durable;
  std::uint64_t lag_events = 0;
  /// Age of the oldest committed event that is not folded; zero where there is none.
  std::chrono::microseconds lag{0};
  std::uint64_t rows_written = 0;  ///< since it was opened
  std::optional<BuildProgress> build;
  /// Why the last rebuild came to nothing; empty where it did not fail.
  std::string build_failure;
};

struct ReadModelsStatus {
  std::vector<ModelStatus> models;
  /// Earlier positions cannot be asked any more; zero where all can.
  Position history_from;
  std::size_t storage_bytes = 0;  ///< on disk
  std::size_t memory_bytes = 0;   ///< block cache and write buffers
};

enum class Reached : std::uint8_t {
  reached,
  timeout,  ///< not yet; ask again
  stopped,  ///< a model stopped before the position and will not reach it
};

struct ReadModelsError {
  std::string message;
};

class ReadModels {
 public:
  /// The partition must live longer.
  [[nodiscard]] static std::expected<std::unique_ptr<ReadModels>, ReadModelsError> open(
      eventstore::Partition& partition, ReadModelOptions options);
  /// Builds models into a folder of their own up to a position (none: all that is committed when it starts), then
  /// stands still: for `tenure replay --to` and for comparing. `options.models` says which.
  [[nodiscard]] static std::expected<std::unique_ptr<ReadModels>, ReadModelsError> build(
      eventstore::Partition& partition, ReadModelOptions options, std::optional<Position> to);
  ~ReadModels();

  /// The models that a query needs; empty: all of them.
  using Names = std::initializer_list<std::string_view>;

  /// Waits until the models have folded the position.
  [[nodiscard]] Reached wait_until(Position position, std::chrono::milliseconds patience, Names models = {});
  /// The position that a view as of it would have; it may not be folded yet.
  [[nodiscard]] Result<Position> resolve(AsOf as_of, Names models = {});
  /// A view of the models, all at one position. `Latest` is the least that any of them has folded.
  [[nodiscard]] Result<View> at(AsOf as_of, Names models = {});

  [[nodiscard]] ReadModelsStatus status() const;

  /// Starts to build the model anew beside the serving one; `status` shows the progress. The error says why not.
  [[nodiscard]] std::expected<void, ReadModelsError> start_rebuild(std::string_view model);
  /// Waits until no build of the model runs; false where it still does.
  [[nodiscard]] bool wait_for_build(std::string_view model, std::chrono::milliseconds patience);

  /// Makes positions before it unanswerable and their versions of rows reclaimable; open views keep theirs.
  [[nodiscard]] std::expected<void, ReadModelsError> trim_before(Position position);
  /// Makes all that is folded durable, that of builds too.
  [[nodiscard]] std::expected<void, ReadModelsError> flush();
  /// Ends the threads and makes what is folded durable; views and queries go on. Idempotent.
  void stop();

 private:
  class Impl;
  explicit ReadModels(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace tenure::projections
