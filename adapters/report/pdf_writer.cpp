// A report as PDF on A4.
//
// The first page opens with a block of what the report is about; the other pages with one line of it. Below stand the
// columns' titles on each page, and the section's name again where it goes on. The foot says what position the report is
// of, and "Page 3"; the last page says "Page 7 of 7". How many pages there will be is not known before the last one, and
// asking for all rows twice would cost twice the reading, so the other pages do not say it; a reader sees from the last
// page whether all are there.

#include <string>
#include <utility>

#include <fmt/format.h>

#include "adapters/report/formats.h"
#include "adapters/report/pdf_fonts.h"
#include "adapters/report/pdf_page.h"
#include "adapters/report/pdf_table.h"
#include "schemas/codec/text_time.h"

namespace tenure::report {
namespace {

constexpr double row_gap = 2;
constexpr double block_gap = 8;
constexpr double foot_height = 16;
constexpr double thin = 0.5;
constexpr double thick = 1;

class PdfWriter final : public Writer {
 public:
  PdfWriter(Head the_head, Sink sink, std::unique_ptr<Typesetter> typesetter)
      : Writer{std::move(the_head), std::move(sink)},
        typesetter_{std::move(typesetter)},
        paper_{outlet(), a4(orientation_for(head(), *typesetter_)), head()},
        width_{paper_.size().width - 2 * margin},
        bottom_{paper_.size().height - margin - foot_height},
        table_{head(), *typesetter_, width_},
        titles_{head(), *typesetter_, width_},
        line_{typesetter_->layout(Style::regular)} {
    titles_.set_titles();
  }

 private:
  Written write_head() override {
    put_line(head().title, Style::title);
    y_ += row_gap;
    put_line(fmt::format("{} ({})", head().occupier_name, head().occupier_id), Style::bold);
    put_line(fmt::format("{} ({})", head().site_name, head().site_id), Style::regular);
    put_line(
        fmt::format("Month {}, times in {}, amounts in {}", projections::billing::format_month(head().month),
                    head().zone.name(), head().currency),
        Style::regular);
    put_line(fmt::format("Operator {}", head().operator_id), Style::regular);
    y_ += block_gap;
    put_titles();
    return {};
  }

  Written write_section(std::span<const Cell> cells) override {
    section_.clear();
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (std::holds_alternative<std::monostate>(cells[i])) continue;
      if (!section_.empty()) section_ += ", ";
      section_.append(head().section_columns[i].title).append(" ");
      write_on_paper(cells[i], head().section_columns[i], head(), section_);
    }
    is_first_row_ = true;
    return {};
  }

  // A section's name goes with its first row, so that it never stands alone at the foot of a page.
  Written write_row(std::span<const Cell> cells) override {
    table_.set_row(cells, Style::regular);
    return put_row();
  }

  Written write_section_totals(std::span<const Cell> totals) override {
    if (head().section_columns.empty()) return {};
    table_.set_totals(totals, "Section total");
    if (auto put = put_row(); !put) return put;
    paper_.rule(margin, width_, y_, thin);
    section_.clear();
    is_first_row_ = false;
    y_ += block_gap;
    return {};
  }

  Written write_totals(std::span<const Cell> totals) override {
    section_.clear();
    is_first_row_ = false;
    table_.set_totals(totals, "Total");
    if (auto put = put_row(); !put) return put;
    paper_.rule(margin, width_, y_, thick);
    put_foot(fmt::format("Page {0} of {0}", page_));
    return paper_.finish();
  }

  /// Draws what the table has, on a new page where this one has no room for it.
  Written put_row() {
    const auto needed = table_.height() + (is_first_row_ ? section_height() : 0);
    if (y_ + needed > bottom_) {
      put_foot(fmt::format("Page {}", page_));
      if (auto shown = paper_.show_page(); !shown) return shown;
      begin_page();
    }
    if (std::exchange(is_first_row_, false) && !section_.empty()) put_line(section_, Style::bold);
    table_.draw(paper_, y_);
    y_ += table_.height() + row_gap;
    return {};
  }

  double section_height() {
    if (section_.empty()) return 0;
    set_line(section_, Style::bold);
    return line_.extent().height + row_gap;
  }

  void begin_page() {
    ++page_;
    y_ = margin;
    put_line(fmt::format("{}, {}, {}, {}", head().title, head().occupier_name, head().site_name,
                         projections::billing::format_month(head().month)),
             Style::regular);
    y_ += row_gap;
    put_titles();
    if (!is_first_row_ && !section_.empty()) {
      put_line(fmt::format("{} (continued)", section_), Style::bold);
    }
  }

  void put_titles() {
    titles_.draw(paper_, y_);
    y_ += titles_.height() + row_gap;
    paper_.rule(margin, width_, y_, thick);
    y_ += row_gap;
  }

  void set_line(std::string_view text, Style style) {
    line_.set_width(width_, Align::start);
    line_.set_font(typesetter_->font(style));
    line_.set_text(text);
  }

  void put_line(std::string_view text, Style style) {
    set_line(text, style);
    const auto extent = line_.extent();
    line_.draw(paper_.ink(), margin, y_ + extent.baseline);
    y_ += extent.height + row_gap;
  }

  void put_foot(std::string_view page) {
    const auto y = paper_.size().height - margin;
    set_line(fmt::format("Position {}, recorded at {}", head().position.value,
                         codec::instant_text(head().recorded_at.microseconds()).view()),
             Style::regular);
    line_.draw(paper_.ink(), margin, y);
    line_.set_width(width_, Align::right);
    line_.set_text(page);
    line_.draw(paper_.ink(), margin, y);
  }

  std::unique_ptr<Typesetter> typesetter_;
  Paper paper_;
  double width_;
  double bottom_;
  Table table_;
  Table titles_;
  Layout line_;
  double y_ = margin;
  std::uint64_t page_ = 1;
  /// The name of the section that rows belong to.
  std::string section_;
  bool is_first_row_ = false;
};

}  // namespace

std::expected<std::unique_ptr<Writer>, Fault> make_pdf_writer(Head head, Sink sink) {
  auto typesetter = Typesetter::make();
  if (!typesetter) return std::unexpected{typesetter.error()};
  return std::make_unique<PdfWriter>(std::move(head), std::move(sink), std::move(*typesetter));
}

}  // namespace tenure::report
