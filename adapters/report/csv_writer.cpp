// A report as CSV: RFC 4180, UTF-8 without a mark, CRLF, the names of the columns in the first line.
//
//   record,operator_id,occupier_id,site_id,month,position,currency,<section columns>,<columns>
//
// `record` is row, section_total or total. The line `total` is the last and always there: a file without it was cut off.
// The columns up to `currency` are the same in each line, so that files can be put below each other. Titles and names of
// the head are left out; ids name them. Money is decimal with all digits of the column's exponent, durations are whole
// seconds, instants are local with their offset.
//
// Guarded cells: spreadsheets run what begins with = + - @, a tab or a line's end as a formula ("CSV Injection", OWASP),
// the full-width forms of these signs too. A text cell that begins so gets an apostrophe in front, which is one more
// character than the value has: a program that reads such a cell takes one leading apostrophe off where one of these
// characters follows. Identifiers are guarded only where they hold anything but letters, digits and . _ : - + * #, so
// that phone numbers stay what they are. Numbers, dates and times are never guarded. JSON has the values untouched.

#include <algorithm>
#include <array>
#include <chrono>
#include <iterator>
#include <utility>

#include <fmt/format.h>

#include "adapters/report/cell_text.h"
#include "adapters/report/formats.h"
#include "domain/kernel/money.h"
#include "schemas/codec/text_time.h"

namespace tenure::report {
namespace {

constexpr std::string_view line_end = "\r\n";
constexpr std::array<std::string_view, 11> formula_starts{"=",  "+",  "-",  "@",  "\t", "\r",
                                                          "\n", "＝", "＋", "－", "＠"};

bool starts_formula(std::string_view text) {
  return std::ranges::any_of(formula_starts, [&](std::string_view start) { return text.starts_with(start); });
}

bool is_plain_identifier(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view{"._:-+*#"}.contains(c);
  });
}

enum class Guard : std::uint8_t { needless, needed };

void write_field(std::string_view text, Guard guard, std::string& out) {
  const std::string_view apostrophe = guard == Guard::needed ? "'" : "";
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
    out.append(apostrophe).append(text);
    return;
  }
  out.append("\"").append(apostrophe);
  for (const char c : text) out.append(c == '"' ? 2 : 1, c);
  out += '"';
}

void write_text(std::string_view text, Kind kind, std::string& out) {
  const auto is_free = kind == Kind::text || !is_plain_identifier(text);
  write_field(text, is_free && starts_formula(text) ? Guard::needed : Guard::needless, out);
}

class CsvWriter final : public Writer {
 public:
  CsvWriter(Head head, Sink sink) : Writer{std::move(head), std::move(sink)} {}

 private:
  Written write_head() override {
    const auto& h = head();
    auto& out = outlet().bytes();
    out += "record,operator_id,occupier_id,site_id,month,position,currency";
    for (const auto& column : h.section_columns) out.append(",").append(column.key);
    for (const auto& column : h.columns) out.append(",").append(column.key);
    out += line_end;

    for (const auto& id : {h.operator_id, h.occupier_id, h.site_id}) {
      same_ += ',';
      write_text(id, Kind::identifier, same_);
    }
    fmt::format_to(std::back_inserter(same_), ",{},{},", projections::billing::format_month(h.month),
                   h.position.value);
    write_text(h.currency, Kind::identifier, same_);
    no_section_.assign(h.section_columns.size(), ',');
    return {};
  }

  Written write_section(std::span<const Cell> cells) override {
    section_.clear();
    write_cells(cells, head().section_columns, section_);
    return {};
  }

  Written write_row(std::span<const Cell> cells) override { return write_line("row", section_, cells); }
  Written write_section_totals(std::span<const Cell> totals) override {
    return write_line("section_total", section_, totals);
  }
  Written write_totals(std::span<const Cell> totals) override {
    return write_line("total", no_section_, totals);
  }

  Written write_line(std::string_view record, std::string_view section, std::span<const Cell> cells) {
    auto& out = outlet().bytes();
    out.append(record).append(same_).append(section);
    write_cells(cells, head().columns, out);
    out += line_end;
    return {};
  }

  void write_cells(std::span<const Cell> cells, const std::vector<Column>& columns, std::string& out) const {
    for (std::size_t i = 0; i < cells.size(); ++i) {
      out += ',';
      std::visit([&](const auto& value) { write(value, columns[i], out); }, cells[i]);
    }
  }

  void write(std::monostate, const Column&, std::string&) const {}
  void write(std::string_view text, const Column& column, std::string& out) const {
    write_text(text, column.kind, out);
  }
  void write(domain::Date date, const Column&, std::string& out) const {
    codec::write_date(date.days(), out);
  }
  void write(domain::Instant instant, const Column&, std::string& out) const {
    write_local(instant, head().zone, Separator::machine, out);
  }
  void write(Amount amount, const Column& column, std::string& out) const {
    out += domain::format_amount(domain::MinorUnits{amount.units}, head().exponent_of(column));
  }
  void write(std::chrono::seconds duration, const Column&, std::string& out) const {
    out += fmt::format_int{duration.count()}.c_str();
  }
  void write(Count count, const Column&, std::string& out) const {
    out += fmt::format_int{count.value}.c_str();
  }

  /// The columns that are the same in each line.
  std::string same_;
  std::string section_;
  std::string no_section_;
};

}  // namespace

std::unique_ptr<Writer> make_csv_writer(Head head, Sink sink) {
  return std::make_unique<CsvWriter>(std::move(head), std::move(sink));
}

}  // namespace tenure::report
