#include "extract/page_image.h"

#include <Gfx.h>
#include <GfxState.h>
#include <OutputDev.h>
#include <PDFDoc.h>
#include <Page.h>
#include <SplashOutputDev.h>
#include <Stream.h>
#include <fmt/format.h>
#include <splash/SplashBitmap.h>

#include <algorithm>
#include <cmath>

#include "extract/poppler_version.h"

namespace avstam::extract {
namespace {

constexpr double kPointsPerInch = 72;
constexpr double kEnoughRows = 0.98;

Box UnitBox(const double* m) {
  return {std::min({m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]}),
          std::min({m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]}),
          std::max({m[4], m[4] + m[0], m[4] + m[2], m[4] + m[0] + m[2]}),
          std::max({m[5], m[5] + m[1], m[5] + m[3], m[5] + m[1] + m[3]})};
}

// One byte for each sample; of 16 bits the upper eight, as Poppler's colour maps expect.
void Unpack(const std::vector<unsigned char>& packed, int bits, std::vector<unsigned char>* samples) {
  for (size_t i = 0; i < samples->size(); ++i) {
    if (bits >= 8) {
      (*samples)[i] = packed[i * static_cast<size_t>(bits / 8)];
      continue;
    }
    const size_t bit = i * static_cast<size_t>(bits);
    (*samples)[i] = static_cast<unsigned char>(packed[bit / 8] >> (8 - bits - static_cast<int>(bit % 8)) &
                                               ((1 << bits) - 1));
  }
}

// Catches the one image that is wanted and lets the rest of the page go by.
class ImageCatcher : public OutputDev {
 public:
  explicit ImageCatcher(const Image& wanted) : wanted_(wanted) {}

  GreyImage image;
  Box box;  // of the whole image; the page may show a part of it
  bool seen = false, decoded = false;
  int rows = 0;  // that were in the stream

  bool upsideDown() override { return true; }
  bool useDrawChar() override { return true; }
  bool interpretType3Chars() override { return false; }
  bool needNonText() override { return true; }
  bool useTilingPatternFill() override { return true; }
  bool useShadedFills(int) override { return true; }

