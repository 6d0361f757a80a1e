// All tables of a document: those that geometry found, and those that only the flow of the text holds.
#ifndef AVSTAM_RULES_FIND_TABLES_H_
#define AVSTAM_RULES_FIND_TABLES_H_

#include <vector>

#include "extract/document.h"
#include "normalize/normalizer.h"
#include "rules/amounts.h"
#include "rules/reading.h"
#include "rules/ruleset.h"

namespace avstam::rules {

// In reading order.  `taken` gains the words of the tables.
std::vector<Table> FindTables(const extract::Document& document, const RuleSet& rules,
                              const normalize::Normalizer& normalizer, WordSet* taken);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_FIND_TABLES_H_
