// Tables whose cells are drawn: every cell a box of rulings.  Internal to extract.
#ifndef AVSTAM_EXTRACT_LATTICE_H_
#define AVSTAM_EXTRACT_LATTICE_H_

#include <vector>

#include "extract/bands.h"
#include "extract/table_region.h"

namespace avstam::extract {

struct LatticeTable {
  Grid grid;
  std::vector<ColumnExtent> columns;
  Box box;
  bool strong = false;  // at least two rows
};

// Boxes of rulings and shading that touch each other: what was drawn as one thing.
std::vector<Box> DrawnBlocks(const Page& page);

// Tables with rulings between columns and between rows, top to bottom.  Where several rows stand in one box
// (only the frame is drawn), nothing: the general reader is better there.
std::vector<LatticeTable> FindLattices(const Page& page, const std::vector<Band>& bands);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_LATTICE_H_
