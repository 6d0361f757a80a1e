#include "extract/open_tables.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>

#include "extract/table_columns.h"

namespace avstam::extract {
namespace {

constexpr double kParagraphEm = 1.9;  // lines of one paragraph stand no further apart
constexpr double kRowEm = 3.2;        // rows of one table
constexpr double kLinesEm = 2.0;      // lines of the head from each other
constexpr double kHeadEm = 3.0;       // the head from the rows
constexpr double kRuleShare = 0.6;    // of a table's width, for a rule to part rows
constexpr int kMaxHeadBands = 10;

struct Row {
  std::vector<size_t> pieces;  // left to right
  bool prose = false;          // something in it is a paragraph
};

class OpenTables {
 public:
  OpenTables(const Page& page, const std::vector<Band>& bands)
      : page_(page), bands_(bands), rules_(HorizontalRules(page)) {
    Walls whole;
    whole.box = {0, 0, page.width_pt, page.height_pt};
    pieces_ = PiecesIn(page, bands, whole);
    rows_.resize(bands.size());
    for (size_t p = 0; p < pieces_.size(); ++p) rows_[pieces_[p].band].pieces.push_back(p);
    MarkProse();
  }

  std::vector<Walls> Find() {
    std::vector<Walls> out;
    int free_from = 0;
    for (int b = 0; b < static_cast<int>(rows_.size()); ++b) {
      if (Open(b).size() < 2) continue;
      int first = b, last = Grow(b);
      std::vector<Piece> body = Pieces(first, last);
      std::vector<ColumnExtent> columns = FindColumns(body);
      if (Trim(body, columns, &first, &last)) {
        body = Pieces(first, last);
        columns = FindColumns(body);
      }
      if (!IsTable(first, last, body, columns)) continue;  // perhaps only its first rows are none
      first = Head(first, free_from, columns);
      out.push_back(Framed(BoxOf(Pieces(first, last)), rules_));
      free_from = last + 1;
      b = last;
    }
    return out;
  }

  // Middle of the white space between two columns of running text, if the page has them.
  std::optional<double> Gutter() const {
    double best = 0, at = 0;
    for (double x = 0.3 * page_.width_pt; x < 0.7 * page_.width_pt; x += 2) {
      size_t left = 0, right = 0, across = 0;
      double from = 0, to = page_.width_pt;
      for (size_t p = 0; p < pieces_.size(); ++p) {
        if (!prose_[p]) continue;
        if (pieces_[p].right() <= x) {
          ++left;
          from = std::max(from, pieces_[p].right());
        } else if (pieces_[p].left() >= x) {
          ++right;
          to = std::min(to, pieces_[p].left());
        } else {
          ++across;
        }
      }
      const double balance = static_cast<double>(std::min(left, right));
      if (balance >= kColumnLines && across * 3 < left + right && balance > best)
        best = balance, at = (from + to) / 2;
    }
    if (best == 0) return std::nullopt;
    return at;
  }

  bool Crosses(size_t band, double x) const {
    return std::any_of(rows_[band].pieces.begin(), rows_[band].pieces.end(),
                       [&](size_t p) { return pieces_[p].left() < x - 2 && pieces_[p].right() > x + 2; });
  }

  size_t ProseLines(size_t first, size_t last) const {
    size_t lines = 0;
    for (size_t b = first; b < last; ++b)
      lines +=
          std::any_of(rows_[b].pieces.begin(), rows_[b].pieces.end(), [&](size_t p) { return prose_[p]; });
    return lines;
  }

 private:
  static constexpr size_t kColumnLines = 4;

  // Pieces of a band that belong to no paragraph.
  std::vector<size_t> Open(int band) const {
    std::vector<size_t> out;
    for (size_t p : rows_[band].pieces)
      if (!prose_[p]) out.push_back(p);
    return out;
  }

  std::vector<Piece> Pieces(int first, int last) const {
    std::vector<Piece> out;
    for (int b = first; b <= last; ++b)
      for (size_t p : Open(b)) out.push_back(pieces_[p]);
    return out;
  }

