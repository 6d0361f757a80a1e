// Tables whose walls are drawn, and what makes a grid a table at all.  Internal to extract.
#ifndef AVSTAM_EXTRACT_WALLED_TABLES_H_
#define AVSTAM_EXTRACT_WALLED_TABLES_H_

#include <vector>

#include "extract/bands.h"
#include "extract/table_joining.h"
#include "extract/table_walls.h"

namespace avstam::extract {

struct WalledTables {
  std::vector<PageTable> tables;  // top to bottom; of one row: not strong, perhaps the end of one above
  std::vector<Box> diagrams;
  std::vector<Walls> walls;  // everything drawn, frames too
};

WalledTables FindWalledTables(const Page& page, const std::vector<Band>& bands);

// Rows and columns, not one box of prose.
bool IsTable(const Grid& grid);

// Of a diagram: figures on bars, each as long as its figure, or names beside small boxes of colour.
bool OnDiagram(const Page& page, const Grid& grid);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_WALLED_TABLES_H_
