#include "extract/page_reader.h"

#include <CharCodeToUnicode.h>
#include <ErrorCodes.h>
#include <GfxFont.h>
#include <GfxState.h>
#include <GlobalParams.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>
#include <Stream.h>
#include <UTF.h>
#include <fmt/format.h>

#include <algorithm>
#include <climits>
#include <cmath>
#include <map>
#include <memory>
#include <optional>

#include "base/sha256.h"
#include "extract/drawing.h"
#include "extract/file_kind.h"
#include "extract/glyphs.h"
#include "extract/poppler_messages.h"
#include "extract/poppler_version.h"

namespace avstam::extract {
namespace {

constexpr size_t kMaxMessages = 100'000;  // on a page: then it is given up, somebody is flooding the log

PopplerMessages g_messages;  // Poppler's callback is one for the process

void OnPopplerError(ErrorCategory category, Goffset, const char* text) {
  static constexpr const char* kNames[] = {"syntax warning",     "syntax error",  "config error",
                                           "command line error", "i/o error",     "not allowed",
                                           "unimplemented",      "internal error"};
  const auto index = static_cast<size_t>(category);
  const bool warning = category == errSyntaxWarning || category == errConfig || category == errUnimplemented;
  g_messages.Add(!warning, index < std::size(kNames) ? kNames[index] : "error", text);
}

void StartPoppler() {
  static const GlobalParamsIniter initer(OnPopplerError);
  (void)initer;
  setErrorCallback(OnPopplerError);
}

bool IsBlank(char32_t c) {
  return c == U' ' || c == U'\t' || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F ||
         c == 0x205F || c == 0x3000;
}

// Receives the drawing of one page and sorts it into glyphs, pieces of rulings, areas and images.
class PageDevice : public OutputDev {
 public:
  PageDevice(Page* page, size_t max_text) : drawing(page), page_(page), max_text_(max_text) {}

  GlyphPage glyphs;
  Drawing drawing;
  bool too_much_text = false;
  size_t shapes = 0;  // filled paths that are no rectangles: text as outlines, drawings
  bool ShouldStop() const { return too_much_text || drawing.full() || g_messages.total() > kMaxMessages; }

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return true; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }
  bool functionShadedFill(GfxState*, GfxFunctionShading*) override { return true; }
  bool axialShadedFill(GfxState*, GfxAxialShading*, double, double) override { return true; }
  bool radialShadedFill(GfxState*, GfxRadialShading*, double, double) override { return true; }
  bool gouraudTriangleShadedFill(GfxState*, GfxGouraudTriangleShading*) override { return true; }
  bool patchMeshShadedFill(GfxState*, GfxPatchMeshShading*) override { return true; }

  // A pattern of one tile may hold anything, text too: let Poppler draw it.  Of repeated tiles only the shape
  // counts (dotted borders are drawn that way).
  bool tilingPatternFill(GfxState* state, Gfx*, Catalog*, GfxTilingPattern*, const double*, int x0, int y0,
                         int x1, int y1, double, double) override {
    if (x1 - x0 == 1 && y1 - y0 == 1) return false;
    drawing.AddBox(Clip(state), 0.5);
    return true;
  }

  void beginString(GfxState* state, const GooString*) override { SetStyle(state); }

  void drawChar(GfxState* state, double x, double y, double dx, double dy, double origin_x, double origin_y,
                CharCode code, int bytes, const Unicode* u, int u_size) override {
    if (too_much_text) return;
    const GlyphStyle& style = glyphs.styles[static_cast<size_t>(style_)];
    double space = state->getCharSpace();
    if (bytes == 1 && code == 0x20) space += state->getWordSpace();
    double space_x, space_y;
    state->textTransformDelta(space * state->getHorizScaling(), 0, &space_x, &space_y);
    double x0, y0, advance_x, advance_y, full_x, full_y;
    state->transform(x - origin_x, y - origin_y, &x0, &y0);
    state->transformDelta(dx - space_x, dy - space_y, &advance_x, &advance_y);
    state->transformDelta(dx, dy, &full_x, &full_y);
    if (!std::isfinite(x0) || !std::isfinite(y0) || !std::isfinite(advance_x) || !std::isfinite(advance_y))
      return;
    const double middle_x = x0 + advance_x / 2, middle_y = y0 + advance_y / 2;
    if (middle_x < -1 || middle_x > page_->width_pt + 1 || middle_y < -1 || middle_y > page_->height_pt + 1)
      return;

    Glyph glyph;
    double u0, v, length, full;
    switch (style.direction) {
      case 90:
        u0 = y0, v = -x0, length = advance_y, full = full_y;
        break;
      case 180:
        u0 = -x0, v = -y0, length = -advance_x, full = -full_x;
        break;
      case 270:
        u0 = -y0, v = x0, length = -advance_y, full = -full_y;
        break;
      default:
        u0 = x0, v = y0, length = advance_x, full = full_x;
        break;
    }
    glyph.left = static_cast<float>(std::min(u0, u0 + length));
    glyph.right = static_cast<float>(std::max(u0, u0 + length));
    glyph.next = static_cast<float>(u0 + full);
    glyph.baseline = static_cast<float>(v);
    glyph.style = style_;
    glyph.text_begin = glyphs.text.size();
    if (u_size <= 0) {
      AppendText(bytes == 1 && code == 0x20 ? U' ' : U'\uFFFD');
    } else {
      for (int i = 0; i < u_size; ++i) AppendText(u[i]);
    }
    FinishGlyph(glyph);
  }

