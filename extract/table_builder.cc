#include "extract/table_builder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "extract/table_columns.h"
#include "extract/table_rows.h"

namespace avstam::extract {
namespace {

constexpr long kMostSlots = 40'000;
constexpr size_t kMostPieces = 10'000;
constexpr double kFlushPt = 1.5;

int SlotOf(const std::vector<Wall>& walls, double at) {
  for (size_t i = 0; i + 1 < walls.size(); ++i)
    if (at >= walls[i].at && at < walls[i + 1].at) return static_cast<int>(i);
  return -1;
}

class Builder {
 public:
  Builder(const Page& page, const std::vector<Band>& bands, const Walls& walls)
      : page_(page), bands_(bands), walls_(walls), pieces_(PiecesIn(page, bands, walls)) {}

  BuiltTable Build() {
    BuiltTable table;
    Grid& grid = table.grid;
    grid.first_page = grid.last_page = page_.number;
    const long slots = static_cast<long>(walls_.rows.size()) * static_cast<long>(walls_.columns.size());
    if (pieces_.empty() || pieces_.size() > kMostPieces || slots > kMostSlots) return table;
    MergeSlots();
    if (MostlyEmpty()) return table;
    FindRefinedColumns();
    SplitAtGutters();
    FindHeadingSpans();
    PlacedPieces placed{page_, bands_, pieces_, columns_, slots_, spans_, {}, RowSlots(), ColumnSlots()};
    for (size_t p = 0; p < pieces_.size(); ++p) placed.reach.push_back(Reach(p));
    rows_ = FindRows(placed);
    Emit(&table);
    return table;
  }

 private:
  int RowSlots() const { return static_cast<int>(walls_.rows.size()) - 1; }
  int ColumnSlots() const { return static_cast<int>(walls_.columns.size()) - 1; }
  size_t At(int row, int column) const {
    return static_cast<size_t>(row) * static_cast<size_t>(ColumnSlots()) + static_cast<size_t>(column);
  }

  bool WallRight(int row, int column) const {
    const double y = (walls_.rows[row].at + walls_.rows[row + 1].at) / 2;
    return walls_.columns[column + 1].Covers(y);
  }
  bool WallBelow(int row, int column) const {
    const double x = (walls_.columns[column].at + walls_.columns[column + 1].at) / 2;
    return walls_.rows[row + 1].Covers(x);
  }

  // Slots without a wall between them are one cell when they make a rectangle; else those of each row are.
  void MergeSlots() {
    const int rows = RowSlots(), columns = ColumnSlots();
    std::vector<int> group(static_cast<size_t>(rows) * static_cast<size_t>(columns), -1);
    merged_.assign(group.size(), {});
    int groups = 0;
    for (int r = 0; r < rows; ++r)
      for (int c = 0; c < columns; ++c) {
        if (group[At(r, c)] >= 0) continue;
        std::vector<std::pair<int, int>> reach = {{r, c}};
        group[At(r, c)] = groups;
        Slots box{r, r, c, c};
        auto visit = [&](int y, int x) {
          if (group[At(y, x)] >= 0) return;
          group[At(y, x)] = groups;
          reach.push_back({y, x});
        };
        for (size_t i = 0; i < reach.size(); ++i) {
          const auto [y, x] = reach[i];
          box = {std::min(box.first_row, y), std::max(box.last_row, y), std::min(box.first_column, x),
                 std::max(box.last_column, x)};
          if (x + 1 < columns && !WallRight(y, x)) visit(y, x + 1);
          if (x > 0 && !WallRight(y, x - 1)) visit(y, x - 1);
          if (y + 1 < rows && !WallBelow(y, x)) visit(y + 1, x);
          if (y > 0 && !WallBelow(y - 1, x)) visit(y - 1, x);
        }
        ++groups;
        const size_t area = static_cast<size_t>(box.last_row - box.first_row + 1) *
                            static_cast<size_t>(box.last_column - box.first_column + 1);
        if (area == reach.size()) {
          for (const auto& [y, x] : reach) merged_[At(y, x)] = box;
          continue;
        }
        for (const auto& [y, x] : reach) {
          Slots run{y, y, x, x};
          while (run.first_column > 0 && !WallRight(y, run.first_column - 1)) --run.first_column;
          while (run.last_column + 1 < columns && !WallRight(y, run.last_column)) ++run.last_column;
          merged_[At(y, x)] = run;
        }
      }
  }

