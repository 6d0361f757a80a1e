#include "extract/tables.h"

#include <algorithm>
#include <cmath>

#include "extract/bands.h"
#include "extract/open_tables.h"
#include "extract/skew.h"
#include "extract/table_builder.h"
#include "extract/table_walls.h"

namespace avstam::extract {
namespace {

constexpr double kSameSidePt = 4;
constexpr double kNearPt = 7;
constexpr size_t kMostWordsPerCell = 45;  // on average: boxes of prose

// The page as it stands for who reads most of its words: `turn` degrees clockwise were taken back.
struct Upright {
  Page page;
  int turn = 0;
};

int TurnOf(const Page& page) {
  size_t letters[4] = {};
  for (const Word& word : page.words) letters[(word.direction / 90) & 3] += word.text.size();
  const auto most = std::max_element(letters, letters + 4) - letters;
  return letters[most] > 2 * letters[0] ? static_cast<int>(most) * 90 : 0;
}

Box Back(const Box& b, int turn, double width, double height) {
  switch (turn) {
    case 90:  // runs downwards: the right side of the page becomes its top
      return {b.top, width - b.right, b.bottom, width - b.left};
    case 180:
      return {width - b.right, height - b.bottom, width - b.left, height - b.top};
    case 270:
      return {height - b.bottom, b.left, height - b.top, b.right};
    default:
      return b;
  }
}

Page Turned(const Page& page, int turn) {
  Page out = page;
  const bool across = turn % 180 != 0;
  if (across) std::swap(out.width_pt, out.height_pt);
  for (Word& word : out.words) {
    word.box = Back(word.box, turn, page.width_pt, page.height_pt);
    word.direction = (word.direction - turn + 360) % 360;
    word.baseline = static_cast<float>(word.box.bottom - 0.2 * word.font_size);
  }
  for (Ruling& ruling : out.rulings) {
    ruling.box = Back(ruling.box, turn, page.width_pt, page.height_pt);
    ruling.horizontal = ruling.horizontal != across;
  }
  for (FilledArea& area : out.areas) area.box = Back(area.box, turn, page.width_pt, page.height_pt);
  for (Image& image : out.images) image.box = Back(image.box, turn, page.width_pt, page.height_pt);
  return out;
}

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

// Of a diagram: figures on bars, each as long as its figure, or names beside small boxes of colour.
bool OnDiagram(const Page& page, const Grid& grid) {
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

template <typename Keep>
std::vector<Band> Filtered(const std::vector<Band>& bands, const Keep& keep) {
  std::vector<Band> out;
  for (const Band& band : bands) {
    Band rest{band.baseline, band.font_size, {}, {}};
    for (const Segment& segment : band.segments) {
      if (!keep(segment.box.center_x(), segment.box.center_y())) continue;
      rest.segments.push_back(segment);
      rest.box.Extend(segment.box);
    }
    if (!rest.segments.empty()) out.push_back(std::move(rest));
  }
  return out;
}

bool Holds(const Box& box, double x, double y) {
  return x > box.left && x < box.right && y > box.top && y < box.bottom;
}

std::vector<Band> Inside(const std::vector<Band>& bands, const Box& box) {
  return Filtered(bands, [&](double x, double y) { return Holds(box, x, y); });
}

std::vector<Band> Outside(const std::vector<Band>& bands, const std::vector<Box>& boxes) {
  return Filtered(bands, [&](double x, double y) {
    return std::none_of(boxes.begin(), boxes.end(), [&](const Box& box) { return Holds(box, x, y); });
  });
}

std::vector<Grid> FindUpright(const Page& page) {
  std::vector<Grid> out;
  const std::vector<Band> bands = FindBands(page);
  std::vector<Walls> walls = FindWalls(page);
  JoinStacked(bands, &walls);
  std::vector<Box> taken;
  for (const Walls& one : walls) {
    if (one.columns.size() < 3) continue;
    Grid grid = BuildTable(page, bands, one);
    if (grid.cells.empty()) taken.push_back(one.box);  // a diagram
    if (!IsTable(grid) || OnDiagram(page, grid)) continue;
    taken.push_back(one.box);
    out.push_back(std::move(grid));
  }
  auto take_open = [&](const std::vector<Band>& from) {
    const size_t before = out.size();
    for (const Walls& one : FindOpenTables(page, from)) {
      Grid grid = BuildTable(page, from, one);
      if (IsTable(grid) && !OnDiagram(page, grid)) out.push_back(std::move(grid));
    }
    return out.size() > before;
  };
  // What stands in a frame is a table by itself, also when another stands beside it.
  for (const Walls& one : walls) {
    const bool beside = std::any_of(walls.begin(), walls.end(), [&](const Walls& other) {
      return &other != &one && other.box.OverlapY(one.box) > 0 && other.box.OverlapX(one.box) < 0;
    });
    if (one.columns.size() == 2 && beside && take_open(Inside(bands, one.box))) taken.push_back(one.box);
  }
  take_open(Outside(bands, taken));
  std::stable_sort(out.begin(), out.end(), [](const Grid& a, const Grid& b) {
    return a.box.top != b.box.top ? a.box.top < b.box.top : a.box.left < b.box.left;
  });
  return out;
}

}  // namespace

std::vector<Grid> FindTables(const Page& page) {
  const int turn = TurnOf(page);
  if (turn == 0) return FindUpright(page);
  const Page upright = Turned(page, turn);
  std::vector<Grid> grids = FindUpright(upright);
  const int back = 360 - turn;
  for (Grid& grid : grids) {
    grid.box = Back(grid.box, back, upright.width_pt, upright.height_pt);
    for (GridCell& cell : grid.cells)
      cell.where.box = Back(cell.where.box, back, upright.width_pt, upright.height_pt);
  }
  return grids;
}

std::vector<Grid> FindAllTables(const Document& document) {
  Document straight = document;
  Straighten(&straight);
  straight.grids.clear();
  for (const Page& page : straight.pages)
    for (Grid& table : FindTables(page)) straight.grids.push_back(std::move(table));
  RestoreSkew(&straight);
  return std::move(straight.grids);
}

}  // namespace avstam::extract
