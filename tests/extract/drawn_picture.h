// Pictures of pages for tests, drawn in shapes of the size of letters: no file and no font is needed.
//
//   Picture page(1240, 1754, 150);          // A4 at 150 dpi, white
//   page.Lines(8);                          // of letter-like shapes, from the top
//   page.Fill({100, 900, 1140, 903}, 0);    // a ruling
//   CleanScan clean = CleanForOcr(page.Skewed(1.5));
//
// Lengths that are not given in pixels are those of 11 point type at the picture's resolution.
#ifndef AVSTAM_TESTS_EXTRACT_DRAWN_PICTURE_H_
#define AVSTAM_TESTS_EXTRACT_DRAWN_PICTURE_H_

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <numbers>
#include <string>

#include "extract/grey_image.h"

namespace avstam::extract {

class Picture {
 public:
  Picture(int width, int height, double dpi) {
    image.width = width, image.height = height, image.dpi = dpi;
    image.pixels.assign(static_cast<size_t>(width) * static_cast<size_t>(height), 255);
  }

  GreyImage image;

  uint8_t& At(int x, int y) {
    return image.pixels[static_cast<size_t>(y) * Width() + static_cast<size_t>(x)];
  }

  Picture& Fill(const PixelBox& box, int grey) {
    for (int y = std::max(0, box.top); y < std::min(image.height, box.bottom); ++y)
      for (int x = std::max(0, box.left); x < std::min(image.width, box.right); ++x)
        At(x, y) = static_cast<uint8_t>(grey);
    return *this;
  }

  double Unit() const { return image.dpi / 300; }
  int Px(double at_300) const { return std::max(1, static_cast<int>(std::lround(at_300 * Unit()))); }

  // One letter-like shape on `baseline`: the n-th of l, n, o, u, p and a dotless i, in turn.  Its right edge.
  int Letter(int n, int x, int baseline, int grey = 0) {
    const int high = Px(22), wide = Px(16), stroke = Px(4), tall = Px(33), deep = Px(9);
    const int top = baseline - high, right = x + wide;
    const auto bar = [&](int left, int from, int to) { Fill({left, from, left + stroke, to}, grey); };
    const auto beam = [&](int y) { Fill({x, y, right, y + stroke}, grey); };
    switch (n % 6) {
      case 0:
        return bar(x, baseline - tall, baseline), x + stroke;
      case 1:
        return bar(x, top, baseline), bar(right - stroke, top, baseline), beam(top), right;
      case 2:
        return bar(x, top, baseline), bar(right - stroke, top, baseline), beam(top), beam(baseline - stroke),
               right;
      case 3:
        return bar(x, top, baseline), bar(right - stroke, top, baseline), beam(baseline - stroke), right;
      case 4:
        return bar(x, top, baseline + deep), bar(right - stroke, top, baseline), beam(top),
               beam(baseline - stroke), right;
      default:
        return bar(x, top, baseline), x + stroke;
    }
  }

  // Words of two to eight letters from `left` to `right`.
  Picture& Row(int left, int right, int baseline, int grey = 0) {
    for (int x = left, n = baseline; x < right;) {
      for (int letters = 2 + n % 7; letters >= 0 && x + Px(20) < right; --letters)
        x = Letter(n++, x, baseline, grey) + Px(6);
      x += Px(14), ++n;
    }
    return *this;
  }

  // `count` lines of words from the top of the page, with margins.
  Picture& Lines(int count) {
    const int margin = Px(200);
    for (int i = 0; i < count; ++i)
      Row(margin + (i % 3) * Px(20), image.width - margin - (i % 4) * Px(60), margin + (i + 1) * Px(60));
    return *this;
  }

  // Grey levels up to `amount` off, the same for the same seed.
  Picture& Noise(int amount, uint32_t seed = 1) {
    for (uint8_t& pixel : image.pixels) {
      seed = seed * 1664525 + 1013904223;
      const int off = static_cast<int>(seed >> 16) % (2 * amount + 1) - amount;
      pixel = static_cast<uint8_t>(std::clamp(pixel + off, 0, 255));
    }
    return *this;
  }

  // Turned clockwise about its centre, edges softened.
  GreyImage Skewed(double degrees) const {
    GreyImage out = image;
    const double angle = degrees * std::numbers::pi / 180, cos = std::cos(angle), sin = std::sin(angle);
    const double cx = image.width / 2.0, cy = image.height / 2.0;
    for (int y = 0; y < image.height; ++y)
      for (int x = 0; x < image.width; ++x) {
        int sum = 0;
        for (int part = 0; part < 9; ++part) {
          const double dx = x + (part % 3 - 1) / 3.0 + 0.5 - cx, dy = y + (part / 3 - 1) / 3.0 + 0.5 - cy;
          sum += Sample(static_cast<int>(std::floor(cx + dx * cos + dy * sin)),
                        static_cast<int>(std::floor(cy - dx * sin + dy * cos)));
        }
        out.pixels[static_cast<size_t>(y) * Width() + static_cast<size_t>(x)] = static_cast<uint8_t>(sum / 9);
      }
    return out;
  }

 private:
  size_t Width() const { return static_cast<size_t>(image.width); }
  int Sample(int x, int y) const {
    if (x < 0 || y < 0 || x >= image.width || y >= image.height) return 255;
    return image.pixels[static_cast<size_t>(y) * Width() + static_cast<size_t>(x)];
  }
};

// The mean grey of a part.
inline double Mean(const GreyImage& image, const PixelBox& box) {
  double sum = 0;
  for (int y = box.top; y < box.bottom; ++y)
    for (int x = box.left; x < box.right; ++x)
      sum += image.pixels[static_cast<size_t>(y) * static_cast<size_t>(image.width) + static_cast<size_t>(x)];
  return sum / (static_cast<double>(box.width()) * box.height());
}

inline std::string Bytes(const GreyImage& image) {
  return {reinterpret_cast<const char*>(image.pixels.data()), image.pixels.size()};
}

}  // namespace avstam::extract

#endif  // AVSTAM_TESTS_EXTRACT_DRAWN_PICTURE_H_
