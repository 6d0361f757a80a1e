#include "extract/table_walls.h"

#include <algorithm>
#include <cmath>

#include "extract/touching.h"

namespace avstam::extract {
namespace {

constexpr double kSameWallPt = 3.0;
constexpr double kShortestWallPt = 6;
constexpr double kNarrowestColumnPt = 7;
constexpr double kLowestRowPt = 4;
constexpr double kOpenSidePt = 12;
constexpr double kTallestShadePt = 200;  // taller: a background, no cells
constexpr double kBeyondPt = 1.2;        // from the edge of a shading, to see what is next to it
constexpr double kShadedShare = 0.4;     // of a table's side, for the edge of shading to be a wall
constexpr double kRuleShare = 0.6;       // of an open table's width, for a rule to part its rows
constexpr double kSameRulePt = 1.5;
constexpr size_t kMaxShadings = 2'000;
constexpr size_t kMaxLines = 20'000;  // a drawing, not a table

struct Stroke {
  Box box;
  bool horizontal = true;
  bool ruled = true;
};

bool Holds(const Box& box, double x, double y) {
  return box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
}

// Where colour ends.  Cells are often shaded line by line, or a margin inside a shading of the same colour:
// such edges cannot be seen.
class ShadingEdges {
 public:
  explicit ShadingEdges(const Page& page) {
    for (const FilledArea& area : page.areas) {
      const Box& b = area.box;
      if (b.height() >= kShortestWallPt && b.width() >= 2 * kShortestWallPt && b.height() <= kTallestShadePt)
        areas_.push_back(&area);
    }
    if (areas_.size() > kMaxShadings) areas_.clear();
  }

  void AddTo(std::vector<Stroke>* lines) const {
    for (const FilledArea* area : areas_) {
      const Box& b = area->box;
      Add({b.left, b.top, b.right, b.top}, 0, -1, *area, lines);
      Add({b.left, b.bottom, b.right, b.bottom}, 0, 1, *area, lines);
      Add({b.left, b.top, b.left, b.bottom}, -1, 0, *area, lines);
      Add({b.right, b.top, b.right, b.bottom}, 1, 0, *area, lines);
    }
  }

 private:
  void Add(const Box& edge, int out_x, int out_y, const FilledArea& area, std::vector<Stroke>* lines) const {
    int same = 0;
    for (double share : {0.2, 0.5, 0.8}) {
      const double x = edge.left + share * edge.width() + out_x * kBeyondPt,
                   y = edge.top + share * edge.height() + out_y * kBeyondPt;
      same += std::any_of(areas_.begin(), areas_.end(), [&](const FilledArea* other) {
        return other != &area && std::abs(other->luminance - area.luminance) < 0.02 &&
               Holds(other->box, x, y);
      });
    }
    if (same < 2) lines->push_back({edge, out_y != 0, false});
  }

