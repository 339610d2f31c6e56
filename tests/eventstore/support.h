// What the event store's tests share: a folder that goes away, a clock that stands still, commands as lines of text.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <flatbuffers/flatbuffers.h>

#include "eventstore/partition.h"

namespace tenure::test {

/// A new folder below the machine's temporary one; removed with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Shows the time it was told.
class StandingClock final : public eventstore::Clock {
 public:
  [[nodiscard]] domain::Instant now() const override { return domain::Instant{microseconds_.load()}; }
  void set(std::int64_t microseconds) { microseconds_ = microseconds; }

 private:
  std::atomic<std::int64_t> microseconds_ = 1'767'258'000'000'000;  // 2026-01-01T09:00:00Z
};

/// Who sends a command, and which version it expects.
struct Sender {
  std::string_view operator_id = "OP";
  std::string_view source = "test";
  std::optional<std::uint64_t> expected_version = std::nullopt;
};

/// A finished Command from a line such as `AddDoor {"site_id":"LON","door_id":"D1","name":"A door"}`.
[[nodiscard]] flatbuffers::DetachedBuffer command(std::string_view id, std::string_view line,
                                                  Sender sender = {});

/// Adds such a command to a batch; a malformed line stops the test.
void add(eventstore::Batch& batch, std::string_view id, std::string_view line, Sender sender = {});
[[nodiscard]] eventstore::Batch batch_of(std::string_view id, std::string_view line, Sender sender = {});

/// Limits so small that a few dozen commands reach them.
[[nodiscard]] eventstore::Options small_options(const std::filesystem::path& folder,
                                                const eventstore::Clock& clock);

/// A partition in a folder of its own that can be closed, opened again and spoken to in lines.
class House {
 public:
  House();
  explicit House(eventstore::Options options);
  ~House();

  [[nodiscard]] eventstore::Partition& partition() { return *partition_; }
  [[nodiscard]] eventstore::Options& options() { return options_; }
  [[nodiscard]] StandingClock& clock() { return clock_; }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }

  void close() { partition_.reset(); }
  /// Opens it again with `options`; a failure stops the test.
  void reopen();
  /// Opens it again; the error where it does not.
  [[nodiscard]] std::optional<eventstore::OpenError> try_reopen();

  /// Sends one command and waits; an error instead of an answer stops the test.
  eventstore::Answer send(std::string_view id, std::string_view line, Sender sender = {});
  /// Sends lines of `id Type {...}`, each of which must be accepted.
  void given(std::string_view lines);
  /// A house with a site, a product and an occupier under contract, so that charges can be added.
  void given_estate();

  /// All events of the log as lines: `position stream@version [also@version ...] type by command`.
  [[nodiscard]] std::vector<std::string> events();

 private:
  TemporaryFolder folder_;
  StandingClock clock_;
  eventstore::Options options_;
  std::unique_ptr<eventstore::Partition> partition_;
};

/// The line of an answer: "accepted 5+1", "refused UNKNOWN_SITE: detail", with "again " in front of a stored one.
[[nodiscard]] std::string text_of(const eventstore::Answer& answer);

}  // namespace tenure::test
