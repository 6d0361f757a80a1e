// Rows and cells of the table regions of each page, and the joining of tables that run over pages.
#include <algorithm>
#include <cmath>
#include <optional>

#include "extract/bands.h"
#include "extract/lattice.h"
#include "extract/layout.h"
#include "extract/table_region.h"

namespace avstam::extract {
namespace {

// How much of the table's width a line must span to separate rows.
constexpr double kSeparatorShare = 0.5;
constexpr double kSnapPt = 6.0;
constexpr int kMaxBandsAbove = 6;  // of two tables side by side, the head of either may stand higher
constexpr double kNarrowestLabelsPt = 25;
constexpr double kShiftPt = 60.0;

// y of lines and shading edges that separate rows of the region, top to bottom.
std::vector<double> RowSeparators(const Page& page, const Box& box) {
  std::vector<double> ys;
  struct Piece {
    double y, left, right;
  };
  std::vector<Piece> pieces;
  for (const Ruling& r : page.rulings)
    if (r.horizontal && r.box.center_y() > box.top - 30 && r.box.center_y() < box.bottom + 30 &&
        r.box.OverlapX(box) > 0)
      pieces.push_back({r.box.center_y(), r.box.left, r.box.right});
  for (const FilledArea& a : page.areas) {
    if (a.box.OverlapX(box) <= 0 || a.box.bottom < box.top - 30 || a.box.top > box.bottom + 30) continue;
    pieces.push_back({a.box.top, a.box.left, a.box.right});
    pieces.push_back({a.box.bottom, a.box.left, a.box.right});
  }
  std::sort(pieces.begin(), pieces.end(), [](const Piece& a, const Piece& b) { return a.y < b.y; });
  for (size_t i = 0; i < pieces.size();) {
    size_t j = i;
    std::vector<std::pair<double, double>> ranges;
    for (; j < pieces.size() && pieces[j].y - pieces[i].y < 2.0; ++j)
      ranges.push_back({pieces[j].left, pieces[j].right});
    std::sort(ranges.begin(), ranges.end());
    double covered = 0, reach = box.left;
    for (auto [left, right] : ranges) {
      left = std::max(left, reach);
      right = std::min(right, box.right);
      if (right > left) covered += right - left, reach = right;
    }
    if (covered > kSeparatorShare * box.width()) ys.push_back(pieces[i].y);
    i = j;
  }
  return ys;
}

struct RowGroup {
  std::vector<int> bands;
};

class RegionReader {
 public:
  RegionReader(const Page& page, const std::vector<Band>& bands, const TableRegion& region)
      : page_(page), bands_(bands), region_(region) {
    for (int b = region.first_header; b <= region.last; ++b) box_.Extend(bands[b].box);
    separators_ = RowSeparators(page, box_);
    for (size_t c = 0; c < region.columns.size(); ++c)
      if (region.columns[c].figures && first_figure_column_ < 0) first_figure_column_ = static_cast<int>(c);
    // The label column: the text column left of the figures that holds most text.
    double most = 0;
    std::vector<double> amount(region.columns.size(), 0);
    for (int b = region.first_body; b <= region.last; ++b)
      for (const Segment& s : bands[b].segments) {
        int c = ColumnOf(region.columns, s.box.left, s.box.right);
        if (c >= 0 && !region.columns[c].figures) amount[c] += s.box.width();
      }
    for (int c = 0; c < static_cast<int>(amount.size()); ++c)
      if (amount[c] > most) most = amount[c], label_column_ = c;
  }

  Grid Read() {
    std::vector<RowGroup> groups = GroupBands();
    Grid grid;
    grid.first_page = grid.last_page = page_.number;
    grid.box = box_;
    grid.ruled = separators_.size() >= groups.size();
    grid.columns = static_cast<int>(region_.columns.size());
    for (const ColumnExtent& c : region_.columns) grid.numeric_columns.push_back(c.figures);
    for (const RowGroup& group : groups) AddRow(group, &grid);
    return grid;
  }