  // /ActualText stands for the glyphs drawn until it ends (hyphens, ligatures, swashes).
  void beginActualText(GfxState*, const GooString* text) override {
    actual_begin_ = glyphs.glyphs.size();
    actual_text_ = text->toStr();
  }
  void endActualText(GfxState*) override {
    if (!actual_begin_) return;
    const size_t begin = *actual_begin_;
    actual_begin_.reset();
    if (begin < glyphs.glyphs.size()) ReplaceText(begin);
  }

  void stroke(GfxState* state) override {
    if (state->getStrokeOpacity() < 0.02) return;
    const double width = state->getTransformedLineWidth();
    const GfxPath* path = state->getPath();
    std::optional<double> luminance;
    for (int s = 0; s < path->getNumSubpaths(); ++s) {
      const GfxSubpath* sub = path->getSubpath(s);
      for (int i = 1; i < sub->getNumPoints(); ++i) {
        if (sub->getCurve(i) || sub->getCurve(i - 1)) continue;
        double x0, y0, x1, y1;
        state->transform(sub->getX(i - 1), sub->getY(i - 1), &x0, &y0);
        state->transform(sub->getX(i), sub->getY(i), &x1, &y1);
        const double dx = std::abs(x1 - x0), dy = std::abs(y1 - y0);
        if (std::min(dx, dy) > 0.5 || std::max(dx, dy) <= 2 * std::min(dx, dy)) continue;
        if (!luminance) luminance = StrokeLuminance(state);
        const double half = width / 2;
        Box box{std::min(x0, x1), std::min(y0, y1), std::max(x0, x1), std::max(y0, y1)};
        if (dx > dy) {
          box.top = (y0 + y1) / 2 - half, box.bottom = (y0 + y1) / 2 + half;
        } else {
          box.left = (x0 + x1) / 2 - half, box.right = (x0 + x1) / 2 + half;
        }
        drawing.AddLine(Drawing::Common(box, Clip(state)), dx > dy, *luminance);
      }
    }
  }

  void fill(GfxState* state) override { Fill(state); }
  void eoFill(GfxState* state) override { Fill(state); }

  void drawImageMask(GfxState* state, Object* ref, Stream* str, int width, int height, bool invert,
                     bool interpolate, bool inline_image) override {
    AddImage(state, ref, width, height);
    if (inline_image)
      OutputDev::drawImageMask(state, ref, str, width, height, invert, interpolate, inline_image);
  }
  void drawImage(GfxState* state, Object* ref, Stream* str, int width, int height, GfxImageColorMap* map,
                 bool interpolate, const int* mask, bool inline_image) override {
    AddImage(state, ref, width, height);
    if (inline_image)
      OutputDev::drawImage(state, ref, str, width, height, map, interpolate, mask, inline_image);
  }

 private:
  Box Clip(const GfxState* state) const {
    Box clip;
    state->getClipBBox(&clip.left, &clip.top, &clip.right, &clip.bottom);
    return Drawing::Common(clip, {0, 0, page_->width_pt, page_->height_pt});
  }

  static double Luminance(GfxGray gray) { return std::clamp(colToDbl(gray), 0.0, 1.0); }
  static double FillLuminance(GfxState* state) {
    GfxGray gray = 0;
    state->getFillGray(&gray);
    return Luminance(gray);
  }
  static double StrokeLuminance(GfxState* state) {
    GfxGray gray = 0;
    state->getStrokeGray(&gray);
    return Luminance(gray);
  }

