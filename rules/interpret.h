// From what is on the pages to what the document says.  Pure: same document and rules, same reading.
#ifndef AVSTAM_RULES_INTERPRET_H_
#define AVSTAM_RULES_INTERPRET_H_

#include "extract/document.h"
#include "normalize/normalizer.h"
#include "rules/reading.h"
#include "rules/ruleset.h"

namespace avstam::rules {

// `common`, or that with the packs of the council whose paper it is.
const RuleSet& RulesFor(const extract::Document& document, const RuleSet& common);

// Parts, decisions and what stands around them, tables, amounts, checks.
Reading Interpret(const extract::Document& document, const RuleSet& rules,
                  const normalize::Normalizer& normalizer);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_INTERPRET_H_
