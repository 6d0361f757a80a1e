// Pictures of a page, for OCR: an image as it lies in the PDF, or the page rendered by Poppler's Splash.
//
//   std::optional<GreyImage> scan = DecodeImage(&file, page, 0, &why);       // page.images[0], upright as
//   shown if (!scan) scan = RenderPage(&file, page, whole, 300, &why);
//
// Nothing is returned, and `why` says so in a line, for what cannot be decoded or is over a limit.  Memory
// that runs out inside Poppler leaves a blank picture and a message; such a picture is not returned either.
#ifndef AVSTAM_EXTRACT_PAGE_IMAGE_H_
#define AVSTAM_EXTRACT_PAGE_IMAGE_H_

#include <optional>
#include <string>

#include "extract/document.h"
#include "extract/grey_image.h"
#include "extract/page_reader.h"

namespace avstam::extract {

struct ImageLimits {
  double decoded_px = 100e6;   // of one image; larger ones are rendered, at fewer dots
  double embedded_px = 400e6;  // beyond: not even rendered
  double rendered_px = 64e6;   // dpi is lowered until a page fits
  double rendered_side_px = 20'000;
};

// At its own resolution, upright as the page shows it.  Nothing also for an image with a mask or one that
// stands askew; render it then (`why` stays empty).
std::optional<GreyImage> DecodeImage(PdfFile* file, const Page& page, size_t image, const ImageLimits& limits,
                                     std::string* why);

// `box`: in points of the page as shown.
std::optional<GreyImage> RenderPage(PdfFile* file, const Page& page, const Box& box, double dpi,
                                    const ImageLimits& limits, std::string* why);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_PAGE_IMAGE_H_
