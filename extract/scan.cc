#include "extract/scan.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <memory>
#include <numbers>

namespace avstam::extract {
namespace {

struct PixDeleter {
  void operator()(Pix* pix) const { pixDestroy(&pix); }
};
using PixPtr = std::unique_ptr<Pix, PixDeleter>;
struct BoxaDeleter {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
using BoxaPtr = std::unique_ptr<Boxa, BoxaDeleter>;

constexpr double kUsualDpi = 300;
constexpr double kLowDpi = 199, kHighDpi = 450;  // below: enlarged; above: reduced
constexpr double kMostEnlargedPx = 20e6;         // a sheet of square metres stays as coarse as it is
constexpr double kLeastSkewDegrees = 0.08, kMostSkewDegrees = 8;
constexpr float kLeastSkewConfidence = 3;  // Leptonica's own limit for turning a page

PixPtr ToPix(const GreyImage& image) {
  PixPtr pix(pixCreate(image.width, image.height, 8));
  if (!pix) return pix;
  const auto width = static_cast<size_t>(image.width);
  for (int y = 0; y < image.height; ++y)
    std::copy_n(
        image.pixels.data() + static_cast<size_t>(y) * width, width,
        reinterpret_cast<uint8_t*>(pixGetData(pix.get()) + static_cast<size_t>(y) * pixGetWpl(pix.get())));
  pixEndianByteSwap(pix.get());
  return pix;
}

// Leaves `pix` in the wrong byte order: its last use.
GreyImage ToGrey(PixPtr pix, double dpi) {
  GreyImage image{pixGetWidth(pix.get()), pixGetHeight(pix.get()), dpi, {}};
  image.pixels.resize(static_cast<size_t>(image.width) * static_cast<size_t>(image.height));
  pixEndianByteSwap(pix.get());
  const auto width = static_cast<size_t>(image.width);
  for (int y = 0; y < image.height; ++y)
    std::copy_n(reinterpret_cast<const uint8_t*>(pixGetData(pix.get()) +
                                                 static_cast<size_t>(y) * pixGetWpl(pix.get())),
                width, image.pixels.data() + static_cast<size_t>(y) * width);
  return image;
}

// The grey that best parts ink from paper (Otsu 1979), kept where paper noise cannot become ink.
int Threshold(Pix* grey) {
  std::array<double, 256> count{};
  double all = 0, sum = 0;
  const int width = pixGetWidth(grey), height = pixGetHeight(grey);
  for (int y = 0; y < height; y += 2) {
    const l_uint32* line = pixGetData(grey) + static_cast<size_t>(y) * pixGetWpl(grey);
    for (int x = 0; x < width; x += 2) ++count[GET_DATA_BYTE(line, x)];
  }
  for (int i = 0; i < 256; ++i)
    all += count[static_cast<size_t>(i)], sum += i * count[static_cast<size_t>(i)];
  double paper = 255, seen = 0, dark = 0, dark_sum = 0, best = -1;
  int threshold = 128;
  for (int i = 255; i >= 0; --i) {
    seen += count[static_cast<size_t>(i)];
    if (seen >= 0.1 * all) {
      paper = i;
      break;
    }
  }
  for (int i = 0; i < 255; ++i) {
    dark += count[static_cast<size_t>(i)], dark_sum += i * count[static_cast<size_t>(i)];
    if (dark == 0 || dark == all) continue;
    const double difference = dark_sum / dark - (sum - dark_sum) / (all - dark);
    const double between = dark * (all - dark) * difference * difference;
    if (between > best) best = between, threshold = i + 1;
  }
  constexpr double kDarkPage = 110;  // a cover: its text is the light part
  if (paper < kDarkPage) return threshold;
  return std::clamp(threshold, static_cast<int>(0.45 * paper), static_cast<int>(0.8 * paper));
}

PixPtr Ink(Pix* grey) { return PixPtr(pixThresholdToBinary(grey, Threshold(grey))); }

double Filled(Pix* binary, Box* box) {
  const PixPtr part(pixClipRectangle(binary, box, nullptr));
  l_int32 count = 0;
  if (!part) return 0;
  pixCountPixels(part.get(), &count, nullptr);
  return static_cast<double>(count) /
         (static_cast<double>(pixGetWidth(part.get())) * pixGetHeight(part.get()));
}

// Areas of light text on dark become dark on light.
bool TurnDarkAreas(Pix* grey, Pix* ink, double unit, std::vector<PixelBox>* areas = nullptr) {
  constexpr int kReduced = 4;
  const PixPtr small(pixReduceRankBinaryCascade(ink, 2, 2, 0, 0));
  if (!small) return false;
  const auto px = [unit](double at_300) {
    return std::max(2, static_cast<int>(std::lround(at_300 * unit / kReduced)));
  };
  // As wide as the strokes of light letters, and less than the space between lines of dark ones.
  const PixPtr closed(pixCloseSafeBrick(nullptr, small.get(), px(18), px(16)));
  const PixPtr solid(pixOpenBrick(nullptr, closed.get(), px(120), px(40)));
  const BoxaPtr boxes(pixConnCompBB(solid.get(), 8));
  bool turned = false;
  for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
    std::unique_ptr<Box, void (*)(Box*)> box(boxaGetBox(boxes.get(), i, L_CLONE),
                                             [](Box* b) { boxDestroy(&b); });
    if (Filled(solid.get(), box.get()) < 0.8) continue;
    l_int32 x, y, w, h;
    boxGetGeometry(box.get(), &x, &y, &w, &h);
    const std::unique_ptr<Box, void (*)(Box*)> large(
        boxCreate(x * kReduced, y * kReduced, w * kReduced, h * kReduced), [](Box* b) { boxDestroy(&b); });
    // Close letters fill up too when closed; but between them half of the paper is bare, of bold ones too.
    if (Filled(ink, large.get()) < 0.6) continue;
    const PixPtr part(pixClipRectangle(grey, large.get(), nullptr));
    if (!part) continue;
    pixInvert(part.get(), part.get());
    // What was dark blue is light grey now; beside white paper it would pass for ink.
    l_float32 paper = 255;
    pixGetRankValueMasked(part.get(), nullptr, 0, 0, 4, 0.5F, &paper, nullptr);
    if (paper > 40 && paper < 255) pixMultConstantGray(part.get(), 255 / paper);
    pixRasterop(grey, x * kReduced, y * kReduced, pixGetWidth(part.get()), pixGetHeight(part.get()), PIX_SRC,
                part.get(), 0, 0);
    turned = true;
    if (areas != nullptr)
      areas->push_back({x * kReduced, y * kReduced, (x + w) * kReduced, (y + h) * kReduced});
  }
  return turned;
}

// Black margins that a scanner or a copier leaves.
bool ClearBorder(Pix* grey, Pix* ink) {
  const PixPtr small(pixReduceRankBinaryCascade(ink, 2, 2, 0, 0));
  if (!small) return false;
  PixPtr border(pixExtractBorderConnComps(small.get(), 8));
  border.reset(pixOpenBrick(nullptr, border.get(), 6, 6));
  l_int32 empty = 1;
  pixZero(border.get(), &empty);
  if (empty) return false;
  border.reset(pixDilateBrick(nullptr, border.get(), 5, 5));
  PixPtr mask(pixExpandReplicate(border.get(), 4));
  pixSetMasked(grey, mask.get(), 255);
  return true;
}

bool IsInk(Pix* ink, int x, int y) {
  return y >= 0 && y < pixGetHeight(ink) && x >= 0 && x < pixGetWidth(ink) &&
         GET_DATA_BIT(pixGetData(ink) + static_cast<size_t>(y) * pixGetWpl(ink), x);
}

// A line as the rows it takes in each column from `left` on.
struct Stripe {
  int left = 0;
  std::vector<int> first, last;
  int right() const { return left + static_cast<int>(first.size()); }
  double height_at_end() const { return (first.back() + last.back()) / 2.0; }
};

// A line this short may strike words out.  The bar of a 6 and the waist of an 8 lie under such a line; left
// in half tone it does not read as a dash, and they do not read as C and 0.  (Tried 100 to 220 on struck-out
// figures: 130 to 190 read them all.)
constexpr int kLongestStrike = 400, kHalfWiped = 160;

// Wipes a horizontal line out, but not where a stroke of a letter crosses it: the bar through a struck-out
// figure would take the figure along.
void Wipe(Pix* grey, Pix* ink, const Stripe& line, double unit) {
  const int blur = std::max(1, static_cast<int>(std::lround(2 * unit)));
  const int ragged = std::max(2, static_cast<int>(std::lround(3 * unit)));
  const bool strikes = line.right() - line.left < kLongestStrike * unit;
  for (int x = line.left; x < line.right(); ++x) {
    int first = line.first[static_cast<size_t>(x - line.left)],
        last = line.last[static_cast<size_t>(x - line.left)];
    const int top = first, bottom = last;
    // The line is ragged; ink that goes on past that is a letter's.
    while (top - first <= ragged && IsInk(ink, x, first - 1)) --first;
    while (last - bottom <= ragged && IsInk(ink, x, last + 1)) ++last;
    const bool above = top - first > ragged, below = last - bottom > ragged;
    if (above && below) continue;
    bool letter = above || below;
    for (int k = blur + 1; strikes && !letter && k <= 16 * unit; ++k)
      letter = IsInk(ink, x, first - k) || IsInk(ink, x, last + k);
    const int left_grey = strikes && letter ? kHalfWiped : 255;
    const int from = std::max(0, above ? top : first - blur);
    const int to = std::min(pixGetHeight(grey) - 1, below ? bottom : last + blur);
    for (int y = from; y <= to; ++y)
      SET_DATA_BYTE(pixGetData(grey) + static_cast<size_t>(y) * pixGetWpl(grey), x, left_grey);
  }
}

// Straight runs of ink that are longer than any stroke of a letter, pieces of one line joined.
std::vector<Stripe> FindStripes(Pix* ink, double unit) {
  const auto px = [unit](double at_300) { return std::max(1, static_cast<int>(std::lround(at_300 * unit))); };
  std::vector<Stripe> pieces;
  // Gaps are not closed before: that would join the serifs of a headline to a line.
  const PixPtr runs(pixOpenCompBrick(nullptr, ink, px(55), 1));
  if (!runs) return pieces;
  Pixa* parts = nullptr;
  const BoxaPtr boxes(pixConnComp(runs.get(), &parts, 8));
  for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
    l_int32 x, y, w, h;
    boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
    l_int32 area = 0;
    const PixPtr part(pixaGetPix(parts, i, L_CLONE));
    pixCountPixels(part.get(), &area, nullptr);
    // A short thin one may strike a word out; a bar of a headline's T is thicker.
    const double most = w < px(150) ? std::min(px(6), w / 9) : px(13);
    if (static_cast<double>(area) / w > most) continue;
    Stripe stripe{x, {}, {}};
    for (int column = 0; column < w; ++column) {
      int first = 0, last = h - 1;
      while (first < last && !IsInk(part.get(), column, first)) ++first;
      while (last > first && !IsInk(part.get(), column, last)) --last;
      stripe.first.push_back(y + first), stripe.last.push_back(y + last);
    }
    pieces.push_back(std::move(stripe));
  }
  pixaDestroy(&parts);
  std::sort(pieces.begin(), pieces.end(), [](const Stripe& a, const Stripe& b) { return a.left < b.left; });
  std::vector<Stripe> lines;
  for (Stripe& piece : pieces) {
    const double height = (piece.first.front() + piece.last.front()) / 2.0;
    auto line = std::find_if(lines.begin(), lines.end(), [&](const Stripe& before) {
      return piece.left <= before.right() + px(60) && std::abs(height - before.height_at_end()) <= px(4) &&
             piece.right() > before.right();
    });
    if (line == lines.end()) {
      lines.push_back(std::move(piece));
      continue;
    }
    for (int x = line->right(); x < piece.left; ++x) {
      line->first.push_back(line->first.back());
      line->last.push_back(line->last.back());
    }
    for (int x = std::max(line->right(), piece.left); x < piece.right(); ++x) {
      line->first.push_back(piece.first[static_cast<size_t>(x - piece.left)]);
      line->last.push_back(piece.last[static_cast<size_t>(x - piece.left)]);
    }
  }
  return lines;
}

void TakeHorizontal(Pix* grey, Pix* ink, double unit, std::vector<PixelRuling>* rulings) {
  for (const Stripe& line : FindStripes(ink, unit)) {
    Wipe(grey, ink, line, unit);
    rulings->push_back({{line.left, *std::min_element(line.first.begin(), line.first.end()), line.right(),
                         *std::max_element(line.last.begin(), line.last.end()) + 1},
                        true});
  }
}

// How far the ink goes to both sides of a point.
int InkAcross(Pix* ink, int x, int y) {
  int left = x, right = x;
  while (IsInk(ink, left - 1, y)) --left;
  while (IsInk(ink, right + 1, y)) ++right;
  return right - left + 1;
}

void TakeVertical(Pix* grey, Pix* ink, double unit, std::vector<PixelRuling>* rulings) {
  const auto px = [unit](double at_300) { return std::max(1, static_cast<int>(std::lround(at_300 * unit))); };
  const PixPtr runs(pixOpenCompBrick(nullptr, ink, 1, px(90)));
  if (!runs) return;
  const PixPtr mask(pixCreate(pixGetWidth(ink), pixGetHeight(ink), 1));
  Pixa* parts = nullptr;
  const BoxaPtr boxes(pixConnComp(runs.get(), &parts, 8));
  for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
    l_int32 x, y, w, h;
    boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
    l_int32 area = 0;
    const PixPtr part(pixaGetPix(parts, i, L_CLONE));
    pixCountPixels(part.get(), &area, nullptr);
    if (static_cast<double>(area) / h > px(13)) continue;
    // The stem of a headline's 1 or l is as straight, but thicker for its length than a line is drawn.
    const int thickness = InkAcross(ink, x + w / 2, y + h / 2);
    if (h < px(250) && thickness * 18 > h) continue;
    rulings->push_back({{x, y, x + w, y + h}, false});
    pixRasterop(mask.get(), x, y, w, h, PIX_PAINT, part.get(), 0, 0);
  }
  pixaDestroy(&parts);
  // The blurred edge of a line is lighter than ink.
  const int around = 2 * px(3) + 1;
  const PixPtr wide(pixDilateBrick(nullptr, mask.get(), around, around));
  pixSetMasked(grey, wide.get(), 255);
}

