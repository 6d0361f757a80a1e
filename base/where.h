// Where a value stands in a document: the provenance that every extracted value carries.
#ifndef AVSTAM_BASE_WHERE_H_
#define AVSTAM_BASE_WHERE_H_

#include <algorithm>

namespace avstam {

// A rectangle on a page as shown (after the page's own rotation), in PDF points (1/72 inch),
// origin top-left, y growing downwards.  left <= right and top <= bottom unless Empty().
struct Box {
  double left = 0, top = 0, right = 0, bottom = 0;

  double width() const { return right - left; }
  double height() const { return bottom - top; }
  double center_x() const { return (left + right) / 2; }
  double center_y() const { return (top + bottom) / 2; }
  bool Empty() const { return right <= left && bottom <= top; }

  // Length of the common part of the two x (y) ranges; negative is the gap between them.
  double OverlapX(const Box& other) const {
    return std::min(right, other.right) - std::max(left, other.left);
  }
  double OverlapY(const Box& other) const {
    return std::min(bottom, other.bottom) - std::max(top, other.top);
  }

  // Grows to hold `other`; an empty box becomes `other`.
  void Extend(const Box& other) {
    if (other.Empty()) return;
    if (Empty()) {
      *this = other;
      return;
    }
    left = std::min(left, other.left);
    top = std::min(top, other.top);
    right = std::max(right, other.right);
    bottom = std::max(bottom, other.bottom);
  }
  bool operator==(const Box&) const = default;
};

// Page (from 1) and box of a value.  page == 0: nowhere (a value that was computed).
struct Where {
  int page = 0;
  Box box;
  bool operator==(const Where&) const = default;
};

}  // namespace avstam

#endif  // AVSTAM_BASE_WHERE_H_
