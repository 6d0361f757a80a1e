// Reads by OCR what a page does not say in text, and puts the words where they stand on the page.
//
//   OcrReader ocr(&file, options, &engine);
//   for (Page& page : document.pages) ocr.Complete(&page, &document);
//
// Words of a straightened scan stand as if the scan were straight (Page::skew_degrees); RestoreSkew (skew.h)
// puts them, and what was made of them, back to where they are on the page.
#ifndef AVSTAM_EXTRACT_OCR_PAGE_H_
#define AVSTAM_EXTRACT_OCR_PAGE_H_

#include <map>
#include <string>
#include <vector>

#include "extract/document.h"
#include "extract/ocr_engine.h"
#include "extract/page_image.h"
#include "extract/read.h"
#include "extract/scan.h"

namespace avstam::extract {

class OcrReader {
 public:
  OcrReader(PdfFile* file, const Options& options, OcrEngine* engine)
      : file_(file), options_(options), engine_(engine) {}

  // Decides by PlanPage and acts; sets source, source_reason, confidence, regions, and says in diagnostics
  // what could not be done.
  void Complete(Page* page, Document* document);

 private:
  // The words of one picture, in points of the page, and what was found with them.
  struct Result {
    std::vector<Word> words;
    std::vector<OcrDetail> details;  // Word::ocr counts from 0 in here
    std::vector<Ruling> rulings;
    double skew_degrees = 0;
    int turned = 0;
    int dpi = 0;
    bool blank = false;
    double sure_characters = 0;  // sum of confidences: of two readings the larger is better
    double confidence = 0;
  };

  void ReadPage(const PagePlan& plan, Page* page, Document* document);
  void ReadPictures(const PagePlan& plan, Page* page, Document* document);
  Result ReadUpright(const GreyImage& image, const Box& box, const Page& page, bool may_turn);
  Result ReadImage(const GreyImage& image, const Box& box);
  void SecondReading(const GreyImage& image, std::vector<OcrWord>* words, std::vector<OcrDetail>* details,
                     std::vector<int>* detail_of);

  PdfFile* file_;
  const Options& options_;
  OcrEngine* engine_;
  std::map<std::string, int> pages_by_picture_;  // hash of the pixels -> page that shows them
  std::map<int, bool> text_in_picture_;          // by PDF object: logos stand on every page
};

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_OCR_PAGE_H_
