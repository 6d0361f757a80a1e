// The words of a document as plain text, for reading and for comparing one reading with another.
#ifndef AVSTAM_EXTRACT_TEXT_H_
#define AVSTAM_EXTRACT_TEXT_H_

#include <string>

#include "extract/document.h"

namespace avstam::extract {

// One line per printed line in reading order, two spaces where columns part; a form feed ends each page.
// Needs Page::lines.
std::string Text(const Document& document);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TEXT_H_
