#include "adapters/report/pdf_fonts.h"

#include <fontconfig/fontconfig.h>
#include <mutex>
#include <pango/pangofc-fontmap.h>

#include <fmt/format.h>

namespace tenure::report {
namespace {

constexpr const char* text_family = "Noto Sans";
constexpr const char* cjk_family = "WenQuanYi Micro Hei";
constexpr double text_points = 7.5;
constexpr double title_points = 15;
/// A text that takes more lines ends with an ellipsis, so that every row fits on a page.
constexpr int lines_max = 8;

/// Of Noto's fonts the upright sans in two weights, and nothing that stands for the same script twice.
constexpr std::string_view settings = R"(<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{0}/noto</dir>
  <dir>{0}/wqy</dir>
  <cachedir>/var/cache/fontconfig</cachedir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <selectfont>
    <rejectfont><glob>*</glob></rejectfont>
    <acceptfont>
      <glob>{0}/noto/NotoSans*-Regular.ttf</glob>
      <glob>{0}/noto/NotoSans*-Bold.ttf</glob>
      <glob>{0}/wqy/wqy-microhei.ttc</glob>
    </acceptfont>
  </selectfont>
</fontconfig>
)";

bool has_family(FcConfig* config, const char* family) {
  const auto* fonts = FcConfigGetFonts(config, FcSetSystem);
  for (int i = 0; fonts != nullptr && i < fonts->nfont; ++i) {
    FcChar8* name = nullptr;
    if (FcPatternGetString(fonts->fonts[i], FC_FAMILY, 0, &name) == FcResultMatch &&
        std::string_view{reinterpret_cast<const char*>(name)} == family) {
      return true;
    }
  }
  return false;
}

/// One for all reports: reading it takes longer than a page. Where the fonts are missing, they are looked for again the
/// next time.
std::expected<FcConfig*, Fault> shared_fonts() {
  static std::mutex mutex;
  static FontConfigPtr config;
  const std::lock_guard lock{mutex};
  if (config == nullptr) {
    auto loaded = load_fonts(fonts_folder);
    if (!loaded) return std::unexpected{loaded.error()};
    config = std::move(*loaded);
    // Otherwise pango has the machine's own settings read too, for nothing, and fontconfig loses memory over them.
    FcConfigSetCurrent(config.get());
  }
  return config.get();
}

FontDescriptionPtr describe(double points, PangoWeight weight) {
  FontDescriptionPtr font{pango_font_description_new()};
  pango_font_description_set_family(font.get(), fmt::format("{},{}", text_family, cjk_family).c_str());
  pango_font_description_set_weight(font.get(), weight);
  pango_font_description_set_size(font.get(), static_cast<int>(points * PANGO_SCALE));
  return font;
}

double in_points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

}  // namespace

void FontConfigRelease::operator()(FcConfig* config) const { FcConfigDestroy(config); }

std::expected<FontConfigPtr, Fault> load_fonts(const std::string& folder) {
  FontConfigPtr config{FcConfigCreate()};
  const auto text = fmt::format(settings, folder);
  if (config == nullptr ||
      !FcConfigParseAndLoadFromMemory(config.get(), reinterpret_cast<const FcChar8*>(text.c_str()), FcTrue) ||
      !FcConfigBuildFonts(config.get()) || !has_family(config.get(), text_family) ||
      !has_family(config.get(), cjk_family)) {
    return std::unexpected{Fault::fonts_missing};
  }
  return config;
}

Layout::Layout(PangoContext* context, const PangoFontDescription* font) : layout_{pango_layout_new(context)} {
  auto* layout = layout_.get();
  pango_layout_set_font_description(layout, font);
  pango_layout_set_single_paragraph_mode(layout, TRUE);
  pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
}

void Layout::set_width(double width, Align align) {
  auto* layout = layout_.get();
  pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_height(layout, -lines_max);
  pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_alignment(layout, align == Align::right ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
}

void Layout::set_font(const PangoFontDescription* font) {
  pango_layout_set_font_description(layout_.get(), font);
}

void Layout::set_text(std::string_view text) {
  const auto size = static_cast<int>(text.size());
  if (g_utf8_validate(text.data(), size, nullptr)) {
    pango_layout_set_text(layout_.get(), text.data(), size);
    return;
  }
  auto* valid = g_utf8_make_valid(text.data(), size);
  pango_layout_set_text(layout_.get(), valid, -1);
  g_free(valid);
}

Extent Layout::extent() const {
  int width = 0;
  int height = 0;
  pango_layout_get_size(layout_.get(), &width, &height);
  return {in_points(width), in_points(height), in_points(pango_layout_get_baseline(layout_.get()))};
}

void Layout::draw(cairo_t* ink, double x, double y) const {
  cairo_move_to(ink, x, y - in_points(pango_layout_get_baseline(layout_.get())));
  pango_cairo_show_layout(ink, layout_.get());
}

std::expected<std::unique_ptr<Typesetter>, Fault> Typesetter::make() {
  const auto fonts = shared_fonts();
  if (!fonts) return std::unexpected{fonts.error()};
  return std::unique_ptr<Typesetter>{new Typesetter{*fonts}};
}

Typesetter::Typesetter(FcConfig* fonts)
    : map_{pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT)},
      regular_{describe(text_points, PANGO_WEIGHT_NORMAL)},
      bold_{describe(text_points, PANGO_WEIGHT_BOLD)},
      title_{describe(title_points, PANGO_WEIGHT_BOLD)} {
  pango_fc_font_map_set_config(PANGO_FC_FONT_MAP(map_.get()), fonts);
  // One point of text is one unit of paper.
  pango_cairo_font_map_set_resolution(PANGO_CAIRO_FONT_MAP(map_.get()), 72);

  context_.reset(pango_font_map_create_context(map_.get()));
  // A language that nobody knows may be written in any script. Of any other, pango would ask the environment which
  // language a script of somebody else's stands for, and choose fonts and forms of letters by that.
  pango_context_set_language(context_.get(), pango_language_from_string("und"));
  pango_context_set_base_dir(context_.get(), PANGO_DIRECTION_LTR);
  pango_context_set_round_glyph_positions(context_.get(), FALSE);
  // As cairo's PDF has them: what is measured is what is drawn.
  auto* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(context_.get(), options);
  cairo_font_options_destroy(options);
}

const PangoFontDescription* Typesetter::font(Style style) const {
  switch (style) {
    case Style::regular:
      return regular_.get();
    case Style::bold:
      return bold_.get();
    case Style::title:
      break;
  }
  return title_.get();
}

double Typesetter::width_of(std::string_view text, Style style) const {
  auto line = layout(style);
  line.set_text(text);
  return line.extent().width;
}

double Typesetter::word_width_of(std::string_view text, Style style) const {
  double widest = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find(' ', at), text.size());
    widest = std::max(widest, width_of(text.substr(at, end - at), style));
    at = end + 1;
  }
  return widest;
}

}  // namespace tenure::report
