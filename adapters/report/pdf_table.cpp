#include "adapters/report/pdf_table.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "adapters/report/cell_text.h"
#include "domain/kernel/money.h"
#include "schemas/codec/text_time.h"

namespace tenure::report {
namespace {

constexpr double gap = 6;
/// A column of texts with less than this makes the paper turn.
constexpr double text_width_min = 60;
/// Money of this many units has room without wrapping; more takes two lines.
constexpr std::int64_t wide_amount = -9'999'999'99;

bool is_wrapped(Kind kind) { return kind == Kind::text || kind == Kind::identifier; }
Align align_of(Kind kind) {
  const auto is_number = kind == Kind::money || kind == Kind::duration || kind == Kind::count;
  return is_number ? Align::right : Align::start;
}

/// A wide value of a kind.
std::string sample_of(const Column& column, const Head& head) {
  switch (column.kind) {
    case Kind::date:
      return "2000-00-00";
    case Kind::instant:
      return "2000-00-00 00:00:00+00:00";
    case Kind::money:
      return domain::format_amount(domain::MinorUnits{wide_amount}, head.exponent_of(column));
    case Kind::duration:
      return "000:00:00";
    case Kind::count:
      return "-0,000,000";
    case Kind::text:
    case Kind::identifier:
      break;
  }
  return {};
}

/// The width that each column must have; texts have no more than their title's words.
std::vector<double> needs(const Head& head, const Typesetter& typesetter) {
  std::vector<double> widths;
  for (const auto& column : head.columns) {
    auto width = typesetter.word_width_of(column.title, Style::bold);
    if (!is_wrapped(column.kind)) {
      width = std::max(width, typesetter.width_of(sample_of(column, head), Style::bold));
    }
    widths.push_back(width);
  }
  return widths;
}

/// Widths that fill the paper; what texts get beyond their need is shared by weight.
std::vector<double> widths_for(const Head& head, const Typesetter& typesetter, double width) {
  auto widths = needs(head, typesetter);
  const auto gaps = gap * static_cast<double>(widths.size() - 1);
  const auto needed = std::accumulate(widths.begin(), widths.end(), 0.0);
  const auto room = width - gaps;
  if (needed > room) {
    // Everything shrinks, and wraps.
    for (auto& own : widths) own *= room / needed;
    return widths;
  }
  double weights = 0;
  for (const auto& column : head.columns) weights += is_wrapped(column.kind) ? column.weight : 0;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    if (is_wrapped(head.columns[i].kind)) widths[i] += (room - needed) * head.columns[i].weight / weights;
  }
  return widths;
}

/// A cell's value to text.
struct OnPaper {
  const Column& column;
  const Head& head;
  std::string& out;

  void operator()(std::monostate) const {}
  void operator()(std::string_view text) const { out += text; }
  void operator()(domain::Date date) const { codec::write_date(date.days(), out); }
  void operator()(domain::Instant instant) const { write_local(instant, head.zone, Separator::paper, out); }
  void operator()(Amount amount) const {
    out += domain::format_amount(domain::MinorUnits{amount.units}, head.exponent_of(column));
  }
  void operator()(std::chrono::seconds duration) const { write_duration(duration, out); }
  void operator()(Count count) const { out += fmt::format_int{count.value}.c_str(); }
};

}  // namespace

void write_on_paper(const Cell& cell, const Column& column, const Head& head, std::string& out) {
  std::visit(OnPaper{column, head, out}, cell);
}

Orientation orientation_for(const Head& head, const Typesetter& typesetter) {
  const auto width = a4(Orientation::portrait).width - 2 * margin;
  const auto widths = widths_for(head, typesetter, width);
  const auto all = needs(head, typesetter);
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const auto least = is_wrapped(head.columns[i].kind) ? text_width_min : all[i];
    if (widths[i] < least) return Orientation::landscape;
  }
  return Orientation::portrait;
}

Table::Table(const Head& head, const Typesetter& typesetter, double width)
    : head_{head}, typesetter_{typesetter} {
  const auto widths = widths_for(head, typesetter, width);
  double x = margin;
  for (std::size_t i = 0; i < widths.size(); ++i) {
    places_.push_back({x, widths[i], typesetter.layout(Style::regular)});
    places_.back().layout.set_width(widths[i], align_of(head.columns[i].kind));
    x += widths[i] + gap;
  }
}

void Table::set(std::size_t column, std::string_view text, Style style) {
  auto& place = places_[column];
  place.layout.set_font(typesetter_.font(style));
  place.layout.set_text(text);
  place.extent = place.layout.extent();
}

void Table::set_row(std::span<const Cell> cells, Style style) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    text_.clear();
    write_on_paper(cells[i], head_.columns[i], head_, text_);
    set(i, text_, style);
  }
}

void Table::set_totals(std::span<const Cell> totals, std::string_view label) {
  set_row(totals, Style::bold);
  if (std::holds_alternative<std::monostate>(totals.front())) set(0, label, Style::bold);
}

void Table::set_titles() {
  for (std::size_t i = 0; i < places_.size(); ++i) set(i, head_.columns[i].title, Style::bold);
}

double Table::height() const {
  double above = 0;
  double below = 0;
  for (const auto& place : places_) {
    above = std::max(above, place.extent.baseline);
    below = std::max(below, place.extent.height - place.extent.baseline);
  }
  return above + below;
}

void Table::draw(Paper& paper, double top) const {
  double above = 0;
  for (const auto& place : places_) above = std::max(above, place.extent.baseline);
  for (const auto& place : places_) place.layout.draw(paper.ink(), place.x, top + above);
}

}  // namespace tenure::report
