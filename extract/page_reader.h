// Reads the pages of a PDF with Poppler, one pass per page.
//
//   Document d = extract::ReadPdf(bytes, {});       // words, rulings, images; layout and grids not yet
//   for (const Page& p : d.pages) if (p.state == PageState::kFailed) ...
//
// Poppler's success does not mean that the text is complete: its error messages are collected per page, and a
// page with messages, no words and no image is kFailed, not empty (measured on 352 of 429 damaged council
// PDFs). Not thread-safe: Poppler's error callback is global to the process.
#ifndef AVSTAM_EXTRACT_PAGE_READER_H_
#define AVSTAM_EXTRACT_PAGE_READER_H_

#include <string_view>

#include "extract/document.h"

namespace avstam::extract {

struct ReadOptions {
  int max_pages = 10'000;
  double max_page_side_pt = 14'400;          // ISO 32000-1 Annex C: 200 inches
  size_t max_text_bytes_per_page = 4 << 20;  // beyond: the page is kFailed
  size_t max_messages_per_page = 50;
};

// Throws Error kEmpty, kNotPdf (the message names what the bytes are), kDamaged, kEncrypted, kNoPages,
// kTooLarge. Everything else is a state and messages of a page.
Document ReadPdf(std::string_view bytes, const ReadOptions& options);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_PAGE_READER_H_
