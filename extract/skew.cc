#include "extract/skew.h"

#include <cmath>
#include <numbers>
#include <utility>

#include "extract/layout.h"

namespace avstam::extract {
namespace {

class Turn {
 public:
  // `sign` 1: as the page lies; -1: straight.
  Turn(const Document& document, double sign) : document_(document), sign_(sign) {}

  // What the box is moved by, to the right and down.
  std::pair<double, double> Move(int page_number, Box* box) const {
    if (page_number < 1 || page_number > static_cast<int>(document_.pages.size())) return {0, 0};
    const Page& page = document_.pages[static_cast<size_t>(page_number - 1)];
    if (page.skew_degrees == 0) return {0, 0};
    const double angle = sign_ * page.skew_degrees * std::numbers::pi / 180;
    const double dx = box->center_x() - page.width_pt / 2, dy = box->center_y() - page.height_pt / 2;
    const double x = dx * std::cos(angle) - dy * std::sin(angle) - dx;
    const double y = dx * std::sin(angle) + dy * std::cos(angle) - dy;
    *box = {box->left + x, box->top + y, box->right + x, box->bottom + y};
    return {x, y};
  }

 private:
  const Document& document_;
  double sign_;
};

void TurnAll(double sign, Document* document) {
  const Turn turn(*document, sign);
  for (Page& page : document->pages) {
    if (page.skew_degrees == 0) continue;
    for (Word& word : page.words) {
      const auto [x, y] = turn.Move(page.number, &word.box);
      word.baseline += static_cast<float>(y);
      for (float& edge : word.x_edges) edge += static_cast<float>(x);
    }
    for (Ruling& ruling : page.rulings) turn.Move(page.number, &ruling.box);
    for (Line& line : page.lines)
      line.baseline += static_cast<float>(turn.Move(page.number, &line.box).second);
  }
  for (Grid& grid : document->grids) {
    turn.Move(grid.first_page, &grid.box);
    for (GridCell& cell : grid.cells) turn.Move(cell.where.page, &cell.where.box);
  }
}

}  // namespace

void Straighten(Document* document) { TurnAll(-1, document); }
void RestoreSkew(Document* document) { TurnAll(1, document); }

void FindLayoutAgain(Document* document) {
  Straighten(document);
  FindLines(document);
  FindGrids(document);
  RestoreSkew(document);
}

}  // namespace avstam::extract
