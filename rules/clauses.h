// A sentence that lists what is decided, cut into its clauses.
//
//   "... beslutar att godkänna planen, att anslå 500 tkr samt att ge nämnden i uppdrag att utreda frågan"
//     -> "att godkänna planen" / "att anslå 500 tkr" / "att ge nämnden i uppdrag att utreda frågan"
#ifndef AVSTAM_RULES_CLAUSES_H_
#define AVSTAM_RULES_CLAUSES_H_

#include <string>
#include <vector>

#include "rules/ruleset.h"
#include "rules/running_text.h"

namespace avstam::rules {

// The clauses from code point `from` on; one: it lists nothing.  A clause begins at an "att" in bold type, or
// where the rules of kind "clause-break" see it.
std::vector<Passage> SplitClauses(const Passage& passage, int from, const RuleSet& rules);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_CLAUSES_H_
