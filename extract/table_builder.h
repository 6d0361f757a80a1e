// Words and walls of one table to its rows, columns and cells.  Internal to extract.
//
// Where walls are drawn they hold; inside a box of walls (the whole table, when none are drawn) white space
// tells columns, and lines of text tell rows.
#ifndef AVSTAM_EXTRACT_TABLE_BUILDER_H_
#define AVSTAM_EXTRACT_TABLE_BUILDER_H_

#include <vector>

#include "extract/bands.h"
#include "extract/table_region.h"
#include "extract/table_walls.h"

namespace avstam::extract {

struct BuiltTable {
  Grid grid;
  std::vector<ColumnExtent> columns;  // as many as the grid's: between walls, or what stands in them
};

// `walls` holds at least the frame: two rows, two columns.  Less than two rows or columns of text: a grid
// with fewer than two rows or columns, for the caller to drop.  No cells: nothing stands there, or a diagram.
BuiltTable BuildTable(const Page& page, const std::vector<Band>& bands, const Walls& walls);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TABLE_BUILDER_H_