  // The piece of the next bands that goes on below `p` at the same edge, or -1.
  int Below(size_t p) const {
    const Piece& above = pieces_[p];
    for (int b = above.band + 1; b < static_cast<int>(rows_.size()); ++b) {
      if (bands_[b].baseline - bands_[above.band].baseline > kParagraphEm * above.font_size) break;
      for (size_t q : rows_[b].pieces) {
        const Piece& below = pieces_[q];
        const double over = std::min(above.right(), below.right()) - std::max(above.left(), below.left());
        if (over < 0.6 * std::min(above.text.box.width(), below.text.box.width())) continue;
        if (std::abs(above.left() - below.left()) > 2.5 * above.font_size) continue;
        return static_cast<int>(q);
      }
    }
    return -1;
  }

  bool FigureBeside(size_t p) const {
    const std::vector<size_t>& row = rows_[pieces_[p].band].pieces;
    for (size_t i = 0; i + 1 < row.size(); ++i)
      if (row[i] == p) return pieces_[row[i + 1]].text.figure || pieces_[row[i + 1]].text.dash;
    return false;
  }

  void MarkProse() {
    prose_.assign(pieces_.size(), false);
    std::vector<bool> seen(pieces_.size(), false);
    for (size_t p = 0; p < pieces_.size(); ++p) {
      if (seen[p]) continue;
      std::vector<size_t> block = {p};
      for (int q = Below(p); q >= 0 && !seen[q]; q = Below(block.back())) {
        block.push_back(static_cast<size_t>(q));
        seen[q] = true;
      }
      double width = 0, right = 0;
      size_t words = 0, full = 0, figures = 0;
      for (size_t q : block) {
        width = std::max(width, pieces_[q].text.box.width());
        right = std::max(right, pieces_[q].right());
        words += pieces_[q].text.words.size();
        figures += FigureBeside(q);
      }
      for (size_t q : block) full += pieces_[q].right() > right - 0.15 * width;
      const size_t n = block.size();
      const bool wide = width > 0.45 * page_.width_pt;
      bool prose = false;
      if (n >= 3)
        prose = words >= 5 * n && (full + 1) * 10 >= n * 6 && figures * 3 < n;
      else
        prose = wide && words >= 8 * n && figures == 0;
      if (prose)
        for (size_t q : block) prose_[q] = true;
    }
  }

  bool RuleBetween(double y1, double y2, double left, double right) const {
    return std::any_of(rules_.begin(), rules_.end(), [&](const Ruling& r) {
      const double y = r.box.center_y();
      return y > y1 && y < y2 &&
             std::min(r.box.right, right) - std::max(r.box.left, left) > kRuleShare * (right - left);
    });
  }

  // Rules of the table's own width, at different heights.
  int OwnRules(double y1, double y2, double left, double right) const {
    const double slack = 12 + 0.08 * (right - left);
    int count = 0;
    double last = -1e9;
    for (const Ruling& r : rules_) {
      const double y = r.box.center_y();
      if (y < y1 || y > y2 || std::abs(r.box.left - left) > slack ||
          std::abs(r.box.right - right) > 2 * slack)
        continue;
      count += y - last > 4;
      last = y;
    }
    return count;
  }

  // Last band of several pieces that rows beginning at `first` reach.
  int Grow(int first) const {
    int last = first, seen = first, single = 0;
    for (int b = first + 1; b < static_cast<int>(rows_.size()); ++b) {
      const double step = (bands_[b].baseline - bands_[seen].baseline) / bands_[b].font_size;
      if (step > kRowEm) break;
      const std::vector<size_t> open = Open(b);
      if (open.empty()) {
        if (!Beside(b, first, last)) break;
        continue;
      }
      seen = b;
      if (open.size() >= 2) {
        last = b;
        single = 0;
      } else if (++single > 4) {
        break;
      }
    }
    return last;
  }

  // Leaves to the rows what has figures in its columns, if most bands have: the rest is head, caption or
  // notes.
  static bool Trim(const std::vector<Piece>& body, const std::vector<ColumnExtent>& columns, int* first,
                   int* last) {
    std::set<int> bands, rows;
    for (const Piece& piece : body) {
      bands.insert(piece.band);
      const auto [from, to] = ColumnsOf(columns, piece.left(), piece.right());
      const bool figure = (piece.text.figure && !LooksLikeYear(piece.text.text)) || piece.text.dash;
      if (figure && from == to && from > 0) rows.insert(piece.band);
    }
    if (rows.size() < 2 || rows.size() * 5 < bands.size() * 2) return false;
    *first = *rows.begin();
    *last = *rows.rbegin();
    return true;
  }

