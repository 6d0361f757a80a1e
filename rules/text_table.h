// Tables that a flow of text holds: OCR writes a row as a label and its amounts with single spaces between,
// and nothing is left of where the columns stood.
//
//   Region Uppsala 1302 518 kr 781 511 kr
//   Region Sormland 1207390 kr 724 434 kr      ->  a grid of three columns and three rows
//   Totalt: 22 318 125 kr                          (the sum goes below the column that it is the sum of)
//
// A table is three or more lines in a row that end with the same number of figures.  Where a unit follows
// each figure that is enough; without units most labels must be names that we know.  Figures that only spaces
// part are divided as the other rows are.
#ifndef AVSTAM_RULES_TEXT_TABLE_H_
#define AVSTAM_RULES_TEXT_TABLE_H_

#include <vector>

#include "extract/document.h"
#include "normalize/normalizer.h"
#include "rules/amounts.h"
#include "rules/ruleset.h"

namespace avstam::rules {

// Grids like those of extract::FindGrids, in reading order, from lines that none of the `taken` words stands
// on.
std::vector<extract::Grid> FindTextTables(const extract::Document& document, const WordSet& taken,
                                          bool machine_read, const RuleSet& rules,
                                          const normalize::Normalizer& normalizer);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_TEXT_TABLE_H_
