#include "extract/table_builder.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace avstam::extract {
namespace {

constexpr double kPieceGapEm = 0.9;   // between pieces before columns are known
constexpr double kSplitGapEm = 0.35;  // between words on both sides of a known gutter
constexpr double kLineEm = 1.6;       // lines of one cell stand no further apart
constexpr double kOverlapEm = 0.75;   // bands nearer than this cannot be two rows
constexpr long kMostSlots = 40'000;

struct Slots {
  int first_row = 0, last_row = 0, first_column = 0, last_column = 0;
};

int SlotOf(const std::vector<Wall>& walls, double at) {
  for (size_t i = 0; i + 1 < walls.size(); ++i)
    if (at >= walls[i].at && at < walls[i + 1].at) return static_cast<int>(i);
  return -1;
}

bool Bold(const Page& page, const std::vector<int>& words) {
  return std::all_of(words.begin(), words.end(), [&](int w) { return page.words[w].bold; });
}

Piece MakePiece(const Page& page, std::vector<int> words, int band, float font_size) {
  Piece piece;
  piece.bold = Bold(page, words);
  piece.text = MakeSegment(page, std::move(words));
  piece.band = band;
  piece.font_size = font_size;
  return piece;
}

// "-----", "|": lines drawn with characters.
bool DrawnWithCharacters(const std::string& text) {
  return text == "|" || (text.size() >= 4 && text.find_first_not_of("-_=+|") == std::string::npos);
}

bool Leader(const std::string& text) {
  size_t dots = 0;
  for (size_t i = text.size(); i > 0 && (text[i - 1] == '.' || text[i - 1] == '_'); --i) ++dots;
  return dots >= 3;
}

class Builder {
 public:
  Builder(const Page& page, const std::vector<Band>& bands, const Walls& walls)
      : page_(page), bands_(bands), walls_(walls), pieces_(PiecesIn(page, bands, walls)) {}