std::vector<PixelRuling> RemoveRulings(Pix* grey, Pix* ink, double unit) {
  std::vector<PixelRuling> rulings;
  TakeHorizontal(grey, ink, unit, &rulings);
  TakeVertical(grey, ink, unit, &rulings);
  return rulings;
}

// Pieces of ink of the size of letters: 6 to 24 point at 300 dpi, and a bit.
int CountLetters(Pix* ink, double unit, BoxaPtr* found = nullptr) {
  const PixPtr small(pixReduceRankBinary2(ink, 2, nullptr));
  BoxaPtr boxes(pixConnCompBB(small.get(), 8));
  int letters = 0;
  BoxaPtr kept(boxaCreate(0));
  for (int i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
    l_int32 x, y, w, h;
    boxaGetBoxGeometry(boxes.get(), i, &x, &y, &w, &h);
    const double height = 2 * h / unit, width = 2 * w / unit;
    if (height < 12 || height > 160 || width > 240 || width < 3) continue;
    ++letters;
    if (found != nullptr) boxaAddBox(kept.get(), boxCreate(x, y, w, h), L_INSERT);
  }
  if (found != nullptr) *found = std::move(kept);
  return letters;
}

// Cameras and some programs put a scan on a sheet of 96 or 72 dots to the inch, three times the size of the
// paper.
double LikelyDpi(const GreyImage& scan) {
  constexpr double kA4WidthInch = 8.27;
  constexpr int kSheetWidthPx = 1200;
  const int shorter = std::min(scan.width, scan.height);
  if (scan.dpi <= 0) return kUsualDpi;
  return scan.dpi < 150 && shorter >= kSheetWidthPx ? shorter / kA4WidthInch : scan.dpi;
}

}  // namespace

