// A house of read models over a log in memory: given commands, then queries.
#pragma once

#include <filesystem>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <gtest/gtest.h>

#include "projections/runtime/read_models.h"
#include "tests/domain/scenario.h"
#include "tests/projections/memory_log.h"

namespace tenure::test {

/// A folder of its own, gone with the object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Two sites, two occupiers with contracts in force, products and prices; the business day is 2026-01-05.
extern const std::string_view let_estate;

inline constexpr std::string_view operator_id = Scenario::operator_id;
// Long enough for a machine under load; nothing waits this long unless it is broken.
inline constexpr std::chrono::milliseconds patience{60'000};

class House {
 public:
  explicit House(projections::ReadModelOptions options = {});

  /// Commands one a line, each accepted and each a commit of its own.
  void given(std::string_view lines);
  /// Like `given`, but a refused command is no error. Returns whether it was accepted.
  bool attempt(std::string_view line);
  void open_days(std::string_view site_id, std::string_view last);
  /// When what follows is recorded.
  void at_time(std::string_view instant);
  void set_default(std::string_view line) { scenario_.set_default(line); }

  /// Opens, or closes and opens again, the read models.
  void open();
  void close() { models_.reset(); }
  /// Waits until all is folded.
  void settle();
  /// All that is folded.
  [[nodiscard]] projections::View view();
  [[nodiscard]] projections::View view_at(projections::AsOf as_of);
  [[nodiscard]] projections::ReadModels& models() { return *models_; }
  [[nodiscard]] projections::ReadModelOptions& options() { return options_; }
  [[nodiscard]] MemoryLog& log() { return log_; }
  [[nodiscard]] projections::ModelStatus status(std::string_view model);
  [[nodiscard]] projections::Position last() const { return log_.committed(); }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  [[nodiscard]] const std::vector<std::string>& notices() const { return notices_; }

 private:
  TempFolder folder_;
  Scenario scenario_;
  MemoryLog log_;
  std::mutex notices_mutex_;
  std::vector<std::string> notices_;
  projections::ReadModelOptions options_;
  std::unique_ptr<projections::ReadModels> models_;
};

/// The value of an answer that must be there.
template <class T>
T must(std::expected<T, projections::QueryError> result) {
  if (!result) {
    ADD_FAILURE() << "no answer: " << result.error().message;
    std::abort();
  }
  return std::move(*result);
}
inline void must(const std::expected<void, projections::QueryError>& result) {
  if (!result) ADD_FAILURE() << "no answer: " << result.error().message;
}

}  // namespace tenure::test