  // A diagram: bars and lines make many columns, and text stands in few.
  bool MostlyEmpty() const {
    std::set<int> filled;
    for (const Piece& piece : pieces_) filled.insert(SlotsOf(piece).first_column);
    const int slots = ColumnSlots();
    std::set<std::pair<int, int>> boxes, used;
    for (const Slots& cell : merged_) boxes.insert({cell.first_row, cell.first_column});
    for (const Piece& piece : pieces_) used.insert({SlotsOf(piece).first_row, SlotsOf(piece).first_column});
    return slots > 7 && (static_cast<int>(filled.size()) * 2 < slots || boxes.size() > 4 * used.size());
  }

  Slots SlotsOf(const Piece& piece) const {
    const Box& box = piece.text.box;
    int row = SlotOf(walls_.rows, box.center_y()), best = -1;
    double most = -1e9;
    for (int c = 0; c < ColumnSlots(); ++c) {
      const double over =
          std::min(box.right, walls_.columns[c + 1].at) - std::max(box.left, walls_.columns[c].at);
      if (over > most) most = over, best = c;
    }
    return merged_[At(std::max(row, 0), std::max(best, 0))];
  }

  // White space tells further columns between two walls when at least two bands agree.
  void FindRefinedColumns() {
    const int slots = ColumnSlots();
    first_of_slot_.clear();
    for (int c = 0; c < slots; ++c) {
      first_of_slot_.push_back(static_cast<int>(columns_.size()));
      std::vector<Piece> inside;
      for (const Piece& piece : pieces_) {
        const Slots at = SlotsOf(piece);
        if (at.first_column == c && at.last_column == c) inside.push_back(piece);
      }
      std::vector<ColumnExtent> found = FindColumns(inside);
      if (slots > 1 && found.size() > 1 && !SeveralColumns(inside, found)) found.clear();
      if (found.size() < 2) {
        int figures = 0;
        for (const Piece& piece : inside) figures += piece.text.figure;
        const bool open = slots == 1 && found.size() == 1;
        const double left = open ? found[0].left : walls_.columns[c].at,
                     right = open ? found[0].right : walls_.columns[c + 1].at;
        columns_.push_back({left, right, !inside.empty() && figures * 2 >= static_cast<int>(inside.size())});
      } else {
        columns_.insert(columns_.end(), found.begin(), found.end());
      }
    }
    first_of_slot_.push_back(static_cast<int>(columns_.size()));
  }

  // Inside walls, wide spaces of justified text make no columns.
  static bool SeveralColumns(const std::vector<Piece>& pieces, const std::vector<ColumnExtent>& columns) {
    std::map<int, std::set<int>> used;
    int over = 0;
    for (const Piece& piece : pieces) {
      const auto [first, last] = ColumnsOf(columns, piece.left(), piece.right());
      used[piece.band].insert(first);
      over += last > first;
    }
    int several = 0;
    for (const auto& [band, of] : used) several += of.size() > 1;
    return several >= 2 && several * 2 > static_cast<int>(used.size()) && over < several;
  }

