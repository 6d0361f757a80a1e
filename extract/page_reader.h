// Reads the pages of a PDF with Poppler, one pass per page.
//
//   PdfFile file(bytes, {});
//   Document d = file.Announce();
//   for (int page = 1; page <= d.page_count; ++page) file.ReadPage(page, &d);   // words, rulings, images
//
// Poppler's success does not mean that the text is complete: its error messages are collected per page, and a
// page with messages, no words and no image is kFailed, not empty (measured on 352 of 429 damaged council
// PDFs). Not thread-safe: Poppler's error callback is global to the process.
#ifndef AVSTAM_EXTRACT_PAGE_READER_H_
#define AVSTAM_EXTRACT_PAGE_READER_H_

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"

class PDFDoc;
class Page;  // Poppler's

namespace avstam::extract {

struct ReadOptions {
  int max_pages = 10'000;
  double max_page_side_pt = 14'400;          // ISO 32000-1 Annex C: 200 inches
  size_t max_text_bytes_per_page = 4 << 20;  // beyond: the page is kFailed
  size_t max_messages_per_page = 50;
};

// A PDF held open, so that the pictures of a page can be asked for after its text (page_image.h).  `bytes`
// must outlive it.  One at a time.
class PdfFile {
 public:
  // Throws Error kEmpty, kNotPdf (the message names what the bytes are), kDamaged, kEncrypted, kNoPages,
  // kTooLarge.
  PdfFile(std::string_view bytes, const ReadOptions& options);
  ~PdfFile();
  PdfFile(const PdfFile&) = delete;
  PdfFile& operator=(const PdfFile&) = delete;

  // Hash, number of pages and what is odd about the file; the pages are numbered and not yet read.
  Document Announce();
  // Fills document->pages[number - 1].  Never throws: trouble is a state and messages of the page.
  void ReadPage(int number, Document* document);

  // For page_image.cc: the page in Poppler's terms (null: not to be found), and Poppler's complaints since.
  ::Page* PopplerPage(int number);
  bool ShowsMediaBox(int number);
  PDFDoc* poppler() { return pdf_.get(); }
  void StartMessages();
  std::vector<std::string> TakeMessages();

 private:
  std::string_view bytes_;
  ReadOptions options_;
  std::unique_ptr<PDFDoc> pdf_;
};

// All pages, without OCR.  Throws Error kEmpty, kNotPdf (the message names what the bytes are), kDamaged,
// kEncrypted, kNoPages, kTooLarge. Everything else is a state and messages of a page.
Document ReadPdf(std::string_view bytes, const ReadOptions& options);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_PAGE_READER_H_
