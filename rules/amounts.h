// Sums of money in running text: every line that no table of money holds.
#ifndef AVSTAM_RULES_AMOUNTS_H_
#define AVSTAM_RULES_AMOUNTS_H_

#include <vector>

#include "extract/document.h"
#include "normalize/normalizer.h"
#include "rules/reading.h"
#include "rules/ruleset.h"
#include "rules/running_text.h"

namespace avstam::rules {

// In reading order.  Lines of a paragraph are read as one text, so that a sum broken over two lines is one
// sum; running heads and feet and the words in `taken` are left out.  A struck-out sum is no amount of its
// own: the next one beside it carries it as revised_from.
std::vector<Amount> FindAmounts(const extract::Document& document, const WordSet& taken, const RuleSet& rules,
                                const normalize::Normalizer& normalizer);

// Sums that begin on one page and end on the next ("minst 250" "tkr").  `rows`: of a part, in order, without
// heads and feet.
std::vector<Amount> FindAmountsOverPages(const RunningText& text, const std::vector<int>& rows,
                                         const RuleSet& rules, const normalize::Normalizer& normalizer);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_AMOUNTS_H_
