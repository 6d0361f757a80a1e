// The whole reading of a PDF as geometry: words from text or OCR, lines, running heads, table grids.
//
//   TesseractEngine engine;
//   Document document = extract::Read(bytes, {}, &engine);
#ifndef AVSTAM_EXTRACT_READ_H_
#define AVSTAM_EXTRACT_READ_H_

#include <functional>
#include <string_view>

#include "extract/document.h"
#include "extract/ocr_engine.h"
#include "extract/page_image.h"
#include "extract/page_reader.h"
#include "extract/page_source.h"

namespace avstam::extract {

struct Options {
  ReadOptions pdf;
  OcrMode ocr = OcrMode::kAuto;
  ImageLimits images;
  std::function<void(int page, int pages)> on_page;  // called before each page is read
  CommonWords common_words;  // the most frequent words of the language, by which a text layer is judged
};

// `engine` null: as OcrMode::kNever.  Throws what PdfFile throws; trouble with OCR is a state of the page.
Document Read(std::string_view bytes, const Options& options, OcrEngine* engine);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_READ_H_
