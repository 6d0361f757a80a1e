#include "extract/table_rows.h"

#include <algorithm>
#include <set>
#include <string_view>

namespace avstam::extract {
namespace {

constexpr double kLineEm = 1.6;      // lines of one cell stand no further apart
constexpr double kOverlapEm = 0.75;  // bands nearer than this cannot be two rows

class RowFinder {
 public:
  explicit RowFinder(const PlacedPieces& in) : in_(in) {}

  void Find() {
    bool body = false;
    for (int r = 0; r < in_.row_slots; ++r) {
      out_.first_of_slot.push_back(out_.count);
      const std::map<int, std::vector<size_t>> bands = BandsOf(r);
      std::vector<std::vector<int>> rows;
      if (bands.empty()) {
        out_.count += 1;
        continue;
      }
      int last_head = -1;  // bands without figures above the first figures of the table
      if (!body)
        for (const auto& [band, of] : bands) {
          if (HasFigure(in_.pieces, of) && !EndsHead(bands, band)) break;
          last_head = band;
        }
      last_head = WithoutSectionHeading(bands, last_head);
      const bool all_head = last_head == bands.rbegin()->first;
      const bool open = in_.row_slots == 1;
      const bool one_strip = in_.column_slots == 1 && in_.row_slots <= 3 && bands.size() > 2;
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
        for (int band : row) out_.row_of[{r, band}] = out_.count;
        ++out_.count;
      }
      if (last_head >= 0 && !text_rows) JoinHeadLines(r, bands, last_head);
    }
    out_.first_of_slot.push_back(out_.count);
  }

  TableRows Rows() { return std::move(out_); }

