// Tables of any layout, as they stand on their pages: of figures or of words, with or without rulings.
//
//   std::vector<Grid> all = FindAllTables(document);
//   std::vector<Grid> tables = FindTables(page);        // of one page, after FindLines
//   tables[0].cells[3].column_span                      // 2: a heading over two columns
//
// Relation to FindGrids (layout.h): that one reads tables of figures for reconciliation, joins those that run
// over pages and gives each figure a column of its own.  This one keeps to what is printed: merged headings,
// cells of several lines, empty cells, one table a page.  Both work on the same bands (bands.h).
#ifndef AVSTAM_EXTRACT_TABLES_H_
#define AVSTAM_EXTRACT_TABLES_H_

#include <vector>

#include "extract/document.h"

namespace avstam::extract {

// Top to bottom, then left to right.  Boxes are those of the page as shown, also where the text runs up or
// down it; rows and columns are those of a reader who has turned the page.  Empty rows and columns are left
// out, `row_indent` is not filled.
std::vector<Grid> FindTables(const Page& page);

// Those of all pages of a document as Read or FindLayoutAgain leaves it; boxes as the pages lie.
std::vector<Grid> FindAllTables(const Document& document);

// The same with tables that go on over the next page as one: its head is printed again or not at all.
std::vector<Grid> FindWholeTables(const Document& document);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TABLES_H_