CleanScan CleanForOcr(const GreyImage& scan) {
  CleanScan clean;
  PixPtr grey = ToPix(scan);
  if (!grey) return clean;
  double dpi = LikelyDpi(scan);
  if (dpi < kLowDpi) {
    int factor = dpi <= 100 ? std::min(4, static_cast<int>(std::ceil(250 / dpi))) : 2;
    while (factor > 1 && 1.0 * factor * factor * scan.width * scan.height > kMostEnlargedPx) --factor;
    clean.scale = factor;
    grey.reset(pixScaleGrayLI(grey.get(), static_cast<float>(factor), static_cast<float>(factor)));
  } else if (dpi > kHighDpi) {
    const int factor = static_cast<int>(dpi / 270);
    clean.scale = 1.0 / factor;
    grey.reset(pixScaleAreaMap(grey.get(), static_cast<float>(clean.scale), static_cast<float>(clean.scale)));
  }
  dpi *= clean.scale;
  const double unit = dpi / kUsualDpi;

  PixPtr ink = Ink(grey.get());
  std::vector<PixelBox> dark;
  if (TurnDarkAreas(grey.get(), ink.get(), unit, &dark)) ink = Ink(grey.get());
  if (ClearBorder(grey.get(), ink.get())) ink = Ink(grey.get());
  clean.blank = CountLetters(ink.get(), unit) < 3;
  if (clean.blank) {
    clean.image = ToGrey(std::move(grey), dpi);
    return clean;
  }
  l_float32 angle = 0, confidence = 0;
  if (pixFindSkew(ink.get(), &angle, &confidence) == 0 && confidence > kLeastSkewConfidence &&
      std::abs(angle) > kLeastSkewDegrees && std::abs(angle) < kMostSkewDegrees) {
    grey.reset(pixRotateAMGray(grey.get(), static_cast<float>(angle * std::numbers::pi / 180), 255));
    ink = Ink(grey.get());
    clean.skew_degrees = -angle;
  }
  clean.rulings = RemoveRulings(grey.get(), ink.get(), unit);
  // A dark band ends where a line would be drawn under a light one.
  if (clean.skew_degrees == 0)
    for (const PixelBox& band : dark)
      for (int y : {band.top, band.bottom})
        if (y > 0 && y + 2 < pixGetHeight(grey.get()))  // not the edge of the scan
          clean.rulings.push_back({{band.left, y, band.right, y + 2}, true});
  clean.image = ToGrey(std::move(grey), dpi);
  return clean;
}

