// Which lines of text make a row: of the head, where headings over several columns end rows, and of the body,
// where labels and cells run over several lines.  Internal to extract.
#ifndef AVSTAM_EXTRACT_TABLE_ROWS_H_
#define AVSTAM_EXTRACT_TABLE_ROWS_H_

#include <map>
#include <utility>
#include <vector>

#include "extract/table_pieces.h"
#include "extract/table_region.h"

namespace avstam::extract {

// Rows and columns, first and last, of boxes of walls or of the table.
struct Slots {
  int first_row = 0, last_row = 0, first_column = 0, last_column = 0;
};

// The pieces of a table when its walls and columns are known.
struct PlacedPieces {
  const Page& page;
  const std::vector<Band>& bands;
  const std::vector<Piece>& pieces;
  const std::vector<ColumnExtent>& columns;
  const std::vector<Slots>& slots;                // per piece: the box of walls it stands in
  const std::vector<std::pair<int, int>>& spans;  // per piece: columns, first and last, it stands over
  std::vector<std::pair<int, int>> reach;         // per piece: the same, or all those of its box
  int row_slots = 1, column_slots = 1;
};

// A row of boxes may hold several rows of the table.
struct TableRows {
  int count = 0;
  std::vector<int> first_of_slot;             // one more than row slots
  std::map<std::pair<int, int>, int> row_of;  // row slot and band -> row
  std::map<size_t, size_t> head_cell;         // further line of a heading -> its first
  std::map<size_t, Slots> head_rows;          // first line of a heading -> rows it reaches over
};

TableRows FindRows(const PlacedPieces& pieces);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TABLE_ROWS_H_
