// What `tenure` shows: results on standard output, everything else on standard error.
//
// What it is: the two streams, and progress of long work.
// What it promises: results can be piped; progress is a bar that rewrites itself on a terminal and a plain line now
//   and then otherwise; nothing is coloured. An error says what failed and what to do next.
// What can go wrong: a reader that went away (`| head`) ends the program quietly, as it does for other tools.
// Threads: a Progress may be updated from any thread, one at a time; the rest belongs to the main thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace tenure::cli {

class Console {
 public:
  Console(std::FILE* out, std::FILE* err);

  /// A line of the result.
  void print(std::string_view line);
  /// Text of the result as it is.
  void write(std::string_view text);
  /// A line beside the result.
  void note(std::string_view line);
  /// What failed; and, where there is something, what to do.
  void error(std::string_view what, std::string_view next = {});
  void flush();

  [[nodiscard]] std::FILE* notes() const { return err_; }
  [[nodiscard]] bool notes_on_terminal() const { return notes_on_terminal_; }

 private:
  std::FILE* out_;
  std::FILE* err_;
  bool notes_on_terminal_;
};

class Progress {
 public:
  Progress(Console& console, std::string_view unit);
  /// Ends the bar's line.
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `total` of zero: not known. A new `what` begins a new bar.
  void update(std::string_view what, std::uint64_t done, std::uint64_t total);

 private:
  using Clock = std::chrono::steady_clock;
  void show(Clock::time_point now);

  Console& console_;
  std::string unit_;
  std::mutex mutex_;
  std::string what_;
  std::uint64_t done_ = 0;
  std::uint64_t total_ = 0;
  Clock::time_point began_;
  Clock::time_point shown_;
  bool bar_open_ = false;
};

/// 1234567 as "1,234,567".
[[nodiscard]] std::string grouped(std::uint64_t number);

/// Rows in aligned columns, the first row being the heads; numbers to the right.
[[nodiscard]] std::string table_text(const std::vector<std::vector<std::string>>& rows);

}  // namespace tenure::cli
