#include "extract/touching.h"

#include <algorithm>
#include <numeric>

namespace avstam::extract {
namespace {

class UnionFind {
 public:
  explicit UnionFind(size_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), 0); }
  size_t Find(size_t i) {
    while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
    return i;
  }
  void Join(size_t a, size_t b) { parent_[Find(a)] = Find(b); }

 private:
  std::vector<size_t> parent_;
};

Box Inflated(Box box, double by) { return {box.left - by, box.top - by, box.right + by, box.bottom + by}; }

}  // namespace

// Sweeps by left edge.
std::vector<std::vector<int>> Touching(const std::vector<Box>& boxes) {
  std::vector<int> order(boxes.size());
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) { return boxes[a].left < boxes[b].left; });
  UnionFind sets(boxes.size());
  std::vector<int> active;
  for (int i : order) {
    Box box = Inflated(boxes[i], kTouchPt);
    std::erase_if(active, [&](int a) { return boxes[a].right < box.left; });
    for (int a : active)
      if (boxes[a].OverlapX(box) >= 0 && boxes[a].OverlapY(box) >= 0)
        sets.Join(static_cast<size_t>(a), static_cast<size_t>(i));
    active.push_back(i);
  }
  std::vector<std::vector<int>> groups(boxes.size());
  for (size_t i = 0; i < boxes.size(); ++i) groups[sets.Find(i)].push_back(static_cast<int>(i));
  std::erase_if(groups, [](const auto& g) { return g.empty(); });
  return groups;
}

}  // namespace avstam::extract