 private:
  // Pieces of each band of a row of slots, leaving out cells that reach over several rows.
  std::map<int, std::vector<size_t>> BandsOf(int slot) const {
    std::map<int, std::vector<size_t>> out;
    for (size_t p = 0; p < in_.pieces.size(); ++p)
      if (in_.slots[p].first_row == slot && in_.slots[p].last_row == slot)
        out[in_.pieces[p].band].push_back(p);
    return out;
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
        columns[in_.spans[p].first].push_back(p);
        used.insert(in_.spans[p].first);
      }
      full += used.size() >= 2;
    }
    for (const auto& [column, of] : columns) {
      size_t figures = 0;
      for (size_t i = 0; i < of.size(); ++i)
        figures += (in_.pieces[of[i]].text.figure || in_.pieces[of[i]].text.dash) &&
                   (i == 0 || !BrokenFigure(bands, of[i - 1], of[i]));
      if (figures >= 2 && figures * 2 > of.size()) return true;
    }
    if (bands.size() < 3 || full * 3 < bands.size() * 2) return false;
    // Rows have names.
    if (columns.begin()->first != 0 || columns.begin()->second.size() * 3 < bands.size() * 2) return false;
    int broken = 0, pairs = 0;
    for (const auto& [column, of] : columns)
      for (size_t i = 0; i + 1 < of.size(); ++i) {
        if (in_.pieces[of[i]].text.words.size() < 2) continue;
        ++pairs;
        broken += MustBreak(of[i], of[i + 1]);
      }
    return broken * 2 <= pairs;
  }

  // The first word of the second piece would not have fitted behind the first piece.
  bool MustBreak(size_t above, size_t below) const {
    const ColumnExtent& column = in_.columns[static_cast<size_t>(in_.spans[above].second)];
    const double word = in_.page.words[in_.pieces[below].text.words.front()].box.width();
    return in_.pieces[above].right() + 0.25 * in_.pieces[above].font_size + word > column.right - 1;
  }

  // A figure too wide for its cell goes on below: "651 000" over "000", and no label begins beside it.
  bool BrokenFigure(const std::map<int, std::vector<size_t>>& bands, size_t above, size_t below) const {
    const Piece &first = in_.pieces[above], &second = in_.pieces[below];
    if (in_.column_slots < 2 || !first.text.figure || !OnlyGroupsOfThree(second.text.text) ||
        Step(first.band, second.band) > kLineEm)
      return false;
    if (second.text.text[0] == '0') return true;
    const std::vector<size_t>& beside = bands.at(second.band);
    return MustBreak(above, below) && std::none_of(beside.begin(), beside.end(), [&](size_t p) {
             return in_.spans[p].first == 0 && !StartsLower(in_.pieces[p].text.text);
           });
  }

  double Step(int above, int below) const {
    return (in_.bands[below].baseline - in_.bands[above].baseline) /
           std::max(in_.bands[below].font_size, in_.bands[above].font_size);
  }

  // A heading over several columns that has headings of its own below ends a row of the head.
  bool GroupHeading(const std::map<int, std::vector<size_t>>& bands, int band, int last) const {
    for (size_t p : bands.at(band)) {
      const auto [from, to] = in_.reach[p];
      if (to <= from) continue;
      std::set<int> below;
      for (auto it = bands.upper_bound(band); it != bands.end() && it->first <= last; ++it)
        for (size_t q : it->second)
          if (in_.spans[q].first >= from && in_.spans[q].second <= to &&
              in_.spans[q].second - in_.spans[q].first < to - from)
            below.insert(in_.spans[q].first);
      if (below.size() >= 2) return true;
    }
    return false;
  }

  // Below other lines of the head and above rows with names.
  bool EndsHead(const std::map<int, std::vector<size_t>>& bands, int band) const {
    const auto here = bands.find(band), next = std::next(here);
    return here != bands.begin() && next != bands.end() && in_.columns.size() > 1 &&
           YearsAndShares(in_.pieces, here->second, in_.columns[0].right) &&
           std::any_of(next->second.begin(), next->second.end(),
                       [&](size_t p) { return in_.spans[p].first == 0; });
  }

  // A name alone below the heads of columns begins the body: "Intäkter" over its rows.
  int WithoutSectionHeading(const std::map<int, std::vector<size_t>>& bands, int last_head) const {
    const auto last = bands.find(last_head);
    if (last == bands.end() || last == bands.begin() || last->first == bands.rbegin()->first)
      return last_head;
    const std::vector<size_t>&of = last->second, &above = std::prev(last)->second;
    if (of.size() != 1 || in_.spans[of[0]].first != 0 || in_.spans[of[0]].second != 0) return last_head;
    bool heads = false;
    for (size_t p : above) {
      heads = heads || in_.spans[p].first > 0;
      if (in_.spans[p].first == 0 && Unfinished(in_.pieces[p].text.text)) return last_head;
    }
    return heads && !StartsLower(in_.pieces[of[0]].text.text) ? std::prev(last)->first : last_head;
  }

  bool OverAll(const std::vector<size_t>& of) const {
    return of.size() == 1 && in_.spans[of[0]].first == 1 && in_.columns.size() > 3 &&
           in_.spans[of[0]].second + 1 == static_cast<int>(in_.columns.size());
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
    if (HasFigure(in_.pieces, lower)) {
      // Figures beside the last line of a label.
      if (HasFigure(in_.pieces, upper) || upper.size() > 1 || in_.spans[upper[0]].first != 0) return false;
      for (size_t q : lower)
        if (in_.spans[q].first == 0)
          return (StartsLower(in_.pieces[q].text.text) || Unfinished(in_.pieces[upper[0]].text.text)) &&
                 in_.pieces[q].bold == in_.pieces[upper[0]].bold &&
                 in_.pieces[q].left() >= in_.pieces[upper[0]].left() - 2;
      return false;
    }
    for (size_t q : lower) {
      if (!begun.count(in_.spans[q].first)) return false;
      bool follows = false;
      for (size_t p : upper)
        if (in_.spans[p].first == in_.spans[q].first)
          // A label in capitals is a new one: a heading, or the first line of the next row.
          follows = StartsLower(in_.pieces[q].text.text) || Unfinished(in_.pieces[p].text.text) ||
                    (in_.spans[q].first > 0 && MustBreak(p, q));
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
      for (size_t p : it->second) begun.insert(in_.spans[p].first);
    }
    return rows;
  }

  // Lines of one heading may stand in several rows of the head, beside headings over several columns: they
  // are one cell over those rows.
  void JoinHeadLines(int slot, const std::map<int, std::vector<size_t>>& bands, int last_head) {
    std::map<int, std::vector<size_t>> columns;
    for (const auto& [band, of] : bands) {
      if (band > last_head) break;
      for (size_t p : of) {
        const auto [from, to] = in_.reach[p];
        for (int c = from; c <= to; ++c) {
          std::vector<size_t>& lines = columns[c];
          const bool joins = from == to && !lines.empty() && in_.reach[lines.back()].first == c &&
                             in_.reach[lines.back()].second == c &&
                             Step(in_.pieces[lines.back()].band, band) <= kLineEm;
          if (!joins) lines.clear();
          lines.push_back(p);
          if (joins)
            out_.head_cell[p] =
                out_.head_cell.count(lines.front()) ? out_.head_cell[lines.front()] : lines.front();
        }
      }
    }
    for (const auto& [p, first] : out_.head_cell) {
      Slots& rows = out_.head_rows[first];
      if (in_.slots[p].first_row != slot) continue;
      if (!rows.last_row) rows = {out_.row_of[{slot, in_.pieces[first].band}], 0, 0, 0};
      rows.last_row = std::max(rows.last_row, out_.row_of[{slot, in_.pieces[p].band}]);
    }
  }

  const PlacedPieces& in_;
  TableRows out_;
};

}  // namespace

TableRows FindRows(const PlacedPieces& pieces) {
  RowFinder finder(pieces);
  finder.Find();
  return finder.Rows();
}

}  // namespace avstam::extract
