#include "rules/interpret.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "rules/amounts.h"
#include "rules/machine_read.h"
#include "rules/reconcile.h"
#include "rules/table_reading.h"
#include "rules/text_table.h"

namespace avstam::rules {
namespace {

// Before the first table that stands below it.
void Insert(Table table, std::vector<Table>* tables) {
  auto below = std::find_if(tables->begin(), tables->end(), [&](const Table& other) {
    return other.first_page > table.first_page ||
           (other.first_page == table.first_page && other.box.top > table.box.top);
  });
  tables->insert(below, std::move(table));
}

}  // namespace

Reading Interpret(const extract::Document& document, const RuleSet& rules,
                  const normalize::Normalizer& normalizer) {
  Reading reading;
  WordSet taken;
  std::vector<DocumentUnit> units;
  bool machine_read = LooksMachineRead(document, rules.lexicon());
  if (!document.grids.empty()) units = FindDocumentUnits(document, rules);
  auto read = [&](const extract::Grid& grid) {
    TableSurroundings near = FindSurroundings(document, grid, units, rules);
    near.machine_read = machine_read || HasRecognisedWords(document, grid);
    near.document = &document;
    std::optional<Table> table = ReadTable(grid, near, rules, normalizer);
    if (table)
      for (const extract::GridCell& cell : grid.cells)
        for (const extract::GridWord& word : cell.words) taken.insert({word.page, word.word});
    return table;
  };
  for (const extract::Grid& grid : document.grids)
    if (std::optional<Table> table = read(grid)) reading.tables.push_back(std::move(*table));
  std::vector<extract::Grid> flowing = FindTextTables(document, taken, rules, normalizer);
  if (!flowing.empty() && document.grids.empty()) units = FindDocumentUnits(document, rules);
  for (const extract::Grid& grid : flowing)
    if (std::optional<Table> table = read(grid)) Insert(std::move(*table), &reading.tables);
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
