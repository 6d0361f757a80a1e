#include "rules/interpret.h"

#include "rules/amounts.h"
#include "rules/find_tables.h"
#include "rules/reconcile.h"

namespace avstam::rules {
Reading Interpret(const extract::Document& document, const RuleSet& rules,
                  const normalize::Normalizer& normalizer) {
  Reading reading;
  WordSet taken;
  reading.tables = FindTables(document, rules, normalizer, &taken);
  reading.amounts = FindAmounts(document, taken, rules, normalizer);
  if (!document.pages.empty()) {
    Part whole;
    whole.first_page = 1;
    whole.last_page = document.page_count;
    reading.parts.push_back(whole);
    for (Amount& amount : reading.amounts) amount.part = 0;
  }
  reading.checks = Reconcile(&reading);
  return reading;
}

}  // namespace avstam::rules
