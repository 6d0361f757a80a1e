#include "rules/interpret.h"

#include "rules/amounts.h"
#include "rules/blocks.h"
#include "rules/find_decisions.h"
#include "rules/find_parts.h"
#include "rules/find_tables.h"
#include "rules/reconcile.h"

namespace avstam::rules {

Reading Interpret(const extract::Document& document, const RuleSet& rules,
                  const normalize::Normalizer& normalizer) {
  Reading reading;
  WordSet taken;
  reading.tables = FindTables(document, rules, normalizer, &taken);
  reading.amounts = FindAmounts(document, taken, rules, normalizer);
  const RunningText text(document, taken, rules);
  for (PartText& part : FindParts(text, rules, normalizer)) {
    const std::vector<Block> blocks = MakeBlocks(text, part.rows, rules, part.machine_read);
    const int number = static_cast<int>(reading.parts.size());
    PartDecisions found = FindDecisions(blocks, number, &part.part, rules, normalizer);
    const int first = static_cast<int>(reading.decisions.size());
    for (Decision& decision : found.decisions) reading.decisions.push_back(std::move(decision));
    for (Amount& amount : reading.amounts) {
      if (amount.where.page < part.part.first_page || amount.where.page > part.part.last_page) continue;
      amount.part = number;
      for (const ItemPlace& place : found.places) {
        if (!place.Holds(amount.where)) continue;
        amount.decision = first + place.decision;
        amount.item = place.item;
        break;
      }
    }
    reading.parts.push_back(std::move(part.part));
  }
  reading.checks = Reconcile(&reading);
  return reading;
}

}  // namespace avstam::rules