  // Words that only a narrow space parts, but the gutter between two columns too.
  void SplitAtGutters() {
    std::vector<Piece> out;
    for (Piece& piece : pieces_) {
      const auto [first, last] = ColumnsOf(columns_, piece.left(), piece.right());
      if (last <= first) {
        out.push_back(std::move(piece));
        continue;
      }
      std::vector<int> words;
      for (int w : piece.text.words) {
        if (!words.empty()) {
          const Box &before = page_.words[words.back()].box, &after = page_.words[w].box;
          bool gutter = false;
          for (size_t c = 0; c + 1 < columns_.size(); ++c)
            gutter =
                gutter || (before.right <= columns_[c].right + 2 && after.left >= columns_[c + 1].left - 2 &&
                           before.right > columns_[c].left && after.left < columns_[c + 1].right);
          const bool wide = after.left - before.right > kSplitGapEm * piece.font_size;
          if ((gutter && wide) || FlushRight(before.right, piece.right())) {
            out.push_back(MakePiece(page_, std::move(words), piece.band, piece.font_size));
            words = {};
          }
        }
        words.push_back(w);
      }
      out.push_back(MakePiece(page_, std::move(words), piece.band, piece.font_size));
    }
    pieces_.clear();
    for (Piece& piece : out) {
      // The groups of a figure that widely set type parts.
      if (!pieces_.empty() && pieces_.back().band == piece.band && pieces_.back().text.figure &&
          OnlyGroupsOfThree(piece.text.text) &&
          ColumnsOf(columns_, pieces_.back().left(), pieces_.back().right()) ==
              ColumnsOf(columns_, piece.left(), piece.right())) {
        std::vector<int> words = std::move(pieces_.back().text.words);
        words.insert(words.end(), piece.text.words.begin(), piece.text.words.end());
        pieces_.back() = MakePiece(page_, std::move(words), piece.band, piece.font_size);
      } else {
        pieces_.push_back(std::move(piece));
      }
    }
    slots_.clear();
    for (const Piece& piece : pieces_) {
      slots_.push_back(SlotsOf(piece));
      spans_.push_back(ColumnsOf(columns_, piece.left(), piece.right()));
    }
  }

  // Headings of columns of figures, each flush with its figures, may come near each other.
  bool FlushRight(double first, double last) const {
    auto at = [&](double right) {
      for (size_t c = 0; c < columns_.size(); ++c)
        if (columns_[c].figures && std::abs(columns_[c].right - right) < kFlushPt) return static_cast<int>(c);
      return -1;
    };
    return at(first) >= 0 && at(last) > at(first);
  }

  // A heading over several columns stands in their middle, or a rule below it is as wide as they are.
  void FindHeadingSpans() {
    std::map<int, std::vector<size_t>> bands;
    for (size_t p = 0; p < pieces_.size(); ++p) bands[pieces_[p].band].push_back(p);
    std::vector<std::vector<size_t>*> head;
    for (auto& [band, of] : bands) {
      if (HasFigure(pieces_, of) && (head.empty() || !YearsAndShares(pieces_, of, columns_.front().right)))
        break;
      std::sort(of.begin(), of.end(),
                [&](size_t a, size_t b) { return pieces_[a].left() < pieces_[b].left(); });
      head.push_back(&of);
    }
    if (head.size() == bands.size() && !head.empty())
      head.resize(1 + (head.size() > 4));  // no figures at all
    for (size_t h = 0; h < head.size(); ++h) {
      std::set<int> below;  // columns with headings of their own further down
      for (size_t g = h + 1; g < head.size(); ++g)
        for (size_t p : *head[g])
          if (spans_[p].first == spans_[p].second) below.insert(spans_[p].first);
      const std::vector<size_t>& of = *head[h];
      const double lower = h + 1 < head.size() ? bands_[pieces_[head[h + 1]->front()].band].baseline : 0;
      for (size_t i = 0; i < of.size(); ++i) {
        const size_t p = of[i];
        if (slots_[p].first_column != slots_[p].last_column) continue;  // walls tell
        const int from = first_of_slot_[slots_[p].first_column],
                  to = first_of_slot_[slots_[p].first_column + 1] - 1;
        const int lowest = i > 0 ? std::max(from, spans_[of[i - 1]].second + 1) : from,
                  highest = i + 1 < of.size() ? std::min(to, spans_[of[i + 1]].first - 1) : to;
        spans_[p] = HeadingSpan(p, of, lowest, highest, lower, below);
      }
    }
  }

