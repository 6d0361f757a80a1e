#include "app/finding.h"

#include <algorithm>

namespace avstam::app {

void SortByWeight(std::vector<Finding>* findings) {
  std::stable_sort(findings->begin(), findings->end(), [](const Finding& a, const Finding& b) {
    const bool left = a.status == rules::Status::kMismatch, right = b.status == rules::Status::kMismatch;
    return left != right ? left : a.weight_ore > b.weight_ore;
  });
}

}  // namespace avstam::app