  // All of the band stands left or right of the rows so far: text in another column of the page.
  bool Beside(int band, int first, int last) const {
    Box box;
    for (const Piece& piece : Pieces(first, last)) box.Extend(piece.text.box);
    return std::all_of(rows_[band].pieces.begin(), rows_[band].pieces.end(),
                       [&](size_t p) { return pieces_[p].text.box.OverlapX(box) < 0; });
  }

  bool IsTable(int first, int last, const std::vector<Piece>& body,
               const std::vector<ColumnExtent>& columns) const {
    const size_t count = columns.size();
    if (count < 2) return false;
    std::vector<int> figures(count, 0), filled(count, 0);
    std::vector<std::set<size_t>> used(static_cast<size_t>(last - first + 1));
    for (const Piece& piece : body) {
      const auto [from, to] = ColumnsOf(columns, piece.left(), piece.right());
      used[piece.band - first].insert(from);
      if (from != to) continue;
      ++filled[from];
      figures[from] += piece.text.figure || piece.text.dash;
    }
    int rows = 0, full = 0;
    for (const auto& row : used) {
      rows += row.size() >= 2;
      full += row.size() * 10 >= count * 7;
    }
    int numeric = 0;
    for (size_t c = 1; c < count; ++c) numeric += figures[c] >= 2 && figures[c] * 10 >= filled[c] * 6;
    const Box box = BoxOf(body);
    // Above the head, below it, and at the end.
    const bool between_rules = OwnRules(box.top - 60, box.bottom + 12, box.left, box.right) >= 3;
    if (Contents(body, columns)) return false;
    if (numeric >= 1 && rows >= 3 && full * 2 >= rows) return true;
    if (numeric >= 2 && rows >= 2) return true;
    if (between_rules && rows >= 2 && count >= 2 && full * 3 >= rows * 2) return true;
    return count >= 3 && rows >= 5 && full * 10 >= rows * 8 && Aligned(body, columns);
  }

  // A table of contents: at the end of each row a page, and pages go up.  Also an agenda.
  static bool Contents(const std::vector<Piece>& body, const std::vector<ColumnExtent>& columns) {
    if (columns.size() > 3) return false;
    std::vector<int> pages;
    size_t others = 0, numbers = 0;
    for (const Piece& piece : body) {
      const auto [from, to] = ColumnsOf(columns, piece.left(), piece.right());
      const std::string& text = piece.text.text;
      if (to + 1 == static_cast<int>(columns.size()) && from == to) {
        if (text.size() > 3 || text.find_first_not_of("0123456789") != std::string::npos) return false;
        pages.push_back(std::stoi(text));
      } else if (from > 0 || columns.size() == 2) {
        ++others;
        numbers += piece.text.figure && text.size() > 3;
      }
    }
    return pages.size() >= 3 && std::is_sorted(pages.begin(), pages.end()) && numbers * 4 <= others;
  }

  // Of words alone: what stands in a column begins at one edge (or ends at one, or is centred).
  static bool Aligned(const std::vector<Piece>& body, const std::vector<ColumnExtent>& columns) {
    size_t aligned = 0, all = 0;
    for (size_t c = 0; c < columns.size(); ++c) {
      std::vector<std::array<double, 3>> edges;
      for (const Piece& piece : body) {
        const auto [from, to] = ColumnsOf(columns, piece.left(), piece.right());
        if (from == to && from == static_cast<int>(c))
          edges.push_back({piece.left(), (piece.left() + piece.right()) / 2, piece.right()});
      }
      size_t best = 0;
      for (size_t kind = 0; kind < 3; ++kind)
        for (const auto& edge : edges)
          best = std::max(best,
                          static_cast<size_t>(std::count_if(edges.begin(), edges.end(), [&](const auto& e) {
                            return std::abs(e[kind] - edge[kind]) < 2.0;
                          })));
      aligned += best;
      all += edges.size();
    }
    return aligned * 10 >= all * 8;
  }

