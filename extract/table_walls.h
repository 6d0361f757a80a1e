// What rulings and shading say about a table: lines that walls of cells stand on, and where they stand.
// Internal to extract.
#ifndef AVSTAM_EXTRACT_TABLE_WALLS_H_
#define AVSTAM_EXTRACT_TABLE_WALLS_H_

#include <utility>
#include <vector>

#include "extract/document.h"

namespace avstam::extract {

// A line across (or down) a table, with the pieces of it that are drawn.
struct Wall {
  double at = 0;
  std::vector<std::pair<double, double>> pieces;  // along the line
  bool ruled = false;                             // by a ruling, not only by the edge of shading
  bool Covers(double position) const;
  double Length() const;
};

// Everything drawn that touches.  `rows` top to bottom, `columns` left to right, the outermost ones included;
// a side that is open (rulings run out past the last vertical one) has a wall without pieces.
struct Walls {
  Box box;
  std::vector<Wall> rows, columns;
};

// Top to bottom.  With two walls for columns only the frame is drawn.  Single lines are left out, see
// HorizontalRules.
std::vector<Walls> FindWalls(const Page& page);

// Rulings and thin bands of shading that lie by themselves: those between the rows of open tables.
std::vector<Ruling> HorizontalRules(const Page& page);

// The frame of a table that has none drawn: `box`, with those of `rules` that part its rows.
Walls Framed(const Box& box, const std::vector<Ruling>& rules);

// Boxes of rulings and shading that touch each other: what was drawn as one thing.
std::vector<Box> DrawnBlocks(const Page& page);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TABLE_WALLS_H_