  void SetStyle(GfxState* state) {
    double m11, m12, m21, m22;
    state->getFontTransMat(&m11, &m12, &m21, &m22);
    GlyphStyle style;
    style.size = static_cast<float>(std::hypot(m21, m22));
    style.direction = std::abs(m11) >= std::abs(m12) ? (m11 >= 0 ? 0 : 180) : (m12 > 0 ? 90 : 270);
    style.render_mode = state->getRender();
    double ascent = 0.95, descent = -0.35;  // Poppler's own defaults
    if (const std::shared_ptr<GfxFont>& font = state->getFont()) {
      if (font != font_) SetFont(font);
      style.bold = bold_;
      style.italic = italic_;
      style.font = font_number_;
      style.size *= type3_scale_;
      if (font->getWMode() == 1) style.direction = (style.direction + 90) % 360;
      ascent = std::clamp(font->getAscent(), 0.3, 1.05);
      descent = std::clamp(font->getDescent(), -0.4, 0.0);
    }
    if (!std::isfinite(style.size)) style.size = 0;
    if (style.render_mode == 2 && state->getTransformedLineWidth() > 0.015 * style.size) style.bold = true;
    style.ascent = static_cast<float>(ascent) * style.size;
    style.descent = static_cast<float>(-descent) * style.size;
    const size_t count = glyphs.styles.size();
    for (size_t i = count; i > 0 && i + 8 > count; --i) {
      if (glyphs.styles[i - 1] == style) {
        style_ = static_cast<int>(i - 1);
        return;
      }
    }
    style_ = static_cast<int>(count);
    glyphs.styles.push_back(style);
  }

  void SetFont(const std::shared_ptr<GfxFont>& font) {
    font_ = font;
    const Ref* id = font->getID();
    font_number_ = font_numbers_.emplace(std::pair{id->num, id->gen}, static_cast<int>(font_numbers_.size()))
                       .first->second;
    std::string name = font->getName().value_or("");
    for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    auto has = [&name](const char* part) { return name.find(part) != std::string::npos; };
    bold_ = font->isBold() || font->getWeight() >= GfxFont::W600 || has("bold") || has("black") ||
            has("heavy") || has("demi");
    italic_ = font->isItalic() || has("italic") || has("oblique");
    type3_scale_ = font->getType() == fontType3 ? Type3Scale(static_cast<const Gfx8BitFont&>(*font)) : 1.0F;
  }

  // The unit of a Type 3 font is its own; judged, as Poppler's TextOutputDev does, by the width of a letter.
  static float Type3Scale(const Gfx8BitFont& font) {
    double scale = 1;
    int letter = -1, any = -1, m = -1;
    for (int code = 0; code < 256; ++code) {
      const char* name = font.getCharName(code);
      if (name == nullptr) continue;
      const bool one = name[0] != '\0' && name[1] == '\0';
      if (one && name[0] == 'm') m = code;
      if (letter < 0 && one && std::isalpha(static_cast<unsigned char>(name[0]))) letter = code;
      if (any < 0 && font.getWidth(static_cast<unsigned char>(code)) > 0) any = code;
    }
    auto width = [&font](int code) {
      return code < 0 ? 0.0 : font.getWidth(static_cast<unsigned char>(code));
    };
    if (width(m) > 0) {
      scale = width(m) / 0.6;
    } else if (width(letter) > 0) {
      scale = width(letter) / 0.5;
    } else if (width(any) > 0) {
      scale = width(any) / 0.5;
    }
    const double* matrix = font.getFontMatrix();
    if (matrix[0] != 0) scale *= std::abs(matrix[3] / matrix[0]);
    return static_cast<float>(scale);
  }

  void AppendText(char32_t c) {
    static constexpr std::u32string_view kLigatures[] = {U"ff", U"fi", U"fl", U"ffi", U"ffl", U"st", U"st"};
    if (c >= 0xFB00 && c <= 0xFB06) {
      glyphs.text += kLigatures[c - 0xFB00];
      return;
    }
    if (c == 7 || c == 8) c = U' ';  // InDesign's "indent to here" and "right indent tab"
    if (c == 0x200B || c == 0xFEFF || c == 0x200C || c == 0x200D || c == 0x2060)
      return;  // no width, no meaning here
    const bool bad = (c < 0x20 && c != U'\t') || (c >= 0x7F && c < 0xA0) || (c >= 0xD800 && c < 0xE000) ||
                     c > 0x10FFFF || (c & 0xFFFE) == 0xFFFE;
    glyphs.text += bad ? U'\uFFFD' : c;
  }

