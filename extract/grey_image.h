// A picture in shades of grey, as plain bytes.
//
//   GreyImage image{width, height, 300, pixels};      // pixels[y * width + x]: 0 black .. 255 white
//
// PixelBox is half-open: right and bottom are the first column and row outside.
#ifndef AVSTAM_EXTRACT_GREY_IMAGE_H_
#define AVSTAM_EXTRACT_GREY_IMAGE_H_

#include <cstdint>
#include <vector>

namespace avstam::extract {

struct PixelBox {
  int left = 0, top = 0, right = 0, bottom = 0;
  int width() const { return right - left; }
  int height() const { return bottom - top; }
  bool operator==(const PixelBox&) const = default;
};

struct GreyImage {
  int width = 0, height = 0;
  double dpi = 0;               // as placed on the page
  std::vector<uint8_t> pixels;  // row by row from the top, no padding
  bool empty() const { return pixels.empty(); }
};

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_GREY_IMAGE_H_
