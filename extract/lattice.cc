#include "extract/lattice.h"

#include <algorithm>
#include <cmath>

#include "extract/touching.h"

namespace avstam::extract {
namespace {

constexpr double kEdgePt = 3.0;  // rulings this close are one edge
constexpr double kShortestEdgePt = 6;
constexpr double kTallestCellPt = 150;
constexpr double kNarrowestColumnPt = 10;
constexpr size_t kMaxRulings = 20'000;  // a drawing, not a table

struct Edge {
  double at = 0;
  std::vector<std::pair<double, double>> pieces;  // along the edge
  bool drawn = false;                             // by a ruling, not only by shading
  bool Covers(double position) const {
    return std::any_of(pieces.begin(), pieces.end(), [&](const auto& p) {
      return p.first - kTouchPt <= position && position <= p.second + kTouchPt;
    });
  }
  double Length() const {
    double sum = 0;
    for (const auto& [from, to] : pieces) sum += to - from;
    return sum;
  }
};

// The rulings of the page, and the edges of shaded cells, which say the same.
std::vector<Ruling> LinesOf(const Page& page) {
  std::vector<Ruling> lines = page.rulings;
  for (const FilledArea& area : page.areas) {
    const Box& b = area.box;
    if (b.height() < kShortestEdgePt || b.height() > kTallestCellPt || b.width() < 2 * kShortestEdgePt)
      continue;
    lines.push_back({{b.left, b.top, b.right, b.top}, true});
    lines.push_back({{b.left, b.bottom, b.right, b.bottom}, true});
    lines.push_back({{b.left, b.top, b.left, b.bottom}, false});
    lines.push_back({{b.right, b.top, b.right, b.bottom}, false});
  }
  return lines;
}

// The first `rulings` of `all` are rulings, the rest edges of shading.
std::vector<Edge> Edges(const std::vector<Ruling>& all, size_t rulings, const std::vector<int>& group,
                        bool horizontal) {
  std::vector<Edge> edges;
  std::vector<const Ruling*> lines;
  for (int r : group)
    if (all[r].horizontal == horizontal) lines.push_back(&all[r]);
  auto at = [&](const Ruling* r) { return horizontal ? r->box.center_y() : r->box.center_x(); };
  std::sort(lines.begin(), lines.end(), [&](const Ruling* a, const Ruling* b) { return at(a) < at(b); });
  for (const Ruling* r : lines) {
    if (edges.empty() || at(r) - edges.back().at > kEdgePt) edges.push_back({at(r), {}, false});
    edges.back().drawn = edges.back().drawn || static_cast<size_t>(r - all.data()) < rulings;
    edges.back().pieces.push_back(horizontal ? std::pair{r->box.left, r->box.right}
                                             : std::pair{r->box.top, r->box.bottom});
  }
  std::erase_if(edges, [](const Edge& e) { return e.Length() < kShortestEdgePt; });
  return edges;
}

// A figure broken in its cell: "651 000" over "000".
bool OnlyGroupsOfThree(const std::string& text) {
  if ((text.size() + 1) % 4 != 0) return false;
  for (size_t i = 0; i < text.size(); ++i)
    if (i % 4 == 3 ? text[i] != ' ' : text[i] < '0' || text[i] > '9') return false;
  return true;
}

struct CellText {
  std::vector<std::pair<int, Segment>> parts;  // band, what of it stands in the cell
};

class LatticeReader {
 public:
  LatticeReader(const Page& page, const std::vector<Band>& bands, const std::vector<Ruling>& lines,
                const std::vector<int>& group)
      : page_(page),
        bands_(bands),
        columns_(Edges(lines, page.rulings.size(), group, false)),
        rows_(Edges(lines, page.rulings.size(), group, true)) {
    for (int r : group) {
      // A line without thickness has no area, but it has ends.
      const Box& b = lines[r].box;
      box_.Extend({b.left, b.top, std::max(b.right, b.left + 0.01), std::max(b.bottom, b.top + 0.01)});
    }
    DropInnerEdges();
    // Open sides: horizontal rulings that run on past the outermost vertical one.
    if (!columns_.empty() && columns_.front().at - box_.left > 12)
      columns_.insert(columns_.begin(), Virtual(box_.left));
    if (!columns_.empty() && box_.right - columns_.back().at > 12) columns_.push_back(Virtual(box_.right));
  }

