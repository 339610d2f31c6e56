// Text on paper: the fonts of reports, and lines of text set in them. Shows pango; for pdf_*.cpp only.
//
// What it is: a Typesetter makes Layouts; a Layout is one text in one column, wrapped to its width.
// What it promises: only the fonts of two packages are used, whatever else the machine or its users have installed and
//   configured: Noto Sans with its families for nearly all scripts (fonts-noto-core), and WenQuanYi Micro Hei for Chinese,
//   Japanese and Korean (fonts-wqy-microhei). What neither has is drawn as a box with the character's number. Right to
//   left, combining marks and wrapping are pango's. Neither locale nor environment changes a glyph.
// What can go wrong: `Fault::fonts_missing`.
// Threads: a Typesetter and its Layouts belong to one thread at a time.
// Why this way: with the machine's own font settings, two machines would give two PDFs of one report. Both packages
//   together are 14 MB to load; Noto's own CJK fonts alone are 57.
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <pango/pangocairo.h>
#include <string>
#include <string_view>

#include "adapters/report/writer.h"

typedef struct _FcConfig FcConfig;

namespace tenure::report {

struct GObjectRelease {
  void operator()(gpointer object) const { g_object_unref(object); }
};
template <class T>
using GObjectPtr = std::unique_ptr<T, GObjectRelease>;

struct FontDescriptionRelease {
  void operator()(PangoFontDescription* description) const { pango_font_description_free(description); }
};
using FontDescriptionPtr = std::unique_ptr<PangoFontDescription, FontDescriptionRelease>;

struct FontConfigRelease {
  void operator()(FcConfig* config) const;
};
using FontConfigPtr = std::unique_ptr<FcConfig, FontConfigRelease>;

/// Where the packages put their fonts.
inline constexpr const char* fonts_folder = "/usr/share/fonts/truetype";
/// The fonts of reports below a folder.
[[nodiscard]] std::expected<FontConfigPtr, Fault> load_fonts(const std::string& folder);

enum class Style : std::uint8_t { regular, bold, title };
enum class Align : std::uint8_t { start, right };

/// How much room a text takes; in points. The baseline is that of its first line.
struct Extent {
  double width = 0;
  double height = 0;
  double baseline = 0;
};

class Layout {
 public:
  Layout(PangoContext* context, const PangoFontDescription* font);

  /// Wraps at this width, in points.
  void set_width(double width, Align align);
  void set_font(const PangoFontDescription* font);
  void set_text(std::string_view text);
  [[nodiscard]] Extent extent() const;
  /// Draws it with its first baseline at `y`.
  void draw(cairo_t* ink, double x, double y) const;

 private:
  GObjectPtr<PangoLayout> layout_;
};

class Typesetter {
 public:
  [[nodiscard]] static std::expected<std::unique_ptr<Typesetter>, Fault> make();

  [[nodiscard]] Layout layout(Style style) const { return {context_.get(), font(style)}; }
  [[nodiscard]] const PangoFontDescription* font(Style style) const;
  /// How wide a text is on one line.
  [[nodiscard]] double width_of(std::string_view text, Style style) const;
  /// How wide its longest word is.
  [[nodiscard]] double word_width_of(std::string_view text, Style style) const;

 private:
  explicit Typesetter(FcConfig* fonts);

  GObjectPtr<PangoFontMap> map_;
  GObjectPtr<PangoContext> context_;
  FontDescriptionPtr regular_;
  FontDescriptionPtr bold_;
  FontDescriptionPtr title_;
};

}  // namespace tenure::report
