// Why a document must not be taken as wholly read.
//
//   for (const Diagnostic& s : store::Shortcomings(document)) ...   // {"page-not-read", 7, "page 7 ..."}
//
// Empty: complete.  The one place that decides it: what `extract` and `check` say, the exit status and the
// archive's `complete` all follow from this.
#ifndef AVSTAM_STORE_SHORTCOMINGS_H_
#define AVSTAM_STORE_SHORTCOMINGS_H_

#include <string_view>
#include <vector>

#include "extract/document.h"

namespace avstam::store {

// Codes: page-not-read (failed, skipped or missing), no-text (no word in the whole document), truncated,
// file-continues-after-eof.
std::vector<Diagnostic> Shortcomings(const extract::Document& document);

// Pages whose state is ok or warnings.
int PagesRead(const extract::Document& document);

// Some page needs OCR and did not get it: it was switched off, or a model was missing.  Reading the document
// again may give more.
bool LacksOcr(const extract::Document& document);
// By the code of one of its diagnostics.
bool MeansLackOfOcr(std::string_view code);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_SHORTCOMINGS_H_