  bool Read(LatticeTable* table) {
    if (columns_.size() < 3 || rows_.size() < 2) return false;
    int row_count = static_cast<int>(rows_.size()) - 1, column_count = static_cast<int>(columns_.size()) - 1;
    if (static_cast<long>(row_count) * column_count > 20'000) return false;
    std::vector<std::vector<CellText>> cells(row_count, std::vector<CellText>(column_count));
    if (!Fill(&cells)) return false;
    table->box = box_;
    table->grid.first_page = table->grid.last_page = page_.number;
    table->grid.box = box_;
    table->grid.ruled = true;
    return Build(cells, table);
  }

 private:
  // Shading is often drawn a cell margin inside the cell, or line by line: such edges are no borders of their
  // own.
  void DropInnerEdges() {
    for (size_t i = 0; i + 1 < columns_.size();) {
      if (columns_[i + 1].at - columns_[i].at > kNarrowestColumnPt) {
        ++i;
        continue;
      }
      Edge& kept = columns_[i];
      kept.pieces.insert(kept.pieces.end(), columns_[i + 1].pieces.begin(), columns_[i + 1].pieces.end());
      if (i + 2 == columns_.size()) kept.at = columns_[i + 1].at;
      columns_.erase(columns_.begin() + static_cast<long>(i) + 1);
    }
    std::erase_if(rows_, [&](const Edge& e) { return !e.drawn && e.Length() < 0.4 * box_.width(); });
  }

  Edge Virtual(double at) const { return {at, {{box_.top, box_.bottom}}, true}; }

  int Slot(const std::vector<Edge>& edges, double x) const {
    for (size_t i = 0; i + 1 < edges.size(); ++i)
      if (x >= edges[i].at && x < edges[i + 1].at) return static_cast<int>(i);
    return -1;
  }

  // Left- and topmost slot of the merged cell that holds (row, column).
  std::pair<int, int> Anchor(int row, int column) const {
    double middle_y = (rows_[row].at + rows_[row + 1].at) / 2;
    while (column > 0 && !undivided_[row] && !columns_[column].Covers(middle_y)) --column;
    double middle_x = (columns_[column].at + columns_[column + 1].at) / 2;
    while (row > 0 && !rows_[row].Covers(middle_x)) --row;
    return {row, column};
  }

  // Rows drawn as one band of colour, without a line between their cells, whose text keeps to the columns of
  // the other rows: those columns go on through them.
  void FindUndividedRows() {
    undivided_.assign(rows_.size() - 1, false);
    for (size_t r = 0; r + 1 < rows_.size(); ++r) {
      double middle_y = (rows_[r].at + rows_[r + 1].at) / 2;
      bool divided = false;
      for (size_t c = 1; c + 1 < columns_.size(); ++c) divided = divided || columns_[c].Covers(middle_y);
      if (divided) continue;
      std::vector<bool> used(columns_.size(), false);
      bool keeps = true;
      for (const Band& band : bands_) {
        if (band.box.center_y() < rows_[r].at || band.box.center_y() > rows_[r + 1].at) continue;
        for (const Segment& s : band.segments) {
          int left = Slot(columns_, s.box.left + 3), right = Slot(columns_, s.box.right - 3);
          if (left < 0 || right < 0) continue;
          keeps = keeps && left == right;
          used[left] = true;
        }
      }
      undivided_[r] = keeps && std::count(used.begin(), used.end(), true) >= (used[0] ? 2 : 1);
    }
  }

  // Words to cells; false when words stand across the rulings (then it is no table).
  bool Fill(std::vector<std::vector<CellText>>* cells) {
    FindUndividedRows();
    int inside = 0, across = 0;
    for (size_t b = 0; b < bands_.size(); ++b) {
      if (bands_[b].box.bottom < box_.top || bands_[b].box.top > box_.bottom) continue;
      for (const Segment& s : bands_[b].segments)
        for (int w : s.words) {
          const Box& word = page_.words[w].box;
          int row = Slot(rows_, word.center_y()), column = Slot(columns_, word.center_x());
          if (row < 0 || column < 0) continue;
          ++inside;
          for (const Edge& e : columns_)
            if (e.at > word.left + 2 && e.at < word.right - 2 && e.Covers(word.center_y())) ++across;
          auto [r, c] = Anchor(row, column);
          CellText& cell = (*cells)[r][c];
          if (cell.parts.empty() || cell.parts.back().first != static_cast<int>(b))
            cell.parts.push_back({static_cast<int>(b), Segment{}});
          cell.parts.back().second.words.push_back(w);
        }
    }
    return inside > 0 && across * 20 <= inside;
  }

  bool Build(std::vector<std::vector<CellText>>& cells, LatticeTable* table) const {
    size_t row_count = cells.size(), column_count = cells[0].size();
    // A column of figures: most of its filled cells, not counting the first row of the table.
    std::vector<int> figures(column_count, 0), filled(column_count, 0);
    for (auto& row : cells)
      for (size_t c = 0; c < column_count; ++c) {
        for (auto& [band, part] : row[c].parts) part = MakeSegment(page_, part.words);
        if (row[c].parts.empty()) continue;
        bool all = std::all_of(row[c].parts.begin(), row[c].parts.end(),
                               [](const auto& p) { return p.second.figure || p.second.dash; });
        bool unit_below = row[c].parts.size() == 2 && row[c].parts[0].second.figure &&
                          row[c].parts[1].second.text.size() <= 9;
        ++filled[c];
        figures[c] += all || unit_below;
      }
    int rows = 0;
    for (size_t r = 0; r < row_count; ++r) {
      bool any = false, any_figure = false;
      for (size_t c = 0; c < column_count; ++c) {
        if (cells[r][c].parts.empty()) continue;
        any = true;
        int figure_bands = 0;
        for (size_t p = 0; p < cells[r][c].parts.size(); ++p) {
          const Segment& part = cells[r][c].parts[p].second;
          if (!part.figure) continue;
          any_figure = true;
          bool goes_on = p > 0 && cells[r][c].parts[p - 1].second.figure && OnlyGroupsOfThree(part.text);
          figure_bands += !goes_on;
        }
        // Several figures under each other in one box: only the frame is drawn.
        if (figure_bands > 1 && figures[c] * 2 >= filled[c]) return false;
        // A box of prose is no cell.
        if (cells[r][c].parts.size() > 12) return false;
      }
      if (!any) continue;
      double indent = -1;
      for (size_t c = 0; c < column_count; ++c) {
        if (cells[r][c].parts.empty()) continue;
        GridCell cell = MakeCell(cells[r][c], rows, static_cast<int>(c), cells, r, c);
        if (indent < 0) indent = cell.where.box.left;
        table->grid.cells.push_back(std::move(cell));
      }
      table->grid.row_indent.push_back(indent);
      ++rows;
      if (!any_figure && table->grid.header_rows == rows - 1) table->grid.header_rows = rows;
    }
    if (rows == 0) return false;
    table->grid.rows = rows;
    table->grid.columns = static_cast<int>(column_count);
    for (size_t c = 0; c < column_count; ++c) {
      bool numeric = figures[c] > 0 && figures[c] * 2 >= filled[c] - table->grid.header_rows;
      table->grid.numeric_columns.push_back(numeric);
      table->columns.push_back({columns_[c].at, columns_[c + 1].at, numeric});
    }
    table->strong = rows >= 2;
    return true;
  }

  GridCell MakeCell(const CellText& text, int row, int column,
                    const std::vector<std::vector<CellText>>& cells, size_t r, size_t c) const {
    GridCell cell;
    cell.row = row;
    cell.column = column;
    cell.bold = true;
    cell.where.page = page_.number;
    for (const auto& [band, part] : text.parts) {
      cell.text += (cell.text.empty() ? "" : " ") + part.text;
      cell.where.box.Extend(part.box);
      for (int w : part.words) {
        cell.words.push_back({page_.number, w});
        cell.bold = cell.bold && page_.words[w].bold;
      }
    }
    while (c + 1 < cells[r].size() &&
           Anchor(static_cast<int>(r), static_cast<int>(c) + 1) == std::pair{static_cast<int>(r), column}) {
      ++c;
      ++cell.column_span;
    }
    return cell;
  }

  const Page& page_;
  const std::vector<Band>& bands_;
  std::vector<Edge> columns_, rows_;
  std::vector<bool> undivided_;  // per row
  Box box_;
};

}  // namespace

std::vector<Box> DrawnBlocks(const Page& page) {
  std::vector<Box> boxes;
  for (const Ruling& r : page.rulings) boxes.push_back(r.box);
  for (const FilledArea& a : page.areas)
    if (a.box.height() < 0.8 * page.height_pt) boxes.push_back(a.box);
  if (boxes.size() > kMaxRulings) return {};
  std::vector<Box> out;
  for (const std::vector<int>& group : Touching(boxes)) {
    Box box;
    for (int i : group) box.Extend(boxes[i]);
    if (box.width() > 60 && box.height() > 20 && box.height() < 0.95 * page.height_pt) out.push_back(box);
  }
  return out;
}

std::vector<LatticeTable> FindLattices(const Page& page, const std::vector<Band>& bands) {
  std::vector<LatticeTable> out;
  std::vector<Ruling> lines = LinesOf(page);
  if (lines.size() < 5 || lines.size() > kMaxRulings) return out;
  std::vector<Box> boxes;
  for (const Ruling& r : lines) boxes.push_back(r.box);
  for (const std::vector<int>& group : Touching(boxes)) {
    if (group.size() < 5) continue;
    LatticeTable table;
    if (!LatticeReader(page, bands, lines, group).Read(&table)) continue;
    bool figures = std::any_of(table.columns.begin(), table.columns.end(),
                               [](const ColumnExtent& c) { return c.figures; });
    if (figures) out.push_back(std::move(table));
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.box.top < b.box.top; });
  return out;
}

}  // namespace avstam::extract
