#include "extract/read.h"

#include "extract/layout.h"
#include "extract/ocr_page.h"
#include "extract/skew.h"

namespace avstam::extract {

Document Read(std::string_view bytes, const Options& options, OcrEngine* engine) {
  PdfFile file(bytes, options.pdf);
  Document document = file.Announce();
  OcrReader ocr(&file, options, engine);
  for (int number = 1; number <= document.page_count; ++number) {
    if (options.on_page) options.on_page(number, document.page_count);
    file.ReadPage(number, &document);
    ocr.Complete(&document.pages[static_cast<size_t>(number - 1)], &document);
  }
  FindLines(&document);
  FindGrids(&document);
  RestoreSkew(&document);
  return document;
}

}  // namespace avstam::extract
