// Where the words of a page should come from: the text in the PDF, or OCR of the page or of its pictures.
//
//   PagePlan plan = PlanPage(page, OcrMode::kAuto, common_words);
//   if (plan.need == OcrNeed::kPage) ...
#ifndef AVSTAM_EXTRACT_PAGE_SOURCE_H_
#define AVSTAM_EXTRACT_PAGE_SOURCE_H_

#include <string>
#include <vector>

#include "extract/document.h"
#include "extract/text_judge.h"

namespace avstam::extract {

enum class OcrMode { kAuto, kAlways, kNever };
enum class OcrNeed { kNone, kPictures, kPage };

constexpr double kScanShare = 0.8;  // of the page, covered by a picture: a scan

struct PagePlan {
  OcrNeed need = OcrNeed::kNone;
  std::string reason;  // for the page's source_reason
  std::string code;    // diagnostic when the need cannot be met: "no-text", "little-text"; may be empty
  std::vector<size_t> pictures;  // kPictures: in Page::images
  bool compare = false;          // the words that are there stay if OCR reads no better
};

PagePlan PlanPage(const Page& page, OcrMode mode, const CommonWords& common);

// In render mode 3 (invisible) or 7 (clipping).
bool Visible(const Word& word);
// Of the page's area, what its pictures cover, 0 .. 1; overlaps count twice up to 1.
double PicturedShare(const Page& page);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_PAGE_SOURCE_H_
