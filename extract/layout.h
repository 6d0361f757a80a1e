// From words to lines and from lines to table grids; geometry only.
#ifndef AVSTAM_EXTRACT_LAYOUT_H_
#define AVSTAM_EXTRACT_LAYOUT_H_

#include "extract/document.h"

namespace avstam::extract {

// Fills Page::lines of each page (reading order) and marks running heads and feet.
void FindLines(Document* document);

// Fills Document::grids, joining tables that run over pages.  Needs FindLines.
void FindGrids(Document* document);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_LAYOUT_H_
