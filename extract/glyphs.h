// What a page draws, one step before words: glyphs as the PDF places them, and pieces of ruling lines.
//
//   GlyphPage glyphs;                       // filled by the page reader, in content order
//   BuildWords(std::move(glyphs), &page);   // Page::words
//   JoinRulings(pieces, &page);              // Page::rulings
//
// Glyphs are kept in text space turned upright: `u` runs along the line, `v` across it, downwards; for
// horizontal text u is x and v is y.  Points throughout.
#ifndef AVSTAM_EXTRACT_GLYPHS_H_
#define AVSTAM_EXTRACT_GLYPHS_H_

#include <string>
#include <vector>

#include "extract/document.h"

namespace avstam::extract {

// How a run of glyphs is drawn.
struct GlyphStyle {
  float size = 0;                 // em, points as shown
  float ascent = 0, descent = 0;  // points above and below the baseline, both positive
  bool bold = false, italic = false;
  int font = 0;
  int render_mode = 0;
  int direction = 0;  // degrees clockwise: 0 is left to right, 90 downwards
  bool operator==(const GlyphStyle&) const = default;
};

struct Glyph {
  size_t text_begin = 0;  // code points in GlyphPage::text
  int text_size = 0;
  float left = 0, right = 0;  // along u, without character spacing
  float next = 0;             // u where the PDF would put the next glyph
  float baseline = 0;         // v
  int style = 0;              // in GlyphPage::styles
  bool space = false;
};

struct GlyphPage {
  std::vector<Glyph> glyphs;
  std::u32string text;
  std::vector<GlyphStyle> styles;
};

// Appends the words of `glyphs` to page->words in content order.  Splits at space glyphs and at gaps; draws
// glyphs that are printed twice (poor man's bold) once; superscripts are words of their own.
void BuildWords(GlyphPage glyphs, Page* page);

// A part of a ruling, or of the padding of a shaded cell.
struct RulingPiece {
  Ruling ruling;
  float luminance = 0;
  bool filled = false;  // not stroked
};

// Joins touching and dashed pieces on one line into page->rulings, sorted by top, then left.  Specks are
// dropped, and filled slivers that continue one of page->areas in its own shade: Word draws a shaded cell in
// three parts.
void JoinRulings(const std::vector<RulingPiece>& pieces, Page* page);

// Sets Word::struck_out where a ruling runs through the middle band of a word's letters.
void MarkStruckOut(Page* page);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_GLYPHS_H_
