// Two tables that state the same figures: of one document, or of two papers of one case.
//
// Rows are the same when their labels are, columns when their headers are.  That the tables are about the
// same thing is told by the figures themselves: most of what both state must agree, several figures of three
// digits or more.  A figure that then differs by one slip (slip.h), and by no rounding, is a mismatch; what
// differs otherwise was changed on purpose, for all that can be known.
#ifndef AVSTAM_RULES_SAME_TABLES_H_
#define AVSTAM_RULES_SAME_TABLES_H_

#include <string>
#include <vector>

#include "rules/reading.h"

namespace avstam::rules {

// `table-table` for the tables of one document: a total of one that stands in another, as a total or as a
// row, and every figure that a slip made differ.  A table that was printed before, as in a file of many
// copies, is held to the first of its kind alone.
std::vector<Check> CheckAgainstEachOther(const std::vector<Table>& tables);

// `table-table` for the figures of two documents: those of `one` that `other` states as well.  Places are
// those of `one`; `other_name` is for the message.  Totals that agree, and every mismatch.
std::vector<Check> CheckAcross(const Reading& one, const Reading& other, const std::string& other_name);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_SAME_TABLES_H_
