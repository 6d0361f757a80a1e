#include "extract/drawing.h"

#include <algorithm>

namespace avstam::extract {
namespace {

constexpr size_t kMostDrawn = 400'000;  // a map has tens of thousands
constexpr double kWhite = 0.97;

bool Drawn(const Box& box) { return box.right >= box.left && box.bottom >= box.top; }

bool IsFrame(const Box& outer, const Box& inner) {
  for (double margin : {inner.left - outer.left, inner.top - outer.top, outer.right - inner.right,
                        outer.bottom - inner.bottom})
    if (margin <= 0 || margin > Drawing::kThinPt) return false;
  return inner.width() > Drawing::kThinPt && inner.height() > Drawing::kThinPt;
}

}  // namespace

Box Drawing::Common(const Box& a, const Box& b) {
  return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right),
          std::min(a.bottom, b.bottom)};
}

bool Drawing::Room() {
  full_ = pieces_.size() + page_->areas.size() + page_->images.size() >= kMostDrawn;
  return !full_;
}

void Drawing::Fill(const std::vector<Box>& rectangles, const Box& clip, double luminance) {
  for (size_t i = 0; i < rectangles.size(); ++i) {
    const Box& outer = rectangles[i];
    if (i + 1 == rectangles.size() || !IsFrame(outer, rectangles[i + 1])) {
      AddBox(Common(outer, clip), luminance);
      continue;
    }
    const Box& inner = rectangles[++i];
    AddBox(Common({outer.left, outer.top, outer.right, inner.top}, clip), luminance);
    AddBox(Common({outer.left, inner.bottom, outer.right, outer.bottom}, clip), luminance);
    AddBox(Common({outer.left, outer.top, inner.left, outer.bottom}, clip), luminance);
    AddBox(Common({inner.right, outer.top, outer.right, outer.bottom}, clip), luminance);
  }
}

// White on white is not seen; white on a shaded area is.
bool Drawing::Invisible(const Box& box, double luminance) const {
  if (luminance < kWhite) return false;
  const std::vector<FilledArea>& areas = page_->areas;
  for (size_t i = areas.size(); i > 0 && i + 200 > areas.size(); --i) {
    const Box& area = areas[i - 1].box;
    if (area.left <= box.center_x() && area.right >= box.center_x() && area.top <= box.center_y() &&
        area.bottom >= box.center_y())
      return areas[i - 1].luminance >= kWhite;
  }
  return true;
}

void Drawing::AddLine(const Box& box, bool horizontal, double luminance) {
  if (!Drawn(box) || !Room()) return;
  if ((horizontal ? box.height() : box.width()) > kThinPt) {
    AddBox(box, luminance);
  } else if (!Invisible(box, luminance)) {
    pieces_.push_back({{box, horizontal}, static_cast<float>(luminance), false});
  }
}

void Drawing::AddBox(const Box& box, double luminance) {
  if (!Drawn(box) || !Room()) return;
  const bool flat = box.height() <= kThinPt, narrow = box.width() <= kThinPt;
  if (flat || narrow) {
    if (Invisible(box, luminance)) return;
    // A dot may be part of a dotted line of either direction.
    if (flat && (!narrow || box.width() >= box.height() / 2))
      pieces_.push_back({{box, true}, static_cast<float>(luminance), true});
    if (narrow && (!flat || box.height() >= box.width() / 2))
      pieces_.push_back({{box, false}, static_cast<float>(luminance), true});
    return;
  }
  const bool page_size = box.width() * box.height() > 0.9 * page_->width_pt * page_->height_pt;
  if (!(page_size && luminance >= kWhite)) page_->areas.push_back({box, static_cast<float>(luminance)});
}

void Drawing::AddImage(const Box& box, int width_px, int height_px, int object) {
  if (!(box.right > box.left && box.bottom > box.top) || !Room()) return;
  if (std::min(box.width(), box.height()) <= kThinPt) {
    AddBox(box, 0.5);  // lines drawn as stretched pixels
  } else {
    page_->images.push_back({box, width_px, height_px, object});
  }
}

}  // namespace avstam::extract
