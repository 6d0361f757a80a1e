#include "app/tables_image.h"

namespace avstam::app {
namespace {

constexpr Colour kWords{190, 190, 190}, kRulings{0, 70, 220}, kShading{130, 190, 255}, kCells{220, 0, 0},
    kHead{0, 150, 40}, kFigures{150, 0, 170}, kTable{255, 140, 0};

Box Around(const Box& b, double by_pt) {
  return {b.left - by_pt, b.top - by_pt, b.right + by_pt, b.bottom + by_pt};
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
