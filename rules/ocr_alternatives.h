// What the OCR held for possible besides what it read, as a witness for repairs.
//
//   RankRepairs(document, &reading);
//   reading.checks[2].repairs[0].reason     // "...; the OCR itself held 9 for possible there"
//
// A repair is proposed by arithmetic alone; that the OCR had the same digit among its alternatives (extract/
// document.h, OcrDetail) makes it surer, and puts it before the others of its check.
#ifndef AVSTAM_RULES_OCR_ALTERNATIVES_H_
#define AVSTAM_RULES_OCR_ALTERNATIVES_H_

#include "extract/document.h"
#include "rules/reading.h"

namespace avstam::rules {

void RankRepairs(const extract::Document& document, Reading* reading);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_OCR_ALTERNATIVES_H_
