// A price times a count, and the whole that the text states.
//
//   "Nämnden hyr 10 platser à 5 000 kr, totalt 50 000 kr."        10 × 5 000
//   "Bidraget är 2 mnkr per år i tre år, sammanlagt 6 mnkr."       3 × 2 million
//
// The words are rules of kinds "prose-count" and "prose-parts"; numbers in words are the lexicon's.
#ifndef AVSTAM_RULES_CHECK_PRODUCTS_H_
#define AVSTAM_RULES_CHECK_PRODUCTS_H_

#include <vector>

#include "rules/prose.h"
#include "rules/reading.h"
#include "rules/ruleset.h"

namespace avstam::rules {

// Adds a check `prose-sum` for each such sentence; what one slip (slip.h) does not explain is let be.
void CheckProducts(const Reading& reading, const Prose& prose, const RuleSet& rules,
                   std::vector<Check>* checks);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_CHECK_PRODUCTS_H_
