#include "rules/reconcile.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "rules/check_products.h"
#include "rules/check_prose.h"
#include "rules/column_relation.h"
#include "rules/column_total.h"
#include "rules/diagnosis.h"
#include "rules/same_tables.h"
#include "rules/too_large.h"

namespace avstam::rules {
namespace {

// SCB's county codes in use since 1998: 21 regions.
constexpr int kRegionCount = 21;
// A list this long is meant to hold them all.
constexpr int kLooksComplete = 15;
// So many rows show which sign a column of deviations has.
constexpr int kStraightRows = 2;

// All 21 regions once each.
void CheckRegions(int table_index, const Table& table, const std::vector<Check>& totals,
                  std::vector<Check>* checks) {
  std::map<std::string, int> seen;
  for (const Row& row : table.rows)
    if (row.region && !IsTotal(row) && row.role != Role::kNote) ++seen[*row.region];
  if (static_cast<int>(seen.size()) < kLooksComplete) return;
  Check check;
  check.rule = "region-coverage";
  check.table = table_index;
  check.where = {table.first_page, table.box};
  std::string twice;
  for (const auto& [code, count] : seen)
    if (count > 1) twice += (twice.empty() ? "" : ", ") + code;
  bool complete = static_cast<int>(seen.size()) == kRegionCount;
  // Without one region, but adding up: the table is whole as it is, that region takes no part.
  bool closes = std::any_of(totals.begin(), totals.end(), [&](const Check& c) {
    return c.table == table_index && (c.status == Status::kOk || c.status == Status::kRounding);
  });
  bool fails = std::any_of(totals.begin(), totals.end(), [&](const Check& c) {
    return c.table == table_index && c.status == Status::kMismatch;
  });
  if (complete && twice.empty()) {
    check.status = Status::kOk;
    check.message = "all 21 regions, once each";
  } else if (!twice.empty() && !closes) {
    check.status = fails ? Status::kMismatch : Status::kNotComparable;
    check.message = "listed more than once: " + twice;
  } else {
    check.status = fails ? Status::kMismatch : Status::kNotComparable;
    check.message = std::to_string(seen.size()) + " of 21 regions listed";
  }
  if (check.status == Status::kNotComparable) check.reason = "incomplete";
  checks->push_back(check);
}

// A deviation may have its own sign on each row.  But when all rows of the column have the same, all but one,
// and the total of the column agrees as soon as that one is turned, its sign is wrong.
void FindTurnedSigns(std::vector<Check>* checks) {
  std::map<std::pair<int, int>, std::vector<Check*>> turned;  // by table and column
  std::map<std::pair<int, int>, int> straight;
  for (Check& check : *checks) {
    if (check.rule != "row-difference" || check.weights.size() != 2 ||
        check.weights[0] * check.weights[1] > 0)
      continue;
    if (check.status != Status::kOk && check.status != Status::kRounding) continue;
    if (check.weights[0] < 0)
      turned[{*check.table, *check.column}].push_back(&check);
    else if (*check.stated_ore != 0)
      ++straight[{*check.table, *check.column}];
  }
  for (const auto& [place, rows] : turned) {
    if (rows.size() != 1 || straight[place] < kStraightRows) continue;
    Check& row = *rows.front();
    for (Check& total : *checks) {
      if (total.rule != "column-total" || *total.table != place.first || *total.column != place.second)
        continue;
      if (total.status != Status::kMismatch && total.reason != "own-sign") continue;
      const CellRef cell{*row.table, *row.row, *row.column};
      const bool part = std::find(total.parts.begin(), total.parts.end(), cell) != total.parts.end();
      if (!part && *total.row != *row.row) continue;
      const int64_t twice = AddOre(*row.stated_ore, *row.stated_ore);
      const int64_t off =
          part ? AddOre(*total.difference_ore, twice) : SubtractOre(*total.difference_ore, twice);
      if (Magnitude(off) > *total.tolerance_ore) continue;
      for (Check* check : {&row, &total}) {
        check->status = Status::kMismatch;
        check->reason.clear();
      }
      total.message = "the total differs from the sum of its rows";
      row.computed_ore = SubtractOre(0, *row.computed_ore);
      row.difference_ore = SubtractOre(*row.stated_ore, *row.computed_ore);
      for (int& weight : row.weights) weight = -weight;
      row.message = "on the other rows the column has the other sign";
      break;
    }
  }
}

// A sum over the columns that another table or the text states as well is right as it stands: its parts do
// not cover all of it (interest that no department bears).
void ExcuseConfirmedSums(std::vector<Check>* checks) {
  std::set<CellRef> confirmed;
  for (const Check& check : *checks) {
    if (check.rule != "table-table" && check.rule != "prose-table") continue;
    if (check.status != Status::kOk || check.parts.size() != 1) continue;
    confirmed.insert(check.parts.front());
    if (check.amounts.empty()) confirmed.insert({*check.table, *check.row, *check.column});
  }
  for (Check& check : *checks) {
    if (check.rule != "row-difference" || check.status != Status::kMismatch) continue;
    if (!confirmed.count({*check.table, *check.row, *check.column})) continue;
    check.status = Status::kNotComparable;
    check.reason = "stated-elsewhere";
    check.message += "; but the figure is stated elsewhere, too, so the columns do not cover all of it";
  }
}

}  // namespace

std::vector<Check> Reconcile(Reading* reading, const ProseContext& context) {
  const SetAside set_aside(reading);
  std::vector<Check> checks;
  for (size_t t = 0; t < reading->tables.size(); ++t) {
    const int index = static_cast<int>(t);
    std::vector<Check> totals = CheckColumnTotals(index, &reading->tables[t]);
    checks.insert(checks.end(), totals.begin(), totals.end());
    const Table& table = reading->tables[t];
    std::vector<Check> rows = CheckColumnRelations(index, table, FindColumnRelations(table));
    checks.insert(checks.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    CheckRegions(index, table, totals, &checks);
  }
  for (Check& check : CheckAgainstEachOther(reading->tables)) checks.push_back(std::move(check));
  if (context.prose != nullptr && context.rules != nullptr) {
    CheckProseAgainstTables(*reading, *context.prose, *context.rules, &checks);
    CheckProducts(*reading, *context.prose, *context.rules, &checks);
    CheckProseSums(*reading, *context.prose, *context.rules, &checks);
    CarrySumsToTables(*reading, &checks);
  }
  CheckRevisions(*reading, &checks);
  FindTurnedSigns(&checks);
  ExcuseConfirmedSums(&checks);
  DiagnoseMismatches(*reading, &checks);
  return checks;
}

}  // namespace avstam::rules
