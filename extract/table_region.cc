#include "extract/table_region.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

namespace avstam::extract {
namespace {

constexpr double kColumnGapEm = 0.9;  // between a label or figure and the next figure column
constexpr double kSnapPt = 4.0;       // edges that count as aligned
constexpr double kRowGapEm = 6.5;     // largest distance of baselines inside a table, when columns agree
constexpr double kDrawnGapEm = 14;    // same, inside one drawn block
constexpr double kLabelGapEm = 3.2;   // same for bands without figures
constexpr double kHeaderGapEm = 2.6;
constexpr double kFarHeaderGapEm =
    6.0;  // for a band that heads at least two columns, or inside one drawn block
constexpr int kMaxHeaderBands = 8;
constexpr int kMaxLabelBands = 5;

struct FigureSpan {
  int segment = 0;
  double left = 0, right = 0;
};

// Figures that stand by themselves: a column's gap (or a ruling) on both sides.
std::vector<FigureSpan> ColumnarFigures(const Page& page, const Band& band) {
  std::vector<FigureSpan> out;
  double y = band.baseline - 0.3 * band.font_size;
  for (size_t i = 0; i < band.segments.size(); ++i) {
    const Segment& s = band.segments[i];
    if (!s.figure && !s.dash) continue;
    if (s.dash && i == 0) continue;  // a bullet
    auto apart = [&](const Segment& left, const Segment& right) {
      return right.box.left - left.box.right > kColumnGapEm * band.font_size || right.figure || left.figure ||
             RulingBetween(page, left.box.right, right.box.left, y);
    };
    bool left_ok = i == 0 || apart(band.segments[i - 1], s);
    if (i > 0 && !band.segments[i - 1].figure && !band.segments[i - 1].dash)
      left_ok = s.box.left - band.segments[i - 1].box.right > kColumnGapEm * band.font_size ||
                RulingBetween(page, band.segments[i - 1].box.right, s.box.left, y);
    bool right_ok = i + 1 == band.segments.size();
    if (!right_ok) {
      const Segment& next = band.segments[i + 1];
      right_ok = next.figure || next.dash || next.box.left - s.box.right > kColumnGapEm * band.font_size ||
                 RulingBetween(page, s.box.right, next.box.left, y);
    }
    if (left_ok && right_ok) out.push_back({static_cast<int>(i), s.box.left, s.box.right});
  }
  return out;
}

bool HasRealFigure(const Band& band, const std::vector<FigureSpan>& spans) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const FigureSpan& f) { return band.segments[f.segment].figure; });
}

// Neither a lone page number nor a numbered heading: a label and a figure, or two figures.
bool Tabular(const Band& band, const std::vector<FigureSpan>& spans) {
  if (!HasRealFigure(band, spans)) return false;
  return spans.size() >= 2 || spans[0].segment > 0;
}

bool Overlaps(double l1, double r1, double l2, double r2) { return std::min(r1, r2) > std::max(l1, l2); }

// Figures of a column share their right edge (or left, or middle), or lie over each other.
bool Aligned(const ColumnExtent& column, const FigureSpan& f) {
  return Overlaps(column.left - 1, column.right + 1, f.left, f.right) ||
         std::abs(column.right - f.right) < kSnapPt;
}

// Adds the figures of a band to the columns; false when one of them would bridge two.
bool Fits(const std::vector<ColumnExtent>& columns, const std::vector<FigureSpan>& spans, int* aligned) {
  *aligned = 0;
  for (const FigureSpan& f : spans) {
    int hits = 0;
    for (const ColumnExtent& column : columns) hits += Aligned(column, f);
    if (hits > 1) return false;
    *aligned += hits;
  }
  return true;
}

void AddTo(std::vector<ColumnExtent>* columns, const std::vector<FigureSpan>& spans) {
  for (const FigureSpan& f : spans) {
    auto it =
        std::find_if(columns->begin(), columns->end(), [&](const ColumnExtent& c) { return Aligned(c, f); });
    if (it == columns->end()) {
      columns->push_back({f.left, f.right, true});
    } else {
      it->left = std::min(it->left, f.left);
      it->right = std::max(it->right, f.right);
    }
  }
  std::sort(columns->begin(), columns->end(), [](const auto& a, const auto& b) { return a.left < b.left; });
}