  std::vector<const FilledArea*> areas_;
};

std::vector<Stroke> LinesOf(const Page& page) {
  std::vector<Stroke> lines;
  for (const Ruling& r : page.rulings) lines.push_back({r.box, r.horizontal, true});
  ShadingEdges(page).AddTo(&lines);
  return lines;
}

std::vector<Wall> WallsOf(const std::vector<Stroke>& lines, bool horizontal) {
  std::vector<const Stroke*> of;
  for (const Stroke& line : lines)
    if (line.horizontal == horizontal) of.push_back(&line);
  auto at = [&](const Stroke* l) { return horizontal ? l->box.center_y() : l->box.center_x(); };
  std::sort(of.begin(), of.end(), [&](const Stroke* a, const Stroke* b) { return at(a) < at(b); });
  std::vector<Wall> walls;
  for (const Stroke* line : of) {
    if (walls.empty() || at(line) - walls.back().at > kSameWallPt) walls.push_back({at(line), {}, false});
    Wall& wall = walls.back();
    wall.ruled = wall.ruled || line->ruled;
    wall.pieces.push_back(horizontal ? std::pair{line->box.left, line->box.right}
                                     : std::pair{line->box.top, line->box.bottom});
  }
  std::erase_if(walls, [](const Wall& wall) { return wall.Length() < kShortestWallPt; });
  return walls;
}

// Double lines, and shading that keeps a margin to its cell's border, are one wall.
void JoinNear(double nearest, std::vector<Wall>* walls) {
  for (size_t i = 0; i + 1 < walls->size();) {
    Wall &wall = (*walls)[i], &next = (*walls)[i + 1];
    if (next.at - wall.at > nearest) {
      ++i;
      continue;
    }
    if (i + 2 == walls->size() || (next.ruled && !wall.ruled)) wall.at = next.at;
    wall.ruled = wall.ruled || next.ruled;
    wall.pieces.insert(wall.pieces.end(), next.pieces.begin(), next.pieces.end());
    walls->erase(walls->begin() + static_cast<long>(i) + 1);
  }
}

Walls Finish(const std::vector<Stroke>& lines) {
  Walls walls;
  for (const Stroke& line : lines) {
    // A line without thickness has no area, but it has ends.
    const Box& b = line.box;
    walls.box.Extend({b.left, b.top, std::max(b.right, b.left + 0.01), std::max(b.bottom, b.top + 0.01)});
  }
  walls.rows = WallsOf(lines, true);
  walls.columns = WallsOf(lines, false);
  auto weak = [](double side) {
    return [side](const Wall& wall) { return !wall.ruled && wall.Length() < kShadedShare * side; };
  };
  std::erase_if(walls.rows, weak(walls.box.width()));
  std::erase_if(walls.columns, weak(walls.box.height()));
  JoinNear(kLowestRowPt, &walls.rows);
  JoinNear(kNarrowestColumnPt, &walls.columns);
  auto close = [](double first, double last, std::vector<Wall>* of) {
    if (of->empty() || of->front().at - first > kOpenSidePt / 2)
      of->insert(of->begin(), Wall{first, {}, true});
    if (last - of->back().at > kOpenSidePt / 2) of->push_back(Wall{last, {}, true});
  };
  close(walls.box.left, walls.box.right, &walls.columns);
  close(walls.box.top, walls.box.bottom, &walls.rows);
  return walls;
}

}  // namespace

bool Wall::Covers(double position) const {
  return std::any_of(pieces.begin(), pieces.end(), [&](const auto& p) {
    return p.first - kTouchPt <= position && position <= p.second + kTouchPt;
  });
}

double Wall::Length() const {
  double sum = 0;
  for (const auto& [from, to] : pieces) sum += to - from;
  return sum;
}

std::vector<Walls> FindWalls(const Page& page) {
  std::vector<Walls> out;
  const std::vector<Stroke> lines = LinesOf(page);
  if (lines.size() > kMaxLines) return out;
  std::vector<Box> boxes;
  for (const Stroke& line : lines) boxes.push_back(line.box);
  for (const std::vector<int>& group : Touching(boxes)) {
    if (group.size() < 3) continue;
    std::vector<Stroke> strokes;
    for (int i : group) strokes.push_back(lines[i]);
    Walls walls = Finish(strokes);
    if (walls.rows.size() >= 2 && walls.columns.size() >= 2) out.push_back(std::move(walls));
  }
  std::sort(out.begin(), out.end(), [](const Walls& a, const Walls& b) { return a.box.top < b.box.top; });
  return out;
}

std::vector<Ruling> HorizontalRules(const Page& page) {
  std::vector<Ruling> out;
  const std::vector<Stroke> lines = LinesOf(page);
  if (lines.size() > kMaxLines) return out;
  for (const Stroke& line : lines)
    if (line.horizontal) out.push_back({line.box, true});
  std::sort(out.begin(), out.end(),
            [](const Ruling& a, const Ruling& b) { return a.box.center_y() < b.box.center_y(); });
  return out;
}

Walls Framed(const Box& box, const std::vector<Ruling>& rules) {
  Walls walls;
  walls.box = {box.left - 1, box.top - 1, box.right + 1, box.bottom + 1};
  walls.columns = {{walls.box.left, {}, false}, {walls.box.right, {}, false}};
  walls.rows = {{walls.box.top, {}, false}};
  for (const Ruling& rule : rules) {
    const double y = rule.box.center_y();
    if (y < walls.rows.back().at + kLowestRowPt || y > walls.box.bottom - kLowestRowPt) continue;
    // A line may be drawn in pieces, one for each column.
    double length = 0;
    for (const Ruling& other : rules)
      if (std::abs(other.box.center_y() - y) < kSameRulePt)
        length += std::max(0.0, std::min(other.box.right, box.right) - std::max(other.box.left, box.left));
    if (length < kRuleShare * box.width()) continue;
    walls.rows.push_back({y, {{walls.box.left, walls.box.right}}, true});
  }
  walls.rows.push_back({walls.box.bottom, {}, false});
  return walls;
}

std::vector<Box> DrawnBlocks(const Page& page) {
  std::vector<Box> boxes;
  for (const Ruling& r : page.rulings) boxes.push_back(r.box);
  for (const FilledArea& a : page.areas)
    if (a.box.height() < 0.8 * page.height_pt) boxes.push_back(a.box);
  if (boxes.size() > kMaxLines) return {};
  std::vector<Box> out;
  for (const std::vector<int>& group : Touching(boxes)) {
    Box box;
    for (int i : group) box.Extend(boxes[i]);
    if (box.width() > 60 && box.height() > 20 && box.height() < 0.95 * page.height_pt) out.push_back(box);
  }
  return out;
}

}  // namespace avstam::extract
