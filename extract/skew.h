// Pages of scans that lie askew.  Lines and grids are sought as if they lay straight; everything else (JSON,
// archive, pictures) wants words where they are on the page.
//
//   Straighten(&document);      // a document as it was stored
//   FindLines(&document); FindGrids(&document);
//   RestoreSkew(&document);     // as extract::Read gives it
//
// Both turn by Page::skew_degrees and leave it as it is: the caller knows in which of the two states the
// document is.  Words, rulings, lines and grids move by their centres and stay upright; filled areas and
// images are never straightened.
#ifndef AVSTAM_EXTRACT_SKEW_H_
#define AVSTAM_EXTRACT_SKEW_H_

#include "extract/document.h"

namespace avstam::extract {

void Straighten(Document* document);
void RestoreSkew(Document* document);

// Lines and grids of a document that holds only what stands on its pages: what extract::Read does last, for
// a document that comes from the archive.
void FindLayoutAgain(Document* document);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_SKEW_H_
