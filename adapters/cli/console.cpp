#include "adapters/cli/console.h"

#include <algorithm>
#include <unistd.h>

#include <fmt/format.h>

namespace tenure::cli {
namespace {

constexpr auto bar_interval = std::chrono::milliseconds{100};
constexpr auto line_interval = std::chrono::seconds{5};
constexpr std::size_t bar_width = 30;
constexpr std::string_view column_gap = "  ";

void put(std::FILE* stream, std::string_view text) {
  if (std::fwrite(text.data(), 1, text.size(), stream) != text.size()) {
    // Nobody reads on, or the disk is full: there is nowhere left to say so.
    std::_Exit(3);
  }
}

/// Columns that a terminal shows: bytes that do not continue a UTF-8 character.
std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(
      text, [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; }));
}

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_of("0123456789") != text.npos &&
         text.find_first_not_of("0123456789.,-") == text.npos;
}

}  // namespace

Console::Console(std::FILE* out, std::FILE* err)
    : out_{out}, err_{err}, notes_on_terminal_{isatty(fileno(err)) == 1} {}

void Console::print(std::string_view line) {
  put(out_, line);
  put(out_, "\n");
}
void Console::write(std::string_view text) { put(out_, text); }
void Console::note(std::string_view line) {
  put(err_, line);
  put(err_, "\n");
}
void Console::error(std::string_view what, std::string_view next) {
  flush();
  note(fmt::format("tenure: {}", what));
  if (!next.empty()) note(fmt::format("        {}", next));
}
void Console::flush() {
  if (std::fflush(out_) != 0) std::_Exit(3);
}

Progress::Progress(Console& console, std::string_view unit)
    : console_{console}, unit_{unit}, began_{Clock::now()}, shown_{began_} {}

Progress::~Progress() {
  if (!bar_open_) return;
  show(Clock::now());
  put(console_.notes(), "\n");
}

void Progress::update(std::string_view what, std::uint64_t done, std::uint64_t total) {
  const std::scoped_lock lock{mutex_};
  const auto now = Clock::now();
  if (what != what_) {
    if (bar_open_) put(console_.notes(), "\n");
    what_ = what;
    began_ = now;
    shown_ = now;
    bar_open_ = false;
  }
  done_ = done;
  total_ = total;
  const auto interval =
      console_.notes_on_terminal() ? Clock::duration{bar_interval} : Clock::duration{line_interval};
  if (now - shown_ < interval) return;
  show(now);
  shown_ = now;
}

void Progress::show(Clock::time_point now) {
  const auto seconds = std::chrono::duration<double>(now - began_).count();
  const auto rate = seconds > 0 ? static_cast<std::uint64_t>(static_cast<double>(done_) / seconds) : 0;
  std::string line = fmt::format("{}: {}", what_, grouped(done_));
  if (total_ > 0) {
    const auto share = static_cast<double>(std::min(done_, total_)) / static_cast<double>(total_);
    line += fmt::format(" of {} {} ({:.0f} %)", grouped(total_), unit_, share * 100);
    if (console_.notes_on_terminal()) {
      const auto filled = static_cast<std::size_t>(share * static_cast<double>(bar_width));
      line = fmt::format("[{:<{}}] {}", std::string(filled, '#'), bar_width, line);
    }
  } else {
    line += fmt::format(" {}", unit_);
  }
  line += fmt::format(", {} a second", grouped(rate));
  if (console_.notes_on_terminal()) {
    put(console_.notes(), fmt::format("\r\x1b[K{}", line));
    bar_open_ = true;
  } else {
    console_.note(line);
  }
}

std::string grouped(std::uint64_t number) {
  auto text = fmt::format("{}", number);
  for (std::size_t at = text.size(); at > 3;) {
    at -= 3;
    text.insert(at, 1, ',');
  }
  return text;
}

std::string table_text(const std::vector<std::vector<std::string>>& rows) {
  std::vector<std::size_t> widths;
  std::vector<bool> numbers;
  for (const auto& row : rows) {
    if (widths.size() < row.size()) widths.resize(row.size(), 0), numbers.resize(row.size(), true);
    for (std::size_t column = 0; column < row.size(); ++column) {
      widths[column] = std::max(widths[column], columns_of(row[column]));
      if (&row != &rows.front() && !row[column].empty() && !is_number(row[column])) numbers[column] = false;
    }
  }
  std::string text;
  for (const auto& row : rows) {
    std::string line;
    for (std::size_t column = 0; column < row.size(); ++column) {
      const std::string padding(widths[column] - columns_of(row[column]), ' ');
      if (column > 0) line += column_gap;
      line += numbers[column] ? padding + row[column] : row[column] + padding;
    }
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
  }
  return text;
}

}  // namespace tenure::cli
