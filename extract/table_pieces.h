// What cells are made of.  Internal to extract.
#ifndef AVSTAM_EXTRACT_TABLE_PIECES_H_
#define AVSTAM_EXTRACT_TABLE_PIECES_H_

#include <string>
#include <vector>

#include "extract/bands.h"
#include "extract/table_walls.h"

namespace avstam::extract {

// A run of words of one band that nothing parts.
struct Piece {
  Segment text;
  int band = 0;  // counts from 0, top to bottom
  float font_size = 0;
  bool bold = false;
  double left() const { return text.box.left; }
  double right() const { return text.box.right; }
};

Piece MakePiece(const Page& page, std::vector<int> words, int band, float font_size);

// What stands inside `walls.box` of the bands, as pieces that a column's gap or a wall keeps apart.  Lines
// drawn with characters are left out.
std::vector<Piece> PiecesIn(const Page& page, const std::vector<Band>& bands, const Walls& walls);

// One of the pieces is a figure or says "nothing"; a year is a heading.
bool HasFigure(const std::vector<Piece>& pieces, const std::vector<size_t>& of);

// The last line of a head on several: years, and shares beside them ("2024", "3,1 %", "2025"), without a
// name.
bool YearsAndShares(const std::vector<Piece>& pieces, const std::vector<size_t>& of, double label_right);

// "000", "050 000": what a figure goes on with where it is broken, or a figure of its own.
bool OnlyGroupsOfThree(const std::string& text);

// Narrower spaces do not part words, not even at an edge of colour or a gutter.
inline constexpr double kSplitGapEm = 0.35;

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TABLE_PIECES_H_