  void FinishGlyph(Glyph glyph) {
    const size_t size = glyphs.text.size() - glyph.text_begin;
    if (size == 0) return;
    glyph.text_size = static_cast<int>(size);
    glyph.space =
        std::all_of(glyphs.text.begin() + static_cast<long>(glyph.text_begin), glyphs.text.end(), IsBlank);
    glyphs.glyphs.push_back(glyph);
    too_much_text = glyphs.text.size() > max_text_;
  }

  void ReplaceText(size_t begin) {
    Unicode* ucs4 = nullptr;
    const int size = TextStringToUCS4(actual_text_, &ucs4);
    std::u32string text(ucs4, ucs4 + std::max(size, 0));
    gfree(ucs4);
    Glyph first = glyphs.glyphs[begin];
    for (size_t i = begin; i < glyphs.glyphs.size(); ++i) {
      const Glyph& glyph = glyphs.glyphs[i];
      // A replacement for text on several lines cannot be placed.
      if (std::abs(glyph.baseline - first.baseline) >
          glyphs.styles[static_cast<size_t>(first.style)].size / 2)
        return;
      first.left = std::min(first.left, glyph.left);
      first.right = std::max(first.right, glyph.right);
      first.next = glyph.next;
    }
    const std::vector<Glyph> drawn(glyphs.glyphs.begin() + static_cast<long>(begin), glyphs.glyphs.end());
    glyphs.glyphs.resize(begin);
    // Code point by code point: where its glyph was if there are as many, else spread evenly.
    const float width = first.right - first.left, count = static_cast<float>(text.size());
    for (size_t i = 0; i < text.size(); ++i) {
      Glyph glyph = first;
      glyph.left = first.left + width * static_cast<float>(i) / count;
      glyph.right = first.left + width * static_cast<float>(i + 1) / count;
      glyph.next = i + 1 == text.size() ? first.next : glyph.right;
      if (drawn.size() == text.size()) glyph = drawn[i];
      glyph.text_begin = glyphs.text.size();
      AppendText(text[i]);
      FinishGlyph(glyph);
    }
  }

  void Fill(GfxState* state) {
    if (state->getFillOpacity() < 0.02) return;
    const GfxPath* path = state->getPath();
    std::vector<Box> rectangles;
    for (int i = 0; i < path->getNumSubpaths(); ++i) {
      Box box;
      if (IsRectangle(state, path->getSubpath(i), &box))
        rectangles.push_back(box);
      else
        ++shapes;
    }
    if (!rectangles.empty()) drawing.Fill(rectangles, Clip(state), FillLuminance(state));
  }

  static bool IsRectangle(const GfxState* state, const GfxSubpath* path, Box* box) {
    const int count = path->getNumPoints();
    if (count < 3 || count > 6) return false;
    *box = {1e9, 1e9, -1e9, -1e9};
    bool straight = true;
    double last_x = 0, last_y = 0;
    for (int i = 0; i < count; ++i) {
      if (path->getCurve(i)) return false;
      double x, y;
      state->transform(path->getX(i), path->getY(i), &x, &y);
      if (i > 0 && std::min(std::abs(x - last_x), std::abs(y - last_y)) > 0.05) straight = false;
      last_x = x, last_y = y;
      box->left = std::min(box->left, x), box->right = std::max(box->right, x);
      box->top = std::min(box->top, y), box->bottom = std::max(box->bottom, y);
    }
    // A thin sliver may have mitred ends; anything larger must be a rectangle.
    const bool sliver = std::min(box->width(), box->height()) <= Drawing::kThinPt &&
                        std::max(box->width(), box->height()) > 4 * Drawing::kThinPt;
    return straight || sliver;
  }

  void AddImage(const GfxState* state, const Object* ref, int width, int height) {
    const double* m = state->getCTM();
    const Box unit{std::min({m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]}),
                   std::min({m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]}),
                   std::max({m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]}),
                   std::max({m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]})};
    const int object = ref != nullptr && ref->isRef() ? ref->getRefNum() : 0;
    drawing.AddImage(Drawing::Common(unit, Clip(state)), width, height, object);
  }

  Page* page_;
  size_t max_text_;
  int style_ = 0;
  std::shared_ptr<GfxFont> font_;                    // held, so that its address is not given to another
  std::map<std::pair<int, int>, int> font_numbers_;  // by object
  int font_number_ = 0;
  bool bold_ = false, italic_ = false;
  float type3_scale_ = 1;
  std::optional<size_t> actual_begin_;
  std::string actual_text_;
};

