#include "rules/coverage.h"

#include <set>

namespace avstam::rules {
namespace {

bool Counted(const Column& column, const Cell& cell) {
  if (!cell.value || (cell.kind != CellKind::kMoney && cell.kind != CellKind::kNumber)) return false;
  for (const char* role : {"share", "ratio", "index", "note"})
    if (column.role == role) return false;
  return true;
}

}  // namespace

Coverage MeasureCoverage(const Reading& reading) {
  std::set<CellRef> cells;
  std::set<int> amounts;
  for (const Check& check : reading.checks) {
    if (check.status != Status::kOk && check.status != Status::kRounding) continue;
    if (check.table && check.row && check.column) cells.insert({*check.table, *check.row, *check.column});
    cells.insert(check.parts.begin(), check.parts.end());
    amounts.insert(check.amounts.begin(), check.amounts.end());
  }
  Coverage out;
  for (size_t t = 0; t < reading.tables.size(); ++t) {
    const Table& table = reading.tables[t];
    Covered& here = out.tables.emplace_back();
    for (size_t r = 0; r < table.rows.size(); ++r)
      for (size_t c = 0; c < table.rows[r].cells.size(); ++c) {
        if (table.rows[r].role == Role::kHeader || !Counted(table.columns[c], table.rows[r].cells[c]))
          continue;
        const CellRef at{static_cast<int>(t), static_cast<int>(r), static_cast<int>(c)};
        ++here.figures;
        if (cells.count(at))
          ++here.covered;
        else
          out.uncovered.push_back(at);
      }
    out.all.figures += here.figures;
    out.all.covered += here.covered;
  }
  for (size_t a = 0; a < reading.amounts.size(); ++a) {
    ++out.amounts.figures;
    if (amounts.count(static_cast<int>(a)))
      ++out.amounts.covered;
    else
      out.uncovered_amounts.push_back(static_cast<int>(a));
  }
  out.all.figures += out.amounts.figures;
  out.all.covered += out.amounts.covered;
  return out;
}

}  // namespace avstam::rules
