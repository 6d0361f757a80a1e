#include "extract/read.h"

#include "base/profile.h"
#include "extract/layout.h"
#include "extract/ocr_page.h"
#include "extract/skew.h"

namespace avstam::extract {

Document Read(std::string_view bytes, const Options& options, OcrEngine* engine) {
  PdfFile file = InStage(Stage::kOpen, [&] { return PdfFile(bytes, options.pdf); });
  Document document = InStage(Stage::kOpen, [&] { return file.Announce(); });
  OcrReader ocr(&file, options, engine);
  for (int number = 1; number <= document.page_count; ++number) {
    if (options.on_page) options.on_page(number, document.page_count);
    {
      const StageClock clock(Stage::kWords);
      file.ReadPage(number, &document);
    }
    const StageClock clock(Stage::kPictures);
    ocr.Complete(&document.pages[static_cast<size_t>(number - 1)], &document);
  }
  const StageClock clock(Stage::kLayout);
  FindLines(&document);
  FindGrids(&document);
  RestoreSkew(&document);
  return document;
}

}  // namespace avstam::extract