  void drawImageMask(GfxState* state, Object* ref, Stream* stream, int width, int height, bool invert,
                     bool interpolate, bool inline_image) override {
    if (!Wanted(state, width, height))
      return SkipInline(inline_image, [&] {
        OutputDev::drawImageMask(state, ref, stream, width, height, invert, interpolate, true);
      });
    GfxGray gray = 0;
    state->getFillGray(&gray);
    const auto ink = static_cast<uint8_t>(std::lround(255 * std::clamp(colToDbl(gray), 0.0, 1.0)));
    Decode(state, stream, width, height, 1, 1, [&](const unsigned char* line, uint8_t* out) {
      for (int x = 0; x < width; ++x) out[x] = ((line[x] != 0) == invert) ? ink : 255;
    });
  }
  void drawImage(GfxState* state, Object* ref, Stream* stream, int width, int height, GfxImageColorMap* map,
                 bool interpolate, const int* mask, bool inline_image) override {
    if (!Wanted(state, width, height))
      return SkipInline(inline_image, [&] {
        OutputDev::drawImage(state, ref, stream, width, height, map, interpolate, mask, true);
      });
    if (mask != nullptr) return;
    Decode(state, stream, width, height, map->getNumPixelComps(), map->getBits(),
           [&](unsigned char* line, uint8_t* out) { map->getGrayLine(line, out, width); });
  }
  // What shows through a mask only rendering can tell.
  void drawMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool,
                       Stream*, int, int, bool, bool) override {
    Wanted(state, width, height);
  }
  void drawSoftMaskedImage(GfxState* state, Object*, Stream*, int width, int height, GfxImageColorMap*, bool,
                           Stream*, int, int, GfxImageColorMap*, bool) override {
    Wanted(state, width, height);
  }

 private:
  template <typename Skip>
  static void SkipInline(bool inline_image, Skip skip) {
    if (inline_image) skip();  // its bytes stand in the content and must be passed over
  }

  bool Wanted(const GfxState* state, int width, int height) {
    if (seen || width != wanted_.width_px || height != wanted_.height_px) return false;
    box = UnitBox(state->getCTM());
    constexpr double kClose = 0.5;
    if (box.left > wanted_.box.left + kClose || box.right < wanted_.box.right - kClose ||
        box.top > wanted_.box.top + kClose || box.bottom < wanted_.box.bottom - kClose)
      return false;
    seen = true;
    return true;
  }

  template <typename ToGrey>
  void Decode(const GfxState* state, Stream* stream, int width, int height, int components, int bits,
              ToGrey to_grey) {
    const double* m = state->getCTM();
    const bool across = std::abs(m[0]) + std::abs(m[3]) > std::abs(m[1]) + std::abs(m[2]);
    const double straight = across ? std::abs(m[0]) + std::abs(m[3]) : std::abs(m[1]) + std::abs(m[2]);
    const double askew = across ? std::abs(m[1]) + std::abs(m[2]) : std::abs(m[0]) + std::abs(m[3]);
    if (askew > 0.002 * straight) return;
    image.width = across ? width : height;
    image.height = across ? height : width;
    image.dpi = image.width / std::max(box.width(), 1.0) * kPointsPerInch;
    image.pixels.assign(static_cast<size_t>(width) * static_cast<size_t>(height), 255);
    // Columns of the image run along x where m[0] > 0, its rows along y where m[3] < 0 (PDF counts from
    // below).
    const bool mirror_columns = across ? m[0] < 0 : m[1] < 0;
    const bool mirror_rows = across ? m[3] > 0 : m[2] > 0;
    // Not by Poppler's ImageStream: it makes rows white, without a word, when a JPEG is given up or data end
    // early.
    const size_t samples = static_cast<size_t>(width) * static_cast<size_t>(components);
    std::vector<unsigned char> packed((samples * static_cast<size_t>(bits) + 7) / 8), line(samples);
    std::vector<uint8_t> row(static_cast<size_t>(width));
    stream->reset();
    for (int y = 0; y < height; ++y) {
      if (stream->doGetChars(static_cast<int>(packed.size()), packed.data()) !=
          static_cast<int>(packed.size()))
        break;
      rows = y + 1;
      Unpack(packed, bits, &line);
      to_grey(line.data(), row.data());
      if (mirror_columns) std::reverse(row.begin(), row.end());
      const int to = mirror_rows ? height - 1 - y : y;
      if (across) {
        std::copy(row.begin(), row.end(), image.pixels.begin() + static_cast<long>(to) * width);
      } else {
        for (int x = 0; x < width; ++x)
          image.pixels[static_cast<size_t>(x) * static_cast<size_t>(height) + static_cast<size_t>(to)] =
              row[static_cast<size_t>(x)];
      }
    }
    stream->close();
    // Some fax software announces a few rows more than it writes.
    decoded = rows > kEnoughRows * height;
  }

  Image wanted_;
};

// Cuts what the page shows out of the whole image.
void CutToShown(const Box& whole, const Box& shown, GreyImage* image) {
  const double x_px = image->width / whole.width(), y_px = image->height / whole.height();
  const int left = std::max(0, static_cast<int>((shown.left - whole.left) * x_px));
  const int top = std::max(0, static_cast<int>((shown.top - whole.top) * y_px));
  const int right = std::min(image->width, static_cast<int>(std::ceil((shown.right - whole.left) * x_px)));
  const int bottom = std::min(image->height, static_cast<int>(std::ceil((shown.bottom - whole.top) * y_px)));
  if (right - left >= image->width - 2 && bottom - top >= image->height - 2) return;
  GreyImage cut{std::max(1, right - left), std::max(1, bottom - top), image->dpi, {}};
  for (int y = 0; y < cut.height; ++y) {
    const auto begin = image->pixels.begin() + static_cast<long>(top + y) * image->width + left;
    cut.pixels.insert(cut.pixels.end(), begin, begin + cut.width);
  }
  *image = std::move(cut);
}

