// Which bands of a page belong to a table, and where its columns are.  Internal to extract.
//
// No rulings are needed: a table is a run of bands whose figures stand in the same columns, each with a label
// or a second figure beside it.  Rulings only keep apart what they separate.
#ifndef AVSTAM_EXTRACT_TABLE_REGION_H_
#define AVSTAM_EXTRACT_TABLE_REGION_H_

#include <vector>

#include "extract/bands.h"

namespace avstam::extract {

struct ColumnExtent {
  double left = 0, right = 0;  // of what stands in it, points
  bool figures = false;
  double width() const { return right - left; }
};

struct TableRegion {
  int first_header = 0;               // band; == first_body when there is no header
  int first_body = 0;                 // first band with figures
  int last = 0;                       // last band, inclusive
  std::vector<ColumnExtent> columns;  // left to right, text and figure columns
  bool strong = false;  // enough figures to be a table by itself; else only as the continuation of one
};

// Figure columns that a region may be the continuation of: those of the last table of the page before.
using ColumnSeed = std::vector<ColumnExtent>;

// `blocks`: what was drawn as one thing (table_walls.h); inside one, rows may stand further apart.
std::vector<TableRegion> FindTableRegions(const Page& page, const std::vector<Band>& bands,
                                          const std::vector<Box>& blocks, const ColumnSeed& seed);

// Index of the column that x range [left, right] belongs to: most overlap, else nearest.
int ColumnOf(const std::vector<ColumnExtent>& columns, double left, double right);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TABLE_REGION_H_
