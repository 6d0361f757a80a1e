// Which lines of a page hang together: the drawn part of one table.  Internal to extract.
#ifndef AVSTAM_EXTRACT_TOUCHING_H_
#define AVSTAM_EXTRACT_TOUCHING_H_

#include <vector>

#include "base/where.h"

namespace avstam::extract {

inline constexpr double kTouchPt = 2.5;  // lines this near each other meet

// Groups of boxes that touch, each as the indices of its boxes in their order.
std::vector<std::vector<int>> Touching(const std::vector<Box>& boxes);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TOUCHING_H_
