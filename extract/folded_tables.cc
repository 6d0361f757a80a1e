#include "extract/folded_tables.h"

#include <algorithm>
#include <string>
#include <vector>

namespace avstam::extract {
namespace {

constexpr int kMostParts = 4;

// Text of each column's head, without a title over all; empty when a cell reaches over some columns.
std::vector<std::string> Heads(const Grid& grid) {
  std::vector<std::string> out(static_cast<size_t>(grid.columns));
  for (const GridCell& cell : grid.cells) {
    if (cell.row >= grid.header_rows || cell.column_span == grid.columns) continue;
    if (cell.column_span > 1) return {};
    out[static_cast<size_t>(cell.column)] += cell.text + "\n";
  }
  return out;
}

// Columns of each part when there are `parts` of them; 0 when they are not alike.
int PartWidth(const PageTable& table, const std::vector<std::string>& heads, int parts) {
  const int width = table.grid.columns / parts;
  if (table.grid.columns % parts != 0 || width < 2 || table.columns.front().figures) return 0;
  for (int c = 0; c < table.grid.columns; ++c) {
    const auto here = static_cast<size_t>(c), first = static_cast<size_t>(c % width);
    if (heads[here] != heads[first] || table.columns[here].figures != table.columns[first].figures) return 0;
    if (heads[here].empty() && c % width > 0) return 0;
  }
  const bool across =
      std::any_of(table.grid.cells.begin(), table.grid.cells.end(), [&](const GridCell& cell) {
        return cell.row >= table.grid.header_rows &&
               cell.column / width != (cell.column + cell.column_span - 1) / width;
      });
  return across ? 0 : width;
}

// The parts share their rows; only the last may end before the others.
bool SameRows(const Grid& grid, int width) {
  const auto parts = static_cast<size_t>(grid.columns / width);
  std::vector<std::vector<int>> cells(static_cast<size_t>(grid.rows), std::vector<int>(parts, 0));
  for (const GridCell& cell : grid.cells)
    if (cell.row >= grid.header_rows)
      ++cells[static_cast<size_t>(cell.row)][static_cast<size_t>(cell.column / width)];
  for (size_t part = 1; part < parts; ++part) {
    int rows = 0, whole = 0;
    for (const std::vector<int>& row : cells) {
      if (row[part] == 0) continue;
      ++rows;
      whole += row[part] >= 2 && row[0] >= 2;
    }
    if (rows == 0 || whole * 10 < rows * 9) return false;
  }
  return true;
}

}  // namespace

bool Unfold(PageTable* table) {
  const Grid& grid = table->grid;
  const std::vector<std::string> heads = Heads(grid);
  if (grid.header_rows == 0 || heads.empty()) return false;
  int width = 0, parts = 1;
  while (width == 0 && ++parts <= kMostParts) width = PartWidth(*table, heads, parts);
  if (width == 0 || !SameRows(grid, width)) return false;
  std::vector<std::vector<const GridCell*>> rows(static_cast<size_t>(grid.rows));
  for (const GridCell& cell : grid.cells) rows[static_cast<size_t>(cell.row)].push_back(&cell);
  Grid out = grid;
  out.cells.clear();
  out.row_indent.clear();
  out.columns = width;
  out.numeric_columns.resize(static_cast<size_t>(width));
  out.rows = 0;
  for (int part = 0; part < parts; ++part) {
    const double shift = table->columns[static_cast<size_t>(part * width)].left - table->columns.front().left;
    for (int row = part == 0 ? 0 : grid.header_rows; row < grid.rows; ++row) {
      const size_t before = out.cells.size();
      for (const GridCell* cell : rows[static_cast<size_t>(row)]) {
        if (cell->column / width != part) continue;
        out.cells.push_back(*cell);
        out.cells.back().row = out.rows;
        out.cells.back().column -= part * width;
        out.cells.back().column_span = std::min(cell->column_span, width);
      }
      if (out.cells.size() == before) continue;
      out.row_indent.push_back(out.cells[before].where.box.left - shift);
      ++out.rows;
    }
  }
  table->grid = std::move(out);
  table->columns.resize(static_cast<size_t>(width));
  return true;
}

std::optional<PageTable> CutAtSameHead(PageTable* table) {
  Grid& grid = table->grid;
  const int head = grid.header_rows;
  if (head == 0 || grid.rows < 2 * head + 2) return std::nullopt;
  std::vector<std::string> texts(static_cast<size_t>(grid.rows));
  std::vector<int> cells(texts.size(), 0);
  for (const GridCell& cell : grid.cells) {
    const auto row = static_cast<size_t>(cell.row);
    texts[row] += std::to_string(cell.column) + " " + cell.text + "\n";
    ++cells[row];
  }
  if (*std::max_element(cells.begin(), cells.begin() + head) < 2) return std::nullopt;
  const auto again = std::search(texts.begin() + head + 1, texts.end(), texts.begin(), texts.begin() + head);
  const int at = static_cast<int>(again - texts.begin());
  if (again == texts.end() || at + head >= grid.rows) return std::nullopt;
  int end = at;  // of the first table
  while (end > head + 1 && cells[static_cast<size_t>(end) - 1] == 1) --end;
  PageTable below = *table;
  below.grid.cells.clear();
  below.grid.box = {};
  below.grid.rows = grid.rows - at;
  below.grid.row_indent.erase(below.grid.row_indent.begin(), below.grid.row_indent.begin() + at);
  for (const GridCell& cell : grid.cells) {
    if (cell.row < at) continue;
    below.grid.cells.push_back(cell);
    below.grid.cells.back().row -= at;
    below.grid.box.Extend(cell.where.box);
  }
  std::erase_if(grid.cells, [&](const GridCell& cell) { return cell.row >= end; });
  grid.rows = end;
  grid.row_indent.resize(static_cast<size_t>(end));
  grid.box = {};
  for (const GridCell& cell : grid.cells) grid.box.Extend(cell.where.box);
  table->bottom = grid.box.bottom;
  below.top = below.grid.box.top;
  return below;
}

}  // namespace avstam::extract