void ReportEnd(std::string_view bytes, Document* document) {
  const size_t eof = bytes.rfind("%%EOF");
  if (eof == std::string_view::npos) {
    document->diagnostics.push_back(
        {"truncated", 0, "no %%EOF at the end: the file was cut off; fetch it again from its source"});
    return;
  }
  const std::string_view rest = bytes.substr(eof + 5);
  if (rest.size() > 1024 || rest.find("obj") != std::string_view::npos) {
    if (std::all_of(rest.begin(), rest.end(),
                    [](char c) { return c == '\0' || std::isspace(static_cast<unsigned char>(c)); }))
      return;
    document->diagnostics.push_back(
        {"file-continues-after-eof", 0,
         fmt::format("{} bytes follow the last %%EOF: the newest revision was cut off, "
                     "what was read may be an older one",
                     rest.size())});
  }
}

void TakeDocumentMessages(Document* document) {
  for (std::string& message : g_messages.Take())
    document->diagnostics.push_back({"poppler-error", 0, std::move(message)});
}

std::string FirstMessage() {
  const std::vector<std::string> messages = g_messages.Take();
  return messages.empty() ? "" : fmt::format(" ({})", messages.front());
}

// The box of a page that is shown; the whole sheet where the crop box is smaller than any page.
struct PageBox {
  double width = 0, height = 0;
  bool media = false;
};
PageBox BoxOf(const ::Page& source) {
  constexpr double kSmallestPt = 36;
  PageBox box{source.getCropWidth(), source.getCropHeight(), false};
  if (box.width < kSmallestPt || box.height < kSmallestPt)
    if (source.getMediaWidth() > box.width || source.getMediaHeight() > box.height)
      box = {source.getMediaWidth(), source.getMediaHeight(), true};
  return box;
}

void Fail(PageState state, std::string_view code, std::string_view why, Page* page, Document* document) {
  page->state = state;
  page->messages.insert(page->messages.begin(), fmt::format("{}: {}", code, why));
  document->diagnostics.push_back({std::string(code), page->number, std::string(why)});
}

// Share of words with characters that the font does not map to text.
double UnreadableShare(const Page& page) {
  const auto bad = std::count_if(page.words.begin(), page.words.end(), [](const Word& word) {
    return word.text.find("\xEF\xBF\xBD") != std::string::npos;
  });
  return page.words.empty() ? 0 : static_cast<double>(bad) / static_cast<double>(page.words.size());
}

void ReadPage(::Page* source, const ReadOptions& options, Page* page, Document* document) {
  if (source == nullptr || !source->isOk()) {
    page->messages = g_messages.Take();
    return Fail(PageState::kFailed, "page-not-loaded", "announced by the file, but not to be found in it",
                page, document);
  }
  page->rotation = ((source->getRotate() % 360) + 360) % 360;
  PageBox box = BoxOf(*source);
  if (page->rotation % 180 == 90) std::swap(box.width, box.height);
  const double most = options.max_page_side_pt;
  if (!(box.width > 0 && box.height > 0 && box.width <= most && box.height <= most))
    return Fail(PageState::kSkipped, "page-size",
                fmt::format("{:.6g} x {:.6g} pt is not a size a page can have (at most {:.6g})", box.width,
                            box.height, most),
                page, document);
  page->width_pt = box.width;
  page->height_pt = box.height;

  PageDevice device(page, options.max_text_bytes_per_page / 4);
  source->display(
      &device, 72, 72, 0, /*useMediaBox=*/box.media, /*crop=*/true, /*printing=*/false,
      [](void* data) { return static_cast<PageDevice*>(data)->ShouldStop(); }, &device);
  page->messages = g_messages.Take();
  if (device.ShouldStop())
    return Fail(PageState::kFailed, "page-too-large",
                device.too_much_text    ? "more text than a page can hold"
                : device.drawing.full() ? "more lines and areas than a page can hold"
                                        : "the reader does not stop complaining",
                page, document);
  BuildWords(std::move(device.glyphs), page);
  JoinRulings(device.drawing.pieces(), page);
  MarkStruckOut(page);
  const bool visible = std::any_of(page->words.begin(), page->words.end(), [](const Word& word) {
    return word.render_mode != 3 && word.render_mode != 7;
  });
  page->source = visible ? Source::kText : Source::kNone;

  const bool complaints = g_messages.total() > 0;
  if (complaints && page->words.empty() && page->images.empty())
    return Fail(PageState::kFailed, "page-unreadable", "Poppler complains and finds nothing on the page",
                page, document);
  if (g_messages.ContentLost() || (complaints && UnreadableShare(*page) > 0.1))
    return Fail(PageState::kFailed, "page-damaged",
                "parts of the page cannot be read, see its messages; fetch the file again from its source",
                page, document);
  page->state = complaints ? PageState::kWarnings : PageState::kOk;
  page->shapes = static_cast<int>(std::min<size_t>(device.shapes, INT_MAX));
}

