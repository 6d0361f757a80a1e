#include "extract/table_pieces.h"

#include <algorithm>

namespace avstam::extract {
namespace {

constexpr double kPieceGapEm = 0.9;  // between pieces before columns are known

bool Bold(const Page& page, const std::vector<int>& words) {
  return std::all_of(words.begin(), words.end(), [&](int w) { return page.words[w].bold; });
}

// "-----", "|": lines drawn with characters.
bool DrawnWithCharacters(const std::string& text) {
  return text == "|" || (text.size() >= 4 && text.find_first_not_of("-_=+|") == std::string::npos);
}

// A line across the page, not a cell that says "nothing" with many dashes.
bool DrawnLine(const Page& page, const Band& band) {
  return std::all_of(band.segments.begin(), band.segments.end(), [&](const Segment& segment) {
    return std::all_of(segment.words.begin(), segment.words.end(),
                       [&](int w) { return DrawnWithCharacters(page.words[w].text); });
  });
}

bool Leader(const std::string& text) {
  size_t dots = 0;
  for (size_t i = text.size(); i > 0 && (text[i - 1] == '.' || text[i - 1] == '_'); --i) ++dots;
  return dots >= 3;
}
}  // namespace

Piece MakePiece(const Page& page, std::vector<int> words, int band, float font_size) {
  Piece piece;
  piece.bold = Bold(page, words);
  piece.text = MakeSegment(page, std::move(words));
  piece.band = band;
  piece.font_size = font_size;
  return piece;
}

std::vector<Piece> PiecesIn(const Page& page, const std::vector<Band>& bands, const Walls& walls) {
  std::vector<Piece> out;
  const Box& box = walls.box;
  for (size_t b = 0; b < bands.size(); ++b) {
    const Band& band = bands[b];
    std::vector<int> words;
    bool figure = false, code = false;
    if (DrawnLine(page, band)) continue;
    auto flush = [&] {
      if (!words.empty()) {
        out.push_back(MakePiece(page, std::move(words), static_cast<int>(b), band.font_size));
        out.back().text.figure = out.back().text.figure && !code;
      }
      words = {};
      code = false;
    };
    for (const Segment& segment : band.segments) {
      for (size_t i = 0; i < segment.words.size(); ++i) {
        const int w = segment.words[i];
        if (page.words[w].text == "|") {
          flush();
          continue;
        }
        const Box& word = page.words[w].box;
        const double y = word.center_y();
        if (y < box.top || y > box.bottom || word.center_x() < box.left || word.center_x() > box.right)
          continue;
        if (!words.empty()) {
          const Box& before = page.words[words.back()].box;
          bool apart = Leader(page.words[words.back()].text) && !Leader(page.words[w].text);
          const double gap = word.left - before.right;
          if (i == 0)
            apart = apart || figure || segment.figure || segment.dash || gap > kPieceGapEm * band.font_size;
          // The edge of a shading alone does not part the words of a sentence: single words are shaded too.
          const bool close = gap < kSplitGapEm * band.font_size;
          for (const Wall& wall : walls.columns)
            apart = apart ||
                    ((wall.ruled || !close) && wall.at > before.center_x() && wall.at < word.center_x() &&
                     wall.at > before.right - 1.5 && wall.at < word.left + 1.5 && wall.Covers(y));
          if (apart) flush();
        }
        code = code || (words.empty() && segment.code);
        words.push_back(w);
      }
      figure = segment.figure || segment.dash;
    }
    flush();
  }
  return out;
}

bool YearsAndShares(const std::vector<Piece>& pieces, const std::vector<size_t>& of, double label_right) {
  bool year = false;
  for (size_t p : of) {
    const Piece& piece = pieces[p];
    const bool is_year = LooksLikeYear(piece.text.text);
    if (piece.left() < label_right || (!is_year && !piece.text.text.ends_with('%'))) return false;
    year = year || is_year;
  }
  return year;
}

bool OnlyGroupsOfThree(const std::string& text) {
  if ((text.size() + 1) % 4 != 0) return false;
  for (size_t i = 0; i < text.size(); ++i)
    if (i % 4 == 3 ? text[i] != ' ' : text[i] < '0' || text[i] > '9') return false;
  return true;
}

bool HasFigure(const std::vector<Piece>& pieces, const std::vector<size_t>& of) {
  return std::any_of(of.begin(), of.end(), [&](size_t p) {
    return (pieces[p].text.figure && !LooksLikeYear(pieces[p].text.text)) || pieces[p].text.dash;
  });
}

}  // namespace avstam::extract