  // `of`: the pieces of its band; `below`: columns with headings of their own further down.
  std::pair<int, int> HeadingSpan(size_t p, const std::vector<size_t>& of, int lowest, int highest,
                                  double lower_baseline, const std::set<int>& below) const {
    const Box& box = pieces_[p].text.box;
    const bool alone = of.size() == 1;
    const auto center = [&](int c) { return (columns_[c].left + columns_[c].right) / 2; };
    for (const Ruling& rule : page_.rulings) {
      const double y = rule.box.center_y();
      if (!rule.horizontal || y < box.center_y() || y > lower_baseline || rule.box.left > box.left + 2 ||
          rule.box.right < box.right - 2)
        continue;
      const bool shared = std::any_of(of.begin(), of.end(), [&](size_t other) {
        const double x = pieces_[other].text.box.center_x();
        return other != p && x > rule.box.left && x < rule.box.right;
      });
      if (shared) continue;
      int first = -1, last = -1;
      for (int c = lowest; c <= highest; ++c) {
        if (center(c) < rule.box.left || center(c) > rule.box.right) continue;
        if (first < 0) first = c;
        last = c;
      }
      const bool whole =
          rule.box.left < columns_.front().left + 5 && rule.box.right > columns_.back().right - 5;
      if (first >= 0 && !whole) return {first, last};
    }
    // Alone on its line and too wide for its column: said of all the columns of figures.
    const int last_column = static_cast<int>(columns_.size()) - 1;
    if (alone && lowest <= 1 && highest == last_column && last_column >= 3 && spans_[p].first > 0 &&
        box.width() > 1.15 * columns_[spans_[p].first].width() &&
        std::abs(box.center_x() - (columns_[1].left + columns_.back().right) / 2) <
            0.12 * (columns_.back().right - columns_[1].left))
      return {1, last_column};
    std::pair<int, int> best = spans_[p];
    double least = std::abs((columns_[best.first].left + columns_[best.second].right) / 2 - box.center_x());
    for (int first = best.first; first >= std::max(lowest, best.first == 0 ? 0 : 1); --first) {
      if (first != spans_[p].first && !below.count(first)) break;
      for (int last = spans_[p].second; last <= highest; ++last) {
        if (last != spans_[p].second && !below.count(last)) break;
        const double off = std::abs((columns_[first].left + columns_[last].right) / 2 - box.center_x());
        if (off + 3 < least) least = off, best = {first, last};
      }
    }
    return best;
  }

  // Columns of a piece; of a cell with walls, all of the cell's.
  std::pair<int, int> Reach(size_t p) const {
    const Slots& at = slots_[p];
    if (at.last_column > at.first_column && !Undivided(p))
      return {first_of_slot_[at.first_column], first_of_slot_[at.last_column + 1] - 1};
    return spans_[p];
  }

  // Where each piece goes: rows and columns of the refined grid.
  Slots PlaceOf(size_t p) const {
    const Slots& at = slots_[p];
    Slots out;
    out.first_row = rows_.first_of_slot[at.first_row];
    out.last_row = rows_.first_of_slot[at.last_row + 1] - 1;
    if (at.first_row == at.last_row) {
      auto it = rows_.row_of.find({at.first_row, pieces_[p].band});
      if (it != rows_.row_of.end()) out.first_row = out.last_row = it->second;
      const auto cell = rows_.head_cell.find(p);
      const auto rows = rows_.head_rows.find(cell == rows_.head_cell.end() ? p : cell->second);
      if (rows != rows_.head_rows.end())
        out.first_row = rows->second.first_row, out.last_row = rows->second.last_row;
    }
    const auto [from, to] = Reach(p);
    out.first_column = from;
    out.last_column = to;
    return out;
  }

  void Emit(BuiltTable* table) const {
    Grid* grid = &table->grid;
    std::map<std::pair<int, int>, std::pair<Slots, std::vector<size_t>>> cells;
    for (size_t p = 0; p < pieces_.size(); ++p) {
      Slots place = PlaceOf(p);
      auto& [slots, of] = cells[{place.first_row, place.first_column}];
      if (of.empty()) slots = place;
      slots.last_column = std::max(slots.last_column, place.last_column);
      of.push_back(p);
    }
    // Rows and columns that nothing stands in are left out.
    std::vector<int> row_number(static_cast<size_t>(rows_.count) + 1, 0),
        column_number(columns_.size() + 1, 0);
    for (const auto& [at, cell] : cells) row_number[at.first] = column_number[at.second] = 1;
    auto count = [](std::vector<int>* numbers) {
      int n = 0;
      for (int& number : *numbers) {
        const int used = number;
        number = n;
        n += used;
      }
      return n;
    };
    grid->rows = count(&row_number);
    grid->columns = count(&column_number);
    for (const auto& [at, found] : cells) {
      const auto& [slots, of] = found;
      GridCell cell;
      cell.row = row_number[at.first];
      cell.column = column_number[at.second];
      cell.row_span = std::max(1, row_number[slots.last_row + 1] - cell.row);
      cell.column_span = std::max(1, column_number[slots.last_column + 1] - cell.column);
      cell.where.page = page_.number;
      cell.bold = true;
      std::vector<size_t> order = of;
      std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return pieces_[a].band != pieces_[b].band ? pieces_[a].band < pieces_[b].band
                                                  : pieces_[a].left() < pieces_[b].left();
      });
      for (size_t p : order) {
        for (int w : pieces_[p].text.words) {
          const Word& word = page_.words[w];
          cell.text += (cell.text.empty() || word.superscript ? "" : " ") + word.text;
          cell.words.push_back({page_.number, w});
        }
        cell.where.box.Extend(pieces_[p].text.box);
        cell.bold = cell.bold && pieces_[p].bold;
      }
      grid->box.Extend(cell.where.box);
      grid->cells.push_back(std::move(cell));
    }
    for (size_t c = 0; c < columns_.size(); ++c)
      if (column_number[c + 1] > column_number[c]) {
        grid->numeric_columns.push_back(columns_[c].figures);
        table->columns.push_back(columns_[c]);
      }
    grid->ruled = walls_.columns.size() > 2;
    grid->row_indent.assign(static_cast<size_t>(grid->rows), -1);
    for (const GridCell& cell : grid->cells)
      if (double& indent = grid->row_indent[static_cast<size_t>(cell.row)]; indent < 0)
        indent = cell.where.box.left;
    CountHead(grid);
  }