// What the root of the page tree says; Poppler answers 0 where it does not believe it.
double AnnouncedPages(PDFDoc* pdf) {
  const Object catalog = pdf->getXRef()->getCatalog();
  if (!catalog.isDict()) return 0;
  const Object pages = catalog.dictLookup("Pages");
  if (!pages.isDict()) return 0;
  const Object count = pages.dictLookup("Count");
  return count.isNum() ? count.getNum() : 0;
}

}  // namespace

PdfFile::PdfFile(std::string_view bytes, const ReadOptions& options) : bytes_(bytes), options_(options) {
  if (bytes.empty()) throw Error(ErrorCode::kEmpty, "is empty (0 bytes)");
  if (!LooksLikePdf(bytes)) throw Error(ErrorCode::kNotPdf, fmt::format("is {}, not a PDF", FileKind(bytes)));
  if (bytes.size() > INT_MAX) throw Error(ErrorCode::kTooLarge, "is larger than 2 GiB");
  StartPoppler();
  StartMessages();
  pdf_ = std::make_unique<PDFDoc>(
      new MemStream(bytes.data(), 0, static_cast<Goffset>(bytes.size()), Object(objNull)));
  if (pdf_->isOk()) return;
  if (pdf_->getErrorCode() == errEncrypted)
    throw Error(ErrorCode::kEncrypted, "needs a password; save a copy without one and read that");
  throw Error(ErrorCode::kDamaged, fmt::format("is a damaged PDF that cannot be opened{}", FirstMessage()));
}

PdfFile::~PdfFile() = default;

Document PdfFile::Announce() {
  Document document;
  document.sha256 = Sha256Hex(bytes_);
  document.page_count = pdf_->getNumPages();
  const double announced = AnnouncedPages(pdf_.get());
  if (std::max<double>(document.page_count, announced) > options_.max_pages)
    throw Error(ErrorCode::kTooLarge,
                fmt::format("announces {:.0f} pages, more than {}",
                            std::max<double>(document.page_count, announced), options_.max_pages));
  if (document.page_count <= 0) document.page_count = static_cast<int>(announced);
  if (document.page_count <= 0)
    throw Error(ErrorCode::kNoPages, fmt::format("is a PDF without pages{}", FirstMessage()));
  if (pdf_->isEncrypted())
    document.diagnostics.push_back({"encrypted", 0, "encrypted, but opens without a password"});
  ReportEnd(bytes_, &document);
  TakeDocumentMessages(&document);
  document.pages.resize(static_cast<size_t>(document.page_count));
  for (int i = 0; i < document.page_count; ++i) document.pages[static_cast<size_t>(i)].number = i + 1;
  return document;
}

void PdfFile::ReadPage(int number, Document* document) {
  StartMessages();
  avstam::extract::ReadPage(PopplerPage(number), options_, &document->pages[static_cast<size_t>(number - 1)],
                            document);
}

::Page* PdfFile::PopplerPage(int number) { return pdf_->getCatalog()->getPage(number); }
bool PdfFile::ShowsMediaBox(int number) { return BoxOf(*PopplerPage(number)).media; }
void PdfFile::StartMessages() { g_messages.Start(options_.max_messages_per_page); }
std::vector<std::string> PdfFile::TakeMessages() { return g_messages.Take(); }

Document ReadPdf(std::string_view bytes, const ReadOptions& options) {
  PdfFile file(bytes, options);
  Document document = file.Announce();
  for (int page = 1; page <= document.page_count; ++page) file.ReadPage(page, &document);
  return document;
}

}  // namespace avstam::extract