 private:
  bool HasFigures(int b) const {
    for (const Segment& s : bands_[b].segments) {
      int c = ColumnOf(region_.columns, s.box.left, s.box.right);
      if ((s.figure || s.dash) && c >= 0 && region_.columns[c].figures) return true;
    }
    return false;
  }
  std::string Label(int b) const {
    std::string out;
    for (const Segment& s : bands_[b].segments)
      if (ColumnOf(region_.columns, s.box.left, s.box.right) == label_column_ && !s.dash)
        out += (out.empty() ? "" : " ") + s.text;
    return out;
  }
  bool Bold(int b) const {
    for (const Segment& s : bands_[b].segments)
      for (int w : s.words)
        if (!page_.words[w].bold) return false;
    return true;
  }
  bool SeparatorBetween(int above, int below) const {
    double y1 = bands_[above].baseline, y2 = bands_[below].baseline - 0.25 * bands_[below].font_size;
    return std::any_of(separators_.begin(), separators_.end(),
                       [&](double y) { return y > y1 - 1 && y < y2; });
  }
  static bool StartsLower(const std::string& text) {
    if (text.empty()) return false;
    unsigned char c = static_cast<unsigned char>(text[0]);
    if (c == 0xC3 && text.size() > 1) return static_cast<unsigned char>(text[1]) >= 0xA0;  // à..ÿ
    return (c >= 'a' && c <= 'z') || c == '(';
  }
  static bool Unfinished(const std::string& text) {
    return !text.empty() && (text.back() == '-' || text.back() == ',' || text.back() == '/' ||
                             text.back() == '(' || text.back() == '&');
  }

  // Most rows are separated by lines or shading: then what stands between two lines is one row.
  bool RowRuled() const {
    int rows = 0, separated = 0, before = -1;
    for (int b = region_.first_body; b <= region_.last; ++b) {
      if (!HasFigures(b)) continue;
      if (before >= 0) {
        ++rows;
        separated += SeparatorBetween(before, b);
      }
      before = b;
    }
    return rows > 0 && separated * 10 >= rows * 6;
  }

  double RowPitch() const {
    std::vector<double> steps;
    for (int b = region_.first_body; b < region_.last; ++b)
      if (HasFigures(b) && HasFigures(b + 1)) steps.push_back(bands_[b + 1].baseline - bands_[b].baseline);
    if (steps.empty()) return 0;
    std::nth_element(steps.begin(), steps.begin() + static_cast<long>(steps.size() / 2), steps.end());
    return steps[steps.size() / 2];
  }

  std::vector<RowGroup> GroupBands() const {
    std::vector<RowGroup> groups;
    // Header bands: one row each between separators; without separators one row per band.
    for (int b = region_.first_header; b < region_.first_body; ++b) {
      if (!groups.empty() && !SeparatorBetween(groups.back().bands.back(), b))
        groups.back().bands.push_back(b);
      else
        groups.push_back({{b}});
    }
    size_t body = groups.size();
    bool ruled = RowRuled();
    double pitch = RowPitch();
    int last = region_.last;
    for (int b = region_.first_body; b <= last; ++b) {
      bool figures = HasFigures(b);
      bool joined = false;
      if (groups.size() > body) {
        int above = groups.back().bands.back();
        bool above_figures = std::any_of(groups.back().bands.begin(), groups.back().bands.end(),
                                         [&](int x) { return HasFigures(x); });
        double step = bands_[b].baseline - bands_[above].baseline;
        std::string label = Label(b), above_label = Label(above);
        if (SeparatorBetween(above, b)) {
          joined = false;
        } else if (figures && above_figures) {
          joined = false;
        } else if (ruled) {
          joined = true;
        } else if (!figures) {
          bool close = step < 1.5 * bands_[b].font_size;
          bool tight = pitch > 0 && step < 0.85 * pitch;
          joined =
              close && (StartsLower(label) || Unfinished(above_label) || (tight && Bold(b) == Bold(above)));
          // A section heading above the next row stands nearer to that row than to this one.
          if (joined && tight && !StartsLower(label) && !Unfinished(above_label) && b < last &&
              bands_[b + 1].baseline - bands_[b].baseline < step - 0.5)
            joined = false;
        } else {
          // Figures below a band of labels: the label's last line, or a section heading above a row of its
          // own.
          bool close = step < 1.5 * bands_[b].font_size;
          bool tight = pitch > 0 && step < 0.85 * pitch;
          bool nameless = label.empty() && step < 0.9 * bands_[b].font_size;
          joined = (close && (StartsLower(label) || Unfinished(above_label))) || nameless ||
                   (close && tight && Bold(b) == Bold(above));
        }
      }
      if (joined)
        groups.back().bands.push_back(b);
      else if (!figures && b > LastFigureBand())
        break;  // text below the table
      else
        groups.push_back({{b}});
    }
    return groups;
  }