// One clean row of figures, from the whole region at once: union of overlapping spans; a union that holds two
// figures of one band is cut between them.
std::vector<ColumnExtent> FigureColumns(const std::vector<Band>& bands,
                                        const std::vector<std::vector<FigureSpan>>& spans, int first,
                                        int last) {
  std::vector<ColumnExtent> columns;
  std::vector<FigureSpan> all;
  for (int b = first; b <= last; ++b)
    for (const FigureSpan& f : spans[b])
      if (bands[b].segments[f.segment].figure) all.push_back(f);
  std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.left < b.left; });
  for (const FigureSpan& f : all) {
    if (!columns.empty() && Overlaps(columns.back().left, columns.back().right, f.left, f.right)) {
      columns.back().right = std::max(columns.back().right, f.right);
    } else if (!columns.empty() && std::abs(columns.back().right - f.right) < kSnapPt) {
      columns.back().right = std::max(columns.back().right, f.right);
    } else {
      columns.push_back({f.left, f.right, true});
    }
  }
  for (bool cut = true; cut;) {
    cut = false;
    for (size_t c = 0; c < columns.size() && !cut; ++c) {
      std::vector<double> middles;
      size_t filled = 0;
      for (int b = first; b <= last; ++b) {
        const FigureSpan* before = nullptr;
        for (const FigureSpan& f : spans[b]) {
          if (!bands[b].segments[f.segment].figure ||
              !Overlaps(columns[c].left, columns[c].right, f.left, f.right))
            continue;
          if (before != nullptr) middles.push_back((before->right + f.left) / 2);
          before = &f;
        }
        filled += before != nullptr;
      }
      // In a few rows only: a figure with wide spaces between its groups.
      if (middles.empty() || middles.size() * 5 < filled) continue;
      std::nth_element(middles.begin(), middles.begin() + static_cast<long>(middles.size() / 2),
                       middles.end());
      double x = middles[middles.size() / 2];
      if (x <= columns[c].left + 1 || x >= columns[c].right - 1) continue;
      ColumnExtent right{x + 0.1, columns[c].right, true};
      columns[c].right = x - 0.1;
      columns.insert(columns.begin() + static_cast<long>(c) + 1, right);
      cut = true;
    }
  }
  return columns;
}

// Text columns: what stands beside the figures in the bands that have figures.
void AddTextColumns(const Page& page, const std::vector<Band>& bands,
                    const std::vector<std::vector<FigureSpan>>& spans, int first, int last,
                    std::vector<ColumnExtent>* columns) {
  std::vector<ColumnExtent> text;
  auto in_figures = [&](const Segment& s) {
    for (const ColumnExtent& c : *columns)
      if (Overlaps(c.left, c.right, s.box.left, s.box.right)) return true;
    return false;
  };
  for (int b = first; b <= last; ++b) {
    if (spans[b].empty()) continue;
    for (const Segment& s : JoinSegments(page, bands[b], kColumnGapEm)) {
      if (s.figure && in_figures(s)) continue;
      if (in_figures(s) && s.box.width() < 40) continue;  // a note or a unit inside a figure column
      ColumnExtent extent{s.box.left, s.box.right, false};
      for (size_t i = 0; i < text.size();) {
        if (Overlaps(text[i].left - 1, text[i].right + 1, extent.left, extent.right)) {
          extent.left = std::min(extent.left, text[i].left);
          extent.right = std::max(extent.right, text[i].right);
          text.erase(text.begin() + static_cast<long>(i));
        } else {
          ++i;
        }
      }
      text.push_back(extent);
    }
  }
  for (ColumnExtent extent : text) {
    // A long label may reach below a figure column: the column keeps its ground.
    for (const ColumnExtent& c : *columns) {
      if (c.figures && extent.left < c.left && extent.right > c.left) extent.right = c.left - 0.1;
      if (c.figures && extent.left < c.right && extent.right > c.right) extent.left = c.right + 0.1;
    }
    if (extent.right > extent.left) columns->push_back(extent);
  }
  std::sort(columns->begin(), columns->end(), [](const auto& a, const auto& b) { return a.left < b.left; });
}

double FirstFigureLeft(const std::vector<ColumnExtent>& columns) {
  double left = std::numeric_limits<double>::max();
  for (const ColumnExtent& c : columns)
    if (c.figures) left = std::min(left, c.left);
  return left;
}

// Nothing of the band reaches into the figure columns.
bool LabelOnly(const Page& page, const Band& band, const std::vector<ColumnExtent>& columns) {
  for (const Segment& s : JoinSegments(page, band, kColumnGapEm))
    for (const ColumnExtent& c : columns)
      if (c.figures && Overlaps(c.left, c.right, s.box.left, s.box.right) && !s.dash) return false;
  return true;
}

// How many segments of the band stand over figure columns and may head them; 0 when the band is something
// else: a sentence that begins with the labels and runs on over the figures, or text outside the table.  A
// segment over several columns is a group heading.
int HeadsColumns(const Band& band, const std::vector<ColumnExtent>& columns, double left_edge,
                 double right_edge) {
  double first = FirstFigureLeft(columns);
  int over = 0;
  for (const Segment& s : band.segments) {
    if (s.box.right < left_edge - 20 || s.box.left > right_edge + 40) return 0;
    bool reaches = false;
    for (const ColumnExtent& c : columns)
      if (c.figures && Overlaps(c.left - 12, c.right + 12, s.box.left, s.box.right)) reaches = true;
    if (!reaches) continue;
    ++over;
    // A column's head is about as wide as the column: it does not begin among the labels.
    for (const ColumnExtent& c : columns)
      if (!c.figures && c.right < first && s.box.left < c.left + 0.6 * c.width() && s.box.right > first + 15)
        return 0;
    if (s.box.left <= left_edge + 5 && s.box.width() > 0.6 * (right_edge - left_edge)) return 0;
  }
  return over;
}

}  // namespace

