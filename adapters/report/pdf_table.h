// The table of a PDF: where its columns are, and a row's texts in them. For pdf_*.cpp only.
//
// What it promises: numbers and times get the width they need and stand at the right; texts share the rest by weight and
//   wrap. Nothing is cut but a text of very many lines, which then ends with an ellipsis. Paper is turned where texts
//   would get too little of it.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/report/pdf_fonts.h"
#include "adapters/report/pdf_page.h"
#include "adapters/report/report.h"

namespace tenure::report {

/// On every side of a page.
inline constexpr double margin = 36;

/// Appends a cell as it stands on paper.
void write_on_paper(const Cell& cell, const Column& column, const Head& head, std::string& out);

/// The orientation in which the columns have room.
[[nodiscard]] Orientation orientation_for(const Head& head, const Typesetter& typesetter);

class Table {
 public:
  Table(const Head& head, const Typesetter& typesetter, double width);

  /// Sets a row's cells; it is measured and drawn after that.
  void set_row(std::span<const Cell> cells, Style style);
  /// The same, with words in the first column where that has nothing of its own.
  void set_totals(std::span<const Cell> totals, std::string_view label);
  void set_titles();
  [[nodiscard]] double height() const;
  void draw(Paper& paper, double top) const;

 private:
  struct Place {
    double x = 0;
    double width = 0;
    Layout layout;
    Extent extent = {};
  };

  void set(std::size_t column, std::string_view text, Style style);

  const Head& head_;
  const Typesetter& typesetter_;
  std::vector<Place> places_;
  std::string text_;
};

}  // namespace tenure::report
