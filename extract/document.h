// What is on the pages of a PDF, as plain values: words, ruling lines, images, and what geometry alone can
// say about them (lines, running heads, table grids).  No language here.
//
// Flow:  PDF bytes --page_reader--> words, rulings, images --lines--> Page::lines --grid--> Document::grids
#ifndef AVSTAM_EXTRACT_DOCUMENT_H_
#define AVSTAM_EXTRACT_DOCUMENT_H_

#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/where.h"

namespace avstam::extract {

enum class Source { kNone, kText, kOcr, kMixed };
enum class PageState { kOk, kWarnings, kFailed, kSkipped };
std::string_view SourceName(Source source);       // "none" "text" "ocr" "mixed"
std::string_view PageStateName(PageState state);  // "ok" "warnings" "failed" "skipped"

// A run of glyphs without a gap.  Text is NFC UTF-8, as read (no look-alikes mended).
struct Word {
  std::string text;
  Box box;
  // x of the left edge of each code point of `text`, then of the right edge of the last: one more than code
  // points.
  std::vector<float> x_edges;
  float baseline = 0;   // y of the baseline
  float font_size = 0;  // points, as shown
  int font = 0;         // fonts of a page are numbered in the order they are used
  bool bold = false;
  bool italic = false;
  bool struck_out = false;    // a thin ruling runs through the middle band of its x-height
  bool superscript = false;   // smaller and raised against its neighbours: a footnote mark
  bool space_before = false;  // the PDF holds a space glyph between this word and the one before on the line
  int render_mode = 0;        // PDF text rendering mode; 3 = invisible (an OCR layer)
  int direction = 0;          // degrees clockwise the line runs: 0 left to right, 90 downwards, 270 upwards
  Source source = Source::kText;
  float confidence = 1;  // 1 for text of the PDF itself
  int ocr = -1;          // in Page::ocr: how the OCR came to this text; -1: nothing to tell
};

// What is kept of a word that the OCR read more than once.
struct OcrDetail {
  // A character of the text as it stands, and what else it may be: reconciliation asks for them.
  struct Character {
    float confidence = 0;
    std::string others;  // one character each, best first
  };
  std::string first;   // with the model of the page's language
  std::string second;  // with the model that has § % @
  std::string reason;  // why the text is what it is: "sign", "figure", "context", "kept"
  std::vector<Character> characters;
};

// Where the words of a part of a page come from, and why.
struct Region {
  Box box;
  Source source = Source::kNone;
  std::string reason;
  int dpi = 0;  // of the picture that was read; 0: text
};

// A straight line or thin filled rectangle, horizontal or vertical.
struct Ruling {
  Box box;  // thickness kept: a horizontal ruling has height 0..3 pt
  bool horizontal = true;
  bool operator==(const Ruling&) const = default;
};

// A filled area (shading of rows or header bands).  `luminance` 0 black .. 1 white.
struct FilledArea {
  Box box;
  float luminance = 1;
};

struct Image {
  Box box;
  int width_px = 0, height_px = 0;  // native size
  int object = 0;                   // PDF object number: the same picture on many pages; 0: inline
};

// Words that share a baseline and have no column-wide gap between them: `words` index Page::words, left to
// right.
struct Line {
  std::vector<int> words;
  Box box;
  float baseline = 0;
  float font_size = 0;   // of most of its characters
  bool running = false;  // running head or foot: stands at the same place on several pages
};

struct Page {
  int number = 0;                      // from 1
  double width_pt = 0, height_pt = 0;  // as shown, after rotation
  int rotation = 0;                    // 0, 90, 180, 270: the page's /Rotate
  int turned = 0;  // degrees clockwise that the page was turned beyond /Rotate, so that a scan stands upright
  double skew_degrees = 0;  // clockwise; while lines and grids are sought, words stand as if it were 0
  Source source = Source::kNone;
  std::string source_reason;  // why the words come from there
  PageState state = PageState::kOk;
  double confidence = 1;              // mean over the characters of the words
  std::vector<std::string> messages;  // first 50 of Poppler's complaints, the rest counted in one more line
  std::vector<Word> words;            // in content order
  std::vector<Ruling> rulings;
  std::vector<FilledArea> areas;
  std::vector<Image> images;
  int shapes = 0;               // filled paths that are no rectangles: text as outlines, drawings
  std::vector<OcrDetail> ocr;   // of the words that refer to it
  std::vector<Region> regions;  // parts read by OCR
  std::vector<Line> lines;      // reading order
};

// One cell of a grid.  Row and column count from 0; words are (page, index) pairs.
struct GridWord {
  int page = 0;
  int word = 0;
};
struct GridCell {
  int row = 0, column = 0;
  int row_span = 1, column_span = 1;
  std::string text;  // words joined by one space, hyphenation kept
  Where where;
  std::vector<GridWord> words;
  bool bold = false;
};

// A table as geometry sees it.
struct Grid {
  int first_page = 0, last_page = 0;
  Box box;  // on first_page
  bool ruled = false;
  int rows = 0, columns = 0;
  int header_rows = 0;                // leading rows without figures
  std::vector<bool> numeric_columns;  // mostly figures below the header
  std::vector<GridCell> cells;        // row-major; empty cells are absent
  std::vector<double> row_indent;     // x of the first word of each row's first cell, points
  const GridCell* At(int row, int column) const;
};

struct Document {
  std::string sha256;  // of the bytes, hex
  int page_count = 0;  // announced by the file
  std::vector<Page> pages;
  std::vector<Grid> grids;  // in reading order
  std::vector<Diagnostic> diagnostics;

  // Every announced page was read, and the file was not cut off (diagnostics "truncated",
  // "file-continues-after-eof": pages or a newer revision may be missing that nothing announces).
  bool Complete() const;
};

// Canonical text of a document for tests and `explain`: one line per page, word, ruling, line and grid.
std::string Dump(const Document& document);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_DOCUMENT_H_
