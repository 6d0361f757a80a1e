#include "extract/walled_tables.h"

#include <algorithm>
#include <cmath>

#include "extract/table_builder.h"

namespace avstam::extract {
namespace {

constexpr double kSameSidePt = 4;
constexpr double kNearPt = 7;
constexpr size_t kMostWordsPerCell = 45;  // on average: boxes of prose
constexpr size_t kMostAreas = 5'000;      // more are not looked through

// A head, or each row, drawn by itself: boxes of the same width under each other with nothing between.
void JoinStacked(const std::vector<Band>& bands, std::vector<Walls>* all) {
  for (size_t i = 0; i < all->size(); ++i)
    for (size_t j = i + 1; j < all->size();) {
      Walls &above = (*all)[i], &below = (*all)[j];
      const double gap = below.box.top - above.box.bottom;
      const bool between = std::any_of(bands.begin(), bands.end(), [&](const Band& band) {
        return band.box.center_y() > above.box.bottom && band.box.center_y() < below.box.top;
      });
      if (gap < -1 || gap > kNearPt || between || std::abs(above.box.left - below.box.left) > kSameSidePt ||
          std::abs(above.box.right - below.box.right) > kSameSidePt) {
        ++j;
        continue;
      }
      above.rows.insert(above.rows.end(), below.rows.begin() + 1, below.rows.end());
      for (const Wall& wall : below.columns) {
        auto same = std::find_if(above.columns.begin(), above.columns.end(),
                                 [&](const Wall& w) { return std::abs(w.at - wall.at) < kSameSidePt; });
        if (same != above.columns.end())
          same->pieces.insert(same->pieces.end(), wall.pieces.begin(), wall.pieces.end());
        else
          above.columns.push_back(wall);
      }
      std::sort(above.columns.begin(), above.columns.end(),
                [](const Wall& a, const Wall& b) { return a.at < b.at; });
      above.box.Extend(below.box);
      all->erase(all->begin() + static_cast<long>(j));
    }
}

}  // namespace

bool IsTable(const Grid& grid) {
  if (grid.rows < 2 || grid.columns < 2 || grid.cells.size() < 4) return false;
  std::vector<int> filled(static_cast<size_t>(grid.rows), 0);
  size_t words = 0;
  for (const GridCell& cell : grid.cells) {
    ++filled[static_cast<size_t>(cell.row)];
    words += cell.words.size();
  }
  if (words > kMostWordsPerCell * grid.cells.size()) return false;
  const auto several = std::count_if(filled.begin(), filled.end(), [](int n) { return n >= 2; });
  return several >= 2 && several * 2 >= grid.rows;
}

bool OnDiagram(const Page& page, const Grid& grid) {
  if (page.areas.size() > kMostAreas) return false;
  size_t on_bars = 0, beside_marks = 0;
  std::vector<double> ends;
  for (const GridCell& cell : grid.cells) {
    const Box& box = cell.where.box;
    bool bar = false, mark = false;
    for (const FilledArea& area : page.areas) {
      const Box& a = area.box;
      if (a.height() > 3 * box.height() || a.OverlapY(box) < 0.3 * std::min(a.height(), box.height()))
        continue;
      if (a.left <= box.center_x() && a.right >= box.center_x() && a.width() < 0.9 * grid.box.width()) {
        bar = true;
        if (std::none_of(ends.begin(), ends.end(), [&](double x) { return std::abs(x - a.right) < 5; }))
          ends.push_back(a.right);
      }
      const double gap = box.left - a.right;
      mark = mark || (a.width() < 1.5 * box.height() && gap > -1 && gap < 1.5 * box.height());
    }
    on_bars += bar;
    beside_marks += mark;
  }
  const size_t cells = grid.cells.size();
  return (on_bars * 2 > cells && ends.size() > 2 * static_cast<size_t>(grid.columns) &&
          ends.size() * 2 > on_bars) ||
         beside_marks * 2 > cells;
}

WalledTables FindWalledTables(const Page& page, const std::vector<Band>& bands) {
  WalledTables out;
  out.walls = FindWalls(page);
  JoinStacked(bands, &out.walls);
  for (const Walls& one : out.walls) {
    if (one.columns.size() < 3) continue;
    BuiltTable built = BuildTable(page, bands, one);
    Grid& grid = built.grid;
    if (grid.cells.empty()) out.diagrams.push_back(one.box);
    const bool table = IsTable(grid) && !OnDiagram(page, grid);
    const bool row = grid.rows == 1 && grid.columns >= 2;
    if (!table && !row) continue;
    grid.box = one.box;
    out.tables.push_back({std::move(grid), std::move(built.columns), one.box.top, one.box.bottom, table});
  }
  return out;
}

}  // namespace avstam::extract
