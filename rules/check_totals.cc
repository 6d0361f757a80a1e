#include <algorithm>
#include <optional>
#include <string>

#include "rules/column_total.h"
#include "rules/digit_error.h"
#include "rules/equation.h"
#include "rules/reconcile.h"
#include "rules/slip.h"
#include "rules/too_large.h"

namespace avstam::rules {
namespace {

// On this row the column is the difference of two others, either way round: its sum over the rows may follow
// another sign convention, so it says nothing.
bool IsOwnDifference(const Row& row, int column) {
  const std::optional<Money>& stated = row.cells[column].value;
  for (size_t a = 0; a < row.cells.size(); ++a)
    for (size_t b = 0; b < row.cells.size(); ++b) {
      if (a == b || static_cast<int>(a) == column || static_cast<int>(b) == column) continue;
      const std::optional<Money>&left = row.cells[a].value, &right = row.cells[b].value;
      if (!left || !right) continue;
      Check check;
      Compare(*stated, {*left, Money{SubtractOre(0, right->ore), right->step_ore}}, &check);
      if (check.status != Status::kMismatch) return true;
    }
  return false;
}

// Averages, prices and shares stand on a total's row as well: between the smallest and the largest of the
// parts, which a sum of figures of one sign never is.
bool LiesAmong(const Money& stated, const std::vector<Money>& parts) {
  if (parts.size() < 2) return false;
  auto [least, most] = std::minmax_element(parts.begin(), parts.end(),
                                           [](const Money& a, const Money& b) { return a.ore < b.ore; });
  bool one_sign = least->ore > 0 || most->ore < 0;
  return one_sign && stated.ore >= least->ore && stated.ore <= most->ore;
}

// The plain average of the parts, within its own rounding: then ten rows of 115 and a total of 115 are not a
// lost nought.
bool IsAverage(const Money& stated, const std::vector<Money>& parts) {
  const int64_t count = static_cast<int64_t>(parts.size());
  Wide off = Wide(stated.ore) * count, slack = Wide(stated.step_ore) * count;
  for (const Money& part : parts) off -= part.ore, slack += part.step_ore;
  return 2 * (off < 0 ? -off : off) <= slack;
}

// The total repeats the figure beside it.
bool Repeats(const Row& total, int column) {
  const Money& own = *total.cells[static_cast<size_t>(column)].value;
  if (PrintedUnits(own) < kTellingUnits) return false;
  for (int beside : {column - 1, column + 1}) {
    if (beside < 0 || static_cast<size_t>(beside) >= total.cells.size()) continue;
    const std::optional<Money>& other = total.cells[static_cast<size_t>(beside)].value;
    if (other && other->ore == own.ore) return true;
  }
  return false;
}

std::vector<Money> FiguresOf(const Table& table, const Check& check) {
  std::vector<Money> out;
  for (const CellRef& part : check.parts)
    out.push_back(*table.rows[static_cast<size_t>(part.row)].cells[static_cast<size_t>(part.column)].value);
  return out;
}

Check CheckOne(int table_index, const Table& table, const Relation& relation, int column) {
  const Row& total = table.rows[static_cast<size_t>(relation.total)];
  Check check = TotalCheck(table_index, table, relation, column);
  if (check.status == Status::kNotComparable) return check;
  const Money& stated = *total.cells[static_cast<size_t>(column)].value;
  const std::string rows = std::to_string(check.parts.size()) + (check.parts.size() == 1 ? " row" : " rows");
  if (check.status == Status::kOk) {
    check.message = "the total is the sum of its " + rows;
    return check;
  }
  if (check.status == Status::kRounding) {
    check.message = "the total differs from the sum of its " + rows + " by no more than their rounding";
    return check;
  }
  const std::vector<Money> figures = FiguresOf(table, check);
  check.status = Status::kNotComparable;
  if (!relation.certain) {
    check.reason = "structure";
    check.message = "no reading of the rows above gives this total";
  } else if (LiesAmong(stated, figures) &&
             (IsAverage(stated, figures) || !(SlipExplains(table, check) || Repeats(total, column)))) {
    check.reason = "average";
    check.message = "the figure lies among those of its rows: an average or a price, not a sum";
  } else if (table.columns[static_cast<size_t>(column)].role == "difference" &&
             IsOwnDifference(total, column)) {
    check.reason = "own-sign";
    check.message = "a difference column: the row's own figures give it, its parts follow another sign";
  } else {
    check.status = Status::kMismatch;
    check.message = "the total differs from the sum of its " + rows;
  }
  return check;
}

}  // namespace

Check TotalCheck(int table_index, const Table& table, const Relation& relation, int column) {
  const Cell& total = table.rows[static_cast<size_t>(relation.total)].cells[static_cast<size_t>(column)];
  Check check;
  check.rule = "column-total";
  check.table = table_index;
  check.row = relation.total;
  check.column = column;
  check.where = total.where;
  std::vector<Money> figures;
  bool unread = false, overflow = IsTooLarge(total);
  for (int part : relation.parts) {
    const Cell& cell = table.rows[static_cast<size_t>(part)].cells[static_cast<size_t>(column)];
    overflow = overflow || IsTooLarge(cell);
    unread = unread || IsUnread(cell);
    if (!cell.value) continue;
    figures.push_back(*cell.value);
    check.parts.push_back({table_index, part, column});
  }
  if (total.value) Compare(*total.value, figures, &check);
  if (overflow) {
    check.status = Status::kNotComparable;
    check.reason = "overflow";
    check.message = "a figure of this total is too large to be added";
  } else if (unread) {
    check.status = Status::kNotComparable;
    check.reason = "unread";
    check.message = "a part of this total could not be read as a figure";
  } else if (figures.empty() && total.value->ore != 0) {
    check.status = Status::kNotComparable;
    check.reason = "no-parts";
    check.message = "none of the rows of this total states a figure here";
  }
  return check;
}

std::vector<Check> CheckColumnTotals(int table_index, Table* table) {
  std::vector<Relation> relations = FindRelations(*table);
  std::vector<bool> is_part(table->rows.size(), false);
  for (const Relation& relation : relations)
    for (int part : relation.parts) is_part[part] = true;
  std::vector<Check> checks;
  for (const Relation& relation : relations) {
    Row& total = table->rows[relation.total];
    if (total.role == Role::kItem) {
      total.role = is_part[relation.total] ? Role::kSubtotal : Role::kTotal;
      total.rule = "arithmetic";
    } else if (total.role == Role::kTotal && is_part[relation.total]) {
      total.role = Role::kSubtotal;
    }
    for (size_t c = 0; c < table->columns.size(); ++c) {
      if (Summable(table->columns[c]) && (total.cells[c].value || IsTooLarge(total.cells[c])))
        checks.push_back(CheckOne(table_index, *table, relation, static_cast<int>(c)));
    }
  }
  // Where all figures are too large no relation is found; the total is not passed over for that.
  for (int r = 0; r < static_cast<int>(table->rows.size()); ++r) {
    const Row& row = table->rows[static_cast<size_t>(r)];
    const bool related = std::any_of(relations.begin(), relations.end(),
                                     [&](const Relation& relation) { return relation.total == r; });
    if (related || !IsTotal(row)) continue;
    for (size_t c = 0; c < table->columns.size(); ++c)
      if (Summable(table->columns[c]) && IsTooLarge(row.cells[c]))
        checks.push_back(TotalCheck(table_index, *table, {r, {}}, static_cast<int>(c)));
  }
  return checks;
}

}  // namespace avstam::rules
