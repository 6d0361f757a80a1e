// Words of a page as bands (everything on one baseline across the page) of segments (words without a gap):
// what the table reader works on.
#ifndef AVSTAM_EXTRACT_BANDS_H_
#define AVSTAM_EXTRACT_BANDS_H_

#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"

namespace avstam::extract {

// Shape alone: sign or digit first, then digits, grouping and decimal marks, at most a short tail of letters
// or signs (a unit, %, a footnote mark).  Dates with dashes, "4 (6)" and words with digits inside are not
// figures.
bool LooksLikeFigure(std::string_view utf8);
// "-", "–", "—", "−": a cell that says "nothing".
bool IsDash(std::string_view utf8);
// Four digits 1900..2100 without grouping: a year as column header, or a figure like any other.
bool LooksLikeYear(std::string_view utf8);

// Adds a word to the text of a cell: after a space, but a raised mark touches what it marks and stays raised
// ("471,5¹").
void AppendWord(const Word& word, std::string* text);

struct Segment {
  std::vector<int> words;  // of Page::words, left to right
  Box box;
  std::string text;
  bool figure = false;
  bool dash = false;
  bool code = false;  // "12 Valnämnd": has the shape of a figure with a unit, but stands where labels begin
};

Segment MakeSegment(const Page& page, std::vector<int> words);

struct Band {
  float baseline = 0;
  float font_size = 0;
  Box box;
  std::vector<Segment> segments;  // left to right
};

// Bands from top to bottom.  Left out: running heads and feet, vertical text, and invisible text where
// visible text exists.
std::vector<Band> FindBands(const Page& page);

// `segments` with neighbours closer than `gap_em` font sizes joined (vertical rulings keep them apart).
std::vector<Segment> JoinSegments(const Page& page, const Band& band, double gap_em);

// A vertical ruling stands between x1 and x2 at height y.
bool RulingBetween(const Page& page, double x1, double x2, double y);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_BANDS_H_
