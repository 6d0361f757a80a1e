// Tables of figures of each page: those with walls as drawn, the others by their columns of figures.
#include <algorithm>
#include <optional>

#include "extract/bands.h"
#include "extract/folded_tables.h"
#include "extract/layout.h"
#include "extract/table_builder.h"
#include "extract/table_joining.h"
#include "extract/walled_tables.h"

namespace avstam::extract {
namespace {

constexpr int kMaxBandsAbove = 6;  // of two tables side by side, the head of either may stand higher
constexpr double kNarrowestLabelsPt = 25;
constexpr int kLeaderDots = 4;  // three are an ellipsis

// Where two tables side by side part: left of a text column that has figures on both sides and holds a label
// for nearly every figure to its right.  A single table has its labels once.
std::optional<double> Gutter(const std::vector<Band>& bands, const TableRegion& region) {
  const std::vector<ColumnExtent>& columns = region.columns;
  for (size_t c = 1; c + 1 < columns.size(); ++c) {
    if (columns[c].figures || !columns[c + 1].figures) continue;
    bool figures_before = std::any_of(columns.begin(), columns.begin() + static_cast<long>(c),
                                      [](const auto& x) { return x.figures; });
    bool labels_before = !columns.front().figures;
    if (!figures_before || !labels_before || columns[c].width() < kNarrowestLabelsPt) continue;
    int figures = 0, labels = 0;
    for (int b = region.first_body; b <= region.last; ++b) {
      bool label = false;
      for (const Segment& s : bands[b].segments) {
        int at = ColumnOf(columns, s.box.left, s.box.right);
        if (at == static_cast<int>(c) && !s.figure && !s.dash) label = true;
        if (at > static_cast<int>(c) && s.figure) {
          ++figures;
          labels += label;
          break;
        }
      }
    }
    if (figures >= 2 && labels * 10 >= figures * 8) return (columns[c - 1].right + columns[c].left) / 2;
  }
  return std::nullopt;
}

std::vector<Band> Clipped(const std::vector<Band>& bands, double left, double right) {
  std::vector<Band> out;
  for (const Band& band : bands) {
    Band clipped{band.baseline, band.font_size, {}, {}};
    for (const Segment& s : band.segments)
      if (s.box.center_x() >= left && s.box.center_x() < right) {
        clipped.segments.push_back(s);
        clipped.box.Extend(s.box);
      }
    if (!clipped.segments.empty()) out.push_back(std::move(clipped));
  }
  return out;
}

// Dots that lead from a label to its figure are no part of it: "Hyror .......", "Hyror . . . . .".
void DropLeader(std::string* text) {
  const size_t end = text->find_last_not_of(" ._") + 1;
  const std::string tail = text->substr(end);
  if (std::count_if(tail.begin(), tail.end(), [](char c) { return c != ' '; }) >= kLeaderDots)
    text->resize(end);
}

// Texts as figures are read from: a raised mark is no digit of the figure that it touches, "471,5¹".
void WriteTexts(const Page& page, Grid* grid) {
  for (GridCell& cell : grid->cells) {
    cell.text.clear();
    for (const GridWord& word : cell.words) AppendWord(page.words[word.word], &cell.text);
    if (!grid->numeric_columns[static_cast<size_t>(cell.column)]) DropLeader(&cell.text);
  }
}

std::vector<PageTable> FindPageTables(const Page& page, const std::vector<Band>& bands,
                                      const ColumnSeed& seed) {
  std::vector<PageTable> out;
  std::vector<Band> rest = bands;
  for (PageTable& table : FindWalledTables(page, bands).tables) {
    const bool figures = std::any_of(table.columns.begin(), table.columns.end(),
                                     [](const ColumnExtent& column) { return column.figures; });
    if (!figures || (!table.strong && !SameColumns(seed, table.columns))) continue;
    std::erase_if(rest, [&](const Band& band) {
      return band.box.center_y() > table.top && band.box.center_y() < table.bottom &&
             band.box.OverlapX(table.grid.box) > 0;
    });
    Unfold(&table);
    out.push_back(std::move(table));
  }
  const std::vector<Box> blocks = DrawnBlocks(page);
  const std::vector<Ruling> rules = HorizontalRules(page);
  auto build = [&](const std::vector<Band>& from, const TableRegion& region) {
    const std::vector<Band> inside(from.begin() + region.first_header, from.begin() + region.last + 1);
    Box box;
    for (const Band& band : inside) box.Extend(band.box);
    BuiltTable table = BuildTable(page, inside, Framed(box, rules));
    return PageTable{std::move(table.grid), std::move(table.columns), box.top, box.bottom, region.strong};
  };
  auto add = [&](PageTable table) {
    if (table.grid.rows < 1 || table.grid.columns < 2) return;
    while (std::optional<PageTable> below = CutAtSameHead(&table)) {
      out.push_back(std::move(table));
      table = std::move(*below);
    }
    out.push_back(std::move(table));
  };
  for (const TableRegion& region : FindTableRegions(page, rest, blocks, seed)) {
    PageTable whole = build(rest, region);
    const std::optional<double> gutter = Gutter(rest, region);
    if (!gutter || Unfold(&whole)) {
      add(std::move(whole));
      continue;
    }
    int first = std::max(0, region.first_header - kMaxBandsAbove),
        last = std::min(region.last + 3, static_cast<int>(rest.size()) - 1);
    std::vector<Band> both(rest.begin() + first, rest.begin() + last + 1);
    for (const std::vector<Band>& half : {Clipped(both, 0, *gutter), Clipped(both, *gutter, page.width_pt)})
      for (const TableRegion& part : FindTableRegions(page, half, blocks, {})) add(build(half, part));
  }
  for (PageTable& table : out) WriteTexts(page, &table.grid);
  std::stable_sort(out.begin(), out.end(),
                   [](const PageTable& a, const PageTable& b) { return a.top < b.top; });
  return out;
}

}  // namespace

void FindGrids(Document* document) {
  TableJoiner joiner;
  for (const Page& page : document->pages) {
    const std::vector<Band> bands = FindBands(page);
    joiner.Add(page, bands, FindPageTables(page, bands, joiner.Open(page.number)));
  }
  document->grids = joiner.Take();
}

}  // namespace avstam::extract
