// What all formats share: the order of calls, the kinds of cells, and how a report stops.

#include "adapters/report/writer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "adapters/report/cell_text.h"
#include "adapters/report/formats.h"
#include "domain/kernel/invariant.h"

namespace tenure::report {
namespace {

using domain::broken_invariant;

struct FormatNames {
  Format format;
  std::string_view name;
  std::string_view media_type;
};
constexpr std::array formats{FormatNames{Format::json, "json", "application/json"},
                             FormatNames{Format::csv, "csv", "text/csv; charset=utf-8; header=present"},
                             FormatNames{Format::pdf, "pdf", "application/pdf"}};

/// Members of the objects that columns become members of.
constexpr std::array<std::string_view, 2> taken_keys{"rows", "totals"};
/// Columns that every CSV has.
constexpr std::array<std::string_view, 7> taken_csv_keys{"record", "operator_id", "occupier_id", "site_id",
                                                         "month",  "position",    "currency"};

bool is_key(std::string_view key) {
  return !key.empty() && std::ranges::all_of(key, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
}

bool is_taken(std::string_view key) {
  return std::ranges::find(taken_keys, key) != taken_keys.end() ||
         std::ranges::find(taken_csv_keys, key) != taken_csv_keys.end();
}

void check_column(const Column& column, const Head& head) {
  const auto& key = column.key;
  if (!is_key(key)) broken_invariant("a column's key of small letters, digits and '_'", key);
  if (is_taken(key)) {
    broken_invariant("a column's key that the format does not use itself", key);
  }
  const auto same = std::ranges::count(head.columns, key, &Column::key) +
                    std::ranges::count(head.section_columns, key, &Column::key);
  if (same != 1) broken_invariant("a key for each column", key);
  if (column.weight == 0) broken_invariant("a column of some weight", key);
  if (head.exponent_of(column) > exponent_max) broken_invariant("an exponent of at most 12", key);
}

void check_head(const Head& head) {
  if (head.columns.empty() || head.columns.size() > columns_max ||
      head.section_columns.size() > columns_max) {
    broken_invariant("1 to 16 columns, and up to 16 of a section", "another number");
  }
  for (const auto& column : head.columns) check_column(column, head);
  for (const auto& column : head.section_columns) check_column(column, head);
}

bool fits(const Cell& cell, Kind kind) {
  if (std::holds_alternative<std::monostate>(cell)) return true;
  switch (kind) {
    case Kind::text:
    case Kind::identifier:
      return std::holds_alternative<std::string_view>(cell);
    case Kind::date:
      return std::holds_alternative<domain::Date>(cell);
    case Kind::instant:
      return std::holds_alternative<domain::Instant>(cell);
    case Kind::money:
      return std::holds_alternative<Amount>(cell);
    case Kind::duration:
      return std::holds_alternative<std::chrono::seconds>(cell);
    case Kind::count:
      break;
  }
  return std::holds_alternative<Count>(cell);
}

void check_cells(std::span<const Cell> cells, const std::vector<Column>& columns) {
  if (cells.size() != columns.size()) broken_invariant("a cell for each column", "another number of cells");
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (!fits(cells[i], columns[i].kind)) broken_invariant("a cell of its column's kind", columns[i].key);
  }
}

}  // namespace

std::string_view media_type(Format format) {
  return std::ranges::find(formats, format, &FormatNames::format)->media_type;
}
std::string_view name_of(Format format) {
  return std::ranges::find(formats, format, &FormatNames::format)->name;
}
std::optional<Format> parse_format(std::string_view name) {
  const auto found = std::ranges::find(formats, name, &FormatNames::name);
  if (found == formats.end()) return std::nullopt;
  return found->format;
}

std::string_view explain(Fault fault) {
  switch (fault) {
    case Fault::stopped:
      return "nobody takes the report any more";
    case Fault::fonts_missing:
      return "the fonts for PDF are not on this machine; install the packages fonts-noto-core and "
             "fonts-wqy-microhei";
    case Fault::drawing_failed:
      break;
  }
  return "the PDF could not be drawn to its end, most likely for want of memory";
}

Flow Outlet::flush() {
  if (flow_ == Flow::go_on && !bytes_.empty()) flow_ = sink_(bytes_);
  bytes_.clear();
  return flow_;
}

void Writer::expect(Place place) const {
  if (place_ != place) broken_invariant("a report's parts in their order", "a call out of order");
}

Written Writer::settle(Written written) {
  if (!written) {
    fault_ = written.error();
    outlet_.close();
  } else if ((place_ == Place::behind_end ? outlet_.flush() : outlet_.pass_on()) == Flow::stop) {
    fault_ = Fault::stopped;
  }
  if (fault_) return std::unexpected{*fault_};
  return {};
}

Written Writer::begin_section(std::span<const Cell> cells) {
  expect(Place::in_report);
  check_cells(cells, head_.section_columns);
  place_ = Place::in_section;
  return fault_ ? std::unexpected{*fault_} : settle(write_section(cells));
}

Written Writer::row(std::span<const Cell> cells) {
  expect(Place::in_section);
  check_cells(cells, head_.columns);
  return fault_ ? std::unexpected{*fault_} : settle(write_row(cells));
}

Written Writer::end_section(std::span<const Cell> totals) {
  expect(Place::in_section);
  check_cells(totals, head_.columns);
  place_ = Place::in_report;
  return fault_ ? std::unexpected{*fault_} : settle(write_section_totals(totals));
}

Written Writer::end(std::span<const Cell> totals) {
  expect(Place::in_report);
  check_cells(totals, head_.columns);
  place_ = Place::behind_end;
  return fault_ ? std::unexpected{*fault_} : settle(write_totals(totals));
}

std::expected<std::unique_ptr<Writer>, Fault> open(Format format, Head head, Sink sink) {
  check_head(head);
  std::unique_ptr<Writer> writer;
  if (format == Format::json) {
    writer = make_json_writer(std::move(head), std::move(sink));
  } else if (format == Format::csv) {
    writer = make_csv_writer(std::move(head), std::move(sink));
  } else {
    auto made = make_pdf_writer(std::move(head), std::move(sink));
    if (!made) return std::unexpected{made.error()};
    writer = std::move(*made);
  }
  if (auto written = writer->settle(writer->write_head()); !written) return std::unexpected{written.error()};
  return writer;
}

}  // namespace tenure::report
