// Small PDFs, written byte by byte, good and bad.
#ifndef AVSTAM_TESTS_APP_PDF_H_
#define AVSTAM_TESTS_APP_PDF_H_

#include <string>
#include <vector>

namespace avstam::app {

// Objects "1 0 obj" ... with these bodies, cross-reference table and trailer; the first is the catalogue.
// `trailer` is added to the trailer dictionary.
std::string PdfOf(const std::vector<std::string>& bodies, const std::string& trailer = "");
// One page per text, in Helvetica; an empty text is a blank page.
std::string TextPdf(const std::vector<std::string>& texts, const std::string& media_box = "0 0 595 842");
// A page that is one grey picture from edge to edge.
std::string PicturePdf();

void WriteFile(const std::string& path, const std::string& bytes);

}  // namespace avstam::app

#endif  // AVSTAM_TESTS_APP_PDF_H_
