#include "adapters/report/pdf_page.h"

#include <string>

#include "schemas/codec/text_time.h"

namespace tenure::report {

PaperSize a4(Orientation orientation) {
  if (orientation == Orientation::landscape) return {a4_long, a4_short};
  return {a4_short, a4_long};
}

Paper::Paper(Outlet& outlet, PaperSize size, const Head& head)
    : outlet_{outlet},
      size_{size},
      surface_{cairo_pdf_surface_create_for_stream(&Paper::write, this, size.width, size.height)} {
  set_metadata(CAIRO_PDF_METADATA_TITLE, head.title);
  set_metadata(CAIRO_PDF_METADATA_CREATOR, "Tenure");
  // Without it, cairo asks the clock.
  const auto recorded_at = codec::instant_text(head.recorded_at.microseconds());
  set_metadata(CAIRO_PDF_METADATA_CREATE_DATE, recorded_at.view());
  ink_.reset(cairo_create(surface_.get()));
}

// Destroying a surface finishes it, which would write the rest of a report that nobody wants.
Paper::~Paper() { outlet_.close(); }

cairo_status_t Paper::write(void* paper, const unsigned char* bytes, unsigned size) {
  auto& outlet = static_cast<Paper*>(paper)->outlet_;
  if (outlet.flow() == Flow::stop) return CAIRO_STATUS_WRITE_ERROR;
  outlet.bytes().append(reinterpret_cast<const char*>(bytes), size);
  return outlet.pass_on() == Flow::stop ? CAIRO_STATUS_WRITE_ERROR : CAIRO_STATUS_SUCCESS;
}

void Paper::set_metadata(cairo_pdf_metadata_t key, std::string_view value) {
  cairo_pdf_surface_set_metadata(surface_.get(), key, std::string{value}.c_str());
}

Written Paper::status() const {
  if (outlet_.flow() == Flow::stop) return std::unexpected{Fault::stopped};
  if (cairo_status(ink_.get()) != CAIRO_STATUS_SUCCESS ||
      cairo_surface_status(surface_.get()) != CAIRO_STATUS_SUCCESS) {
    return std::unexpected{Fault::drawing_failed};
  }
  return {};
}

void Paper::rule(double x, double width, double y, double thickness) {
  cairo_set_line_width(ink_.get(), thickness);
  cairo_move_to(ink_.get(), x, y);
  cairo_line_to(ink_.get(), x + width, y);
  cairo_stroke(ink_.get());
}

Written Paper::show_page() {
  cairo_show_page(ink_.get());
  return status();
}

Written Paper::finish() {
  cairo_show_page(ink_.get());
  cairo_surface_finish(surface_.get());
  // A finished surface is no error of its own.
  return status();
}

}  // namespace tenure::report
