#include "extract/table_joining.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <string>

namespace avstam::extract {
namespace {

constexpr double kSameEdgePt = 6.0;
constexpr double kShiftPt = 60.0;
constexpr double kTitleShare = 1.12;  // of the size of the table's text
constexpr double kTitleGap = 2.5;     // of the title's size; a page head stands further off

std::vector<double> FigureEdges(const std::vector<ColumnExtent>& columns) {
  std::vector<double> out;
  for (const ColumnExtent& c : columns)
    if (c.figures) out.push_back(c.right);
  return out;
}

std::string RowText(const Grid& grid, int row) {
  std::string out;
  for (const GridCell& cell : grid.cells)
    if (cell.row == row) out += cell.text + "\x1f";
  return out;
}

// As many columns, and the table begins at the same edge, though it was set anew on its second page.
bool ShiftedColumns(const std::vector<ColumnExtent>& a, const std::vector<ColumnExtent>& b) {
  if (a.empty() || a.size() != b.size() || std::abs(a.front().left - b.front().left) > kSameEdgePt)
    return false;
  for (size_t c = 0; c < a.size(); ++c)
    if (a[c].figures != b[c].figures || std::abs(a[c].right - b[c].right) > kShiftPt) return false;
  return true;
}

bool WordsOnly(const std::vector<ColumnExtent>& columns) { return FigureEdges(columns).empty(); }

bool SameEdges(const std::vector<ColumnExtent>& a, const std::vector<ColumnExtent>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const ColumnExtent& x, const ColumnExtent& y) {
    return std::abs(x.left - y.left) < kSameEdgePt;
  });
}

bool RepeatsHeader(const Grid& grid, const Grid& next) {
  if (next.header_rows == 0 || grid.header_rows == 0) return false;
  std::string first, second;
  for (int r = 0; r < grid.header_rows; ++r) first += RowText(grid, r);
  for (int r = 0; r < next.header_rows; ++r) second += RowText(next, r);
  return first == second || RowText(grid, 0) == RowText(next, 0);
}

bool GoesOn(const Grid& grid, const std::vector<ColumnExtent>& columns, const Grid& next,
            const std::vector<ColumnExtent>& next_columns) {
  if (WordsOnly(columns) && WordsOnly(next_columns)) return SameEdges(columns, next_columns);
  if (next.header_rows > 0 && !RepeatsHeader(grid, next)) return false;
  return SameColumns(columns, next_columns) || ShiftedColumns(columns, next_columns);
}

void Append(Grid* grid, const std::vector<ColumnExtent>& columns, Grid next,
            const std::vector<ColumnExtent>& next_columns) {
  // A repeated header says nothing new.  The first row of a table of words may be none.
  int skip = RepeatsHeader(*grid, next) ? next.header_rows : 0;
  bool shifted = !SameColumns(columns, next_columns);
  for (GridCell& cell : next.cells) {
    if (cell.row < skip) continue;
    const ColumnExtent& from = next_columns[cell.column];
    int column = shifted ? cell.column : -1;
    if (column < 0 && from.figures) {
      double nearest = kSameEdgePt;
      for (size_t c = 0; c < columns.size(); ++c)
        if (columns[c].figures && std::abs(columns[c].right - from.right) < nearest)
          nearest = std::abs(columns[c].right - from.right), column = static_cast<int>(c);
    }
    if (column < 0) column = ColumnOf(columns, from.left, from.right);
    cell.row += grid->rows - skip;
    cell.column = column;
    grid->cells.push_back(std::move(cell));
  }
  for (int r = skip; r < next.rows; ++r) grid->row_indent.push_back(next.row_indent[r]);
  grid->rows += next.rows - skip;
  grid->last_page = next.last_page;
}

bool IsBold(const Page& page, const Band& band) {
  return std::all_of(band.segments.begin(), band.segments.end(), [&](const Segment& segment) {
    return std::all_of(segment.words.begin(), segment.words.end(),
                       [&](int word) { return page.words[static_cast<size_t>(word)].bold; });
  });
}

// The text of the band right above the table, if it is set larger than the table begins; or bold above a head
// and rows that are not, for a bold line above rows alone is a heading of the same table.
std::string TitleAbove(const Page& page, const std::vector<Band>& bands, const PageTable& table) {
  const double top = table.top;
  const auto begin =
      std::find_if(bands.begin(), bands.end(), [&](const Band& band) { return band.box.bottom >= top; });
  if (begin == bands.begin() || begin == bands.end()) return "";
  const Band& above = *std::prev(begin);
  if (top - above.box.bottom > kTitleGap * above.font_size) return "";
  if (above.font_size < kTitleShare * begin->font_size) {
    if (table.grid.header_rows == 0 || !IsBold(page, above)) return "";
    long rows = 0, bold = 0;
    for (auto band = begin; band != bands.end() && band->box.top <= table.bottom; ++band) {
      ++rows;
      bold += IsBold(page, *band) ? 1 : 0;
    }
    if (2 * bold > rows) return "";
  }
  std::string text;
  for (const Segment& segment : above.segments) text += (text.empty() ? "" : " ") + segment.text;
  return text;
}

}  // namespace

bool SameColumns(const std::vector<ColumnExtent>& a, const std::vector<ColumnExtent>& b) {
  std::vector<double> right_a = FigureEdges(a), right_b = FigureEdges(b);
  if (right_b.empty() || right_b.size() > right_a.size()) return false;
  for (double x : right_b)
    if (std::none_of(right_a.begin(), right_a.end(), [&](double y) { return std::abs(x - y) < kSameEdgePt; }))
      return false;
  return true;
}

ColumnSeed TableJoiner::Open(int page) const {
  return tail_ && tail_->page == page - 1 ? tail_->columns : ColumnSeed{};
}

void TableJoiner::Add(const Page& page, const std::vector<Band>& bands, std::vector<PageTable> tables) {
  if (tail_ && tail_->page != page.number - 1) tail_.reset();
  auto bands_outside = [&](double above, double below) {
    return std::count_if(bands.begin(), bands.end(),
                         [&](const Band& b) { return b.box.bottom < above || b.box.top > below; });
  };
  for (size_t i = 0; i < tables.size(); ++i) {
    PageTable& table = tables[i];
    const std::string title = TitleAbove(page, bands, table);
    const bool first =
        i == 0 && bands_outside(table.top, 1e9) <= 1 &&
        (title.empty() || !tail_ || (!tail_->title.empty() && title.starts_with(tail_->title)));
    const bool last = i + 1 == tables.size() && bands_outside(-1e9, table.bottom) <= 1;
    if (first && tail_ && GoesOn(grids_[tail_->grid], tail_->columns, table.grid, table.columns)) {
      Append(&grids_[tail_->grid], tail_->columns, std::move(table.grid), table.columns);
      if (!last) tail_.reset();
      if (tail_) tail_->page = page.number;
      continue;
    }
    if (!table.strong && !last) continue;
    grids_.push_back(std::move(table.grid));
    tail_.reset();
    if (last) tail_ = {grids_.size() - 1, std::move(table.columns), page.number, title};
  }
  if (tables.empty() && !bands.empty()) tail_.reset();
}

std::vector<Grid> TableJoiner::Take() {
  // A lone row at the foot of a page that nothing continues is no table.
  std::erase_if(grids_, [](const Grid& grid) { return grid.rows - grid.header_rows < 1; });
  tail_.reset();
  return std::move(grids_);
}

}  // namespace avstam::extract