GreyImage Turned(const GreyImage& image, int degrees) {
  const int quarters = ((degrees / 90) % 4 + 4) % 4;
  if (quarters == 0) return image;
  PixPtr pix = ToPix(image);
  return ToGrey(PixPtr(pixRotateOrth(pix.get(), quarters)), image.dpi);
}

bool RunsUpright(const GreyImage& image) {
  PixPtr grey = ToPix(image);
  PixPtr ink = Ink(grey.get());
  PixPtr small(pixReduceRankBinaryCascade(ink.get(), 1, 1, 0, 0));
  // Rows of text and the space between them differ more than columns of it do.
  l_float32 across = 0, along = 0;
  pixFindDifferentialSquareSum(small.get(), &across);
  PixPtr turned(pixRotateOrth(small.get(), 1));
  pixFindDifferentialSquareSum(turned.get(), &along);
  return along > 1.5F * across;
}

bool LooksLikeText(const GreyImage& image, int lines) {
  PixPtr grey = ToPix(image);
  if (!grey) return false;
  const double unit = (image.dpi > 0 ? image.dpi : kUsualDpi) / kUsualDpi;
  PixPtr ink = Ink(grey.get());
  if (TurnDarkAreas(grey.get(), ink.get(), unit)) ink = Ink(grey.get());
  BoxaPtr letters;
  const int count = CountLetters(ink.get(), unit, &letters);
  if (count < 8 * lines) return false;
  // Letters of a line share a foot: heights at which many stand.
  std::vector<int> feet(static_cast<size_t>(pixGetHeight(ink.get())) + 2, 0);
  for (int i = 0; i < boxaGetCount(letters.get()); ++i) {
    l_int32 x, y, w, h;
    boxaGetBoxGeometry(letters.get(), i, &x, &y, &w, &h);
    ++feet[static_cast<size_t>(y + h)];
  }
  int rows = 0;
  double standing = 0;
  for (size_t y = 1; y + 1 < feet.size(); ++y) {
    const int here = feet[y - 1] + feet[y] + feet[y + 1];
    if (here < 5 || feet[y] < feet[y - 1] || feet[y] <= feet[y + 1]) continue;
    ++rows, standing += here;
  }
  return rows >= lines && standing > 0.4 * count;
}

}  // namespace avstam::extract
