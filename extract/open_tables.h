// Where tables without walls stand on a page.  Internal to extract.
#ifndef AVSTAM_EXTRACT_OPEN_TABLES_H_
#define AVSTAM_EXTRACT_OPEN_TABLES_H_

#include <vector>

#include "extract/bands.h"
#include "extract/table_walls.h"

namespace avstam::extract {

// A frame for each, with the rules inside that part its rows, top to bottom.  Paragraphs, also in two
// columns, lists, tables of contents and lone pairs of words are no tables.
std::vector<Walls> FindOpenTables(const Page& page, const std::vector<Band>& bands);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_OPEN_TABLES_H_