  Grid Build() {
    Grid grid;
    grid.first_page = grid.last_page = page_.number;
    const long slots = static_cast<long>(walls_.rows.size()) * static_cast<long>(walls_.columns.size());
    if (pieces_.empty() || slots > kMostSlots) return grid;
    MergeSlots();
    if (MostlyEmpty()) return grid;
    FindRefinedColumns();
    SplitAtGutters();
    FindHeadingSpans();
    FindRefinedRows();
    Emit(&grid);
    return grid;
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
          if (gutter && after.left - before.right > kSplitGapEm * piece.font_size) {
            out.push_back(MakePiece(page_, std::move(words), piece.band, piece.font_size));
            words = {};
          }
        }
        words.push_back(w);
      }
      out.push_back(MakePiece(page_, std::move(words), piece.band, piece.font_size));
    }
    pieces_ = std::move(out);
    slots_.clear();
    for (const Piece& piece : pieces_) {
      slots_.push_back(SlotsOf(piece));
      spans_.push_back(ColumnsOf(columns_, piece.left(), piece.right()));
    }
  }

  // A heading over several columns stands in their middle, or a rule below it is as wide as they are.
  void FindHeadingSpans() {
    std::map<int, std::vector<size_t>> bands;
    for (size_t p = 0; p < pieces_.size(); ++p) bands[pieces_[p].band].push_back(p);
    std::vector<std::vector<size_t>*> head;
    for (auto& [band, of] : bands) {
      if (HasFigure(of)) break;
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
        spans_[p] = HeadingSpan(p, lowest, highest, lower, below, of.size() == 1);
      }
    }
  }

  std::pair<int, int> HeadingSpan(size_t p, int lowest, int highest, double lower_baseline,
                                  const std::set<int>& below, bool alone) const {
    const Box& box = pieces_[p].text.box;
    const auto center = [&](int c) { return (columns_[c].left + columns_[c].right) / 2; };
    for (const Ruling& rule : page_.rulings) {
      const double y = rule.box.center_y();
      if (!rule.horizontal || y < box.center_y() || y > lower_baseline || rule.box.left > box.left + 2 ||
          rule.box.right < box.right - 2)
        continue;
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

  // Pieces of each band of a row of slots, leaving out cells that reach over several rows.
  std::map<int, std::vector<size_t>> BandsOf(int slot) const {
    std::map<int, std::vector<size_t>> out;
    for (size_t p = 0; p < pieces_.size(); ++p)
      if (slots_[p].first_row == slot && slots_[p].last_row == slot) out[pieces_[p].band].push_back(p);
    return out;
  }

  // Lines of one heading may stand in several rows of the head, beside headings over several columns: they
  // are one cell over those rows.
  void JoinHeadLines(int slot, const std::map<int, std::vector<size_t>>& bands, int last_head) {
    std::map<int, std::vector<size_t>> columns;
    for (const auto& [band, of] : bands) {
      if (band > last_head) break;
      for (size_t p : of) {
        const auto [from, to] = Reach(p);
        for (int c = from; c <= to; ++c) {
          std::vector<size_t>& lines = columns[c];
          const bool joins = from == to && !lines.empty() && Reach(lines.back()).first == c &&
                             Reach(lines.back()).second == c &&
                             Step(pieces_[lines.back()].band, band) <= kLineEm;
          if (!joins) lines.clear();
          lines.push_back(p);
          if (joins)
            head_cell_[p] = head_cell_.count(lines.front()) ? head_cell_[lines.front()] : lines.front();
        }
      }
    }
    for (const auto& [p, first] : head_cell_) {
      Slots& rows = head_rows_[first];
      if (slots_[p].first_row != slot) continue;
      if (!rows.last_row) rows = {row_of_[{slot, pieces_[first].band}], 0, 0, 0};
      rows.last_row = std::max(rows.last_row, row_of_[{slot, pieces_[p].band}]);
    }
  }

  bool HasFigure(const std::vector<size_t>& of) const {
    return std::any_of(of.begin(), of.end(), [&](size_t p) {
      return (pieces_[p].text.figure && !LooksLikeYear(pieces_[p].text.text)) || pieces_[p].text.dash;
    });
  }

  // Several rows stand between two rulings: figures under each other, or lines of words side by side that no
  // one would have broken there.
  bool HoldsRows(const std::map<int, std::vector<size_t>>& bands) const {
    if (bands.size() < 2) return false;
    std::map<int, std::vector<size_t>> columns;
    size_t full = 0;
    for (const auto& [band, of] : bands) {
      std::set<int> used;
      for (size_t p : of) {
        columns[spans_[p].first].push_back(p);
        used.insert(spans_[p].first);
      }
      full += used.size() >= 2;
    }
    for (const auto& [column, of] : columns) {
      size_t figures = 0;
      for (size_t p : of) figures += pieces_[p].text.figure || pieces_[p].text.dash;
      if (figures >= 2 && figures * 2 > of.size()) return true;
    }
    if (bands.size() < 3 || full * 3 < bands.size() * 2) return false;
    // Rows have names.
    if (columns.begin()->first != 0 || columns.begin()->second.size() * 3 < bands.size() * 2) return false;
    int broken = 0, pairs = 0;
    for (const auto& [column, of] : columns)
      for (size_t i = 0; i + 1 < of.size(); ++i) {
        if (pieces_[of[i]].text.words.size() < 2) continue;
        ++pairs;
        broken += MustBreak(of[i], of[i + 1]);
      }
    return broken * 2 <= pairs;
  }

  // The first word of the second piece would not have fitted behind the first piece.
  bool MustBreak(size_t above, size_t below) const {
    const ColumnExtent& column = columns_[static_cast<size_t>(spans_[above].second)];
    const double word = page_.words[pieces_[below].text.words.front()].box.width();
    return pieces_[above].right() + 0.25 * pieces_[above].font_size + word > column.right - 1;
  }

  double Step(int above, int below) const {
    return (bands_[below].baseline - bands_[above].baseline) /
           std::max(bands_[below].font_size, bands_[above].font_size);
  }

  // A heading over several columns that has headings of its own below ends a row of the head.
  bool GroupHeading(const std::map<int, std::vector<size_t>>& bands, int band, int last) const {
    for (size_t p : bands.at(band)) {
      const auto [from, to] = Reach(p);
      if (to <= from) continue;
      std::set<int> below;
      for (auto it = bands.upper_bound(band); it != bands.end() && it->first <= last; ++it)
        for (size_t q : it->second)
          if (spans_[q].first >= from && spans_[q].second <= to &&
              spans_[q].second - spans_[q].first < to - from)
            below.insert(spans_[q].first);
      if (below.size() >= 2) return true;
    }
    return false;
  }

  bool OverAll(const std::vector<size_t>& of) const {
    return of.size() == 1 && spans_[of[0]].first == 1 && columns_.size() > 3 &&
           spans_[of[0]].second + 1 == static_cast<int>(columns_.size());
  }

  // Columns of a piece; of a cell with walls, all of the cell's.
  std::pair<int, int> Reach(size_t p) const {
    const Slots& at = slots_[p];
    if (at.last_column > at.first_column && !Undivided(p))
      return {first_of_slot_[at.first_column], first_of_slot_[at.last_column + 1] - 1};
    return spans_[p];
  }

  std::vector<std::vector<int>> HeadRows(const std::map<int, std::vector<size_t>>& bands, int last) const {
    std::vector<std::vector<int>> rows;
    int before = -1;
    for (const auto& [band, of] : bands) {
      if (band > last) break;
      if (before < 0 || GroupHeading(bands, before, last) || OverAll(bands.at(before)) || OverAll(of) ||
          Step(before, band) > 2 * kLineEm)
        rows.emplace_back();
      rows.back().push_back(band);
      before = band;
    }
    return rows;
  }

  static bool Unfinished(const std::string& text) {
    return !text.empty() && std::string_view("-,/&(").find(text.back()) != std::string_view::npos;
  }

  static bool StartsLower(const std::string& text) {
    if (text.empty()) return false;
    const auto c = static_cast<unsigned char>(text[0]);
    if (c == 0xC3 && text.size() > 1) return static_cast<unsigned char>(text[1]) >= 0xA0;  // à..ÿ
    return (c >= 'a' && c <= 'z') || c == '(';
  }

  // The band goes on in cells that the row above has begun.
  bool GoesOn(const std::map<int, std::vector<size_t>>& bands, int above, int band,
              const std::set<int>& begun) const {
    const double step = Step(above, band);
    if (step < kOverlapEm) return true;
    if (step > kLineEm) return false;
    const std::vector<size_t>&upper = bands.at(above), &lower = bands.at(band);
    if (HasFigure(lower)) {
      // Figures beside the last line of a label.
      if (HasFigure(upper) || upper.size() > 1 || spans_[upper[0]].first != 0) return false;
      for (size_t q : lower)
        if (spans_[q].first == 0)
          return (StartsLower(pieces_[q].text.text) || Unfinished(pieces_[upper[0]].text.text)) &&
                 pieces_[q].bold == pieces_[upper[0]].bold &&
                 pieces_[q].left() >= pieces_[upper[0]].left() - 2;
      return false;
    }
    for (size_t q : lower) {
      if (!begun.count(spans_[q].first)) return false;
      bool follows = false;
      for (size_t p : upper)
        if (spans_[p].first == spans_[q].first)
          // A label in capitals is a new one: a heading, or the first line of the next row.
          follows = StartsLower(pieces_[q].text.text) || Unfinished(pieces_[p].text.text) ||
                    (spans_[q].first > 0 && MustBreak(p, q));
      if (!follows) return false;
    }
    // A line that fills as many cells as the one above is a row of its own.
    return lower.size() < begun.size() || lower.size() == 1;
  }

  std::vector<std::vector<int>> BodyRows(const std::map<int, std::vector<size_t>>& bands, int after) const {
    std::vector<std::vector<int>> rows;
    std::set<int> begun;
    for (auto it = bands.upper_bound(after); it != bands.end(); ++it) {
      const bool same = !rows.empty() && GoesOn(bands, rows.back().back(), it->first, begun);
      if (!same) {
        rows.emplace_back();
        begun.clear();
      }
      rows.back().push_back(it->first);
      for (size_t p : it->second) begun.insert(spans_[p].first);
    }
    return rows;
  }

  void FindRefinedRows() {
    bool body = false;
    for (int r = 0; r < RowSlots(); ++r) {
      first_row_of_slot_.push_back(row_count_);
      const std::map<int, std::vector<size_t>> bands = BandsOf(r);
      std::vector<std::vector<int>> rows;
      if (bands.empty()) {
        row_count_ += 1;
        continue;
      }
      int last_head = -1;  // bands without figures above the first figures of the table
      if (!body)
        for (const auto& [band, of] : bands) {
          if (HasFigure(of)) break;
          last_head = band;
        }
      const bool all_head = last_head == bands.rbegin()->first;
      const bool open = RowSlots() == 1;
      const bool one_strip = ColumnSlots() == 1 && RowSlots() <= 3 && bands.size() > 2;
      const bool text_rows = all_head && (open || (r > 0 && (one_strip || HoldsRows(bands))));
      if (text_rows) {
        rows = BodyRows(bands, -1);
      } else {
        rows = HeadRows(bands, last_head);
        // Rules above and below the body only: the lines are its rows.
        if (open || one_strip || HoldsRows(bands)) {
          for (std::vector<int>& row : BodyRows(bands, last_head)) rows.push_back(std::move(row));
        } else {
          if (rows.empty() || !all_head) {
            // One row of the body, whatever lines its cells have.
            std::vector<int> row;
            for (const auto& [band, of] : bands) row.push_back(band);
            rows = {row};
          }
        }
      }
      body = body || !all_head;
      for (const std::vector<int>& row : rows) {
        for (int band : row) row_of_[{r, band}] = row_count_;
        ++row_count_;
      }
      if (last_head >= 0 && !text_rows) JoinHeadLines(r, bands, last_head);
    }
    first_row_of_slot_.push_back(row_count_);
  }

  // Where each piece goes: rows and columns of the refined grid.
  Slots PlaceOf(size_t p) const {
    const Slots& at = slots_[p];
    Slots out;
    out.first_row = first_row_of_slot_[at.first_row];
    out.last_row = first_row_of_slot_[at.last_row + 1] - 1;
    if (at.first_row == at.last_row) {
      auto it = row_of_.find({at.first_row, pieces_[p].band});
      if (it != row_of_.end()) out.first_row = out.last_row = it->second;
      const auto cell = head_cell_.find(p);
      const auto rows = head_rows_.find(cell == head_cell_.end() ? p : cell->second);
      if (rows != head_rows_.end())
        out.first_row = rows->second.first_row, out.last_row = rows->second.last_row;
    }
    const auto [from, to] = Reach(p);
    out.first_column = from;
    out.last_column = to;
    return out;
  }

  void Emit(Grid* grid) const {
    std::map<std::pair<int, int>, std::pair<Slots, std::vector<size_t>>> cells;
    for (size_t p = 0; p < pieces_.size(); ++p) {
      Slots place = PlaceOf(p);
      auto& [slots, of] = cells[{place.first_row, place.first_column}];
      if (of.empty()) slots = place;
      slots.last_column = std::max(slots.last_column, place.last_column);
      of.push_back(p);
    }
    // Rows and columns that nothing stands in are left out.
    std::vector<int> row_number(static_cast<size_t>(row_count_) + 1, 0),
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
      if (column_number[c + 1] > column_number[c]) grid->numeric_columns.push_back(columns_[c].figures);
    grid->ruled = walls_.columns.size() > 2;
    CountHead(grid);
  }

  // A band of colour without lines between its cells: two pieces side by side that keep to other columns are
  // two cells.
  bool Undivided(size_t p) const {
    const Slots& at = slots_[p];
    if (at.last_column == at.first_column) return false;
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
  std::vector<int> first_of_slot_;             // column; one more than slots
  std::vector<int> first_row_of_slot_;         // row; one more than slots
  std::map<std::pair<int, int>, int> row_of_;  // row of slots, band -> row
  std::map<size_t, size_t> head_cell_;         // further line of a heading -> its first
  std::map<size_t, Slots> head_rows_;          // first line of a heading -> rows
  int row_count_ = 0;
};

}  // namespace

std::vector<Piece> PiecesIn(const Page& page, const std::vector<Band>& bands, const Walls& walls) {
  std::vector<Piece> out;
  const Box& box = walls.box;
  for (size_t b = 0; b < bands.size(); ++b) {
    const Band& band = bands[b];
    std::vector<int> words;
    bool figure = false;
    auto flush = [&] {
      if (!words.empty())
        out.push_back(MakePiece(page, std::move(words), static_cast<int>(b), band.font_size));
      words = {};
    };
    for (const Segment& segment : band.segments) {
      for (size_t i = 0; i < segment.words.size(); ++i) {
        const int w = segment.words[i];
        if (DrawnWithCharacters(page.words[w].text)) {
          flush();
          continue;
        }
        const Box& word = page.words[w].box;
        const double y = word.center_y();
        if (y < box.top || y > box.bottom || word.center_x() < box.left || word.center_x() > box.right)
          continue;
        if (!words.empty()) {
          const Box& before = page.words[words.back()].box;
          bool apart = Leader(page.words[words.back()].text) && !Leader(page.words[w].text);
          const double gap = word.left - before.right;
          if (i == 0)
            apart = apart || figure || segment.figure || segment.dash || gap > kPieceGapEm * band.font_size;
          // The edge of a shading alone does not part the words of a sentence: single words are shaded too.
          const bool close = gap < kSplitGapEm * band.font_size;
          for (const Wall& wall : walls.columns)
            apart = apart ||
                    ((wall.ruled || !close) && wall.at > before.center_x() && wall.at < word.center_x() &&
                     wall.at > before.right - 1.5 && wall.at < word.left + 1.5 && wall.Covers(y));
          if (apart) flush();
        }
        words.push_back(w);
      }
      figure = segment.figure || segment.dash;
    }
    flush();
  }
  return out;
}

Grid BuildTable(const Page& page, const std::vector<Band>& bands, const Walls& walls) {
  return Builder(page, bands, walls).Build();
}

}  // namespace avstam::extract
