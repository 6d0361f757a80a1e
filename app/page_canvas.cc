#include "app/page_canvas.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/error.h"
#include "extract/page_image.h"
#include "extract/page_reader.h"

namespace avstam::app {
namespace {

constexpr double kPointsPerInch = 72;

struct DestroyBox {
  void operator()(BOX* box) const { boxDestroy(&box); }
};
using PixelBox = std::unique_ptr<BOX, DestroyBox>;

PIX* ToPix(const extract::GreyImage& image) {
  PIX* out = pixCreate(image.width, image.height, 8);
  if (out == nullptr) throw Error(ErrorCode::kTooLarge, "the page is too large for a picture");
  for (int y = 0; y < image.height; ++y) {
    l_uint32* line = pixGetData(out) + static_cast<long>(y) * pixGetWpl(out);
    for (int x = 0; x < image.width; ++x)
      SET_DATA_BYTE(
          line, x,
          image.pixels[static_cast<size_t>(y) * static_cast<size_t>(image.width) + static_cast<size_t>(x)]);
  }
  return out;
}

PixelBox Pixels(const Box& b, double scale) {
  const int left = std::max(0, static_cast<int>(std::floor(b.left * scale))),
            top = std::max(0, static_cast<int>(std::floor(b.top * scale)));
  return PixelBox(boxCreate(left, top, std::max(1, static_cast<int>(std::ceil(b.right * scale)) - left),
                            std::max(1, static_cast<int>(std::ceil(b.bottom * scale)) - top)));
}

}  // namespace

void PageCanvas::Destroy::operator()(Pix* pix) const { pixDestroy(&pix); }

PageCanvas::PageCanvas(std::string_view pdf, const extract::Page& page, double dpi) {
  extract::PdfFile file(pdf, {});
  // Rendered as the page lies; `page` may have been turned after that.
  const bool across = page.turned % 180 != 0;
  const Box whole{0, 0, across ? page.height_pt : page.width_pt, across ? page.width_pt : page.height_pt};
  std::string why;
  const std::optional<extract::GreyImage> rendered = extract::RenderPage(&file, page, whole, dpi, {}, &why);
  if (!rendered) throw Error(ErrorCode::kUnreadable, "there is no picture of the page: " + why);
  const std::unique_ptr<Pix, Destroy> grey(ToPix(*rendered));
  const std::unique_ptr<Pix, Destroy> upright(pixRotateOrth(grey.get(), page.turned / 90));
  pix_.reset(pixConvertTo32(upright.get()));
  scale_ = rendered->dpi / kPointsPerInch;
}

void PageCanvas::Draw(const Box& box, Colour colour, int pen_px) {
  pixRenderBoxArb(pix_.get(), Pixels(box, scale_).get(), pen_px, colour.red, colour.green, colour.blue);
}

std::string PageCanvas::Png(const Box& part, Shades shades) const {
  std::unique_ptr<Pix, Destroy> piece(pixClipRectangle(pix_.get(), Pixels(part, scale_).get(), nullptr));
  if (piece && shades == Shades::kSixteenGreys) {
    constexpr int kGreys = 16;
    const std::unique_ptr<Pix, Destroy> grey(pixConvertRGBToGray(piece.get(), 0, 0, 0));
    piece.reset(grey ? pixThresholdTo4bpp(grey.get(), kGreys, 0) : nullptr);
  }
  l_uint8* data = nullptr;
  size_t size = 0;
  if (!piece || pixWriteMem(&data, &size, piece.get(), IFF_PNG) != 0)
    throw Error(ErrorCode::kUnreadable, "the picture cannot be written as PNG");
  std::string out(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return out;
}

}  // namespace avstam::app