int ColumnOf(const std::vector<ColumnExtent>& columns, double left, double right) {
  int best = -1;
  double best_score = -1e9;
  double middle = (left + right) / 2;
  for (size_t c = 0; c < columns.size(); ++c) {
    double overlap = std::min(columns[c].right, right) - std::max(columns[c].left, left);
    double distance = std::max({columns[c].left - middle, middle - columns[c].right, 0.0});
    double score = overlap > 0 ? 1000 + overlap - distance : -distance;
    if (score > best_score) best_score = score, best = static_cast<int>(c);
  }
  return best;
}

std::vector<TableRegion> FindTableRegions(const Page& page, const std::vector<Band>& bands,
                                          const std::vector<Box>& blocks, const ColumnSeed& seed) {
  auto same_block = [&](int a, int b) {
    return std::any_of(blocks.begin(), blocks.end(), [&](const Box& block) {
      return bands[a].box.center_y() > block.top - 2 && bands[b].box.center_y() < block.bottom + 2 &&
             block.OverlapX(bands[a].box) > 0 && block.OverlapX(bands[b].box) > 0;
    });
  };
  std::vector<std::vector<FigureSpan>> spans;
  for (const Band& band : bands) spans.push_back(ColumnarFigures(page, band));
  std::vector<TableRegion> regions;
  int count = static_cast<int>(bands.size());
  int free_from = 0;  // first band that no region holds
  for (int i = 0; i < count; ++i) {
    bool top = regions.empty() && i <= 6 && !seed.empty();
    bool continues = false;
    if (top) {
      int aligned = 0;
      continues = HasRealFigure(bands[i], spans[i]) && Fits(seed, spans[i], &aligned) &&
                  aligned == static_cast<int>(spans[i].size());
    }
    if (!Tabular(bands[i], spans[i]) && !continues) continue;
    TableRegion region;
    region.first_body = region.first_header = region.last = i;
    std::vector<ColumnExtent> columns;
    if (continues) columns = seed;
    AddTo(&columns, spans[i]);
    int figures = static_cast<int>(spans[i].size()), rows = 1, pending = 0;
    int last_seen = i;
    for (int j = i + 1; j < count; ++j) {
      const Band& band = bands[j];
      double step = (band.baseline - bands[last_seen].baseline) / band.font_size;
      int aligned = 0;
      bool fits = Fits(columns, spans[j], &aligned);
      bool has_figures = HasRealFigure(band, spans[j]);
      bool row = !spans[j].empty() && fits && aligned > 0 &&
                 (has_figures || spans[j].size() == static_cast<size_t>(aligned));
      // Text over the figure columns, without a figure beside it: the head of another table, or a paragraph.
      bool drawn = same_block(last_seen, j);
      if (row && (step <= kRowGapEm || (drawn && step <= kDrawnGapEm))) {
        AddTo(&columns, spans[j]);
        figures += aligned;
        ++rows;
        region.last = j;
        last_seen = j;
        pending = 0;
        continue;
      }
      if (spans[j].empty() && LabelOnly(page, band, columns) && pending < kMaxLabelBands &&
          (step <= kLabelGapEm || (drawn && step <= kDrawnGapEm))) {
        ++pending;
        last_seen = j;
        continue;
      }
      break;
    }
    // Labels below the last figures belong to the table when they go on in its last cell: the row builder
    // decides.
    int tail = region.last;
    while (tail + 1 < count && tail - region.last < 3 && spans[tail + 1].empty() &&
           LabelOnly(page, bands[tail + 1], columns) &&
           (bands[tail + 1].baseline - bands[tail].baseline) / bands[tail].font_size < 1.45)
      ++tail;
    region.columns = FigureColumns(bands, spans, region.first_body, region.last);
    AddTextColumns(page, bands, spans, region.first_body, region.last, &region.columns);
    region.strong = (rows >= 2 && figures >= 2) || spans[i].size() >= 2;
    double left_edge = region.columns.front().left, right_edge = region.columns.back().right;
    for (int h = i - 1, n = 0; h >= free_from && n < kMaxHeaderBands; --h, ++n) {
      double gap = (bands[h + 1].baseline - bands[h].baseline) / bands[h].font_size;
      int heads = HeadsColumns(bands[h], region.columns, left_edge, right_edge);
      bool drawn = same_block(h, i);
      if (gap > (heads >= 2 || drawn ? kFarHeaderGapEm : kHeaderGapEm)) break;
      if (heads > 0) {
        region.first_header = h;
      } else if (!LabelOnly(page, bands[h], region.columns)) {
        break;  // label-only bands are taken in when a band above them heads the columns
      }
    }
    region.last = tail;
    regions.push_back(region);
    i = region.last;
    free_from = region.last + 1;
  }
  return regions;
}

}  // namespace avstam::extract