bool Complained(PdfFile* file, std::string* why) {
  const std::vector<std::string> messages = file->TakeMessages();
  for (const std::string& message : messages) {
    if (message.rfind("syntax warning", 0) == 0) continue;
    *why = message;
    return true;
  }
  return false;
}

}  // namespace

std::optional<GreyImage> DecodeImage(PdfFile* file, const Page& page, size_t image, const ImageLimits& limits,
                                     std::string* why) {
  const Image& wanted = page.images[image];
  const double pixels = static_cast<double>(wanted.width_px) * wanted.height_px;
  if (pixels > limits.embedded_px) {
    *why = fmt::format("an image of {} x {} pixels is over the limit of {:.0f} million", wanted.width_px,
                       wanted.height_px, limits.embedded_px / 1e6);
    return std::nullopt;
  }
  if (pixels > limits.decoded_px) return std::nullopt;
  ::Page* source = file->PopplerPage(page.number);
  if (source == nullptr) return std::nullopt;
  file->StartMessages();
  ImageCatcher catcher(wanted);
  source->display(
      &catcher, kPointsPerInch, kPointsPerInch, 0, file->ShowsMediaBox(page.number), /*crop=*/true,
      /*printing=*/false, [](void* data) { return static_cast<ImageCatcher*>(data)->seen; }, &catcher);
  if (!catcher.decoded && catcher.image.empty()) return std::nullopt;
  if (Complained(file, why) || !catcher.decoded) {
    *why = fmt::format("the image of the page does not decode: {}",
                       why->empty() ? fmt::format("{} of {} rows", catcher.rows, wanted.height_px) : *why);
    return std::nullopt;
  }
  CutToShown(catcher.box, wanted.box, &catcher.image);
  return std::move(catcher.image);
}

std::optional<GreyImage> RenderPage(PdfFile* file, const Page& page, const Box& box, double dpi,
                                    const ImageLimits& limits, std::string* why) {
  for (const Image& image : page.images) {
    if (static_cast<double>(image.width_px) * image.height_px <= limits.embedded_px) continue;
    *why = fmt::format("an image of {} x {} pixels is over the limit of {:.0f} million", image.width_px,
                       image.height_px, limits.embedded_px / 1e6);
    return std::nullopt;
  }
  ::Page* source = file->PopplerPage(page.number);
  if (source == nullptr || box.width() <= 0 || box.height() <= 0) return std::nullopt;
  const double largest =
      std::min({dpi, kPointsPerInch * std::sqrt(limits.rendered_px / (box.width() * box.height())),
                kPointsPerInch * limits.rendered_side_px / std::max(box.width(), box.height())});
  const double scale = largest / kPointsPerInch;
  const int left = static_cast<int>(box.left * scale), top = static_cast<int>(box.top * scale);
  const int width = std::max(1, static_cast<int>(box.right * scale) - left);
  const int height = std::max(1, static_cast<int>(box.bottom * scale) - top);
  file->StartMessages();
  SplashColor paper = {255};
  SplashOutputDev device(splashModeMono8, 4, false, paper);
  device.setFontAntialias(true);
  device.setVectorAntialias(true);
  device.startDoc(file->poppler());
  source->displaySlice(&device, largest, largest, 0, file->ShowsMediaBox(page.number), /*crop=*/true, left,
                       top, width, height, /*printing=*/false);
  SplashBitmap* bitmap = device.getBitmap();
  if (Complained(file, why) || bitmap == nullptr || bitmap->getDataPtr() == nullptr) {
    *why = fmt::format("the page cannot be rendered{}{}", why->empty() ? "" : ": ", *why);
    return std::nullopt;
  }
  GreyImage image{bitmap->getWidth(), bitmap->getHeight(), largest, {}};
  image.pixels.reserve(static_cast<size_t>(image.width) * static_cast<size_t>(image.height));
  for (int y = 0; y < image.height; ++y) {
    const unsigned char* row = bitmap->getDataPtr() + static_cast<long>(y) * bitmap->getRowSize();
    image.pixels.insert(image.pixels.end(), row, row + image.width);
  }
  return image;
}

}  // namespace avstam::extract
