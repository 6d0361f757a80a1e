#include <algorithm>

#include "store/reading_rows.h"
#include "store/row_values.h"

namespace avstam::store {
namespace {

rules::CellKind KindFrom(const std::string& text) {
  using enum rules::CellKind;
  return FromName<rules::CellKind, 5>({kEmpty, kMoney, kNumber, kPercent, kText}, rules::CellKindName, text);
}
rules::Role RoleFrom(const std::string& text) {
  using enum rules::Role;
  return FromName<rules::Role, 5>({kItem, kSubtotal, kTotal, kHeader, kNote}, rules::RoleName, text);
}
rules::Status StatusFrom(const std::string& text) {
  using enum rules::Status;
  return FromName<rules::Status, 4>({kOk, kRounding, kMismatch, kNotComparable}, rules::StatusName, text);
}

// Value and step, two columns from `first`.
std::optional<Money> MoneyAt(const Statement& row, int first) {
  if (row.IsNull(first)) return std::nullopt;
  return Money{row.Int(first), row.OptionalInt(first + 1).value_or(1)};
}
void ReadTables(Database* database, int64_t id, std::vector<rules::Table>* tables) {
  Statement table_rows = database->Prepare(
      "SELECT caption, unit, unit_rule, page, last_page, left_cpt, top_cpt, right_cpt, bottom_cpt, "
      "machine_read "
      "FROM document_tables WHERE document_id = ? ORDER BY table_no");
  table_rows.With(id);
  while (table_rows.Step()) {
    rules::Table table;
    table.caption = table_rows.Text(0);
    table.unit = table_rows.Text(1);
    table.unit_rule = table_rows.Text(2);
    table.first_page = static_cast<int>(table_rows.Int(3));
    table.last_page = static_cast<int>(table_rows.Int(4));
    table.box = BoxAt(table_rows, 5);
    table.machine_read = table_rows.Int(9) != 0;
    tables->push_back(std::move(table));
  }
  Statement columns = database->Prepare(
      "SELECT table_no, header, kind, role FROM table_columns WHERE document_id = ? ORDER BY table_no, "
      "column_no");
  columns.With(id);
  while (columns.Step()) {
    rules::Column column;
    column.header = columns.Text(1);
    column.kind = KindFrom(columns.Text(2));
    column.role = columns.Text(3);
    At(*tables, columns.Int(0)).columns.push_back(std::move(column));
  }

  Statement rows = database->Prepare(
      "SELECT table_no, label, region, role, weak, rule, indent, bold, page, left_cpt, top_cpt, right_cpt, "
      "bottom_cpt, label_read, label_reason, label_distance "
      "FROM table_rows WHERE document_id = ? ORDER BY table_no, row_no");
  rows.With(id);
  while (rows.Step()) {
    rules::Row row;
    row.label = rows.Text(1);
    row.region = rows.OptionalText(2);
    row.role = RoleFrom(rows.Text(3));
    row.weak = rows.Int(4) != 0;
    row.rule = rows.Text(5);
    row.indent = static_cast<int>(rows.Int(6));
    row.bold = rows.Int(7) != 0;
    row.where = WhereAt(rows, 8);
    if (!rows.IsNull(13))
      row.repair = rules::NameRepair{rows.Text(13), rows.Text(14), static_cast<int>(rows.Int(15))};
    At(*tables, rows.Int(0)).rows.push_back(std::move(row));
  }
  Statement cells = database->Prepare(
      "SELECT table_no, row_no, text, kind, coalesce(read_ore, value_ore), step_ore, confidence, page, "
      "left_cpt, top_cpt, "
      "right_cpt, "
      "bottom_cpt, note FROM table_cells WHERE document_id = ? ORDER BY table_no, row_no, column_no");
  cells.With(id);
  while (cells.Step()) {
    rules::Cell cell;
    cell.text = cells.Text(2);
    cell.kind = KindFrom(cells.Text(3));
    cell.value = MoneyAt(cells, 4);
    cell.confidence = cells.Real(6);
    cell.where = WhereAt(cells, 7);
    cell.note = cells.Text(12);
    At(At(*tables, cells.Int(0)).rows, cells.Int(1)).cells.push_back(std::move(cell));
  }
}

void ReadChecks(Database* database, int64_t id, std::vector<rules::Check>* checks) {
  Statement rows = database->Prepare(
      "SELECT rule, coalesce(read_status, status), table_no, row_no, column_no, "
      "iif(read_status IS NULL, stated_ore, read_stated_ore), "
      "iif(read_status IS NULL, computed_ore, read_computed_ore), "
      "iif(read_status IS NULL, difference_ore, read_difference_ore), tolerance_ore, "
      "message, page, left_cpt, top_cpt, right_cpt, bottom_cpt, diagnosis, error_in, suspect_table_no, "
      "suspect_row_no, suspect_column_no, stated_weight, reason FROM checks WHERE document_id = ? ORDER BY "
      "check_no");
  rows.With(id);
  while (rows.Step()) {
    rules::Check check;
    check.rule = rows.Text(0);
    check.status = StatusFrom(rows.Text(1));
    check.table = SmallInt(rows, 2);
    check.row = SmallInt(rows, 3);
    check.column = SmallInt(rows, 4);
    check.stated_ore = rows.OptionalInt(5);
    check.computed_ore = rows.OptionalInt(6);
    check.difference_ore = rows.OptionalInt(7);
    check.tolerance_ore = rows.OptionalInt(8);
    check.message = rows.Text(9);
    check.where = WhereAt(rows, 10);
    check.diagnosis = rows.Text(15);
    check.error_in = rows.Text(16);
    if (!rows.IsNull(17))
      check.suspect = rules::CellRef{static_cast<int>(rows.Int(17)), static_cast<int>(rows.Int(18)),
                                     static_cast<int>(rows.Int(19))};
    check.stated_weight = static_cast<int>(rows.Int(20));
    check.reason = rows.Text(21);
    checks->push_back(std::move(check));
  }
  Statement parts = database->Prepare(
      "SELECT check_no, table_no, row_no, column_no, weight FROM check_parts WHERE document_id = ? "
      "ORDER BY check_no, part_no");
  parts.With(id);
  while (parts.Step()) {
    rules::Check& check = At(*checks, parts.Int(0));
    check.parts.push_back(
        {static_cast<int>(parts.Int(1)), static_cast<int>(parts.Int(2)), static_cast<int>(parts.Int(3))});
    check.weights.push_back(static_cast<int>(parts.Int(4)));
  }
  // Empty weights: all 1.
  for (rules::Check& check : *checks)
    if (std::all_of(check.weights.begin(), check.weights.end(), [](int weight) { return weight == 1; }))
      check.weights.clear();
  Statement amounts = database->Prepare(
      "SELECT check_no, amount_no FROM check_amounts WHERE document_id = ? ORDER BY check_no, entry_no");
  amounts.With(id);
  while (amounts.Step()) At(*checks, amounts.Int(0)).amounts.push_back(static_cast<int>(amounts.Int(1)));
  Statement repairs = database->Prepare(
      "SELECT check_no, table_no, row_no, column_no, read_ore, read_step_ore, proposed_ore, "
      "proposed_step_ore, reason "
      "FROM check_repairs WHERE document_id = ? ORDER BY check_no, repair_no");
  repairs.With(id);
  while (repairs.Step()) {
    rules::Repair repair;
    repair.table = static_cast<int>(repairs.Int(1));
    repair.row = static_cast<int>(repairs.Int(2));
    repair.column = static_cast<int>(repairs.Int(3));
    repair.read = {repairs.Int(4), repairs.Int(5)};
    repair.proposed = {repairs.Int(6), repairs.Int(7)};
    repair.reason = repairs.Text(8);
    At(*checks, repairs.Int(0)).repairs.push_back(std::move(repair));
  }
}

}  // namespace

rules::Reading ReadReading(Database* database, int64_t id) {
  rules::Reading reading;
  ReadMeetings(database, id, &reading);
  Statement amounts = database->Prepare(
      "SELECT text, value_ore, step_ore, high_ore, high_step_ore, currency, per, qualifier, "
      "revised_from_ore, "
      "revised_from_step_ore, part_no, decision_no, item_no, rule, page, left_cpt, top_cpt, right_cpt, "
      "bottom_cpt "
      "FROM amounts WHERE document_id = ? ORDER BY amount_no");
  amounts.With(id);
  while (amounts.Step()) {
    rules::Amount amount;
    amount.text = amounts.Text(0);
    amount.money = {amounts.Int(1), amounts.Int(2)};
    amount.high = MoneyAt(amounts, 3);
    amount.currency = amounts.Text(5);
    amount.per = amounts.Text(6);
    amount.qualifier = amounts.Text(7);
    amount.revised_from = MoneyAt(amounts, 8);
    amount.part = SmallInt(amounts, 10);
    amount.decision = SmallInt(amounts, 11);
    amount.item = SmallInt(amounts, 12);
    amount.rule = amounts.Text(13);
    amount.where = WhereAt(amounts, 14);
    reading.amounts.push_back(std::move(amount));
  }
  ReadTables(database, id, &reading.tables);
  ReadChecks(database, id, &reading.checks);
  return reading;
}

}  // namespace avstam::store
