// A cursor that reads the log while the commits before are being looked at.
//
// What it is: goes through a whole log; a thread fetches the next stretch while the caller has the one before.
// What it promises: the commits of the cursor it is given, in order; two stretches of a few MiB in memory at most.
// What can go wrong: what goes wrong with that cursor, after all commits that came before. Where no thread can be had,
//   stretches are fetched when they are asked for.
#pragma once

#include <deque>
#include <future>
#include <memory>
#include <optional>
#include <string>

#include "eventstore/log.h"

namespace tenure::eventstore {

class ReadAheadCursor final : public LogCursor {
 public:
  /// `begin` as for the cursor.
  ReadAheadCursor(std::unique_ptr<LogCursor> cursor, Position begin);

  [[nodiscard]] std::expected<std::optional<StoredCommit>, std::string> fetch() override;

 private:
  struct Stretch {
    std::deque<StoredCommit> commits;
    /// What kept the commit after these from being read.
    std::optional<std::string> damage;
    /// Whether the log goes on.
    bool goes_on = true;
  };

  [[nodiscard]] static Stretch fetch_stretch(LogCursor& cursor);
  void fetch_next();

  std::unique_ptr<LogCursor> cursor_;
  Stretch now_;
  /// Destroyed first: it uses the cursor.
  std::future<Stretch> coming_;
};

}  // namespace tenure::eventstore
