// Columns from white space alone: seen over all rows at once.  Internal to extract.
//
//   pieces   Name        2020    2021      columns   Name..   2020   2021
//            Uppsala        4      12                0        1      2
//            All regions together  13                (third row: 0-1 and 2)
#ifndef AVSTAM_EXTRACT_TABLE_COLUMNS_H_
#define AVSTAM_EXTRACT_TABLE_COLUMNS_H_

#include <utility>
#include <vector>

#include "extract/table_pieces.h"
#include "extract/table_region.h"

namespace avstam::extract {

// Two stretches are two columns when more bands hold something in both than there are pieces over both.  None
// where there are more than some thousand pieces.
std::vector<ColumnExtent> FindColumns(const std::vector<Piece>& pieces);

// First and last column that a piece stands over; never empty when there are columns.
std::pair<int, int> ColumnsOf(const std::vector<ColumnExtent>& columns, double left, double right);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TABLE_COLUMNS_H_