  static Box BoxOf(const std::vector<Piece>& pieces) {
    Box box;
    for (const Piece& piece : pieces) box.Extend(piece.text.box);
    return box;
  }

  // First band of the head above the rows.
  int Head(int first, int free_from, const std::vector<ColumnExtent>& columns) const {
    int top = first;
    const double left = columns.front().left, right = columns.back().right;
    for (int b = first - 1, n = 0; b >= free_from && n < kMaxHeadBands; --b, ++n) {
      const double step = (bands_[b + 1].baseline - bands_[b].baseline) / bands_[b].font_size;
      if (rows_[b].pieces.empty()) continue;  // a line drawn with characters
      // The lines of a head stand closer than the head and the rows, or the head and what is above it.
      if (step > (top < first && !RuleBetween(bands_[b].baseline, bands_[b + 1].baseline, left, right)
                      ? kLinesEm
                      : kHeadEm))
        break;
      const std::vector<size_t> open = Open(b);
      if (open.empty() || open.size() < rows_[b].pieces.size()) break;
      const bool over_labels = pieces_[open[0]].left() < columns[1].left - 1.5 * bands_[b].font_size;
      const double margin = 5 * bands_[b].font_size;
      const bool outside =
          pieces_[open.back()].right() > right + margin || pieces_[open[0]].left() < left - margin;
      if (outside) break;
      // A caption reaches from the labels over the other columns.
      if (std::any_of(open.begin(), open.end(), [&](size_t p) {
            const bool over_two = columns.size() > 2 && pieces_[p].left() < columns[0].right - 6 &&
                                  pieces_[p].right() > columns[2].left + 6;
            return over_two || (pieces_[p].left() < columns[0].left + 0.3 * columns[0].width() &&
                                pieces_[p].right() > columns[1].left + 6);
          }))
        break;
      // A caption, unless a rule stands above it; or the name of the first group of rows, below the head.
      if (open.size() == 1 && over_labels) {
        const double em = bands_[b].font_size, y = bands_[b].baseline;
        if (!RuleBetween(y - 2.2 * em, y - 0.5 * em, left, right)) {
          if (pieces_[open[0]].right() > columns[1].left || n > 1) break;
          continue;
        }
      }
      top = b;
    }
    return top;
  }

  const Page& page_;
  const std::vector<Band>& bands_;
  std::vector<Ruling> rules_;
  std::vector<Piece> pieces_;
  std::vector<Row> rows_;
  std::vector<bool> prose_;
};

}  // namespace

namespace {

constexpr size_t kColumnLines = 4;

// Bands of a stretch of the page, and of it only what stands between two edges.
std::vector<Band> Part(const std::vector<Band>& bands, size_t first, size_t last, double left, double right) {
  std::vector<Band> out;
  for (size_t b = first; b < last; ++b) {
    Band part{bands[b].baseline, bands[b].font_size, {}, {}};
    for (const Segment& s : bands[b].segments)
      if (s.box.center_x() >= left && s.box.center_x() < right) {
        part.segments.push_back(s);
        part.box.Extend(s.box);
      }
    if (!part.segments.empty()) out.push_back(std::move(part));
  }
  return out;
}

}  // namespace

// Where the page is set in two columns, each is looked through by itself.
std::vector<Walls> FindOpenTables(const Page& page, const std::vector<Band>& bands) {
  OpenTables whole(page, bands);
  const std::optional<double> gutter = whole.Gutter();
  if (!gutter) return whole.Find();
  std::vector<Walls> out;
  auto take = [&](const std::vector<Band>& part) {
    for (Walls& walls : OpenTables(page, part).Find()) out.push_back(std::move(walls));
  };
  for (size_t first = 0; first < bands.size();) {
    size_t last = first;
    while (last < bands.size() && !whole.Crosses(last, *gutter)) ++last;
    if (last == first) {
      while (last < bands.size() && whole.Crosses(last, *gutter)) ++last;
      take(Part(bands, first, last, 0, page.width_pt));
    } else if (whole.ProseLines(first, last) >= kColumnLines) {
      take(Part(bands, first, last, 0, *gutter));
      take(Part(bands, first, last, *gutter, page.width_pt));
    } else {
      take(Part(bands, first, last, 0, page.width_pt));
    }
    first = last;
  }
  return out;
}

}  // namespace avstam::extract
