#include <fmt/format.h>

#include "store/reading_rows.h"
#include "store/row_values.h"

namespace avstam::store {
namespace {

std::optional<int64_t> Ore(const std::optional<Money>& money) {
  if (!money) return std::nullopt;
  return money->ore;
}
std::optional<int64_t> Step(const std::optional<Money>& money) {
  if (!money) return std::nullopt;
  return money->step_ore;
}

// What people decide about a reading is written afterwards (settle.h).
constexpr std::optional<int64_t> kUndecided;

void WriteTables(Database* database, int64_t id, const std::vector<rules::Table>& tables) {
  Statement insert_table = database->Prepare(InsertInto("document_tables", 12));
  Statement insert_column = database->Prepare(InsertInto("table_columns", 6));
  Statement insert_row = database->Prepare(InsertInto("table_rows", 18));
  Statement insert_cell = database->Prepare(InsertInto("table_cells", 16));
  for (size_t t = 0; t < tables.size(); ++t) {
    const rules::Table& table = tables[t];
    int64_t table_no = static_cast<int64_t>(t);
    BoxValues b(table.box);
    insert_table.Run(id, table_no, TextOrNull(table.caption), TextOrNull(table.unit),
                     TextOrNull(table.unit_rule), table.machine_read, table.first_page, table.last_page,
                     b.left, b.top, b.right, b.bottom);
    for (size_t c = 0; c < table.columns.size(); ++c)
      insert_column.Run(id, table_no, static_cast<int64_t>(c), table.columns[c].header,
                        rules::CellKindName(table.columns[c].kind), TextOrNull(table.columns[c].role));
    for (size_t r = 0; r < table.rows.size(); ++r) {
      const rules::Row& row = table.rows[r];
      int64_t row_no = static_cast<int64_t>(r);
      BoxValues rb(row.where.box);
      std::optional<std::string> read, reason;
      std::optional<int> distance;
      if (row.repair) {
        read = row.repair->read;
        reason = row.repair->reason;
        distance = row.repair->distance;
      }
      insert_row.Run(id, table_no, row_no, row.label, read, reason, distance, row.region,
                     rules::RoleName(row.role), row.weak, row.rule, row.indent, row.bold,
                     PageOrNull(row.where.page), rb.left, rb.top, rb.right, rb.bottom);
      for (size_t c = 0; c < row.cells.size(); ++c) {
        const rules::Cell& cell = row.cells[c];
        BoxValues cb(cell.where.box);
        insert_cell.Run(id, table_no, row_no, static_cast<int64_t>(c), cell.text,
                        rules::CellKindName(cell.kind), Ore(cell.value), Step(cell.value), kUndecided,
                        cell.confidence, TextOrNull(cell.note), PageOrNull(cell.where.page), cb.left, cb.top,
                        cb.right, cb.bottom);
      }
    }
  }
}

void WriteChecks(Database* database, int64_t id, const std::vector<rules::Check>& checks) {
  Statement insert_check = database->Prepare(InsertInto("checks", 31));
  Statement insert_part = database->Prepare(InsertInto("check_parts", 7));
  Statement insert_amount = database->Prepare(InsertInto("check_amounts", 4));
  Statement insert_repair = database->Prepare(InsertInto("check_repairs", 12));
  for (size_t k = 0; k < checks.size(); ++k) {
    const rules::Check& check = checks[k];
    int64_t check_no = static_cast<int64_t>(k);
    BoxValues b(check.where.box);
    std::optional<int> table_no, row_no, column_no;
    if (check.suspect) {
      table_no = check.suspect->table;
      row_no = check.suspect->row;
      column_no = check.suspect->column;
    }
    insert_check.Run(id, check_no, check.rule, rules::StatusName(check.status), check.table, check.row,
                     check.column, check.stated_ore, check.computed_ore, check.difference_ore,
                     check.tolerance_ore, check.message, TextOrNull(check.diagnosis),
                     TextOrNull(check.error_in), table_no, row_no, column_no, check.stated_weight,
                     TextOrNull(check.reason), kUndecided, kUndecided, kUndecided, kUndecided, kUndecided,
                     kUndecided, kUndecided, PageOrNull(check.where.page), b.left, b.top, b.right, b.bottom);
    for (size_t p = 0; p < check.parts.size(); ++p)
      insert_part.Run(id, check_no, static_cast<int64_t>(p), check.parts[p].table, check.parts[p].row,
                      check.parts[p].column, check.weights.empty() ? 1 : check.weights[p]);
    for (size_t a = 0; a < check.amounts.size(); ++a)
      insert_amount.Run(id, check_no, static_cast<int64_t>(a), check.amounts[a]);
    for (size_t r = 0; r < check.repairs.size(); ++r) {
      const rules::Repair& repair = check.repairs[r];
      insert_repair.Run(id, check_no, static_cast<int64_t>(r), repair.table, repair.row, repair.column,
                        repair.read.ore, repair.read.step_ore, repair.proposed.ore, repair.proposed.step_ore,
                        repair.reason, kUndecided);
    }
  }
}

}  // namespace

void WriteReading(Database* database, int64_t id, const rules::Reading& reading) {
  WriteMeetings(database, id, reading);
  Statement insert_amount = database->Prepare(InsertInto("amounts", 21));
  for (size_t a = 0; a < reading.amounts.size(); ++a) {
    const rules::Amount& amount = reading.amounts[a];
    BoxValues b(amount.where.box);
    insert_amount.Run(id, static_cast<int64_t>(a), amount.text, amount.money.ore, amount.money.step_ore,
                      Ore(amount.high), Step(amount.high), amount.currency, TextOrNull(amount.per),
                      TextOrNull(amount.qualifier), Ore(amount.revised_from), Step(amount.revised_from),
                      amount.part, amount.decision, amount.item, amount.rule, amount.where.page, b.left,
                      b.top, b.right, b.bottom);
  }
  WriteTables(database, id, reading.tables);
  WriteChecks(database, id, reading.checks);
}

namespace {

void DeleteRows(Database* database, int64_t id, std::initializer_list<const char*> tables) {
  for (const char* table : tables)
    database->Prepare(fmt::format("DELETE FROM {} WHERE document_id = ?", table)).Run(id);
}

}  // namespace

void ClearReading(Database* database, int64_t id) {
  ClearReadingSearch(database, id);
  // Children first where no cascade leads.
  DeleteRows(database, id,
             {"checks", "amounts", "agenda", "attendance", "decisions", "parts", "document_tables"});
}

void ClearDocument(Database* database, int64_t id) {
  ClearReading(database, id);
  ClearPageSearch(database, id);
  DeleteRows(database, id, {"pages", "document_diagnostics"});
}

}  // namespace avstam::store