  int LastFigureBand() const {
    int out = region_.first_body;
    for (int b = region_.first_body; b <= region_.last; ++b)
      if (HasFigures(b)) out = b;
    return out;
  }

  // Words of a segment, each to its column: a segment over several figure columns is cut, one that heads
  // several is kept.
  void AddRow(const RowGroup& group, Grid* grid) const {
    int row = grid->rows++;
    std::vector<std::vector<GridWord>> words(region_.columns.size());
    bool header = group.bands.front() < region_.first_body;
    for (int b : group.bands)
      for (const Segment& s : bands_[b].segments) {
        int whole = ColumnOf(region_.columns, s.box.left, s.box.right);
        for (int w : s.words) {
          const Box& box = page_.words[w].box;
          int c = whole;
          if (!header && s.words.size() > 1) {
            int own = ColumnOf(region_.columns, box.left, box.right);
            bool inside =
                box.left >= region_.columns[own].left - 1 && box.right <= region_.columns[own].right + 1;
            if (own != whole && region_.columns[own].figures && inside &&
                LooksLikeFigure(page_.words[w].text))
              c = own;
          }
          if (c >= 0) words[c].push_back({page_.number, w});
        }
      }
    double indent = -1;
    for (size_t c = 0; c < words.size(); ++c) {
      if (words[c].empty()) continue;
      GridCell cell;
      cell.row = row;
      cell.column = static_cast<int>(c);
      cell.words = words[c];
      cell.bold = true;
      for (const GridWord& gw : cell.words) {
        const Word& word = page_.words[gw.word];
        AppendWord(word, &cell.text);
        cell.where.box.Extend(word.box);
        cell.bold = cell.bold && word.bold;
      }
      cell.where.page = page_.number;
      if (static_cast<int>(c) == label_column_) indent = page_.words[cell.words.front().word].box.left;
      grid->cells.push_back(std::move(cell));
    }
    grid->row_indent.push_back(indent);
    if (header) grid->header_rows = grid->rows;
  }

