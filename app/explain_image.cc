#include "app/explain_image.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/error.h"
#include "extract/page_image.h"
#include "extract/page_reader.h"

namespace avstam::app {
namespace {

constexpr double kDpi = 150, kPointsPerInch = 72;
constexpr double kAround_pt = 60;  // of the page, on each side: a line or three
constexpr int kPen_px = 3;

struct DestroyPix {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, DestroyPix>;
struct DestroyBox {
  void operator()(BOX* box) const { boxDestroy(&box); }
};
using PixelBox = std::unique_ptr<BOX, DestroyBox>;

Pix ToPix(const extract::GreyImage& image) {
  Pix out(pixCreate(image.width, image.height, 8));
  if (!out) throw Error(ErrorCode::kTooLarge, "the page is too large for a picture");
  for (int y = 0; y < image.height; ++y) {
    l_uint32* line = pixGetData(out.get()) + static_cast<long>(y) * pixGetWpl(out.get());
    for (int x = 0; x < image.width; ++x)
      SET_DATA_BYTE(
          line, x,
          image.pixels[static_cast<size_t>(y) * static_cast<size_t>(image.width) + static_cast<size_t>(x)]);
  }
  return out;
}

}  // namespace

std::string ExplainImage(std::string_view pdf, const extract::Page& page, const Box& box) {
  extract::PdfFile file(pdf, {});
  // Rendered as the page lies; `page` may have been turned after that.
  const bool across = page.turned % 180 != 0;
  const Box whole{0, 0, across ? page.height_pt : page.width_pt, across ? page.width_pt : page.height_pt};
  std::string why;
  const std::optional<extract::GreyImage> rendered = extract::RenderPage(&file, page, whole, kDpi, {}, &why);
  if (!rendered) throw Error(ErrorCode::kUnreadable, "there is no picture of the page: " + why);
  Pix upright(pixRotateOrth(ToPix(*rendered).get(), page.turned / 90));
  Pix colour(pixConvertTo32(upright.get()));
  const double scale = rendered->dpi / kPointsPerInch;
  const auto pixels = [&](const Box& b) {
    const int left = static_cast<int>(std::floor(b.left * scale)),
              top = static_cast<int>(std::floor(b.top * scale));
    return PixelBox(boxCreate(std::max(0, left), std::max(0, top),
                              std::max(1, static_cast<int>(std::ceil(b.right * scale)) - std::max(0, left)),
                              std::max(1, static_cast<int>(std::ceil(b.bottom * scale)) - std::max(0, top))));
  };
  pixRenderBoxArb(colour.get(), pixels({box.left - 2, box.top - 2, box.right + 2, box.bottom + 2}).get(),
                  kPen_px, 220, 0, 0);
  Pix piece(pixClipRectangle(
      colour.get(),
      pixels({0, std::max(0.0, box.top - kAround_pt), page.width_pt, box.bottom + kAround_pt}).get(),
      nullptr));
  l_uint8* data = nullptr;
  size_t size = 0;
  if (!piece || pixWriteMem(&data, &size, piece.get(), IFF_PNG) != 0)
    throw Error(ErrorCode::kUnreadable, "the picture cannot be written as PNG");
  std::string out(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return out;
}

}  // namespace avstam::app
