// What the reader asks of an OCR engine.  Tesseract is behind it in the program (tesseract_engine.h),
// recorded answers in tests.
//
//   std::vector<OcrWord> words = engine.ReadPage(image);
//   std::vector<OcrReading> again = engine.ReadAgain(image, {words[3].box});
//
// Boxes are pixels of the image given.  Confidences are 0..1.
#ifndef AVSTAM_EXTRACT_OCR_ENGINE_H_
#define AVSTAM_EXTRACT_OCR_ENGINE_H_

#include <string>
#include <utility>
#include <vector>

#include "extract/grey_image.h"

namespace avstam::extract {

struct OcrCharacter {
  std::string text;  // one user-perceived character, UTF-8
  double confidence = 0;
  int left = 0, right = 0;
  std::vector<std::pair<std::string, double>> others;  // what else it may be, best first; may be empty
};

struct OcrWord {
  std::string text;
  double confidence = 0;
  PixelBox box;  // of the ink
  int line = 0;  // words of one line share it; lines count from 0 in the order read
  double baseline = 0;
  double size = 0;  // em, estimated from the line's x-height, ascenders and descenders
  std::vector<OcrCharacter> characters;
};

// What one part of an image says when read by itself.
struct OcrReading {
  std::string text;
  double confidence = 0;
  std::vector<OcrCharacter> characters;  // spaces are not among them
};

class OcrEngine {
 public:
  virtual ~OcrEngine() = default;
  // Names the engine and its models: what a recorded answer or a stored word depends on.
  virtual std::string Version() = 0;
  // Reads a page, or a part of one with several lines.  Throws Error kOcr.
  virtual std::vector<OcrWord> ReadPage(const GreyImage& image) = 0;
  // Reads each box again, as one line, with the model that knows the signs which the first one cannot write
  // (§ % @).  One answer per box.  Throws Error kOcr.
  virtual std::vector<OcrReading> ReadAgain(const GreyImage& image, const std::vector<PixelBox>& boxes) = 0;
};

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_OCR_ENGINE_H_
