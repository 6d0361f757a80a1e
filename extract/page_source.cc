#include "extract/page_source.h"

#include <fmt/format.h>

#include <algorithm>

namespace avstam::extract {
namespace {

constexpr long kFewWords = 30;
constexpr int kDrawing = 20, kManyShapes = 300;  // a logo; a page of letters drawn as outlines
constexpr double kUnreadableShare = 0.1;
constexpr double kGoodScore = 0.6;
// A table of three rows is at least this large; most logos are smaller.
constexpr double kLeastPictureWidthPt = 110, kLeastPictureHeightPt = 36;
constexpr double kLeastPictureDpi = 60;

std::vector<size_t> PicturesOfText(const Page& page) {
  std::vector<size_t> found;
  for (size_t i = 0; i < page.images.size(); ++i) {
    const Image& image = page.images[i];
    if (image.box.width() < kLeastPictureWidthPt || image.box.height() < kLeastPictureHeightPt) continue;
    if (image.width_px < kLeastPictureDpi / 72 * image.box.width()) continue;
    found.push_back(i);
  }
  return found;
}

}  // namespace

bool Visible(const Word& word) { return word.render_mode != 3 && word.render_mode != 7; }

double PicturedShare(const Page& page) {
  double covered = 0;
  for (const Image& image : page.images) {
    const double width = std::min(image.box.right, page.width_pt) - std::max(image.box.left, 0.0);
    const double height = std::min(image.box.bottom, page.height_pt) - std::max(image.box.top, 0.0);
    if (width > 0 && height > 0) covered += width * height;
  }
  const double area = page.width_pt * page.height_pt;
  return area > 0 ? std::min(1.0, covered / area) : 0;
}

PagePlan PlanPage(const Page& page, OcrMode mode, const CommonWords& common) {
  const auto visible = std::count_if(page.words.begin(), page.words.end(), Visible);
  const double pictured = PicturedShare(page);
  const bool drawn = !page.images.empty() || page.shapes > kDrawing;

  if (mode == OcrMode::kAlways && (drawn || visible > 0))
    return {OcrNeed::kPage, "OCR was asked for", "", {}, false};
  if (visible == 0 && !drawn) return {};

  // A text layer by somebody's OCR: invisible, or hidden below the picture of the page.
  const bool layer = !page.words.empty() && (visible == 0 || pictured > kScanShare);
  const TextQuality quality = JudgeText(page.words, common);
  if (layer && visible != 0 && visible < kFewWords)
    return {OcrNeed::kPage,
            fmt::format("a picture of the page, with {} words over it", visible),
            "little-text",
            {},
            false};
  if (layer) {
    if (quality.Enough() && quality.Score() >= kGoodScore)
      return {OcrNeed::kNone, "a text layer over the scan, which reads as Swedish", "", {}, false};
    return {OcrNeed::kPage,
            quality.Enough() ? "the text layer over the scan does not read as Swedish"
                             : "the text layer over the scan is too short to judge",
            visible == 0 ? "no-text" : "",
            {},
            true};
  }
  if (visible == 0)
    return {OcrNeed::kPage,
            page.images.empty() ? "text drawn as shapes" : "a picture of the page",
            "no-text",
            {},
            false};

  const std::set<int> shifted = ShiftedFonts(page.words);
  const auto wrong = std::count_if(page.words.begin(), page.words.end(), [&](const Word& word) {
    return Unreadable(word) || shifted.contains(word.font);
  });
  if (static_cast<double>(wrong) > kUnreadableShare * static_cast<double>(page.words.size()))
    return {OcrNeed::kPage, "a font does not say which letters it shows", "", {}, false};
  if (visible < kFewWords && (pictured > 0.5 || page.shapes > kManyShapes))
    return {OcrNeed::kPage,
            fmt::format("{} words beside {}", visible,
                        pictured > 0.5 ? "a picture that fills the page" : "many shapes"),
            "little-text",
            {},
            false};
  std::vector<size_t> pictures = PicturesOfText(page);
  if (!pictures.empty()) return {OcrNeed::kPictures, "pictures in the text", "", std::move(pictures), false};
  return {};
}

}  // namespace avstam::extract
