#include "rules/interpret.h"

#include <optional>

#include "rules/amounts.h"
#include "rules/reconcile.h"
#include "rules/table_reading.h"

namespace avstam::rules {

Reading Interpret(const extract::Document& document, const RuleSet& rules,
                  const normalize::Normalizer& normalizer) {
  Reading reading;
  WordSet taken;
  std::vector<DocumentUnit> units;
  if (!document.grids.empty()) units = FindDocumentUnits(document, rules);
  for (const extract::Grid& grid : document.grids) {
    std::optional<Table> table =
        ReadTable(grid, FindSurroundings(document, grid, units, rules), rules, normalizer);
    if (!table) continue;
    reading.tables.push_back(std::move(*table));
    for (const extract::GridCell& cell : grid.cells)
      for (const extract::GridWord& word : cell.words) taken.insert({word.page, word.word});
  }
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
