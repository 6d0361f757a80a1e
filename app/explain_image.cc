#include "app/explain_image.h"

#include <algorithm>

#include "app/page_canvas.h"

namespace avstam::app {
namespace {

constexpr double kAround_pt = 60;  // of the page, on each side: a line or three
constexpr int kPen_px = 3;
constexpr Colour kRed{220, 0, 0};

}  // namespace

std::string ExplainImage(std::string_view pdf, const extract::Page& page, const Box& box) {
  PageCanvas canvas(pdf, page);
  canvas.Draw({box.left - 2, box.top - 2, box.right + 2, box.bottom + 2}, kRed, kPen_px);
  return canvas.Png({0, std::max(0.0, box.top - kAround_pt), page.width_pt, box.bottom + kAround_pt});
}

}  // namespace avstam::app