  const Page& page_;
  const std::vector<Band>& bands_;
  const TableRegion& region_;
  Box box_;
  std::vector<double> separators_;
  int first_figure_column_ = -1;
  int label_column_ = -1;
};

// The last table of one page and the first of the next, when nothing but running heads stands between them.
struct Tail {
  size_t grid = 0;
  std::vector<ColumnExtent> columns;
  int page = 0;
};

std::string RowText(const Grid& grid, int row) {
  std::string out;
  for (const GridCell& cell : grid.cells)
    if (cell.row == row) out += cell.text + "\x1f";
  return out;
}

std::vector<double> FigureEdges(const std::vector<ColumnExtent>& columns) {
  std::vector<double> out;
  for (const ColumnExtent& c : columns)
    if (c.figures) out.push_back(c.right);
  return out;
}

// Do the figure columns of both stand at the same places?
bool SameColumns(const std::vector<ColumnExtent>& a, const std::vector<ColumnExtent>& b) {
  std::vector<double> right_a = FigureEdges(a), right_b = FigureEdges(b);
  if (right_b.empty() || right_b.size() > right_a.size()) return false;
  for (double x : right_b)
    if (std::none_of(right_a.begin(), right_a.end(), [&](double y) { return std::abs(x - y) < kSnapPt; }))
      return false;
  return true;
}

// As many columns, and the table begins at the same edge, though it was set anew on its second page.
bool ShiftedColumns(const std::vector<ColumnExtent>& a, const std::vector<ColumnExtent>& b) {
  if (a.empty() || a.size() != b.size() || std::abs(a.front().left - b.front().left) > kSnapPt) return false;
  for (size_t c = 0; c < a.size(); ++c)
    if (a[c].figures != b[c].figures || std::abs(a[c].right - b[c].right) > kShiftPt) return false;
  return true;
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
  bool repeats = RepeatsHeader(grid, next);
  if (next.header_rows > 0 && !repeats) return false;
  return SameColumns(columns, next_columns) || ShiftedColumns(columns, next_columns);
}

void Append(Grid* grid, const std::vector<ColumnExtent>& columns, Grid next,
            const std::vector<ColumnExtent>& next_columns) {
  // A repeated header says nothing new.
  int skip = next.header_rows;
  bool shifted = !SameColumns(columns, next_columns);
  for (GridCell& cell : next.cells) {
    if (cell.row < skip) continue;
    const ColumnExtent& from = next_columns[cell.column];
    int column = shifted ? cell.column : -1;
    if (column < 0 && from.figures) {
      double nearest = kSnapPt;
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

// A table of one page before it is known whether it goes on.
struct Candidate {
  Grid grid;
  std::vector<ColumnExtent> columns;
  double top = 0, bottom = 0;
  bool strong = false;
};

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

std::vector<Candidate> FindCandidates(const Page& page, const std::vector<Band>& bands,
                                      const ColumnSeed& seed) {
  std::vector<Candidate> out;
  std::vector<Band> rest = bands;
  for (LatticeTable& table : FindLattices(page, bands)) {
    if (!table.strong && !SameColumns(seed, table.columns))
      continue;  // one row: only as the end of a table above
    std::erase_if(rest, [&](const Band& band) {
      return band.box.center_y() > table.box.top && band.box.center_y() < table.box.bottom &&
             band.box.OverlapX(table.box) > 0;
    });
    out.push_back(
        {std::move(table.grid), std::move(table.columns), table.box.top, table.box.bottom, table.strong});
  }
  std::vector<Box> blocks = DrawnBlocks(page);
  auto add = [&](const std::vector<Band>& from, const TableRegion& region) {
    Candidate candidate{RegionReader(page, from, region).Read(), region.columns, 0, 0, region.strong};
    candidate.top = candidate.grid.box.top;
    candidate.bottom = candidate.grid.box.bottom;
    out.push_back(std::move(candidate));
  };
  for (const TableRegion& region : FindTableRegions(page, rest, blocks, seed)) {
    std::optional<double> gutter = Gutter(rest, region);
    if (!gutter) {
      add(rest, region);
      continue;
    }
    int first = std::max(0, region.first_header - kMaxBandsAbove),
        last = std::min(region.last + 3, static_cast<int>(rest.size()) - 1);
    std::vector<Band> both(rest.begin() + first, rest.begin() + last + 1);
    for (const std::vector<Band>& half : {Clipped(both, 0, *gutter), Clipped(both, *gutter, page.width_pt)})
      for (const TableRegion& part : FindTableRegions(page, half, blocks, {})) add(half, part);
  }
  std::stable_sort(out.begin(), out.end(),
                   [](const Candidate& a, const Candidate& b) { return a.top < b.top; });
  return out;
}

}  // namespace

void FindGrids(Document* document) {
  std::optional<Tail> tail;
  for (const Page& page : document->pages) {
    std::vector<Band> bands = FindBands(page);
    if (tail && tail->page != page.number - 1) tail.reset();
    std::vector<Candidate> candidates = FindCandidates(page, bands, tail ? tail->columns : ColumnSeed{});
    auto bands_outside = [&](double above, double below) {
      return std::count_if(bands.begin(), bands.end(),
                           [&](const Band& b) { return b.box.bottom < above || b.box.top > below; });
    };
    for (size_t i = 0; i < candidates.size(); ++i) {
      Candidate& candidate = candidates[i];
      bool first = i == 0 && bands_outside(candidate.top, 1e9) <= 1;
      bool last = i + 1 == candidates.size() && bands_outside(-1e9, candidate.bottom) <= 1;
      if (first && tail &&
          GoesOn(document->grids[tail->grid], tail->columns, candidate.grid, candidate.columns)) {
        Append(&document->grids[tail->grid], tail->columns, std::move(candidate.grid), candidate.columns);
        tail = last ? std::optional<Tail>({tail->grid, tail->columns, page.number}) : std::nullopt;
        continue;
      }
      if (!candidate.strong && !last) continue;
      document->grids.push_back(std::move(candidate.grid));
      tail =
          last ? std::optional<Tail>({document->grids.size() - 1, std::move(candidate.columns), page.number})
               : std::nullopt;
    }
    if (candidates.empty() && !bands.empty()) tail.reset();
  }
  // A lone row at the foot of a page that nothing continues is no table.
  std::erase_if(document->grids, [](const Grid& grid) { return grid.rows - grid.header_rows < 1; });
}

}  // namespace avstam::extract
