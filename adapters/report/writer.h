// Writes a report row by row: JSON, CSV or PDF.
//
// What it is: `open` begins a report and gives its writer; the calls on it are the report, in the order
//   (begin_section row* end_section)* end.
// What it promises: the same calls give the same bytes in any process on any day under any locale. Memory is constant in
//   the number of rows for JSON and CSV; a PDF keeps the pieces of fonts that were used and some bytes a page
//   (README.md has the numbers). Nothing reaches the sink before `piece_bytes` were written or the report ended,
//   so a report that cannot begin has no first byte.
// What can go wrong: `Fault`. After one, every call answers the same fault and writes nothing. Calls out of order, cells
//   that are not of their column's kind or number, and columns without a name of their own stop the process.
// Threads: a writer belongs to one thread at a time; any number of writers at once. The sink is called on it.
// Why this way: who pulls (an HTTP body) and who pushes (a command line) both can drive it, and how long a slow reader
//   may hold things up is the sink's business.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "adapters/report/report.h"

namespace tenure::report {

enum class Format : std::uint8_t { json, csv, pdf };

[[nodiscard]] std::string_view media_type(Format format);
/// "json", "csv", "pdf": file name ending, and the name in a query.
[[nodiscard]] std::string_view name_of(Format format);
[[nodiscard]] std::optional<Format> parse_format(std::string_view name);

/// What the sink wants.
enum class Flow : std::uint8_t { go_on, stop };
/// Takes the next piece, which is valid during the call.
using Sink = std::move_only_function<Flow(std::string_view piece)>;

enum class Fault : std::uint8_t {
  stopped,         ///< the sink said stop: nobody wants the rest
  fonts_missing,   ///< a PDF can't be begun: the fonts' packages are not installed
  drawing_failed,  ///< pango or cairo gave up, which is nearly always want of memory; the report is not whole
};
/// What happened and what to do about it.
[[nodiscard]] std::string_view explain(Fault fault);

using Written = std::expected<void, Fault>;

/// Bytes are handed to the sink in pieces of about this size.
inline constexpr std::size_t piece_bytes = 64 * 1024;

/// What was written and not yet handed on.
class Outlet {
 public:
  explicit Outlet(Sink sink) : sink_{std::move(sink)} {}

  /// To append to.
  [[nodiscard]] std::string& bytes() { return bytes_; }
  /// Hands on what is there once it is a piece.
  [[nodiscard]] Flow pass_on() { return bytes_.size() < piece_bytes ? flow_ : flush(); }
  /// Hands on what is there.
  [[nodiscard]] Flow flush();
  [[nodiscard]] Flow flow() const { return flow_; }
  /// The sink is not called any more.
  void close() { flow_ = Flow::stop; }

 private:
  Sink sink_;
  std::string bytes_;
  Flow flow_ = Flow::go_on;
};

class Writer {
 public:
  virtual ~Writer() = default;
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  /// One cell for each of the head's section columns.
  [[nodiscard]] Written begin_section(std::span<const Cell> cells);
  /// One cell for each column.
  [[nodiscard]] Written row(std::span<const Cell> cells);
  /// One cell for each column, nothing where it has no total.
  [[nodiscard]] Written end_section(std::span<const Cell> totals);
  /// The same for the whole report; everything has reached the sink then.
  [[nodiscard]] Written end(std::span<const Cell> totals);

  [[nodiscard]] const Head& head() const { return head_; }

 protected:
  Writer(Head head, Sink sink) : head_{std::move(head)}, outlet_{std::move(sink)} {}

  [[nodiscard]] Outlet& outlet() { return outlet_; }
  /// What the formats do; a fault that the sink did not cause is answered.
  virtual Written write_head() = 0;
  virtual Written write_section(std::span<const Cell> cells) = 0;
  virtual Written write_row(std::span<const Cell> cells) = 0;
  virtual Written write_section_totals(std::span<const Cell> totals) = 0;
  virtual Written write_totals(std::span<const Cell> totals) = 0;

 private:
  friend std::expected<std::unique_ptr<Writer>, Fault> open(Format format, Head head, Sink sink);

  enum class Place : std::uint8_t { in_report, in_section, behind_end };

  void expect(Place place) const;
  /// Passes on what was written.
  Written settle(Written written);

  Head head_;
  Outlet outlet_;
  Place place_ = Place::in_report;
  std::optional<Fault> fault_;
};

/// Begins a report.
[[nodiscard]] std::expected<std::unique_ptr<Writer>, Fault> open(Format format, Head head, Sink sink);

}  // namespace tenure::report
