// The checks: do the totals of a reading agree?
//
// Model: XBRL "Calculations 1.1" (2023): a figure stands for all values that round to it, value ± step/2.
// Parts that add up exactly give `ok`; parts that some values within these limits make add up, `rounding`;
// limits that lie apart, `mismatch`.  What cannot be added, for a part was not read or is not there, gives
// `not-comparable`.
#ifndef AVSTAM_RULES_RECONCILE_H_
#define AVSTAM_RULES_RECONCILE_H_

#include <vector>

#include "rules/prose.h"
#include "rules/reading.h"
#include "rules/ruleset.h"

namespace avstam::rules {

// Compares a stated figure with the sum of parts; fills status, stated, computed, difference, tolerance.
// Throws Error kOverflow.
void Compare(const Money& stated, const std::vector<Money>& parts, Check* check);

// What the running text says; without it the tables are held to each other only.
struct ProseContext {
  const Prose* prose = nullptr;
  const RuleSet* rules = nullptr;
};

// Sets the roles that arithmetic tells (unlabelled totals, grouped subtotals) and returns all checks of the
// reading, each mismatch with its diagnosis and, where recognition read the figures, with repairs.  A figure
// too large to be added (too_large.h) makes its own checks not comparable and no others.
std::vector<Check> Reconcile(Reading* reading, const ProseContext& context = {});

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_RECONCILE_H_
