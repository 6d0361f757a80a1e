#include "app/tables_image.h"

namespace avstam::app {
namespace {

constexpr Colour kWords{190, 190, 190}, kRulings{0, 70, 220}, kShading{130, 190, 255}, kCells{220, 0, 0},
    kHead{0, 150, 40}, kFigures{150, 0, 170}, kTable{255, 140, 0}, kEdges{0, 160, 160};

Box Around(const Box& b, double by_pt) {
  return {b.left - by_pt, b.top - by_pt, b.right + by_pt, b.bottom + by_pt};
}

// Lines in the middle of the white space between columns, and between rows, of cells that reach over one.
void AddEdges(const extract::Grid& table, std::vector<Frame>* out) {
  std::vector<Box> columns(static_cast<size_t>(table.columns)), rows(static_cast<size_t>(table.rows));
  for (const extract::GridCell& cell : table.cells) {
    if (cell.column_span == 1) columns[static_cast<size_t>(cell.column)].Extend(cell.where.box);
    if (cell.row_span == 1) rows[static_cast<size_t>(cell.row)].Extend(cell.where.box);
  }
  for (size_t c = 0; c + 1 < columns.size(); ++c) {
    if (columns[c].width() <= 0 || columns[c + 1].left < columns[c].right) continue;
    const double x = (columns[c].right + columns[c + 1].left) / 2;
    out->push_back({{x, table.box.top, x, table.box.bottom}, kEdges, 1});
  }
  for (size_t r = 0; r + 1 < rows.size(); ++r) {
    if (rows[r].height() <= 0 || rows[r + 1].top < rows[r].bottom) continue;
    const double y = (rows[r].bottom + rows[r + 1].top) / 2;
    out->push_back({{table.box.left, y, table.box.right, y}, kEdges, 1});
  }
}

}  // namespace

std::vector<Frame> TablesFrames(const extract::Page& page, const std::vector<extract::Grid>& tables) {
  std::vector<Frame> out;
  for (const extract::FilledArea& area : page.areas) out.push_back({area.box, kShading, 1});
  for (const extract::Word& word : page.words) out.push_back({word.box, kWords, 1});
  for (const extract::Ruling& ruling : page.rulings) out.push_back({ruling.box, kRulings, 2});
  for (const extract::Grid& table : tables) {
    if (table.first_page != page.number) continue;
    out.push_back({Around(table.box, 4), kTable, 4});
    AddEdges(table, &out);
    for (const extract::GridCell& cell : table.cells) {
      const auto column = static_cast<size_t>(cell.column);
      const bool figures = column < table.numeric_columns.size() && table.numeric_columns[column];
      const Colour colour = cell.row < table.header_rows ? kHead : figures ? kFigures : kCells;
      out.push_back({Around(cell.where.box, 1), colour, 2});
    }
  }
  return out;
}

}  // namespace avstam::app
