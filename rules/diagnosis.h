// Why a total does not agree, and what was probably misread.
//
// Every check over table cells is an equation, weight × stated = Σ weight × part, within its rounding.  The
// checks that fail, and those that share a figure with them, are solved together: the smallest set of
// figures, each changed by one slip (slip.h), that makes all of them hold without breaking one that held.
// Only what every smallest solution agrees on is said: as `suspect` of the check, and as a repair where
// recognition read the figure.  Nothing is applied.  Where that tells nothing, the difference of the one
// check is held against the slips of its figures.
#ifndef AVSTAM_RULES_DIAGNOSIS_H_
#define AVSTAM_RULES_DIAGNOSIS_H_

#include <vector>

#include "rules/reading.h"

namespace avstam::rules {

// Fills diagnosis, error_in, suspect, repairs and the end of message of every mismatch in `checks`.
void DiagnoseMismatches(const Reading& reading, std::vector<Check>* checks);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_DIAGNOSIS_H_
