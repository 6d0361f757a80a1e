// A document as ALTO 4.4, the XML in which libraries and archives keep OCR: pages, blocks, lines and words
// with their places, confidences and other readings.
//
//   std::string xml = extract::AltoXml(document, {"brev.pdf", sha256, "avstam 0.1.0", ocr_version});
//
// Needs Page::lines.  Coordinates are 1/1200 inch from the top left corner of the page as shown.  The same
// document gives the same bytes.  What is no character in XML, and control characters, are left out.
// Source: https://www.loc.gov/standards/alto/v4/alto-4-4.xsd
#ifndef AVSTAM_EXTRACT_ALTO_H_
#define AVSTAM_EXTRACT_ALTO_H_

#include <string>

#include "extract/document.h"

namespace avstam::extract {

struct AltoSource {
  std::string name;         // of the file
  std::string sha256;       // of its bytes
  std::string software;     // name and version of the program: "avstam 0.1.0"
  std::string ocr_version;  // OcrEngine::Version(); empty: no OCR was used
};

// Text of the PDF has no word confidence (WC).  A word that OCR read twice has the other reading as
// ALTERNATIVE, the confidence of its characters as CC, and Glyphs with Variants where a character may be
// another.  A page that was not read is there, empty, with the reason in QUALITY_DETAIL.
std::string AltoXml(const Document& document, const AltoSource& source);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_ALTO_H_
