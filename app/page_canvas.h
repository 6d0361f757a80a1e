// A page as a picture with boxes drawn over it.
#ifndef AVSTAM_APP_PAGE_CANVAS_H_
#define AVSTAM_APP_PAGE_CANVAS_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/where.h"
#include "extract/document.h"

struct Pix;  // Leptonica's

namespace avstam::app {

struct Colour {
  uint8_t red = 0, green = 0, blue = 0;
};

inline constexpr double kCanvasDpi = 150;

enum class Shades {
  kColour,
  kSixteenGreys,  // enough for paper, and a fraction of the bytes
};

class PageCanvas {
 public:
  // `page` is as it was read: a scan that was set upright is shown upright.  Throws what PdfFile throws, and
  // Error kUnreadable when the page cannot be rendered.
  PageCanvas(std::string_view pdf, const extract::Page& page, double dpi = kCanvasDpi);
  // The outline of a box in points.
  void Draw(const Box& box, Colour colour, int pen_px);
  // Of the page, or of what `part` holds.
  std::string Png(const Box& part, Shades shades = Shades::kColour) const;

 private:
  struct Destroy {
    void operator()(Pix* pix) const;
  };
  std::unique_ptr<Pix, Destroy> pix_;
  double scale_ = 1;  // pixels per point
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_PAGE_CANVAS_H_
