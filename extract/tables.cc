#include "extract/tables.h"

#include <algorithm>
#include <cmath>

#include "extract/bands.h"
#include "extract/open_tables.h"
#include "extract/skew.h"
#include "extract/table_builder.h"
#include "extract/table_joining.h"
#include "extract/walled_tables.h"

namespace avstam::extract {
namespace {

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

bool HoldsWithin(const Box& box, double x, double y) {
  return x > box.left && x < box.right && y > box.top && y < box.bottom;
}

std::vector<Band> Inside(const std::vector<Band>& bands, const Box& box) {
  return Filtered(bands, [&](double x, double y) { return HoldsWithin(box, x, y); });
}

std::vector<Band> Outside(const std::vector<Band>& bands, const std::vector<Box>& boxes) {
  return Filtered(bands, [&](double x, double y) {
    return std::none_of(boxes.begin(), boxes.end(), [&](const Box& box) { return HoldsWithin(box, x, y); });
  });
}

std::vector<PageTable> FindUpright(const Page& page, const std::vector<Band>& bands) {
  WalledTables walled = FindWalledTables(page, bands);
  std::vector<PageTable> out = std::move(walled.tables);
  std::erase_if(out, [](const PageTable& table) { return !table.strong; });
  std::vector<Box> taken = std::move(walled.diagrams);
  for (const PageTable& table : out) taken.push_back(table.grid.box);
  auto take_open = [&](const std::vector<Band>& from) {
    const size_t before = out.size();
    for (const Walls& one : FindOpenTables(page, from)) {
      BuiltTable table = BuildTable(page, from, one);
      if (IsTable(table.grid) && !OnDiagram(page, table.grid))
        out.push_back({std::move(table.grid), std::move(table.columns), one.box.top, one.box.bottom, true});
    }
    return out.size() > before;
  };
  // What stands in a frame is a table by itself, also when another stands beside it.
  for (const Walls& one : walled.walls) {
    const bool beside = std::any_of(walled.walls.begin(), walled.walls.end(), [&](const Walls& other) {
      return &other != &one && other.box.OverlapY(one.box) > 0 && other.box.OverlapX(one.box) < 0;
    });
    if (one.columns.size() == 2 && beside && take_open(Inside(bands, one.box))) taken.push_back(one.box);
  }
  take_open(Outside(bands, taken));
  std::stable_sort(out.begin(), out.end(), [](const PageTable& a, const PageTable& b) {
    return a.top != b.top ? a.top < b.top : a.grid.box.left < b.grid.box.left;
  });
  return out;
}

}  // namespace

std::vector<Grid> FindTables(const Page& page) {
  const int turn = TurnOf(page);
  const Page turned = turn == 0 ? Page{} : Turned(page, turn);
  const Page& upright = turn == 0 ? page : turned;
  std::vector<Grid> grids;
  for (PageTable& table : FindUpright(upright, FindBands(upright))) grids.push_back(std::move(table.grid));
  if (turn == 0) return grids;
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

std::vector<Grid> FindWholeTables(const Document& document) {
  Document straight = document;
  Straighten(&straight);
  straight.grids.clear();
  TableJoiner joiner;
  for (const Page& page : straight.pages) {
    if (TurnOf(page) != 0) {
      for (Grid& table : FindTables(page)) straight.grids.push_back(std::move(table));
      continue;
    }
    const std::vector<Band> bands = FindBands(page);
    joiner.Add(page, bands, FindUpright(page, bands));
  }
  for (Grid& table : joiner.Take()) straight.grids.push_back(std::move(table));
  std::stable_sort(straight.grids.begin(), straight.grids.end(),
                   [](const Grid& a, const Grid& b) { return a.first_page < b.first_page; });
  RestoreSkew(&straight);
  return std::move(straight.grids);
}

}  // namespace avstam::extract
