// Makes the picture of a page fit for OCR: enough pixels, straight, dark on light, without rulings.
//
//   CleanScan clean = CleanForOcr(image);
//   if (!clean.blank) words = engine.ReadPage(clean.image);
//   // a pixel of clean.image, divided by clean.scale, is a pixel of the scan after it was straightened
//
// Work is done by Leptonica.  Lengths in the code are pixels at 300 dpi.
#ifndef AVSTAM_EXTRACT_SCAN_H_
#define AVSTAM_EXTRACT_SCAN_H_

#include <vector>

#include "extract/grey_image.h"

namespace avstam::extract {

struct PixelRuling {
  PixelBox box;
  bool horizontal = true;
};

struct CleanScan {
  GreyImage image;
  double scale = 1;         // > 1: enlarged (below 200 dpi), < 1: reduced (above 450 dpi); whole multiples
  double skew_degrees = 0;  // the text ran this much clockwise of level; the image was turned back about its
                            // centre
  std::vector<PixelRuling> rulings;  // found in and removed from the image
  bool blank = false;                // nothing on it that could be a letter
};

CleanScan CleanForOcr(const GreyImage& scan);

// Turned clockwise by 0, 90, 180 or 270 degrees.
GreyImage Turned(const GreyImage& image, int degrees);

// Whether lines of text seem to run up or down the image instead of across.  Quick; cannot tell up from down.
bool RunsUpright(const GreyImage& image);

// Whether an image holds at least `lines` lines of what could be letters: no photograph, no logo.
bool LooksLikeText(const GreyImage& image, int lines);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_SCAN_H_
