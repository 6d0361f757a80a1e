// Tesseract's LSTM engine in the process, behind OcrEngine.
//
//   TesseractEngine engine;
//   std::vector<OcrWord> words = engine.ReadPage(image);  // the first loads Tesseract and its models
//
// Pages are read with `swe`.  Debian's model (4.1.0) cannot write § % @, so ReadAgain uses `eng`, which can.
// Not thread-safe; one engine per process, reused for all pages.  One thread: Tesseract's own four threads
// cost more than they give when every core has its worker.
#ifndef AVSTAM_EXTRACT_TESSERACT_ENGINE_H_
#define AVSTAM_EXTRACT_TESSERACT_ENGINE_H_

#include <memory>
#include <string>
#include <vector>

#include "extract/ocr_engine.h"

namespace avstam::extract {

class TesseractModule;

struct OcrLanguages {
  std::string page = "swe";
  std::string signs = "eng";
  std::string directory;  // of *.traineddata; empty: where Tesseract looks by itself
};

class TesseractEngine : public OcrEngine {
 public:
  explicit TesseractEngine(OcrLanguages languages = {});
  ~TesseractEngine() override;

  std::string Version() override;
  std::vector<OcrWord> ReadPage(const GreyImage& image) override;
  std::vector<OcrReading> ReadAgain(const GreyImage& image, const std::vector<PixelBox>& boxes) override;

  // Loads both models now.  Throws Error kOcr; the message names the package to install.
  void Load();

 private:
  TesseractModule& Module();  // throws Error kOcr where it cannot be loaded

  OcrLanguages languages_;
  std::unique_ptr<TesseractModule> module_;
};

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TESSERACT_ENGINE_H_
