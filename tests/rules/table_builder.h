// Tables for tests, written as they look:
//
//   MakeTable({"Lön | 100 | 90", "Hyra | 20 | 20", "=Summa | 120 | 110"})
//
// Before the label: two spaces per level of indentation, '#' bold, '=' total by its label, '~' weak total
// ("Resultat"),
// '-' note, '+' subtotal.  A row without cells is a section heading.  An empty cell holds nothing, '?' could
// not be read. Figures are kronor × `step_kronor`.
#ifndef AVSTAM_TESTS_RULES_TABLE_BUILDER_H_
#define AVSTAM_TESTS_RULES_TABLE_BUILDER_H_

#include <cstdlib>
#include <string>
#include <vector>

#include "rules/reading.h"

namespace avstam::rules {

inline std::string Trimmed(const std::string& s) {
  size_t first = s.find_first_not_of(' '), last = s.find_last_not_of(' ');
  return first == std::string::npos ? "" : s.substr(first, last - first + 1);
}

inline Row MakeRow(std::string line, int64_t step_kronor) {
  Row row;
  size_t spaces = line.find_first_not_of(' ');
  row.indent = spaces == std::string::npos ? 0 : static_cast<int>(spaces / 2);
  std::vector<std::string> parts(1);
  for (char c : line)
    if (c == '|')
      parts.emplace_back();
    else
      parts.back() += c;
  std::string label = Trimmed(parts[0]);
  if (!label.empty() && label[0] == '#') row.bold = true, label.erase(0, 1);
  char mark = label.empty() ? ' ' : label[0];
  if (mark == '=' || mark == '~') row.role = Role::kTotal;
  if (mark == '+') row.role = Role::kSubtotal;
  if (mark == '-') row.role = Role::kNote;
  row.weak = mark == '~';
  row.label = std::string("=~+-").find(mark) == std::string::npos ? label : label.substr(1);
  for (size_t i = 1; i < parts.size(); ++i) {
    Cell cell;
    cell.text = Trimmed(parts[i]);
    if (cell.text == "?") {
      cell.kind = CellKind::kText;
    } else if (!cell.text.empty()) {
      cell.kind = CellKind::kMoney;
      int64_t step = step_kronor * 100;
      cell.value = Money{std::strtoll(cell.text.c_str(), nullptr, 10) * step, step};
    }
    row.cells.push_back(cell);
  }
  if (row.cells.empty()) row.role = Role::kHeader;
  return row;
}

inline Table MakeTable(const std::vector<std::string>& lines, int64_t step_kronor = 1) {
  Table table;
  size_t columns = 0;
  for (const std::string& line : lines) {
    table.rows.push_back(MakeRow(line, step_kronor));
    columns = std::max(columns, table.rows.back().cells.size());
  }
  for (Row& row : table.rows) row.cells.resize(columns);
  table.columns.resize(columns);
  return table;
}

}  // namespace avstam::rules

#endif  // AVSTAM_TESTS_RULES_TABLE_BUILDER_H_