  // A band of colour without lines between its cells: two pieces side by side that keep to other columns are
  // two cells, and a figure below figures stays with them.
  bool Undivided(size_t p) const {
    const Slots& at = slots_[p];
    if (at.last_column == at.first_column) return false;
    const auto [first, last] = spans_[p];
    const Segment& text = pieces_[p].text;
    if (text.figure && !LooksLikeYear(text.text) && first == last && first > 0 && columns_[first].figures)
      return true;
    for (size_t q = 0; q < pieces_.size(); ++q) {
      if (slots_[q].first_row != at.first_row || slots_[q].first_column != at.first_column) continue;
      for (size_t r = q + 1; r < pieces_.size() && pieces_[r].band == pieces_[q].band; ++r)
        if (slots_[r].first_row == at.first_row && slots_[r].first_column == at.first_column &&
            (spans_[q].second < spans_[r].first || spans_[r].second < spans_[q].first))
          return true;
    }
    return false;
  }

  static void CountHead(Grid* grid) {
    std::vector<bool> figures(static_cast<size_t>(grid->rows), false);
    for (const GridCell& cell : grid->cells)
      if (cell.column > 0 && ((LooksLikeFigure(cell.text) && !LooksLikeYear(cell.text)) || IsDash(cell.text)))
        figures[static_cast<size_t>(cell.row)] = true;
    for (int r = 0; r < grid->rows && !figures[static_cast<size_t>(r)]; ++r) grid->header_rows = r + 1;
    if (grid->header_rows == grid->rows) {
      // Of words alone: the first row, and those that its cells head or reach over.
      grid->header_rows = 1;
      for (const GridCell& cell : grid->cells)
        if (cell.row == 0)
          grid->header_rows = std::max({grid->header_rows, cell.row_span, cell.column_span > 1 ? 2 : 1});
    }
    // The name of a group of rows is no head.
    std::vector<int> beyond(static_cast<size_t>(grid->rows), 0);
    for (const GridCell& cell : grid->cells) beyond[static_cast<size_t>(cell.row)] += cell.column > 0;
    while (grid->header_rows > 1 && beyond[static_cast<size_t>(grid->header_rows) - 1] == 0)
      --grid->header_rows;
  }

  const Page& page_;
  const std::vector<Band>& bands_;
  const Walls& walls_;
  std::vector<Piece> pieces_;
  std::vector<Slots> merged_;               // per slot: the cell it belongs to
  std::vector<Slots> slots_;                // per piece
  std::vector<std::pair<int, int>> spans_;  // per piece: columns it stands over
  std::vector<ColumnExtent> columns_;
  std::vector<int> first_of_slot_;  // column; one more than slots
  TableRows rows_;
};

}  // namespace

BuiltTable BuildTable(const Page& page, const std::vector<Band>& bands, const Walls& walls) {
  return Builder(page, bands, walls).Build();
}

}  // namespace avstam::extract
