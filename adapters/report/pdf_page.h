// Paper and ink: the pages of one PDF, written as they are shown. Shows cairo; for pdf_*.cpp only.
//
// What it promises: a page is written out when it is shown, and forgotten. The file names no time but the one it is
//   given. After a fault or `abandon`, nothing reaches the outlet any more.
// What can go wrong: `Fault::stopped` where the outlet is closed, `Fault::drawing_failed` for anything that cairo says.
#pragma once

#include <cairo-pdf.h>
#include <cstdint>
#include <memory>
#include <string_view>

#include "adapters/report/writer.h"

namespace tenure::report {

/// A4, in points.
inline constexpr double a4_short = 595.276;
inline constexpr double a4_long = 841.890;

enum class Orientation : std::uint8_t { portrait, landscape };

struct PaperSize {
  double width = a4_short;
  double height = a4_long;
};
[[nodiscard]] PaperSize a4(Orientation orientation);

class Paper {
 public:
  Paper(Outlet& outlet, PaperSize size, const Head& head);
  ~Paper();
  Paper(const Paper&) = delete;
  Paper& operator=(const Paper&) = delete;

  [[nodiscard]] PaperSize size() const { return size_; }
  [[nodiscard]] cairo_t* ink() { return ink_.get(); }
  /// A horizontal line.
  void rule(double x, double width, double y, double thickness);
  /// Ends the page and begins another.
  [[nodiscard]] Written show_page();
  /// Ends the file; the page that is being drawn is its last.
  [[nodiscard]] Written finish();

 private:
  struct SurfaceRelease {
    void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  };
  struct InkRelease {
    void operator()(cairo_t* ink) const { cairo_destroy(ink); }
  };

  static cairo_status_t write(void* paper, const unsigned char* bytes, unsigned size);
  void set_metadata(cairo_pdf_metadata_t key, std::string_view value);
  [[nodiscard]] Written status() const;

  Outlet& outlet_;
  PaperSize size_;
  std::unique_ptr<cairo_surface_t, SurfaceRelease> surface_;
  std::unique_ptr<cairo_t, InkRelease> ink_;
};

}  // namespace tenure::report
