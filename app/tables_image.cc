#include "app/tables_image.h"

#include "app/page_canvas.h"

namespace avstam::app {
namespace {

constexpr Colour kWords{190, 190, 190}, kRulings{0, 70, 220}, kShading{130, 190, 255}, kCells{220, 0, 0},
    kHead{0, 150, 40}, kFigures{150, 0, 170}, kTable{255, 140, 0};

Box Around(const Box& b, double by_pt) {
  return {b.left - by_pt, b.top - by_pt, b.right + by_pt, b.bottom + by_pt};
}

}  // namespace

std::string TablesImage(std::string_view pdf, const extract::Page& page,
                        const std::vector<extract::Grid>& tables) {
  PageCanvas canvas(pdf, page);
  for (const extract::FilledArea& area : page.areas) canvas.Draw(area.box, kShading, 1);
  for (const extract::Word& word : page.words) canvas.Draw(word.box, kWords, 1);
  for (const extract::Ruling& ruling : page.rulings) canvas.Draw(ruling.box, kRulings, 2);
  for (const extract::Grid& table : tables) {
    if (table.first_page != page.number) continue;
    canvas.Draw(Around(table.box, 4), kTable, 4);
    for (const extract::GridCell& cell : table.cells) {
      const auto column = static_cast<size_t>(cell.column);
      const bool figures = column < table.numeric_columns.size() && table.numeric_columns[column];
      canvas.Draw(Around(cell.where.box, 1),
                  cell.row < table.header_rows ? kHead
                  : figures                    ? kFigures
                                               : kCells,
                  2);
    }
  }
  return canvas.Png({0, 0, page.width_pt, page.height_pt});
}

}  // namespace avstam::app
