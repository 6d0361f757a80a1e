// Sums in running text, held to the tables and to each other.
//
//   "Överenskommelsen omfattar totalt 700 miljoner kronor. Av dessa går 640 ..., 45 ... och 15 ..."
//      prose-sum    700 = 640 + 45 + 15 million
//      prose-table  700 million = the total of the table below
//
// What a sum means is told by the words around it (rules of kind "prose-cue", labels and headers of the
// tables); that the figures agree confirms it.  Where they do not, there is as a rule no telling whether the
// two were meant to be the same, so a mismatch is reported only where the words leave no doubt and one slip
// explains it.
#ifndef AVSTAM_RULES_CHECK_PROSE_H_
#define AVSTAM_RULES_CHECK_PROSE_H_

#include <vector>

#include "rules/prose.h"
#include "rules/reading.h"
#include "rules/ruleset.h"

namespace avstam::rules {

// `prose-table`: at most one check for each sum of the text, the likeliest of what it may repeat: a cell, a
// whole row, a difference between two columns of a row, or the rows of a column that lower the rest.
void CheckProseAgainstTables(const Reading& reading, const Prose& prose, const RuleSet& rules,
                             std::vector<Check>* checks);

// `prose-sum`: a sum and the parts that the sentences around it name.
void CheckProseSums(const Reading& reading, const Prose& prose, const RuleSet& rules,
                    std::vector<Check>* checks);

// A sum of the text whose parts, as the text names them, stand in a table: that too is `prose-table`.
void CarrySumsToTables(const Reading& reading, std::vector<Check>* checks);

// `revision-delta`: the change of a revised sum and the changes of those that follow it.
void CheckRevisions(const Reading& reading, std::vector<Check>* checks);

// A printed sum for comparing: a hedge ("ca", "drygt") doubles its step.
Money Hedged(const Amount& amount);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_CHECK_PROSE_H_
