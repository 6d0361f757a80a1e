#include "rules/same_tables.h"

#include <map>
#include <optional>

#include "normalize/text.h"
#include "rules/reconcile.h"
#include "rules/slip.h"
#include "rules/too_large.h"

namespace avstam::rules {
namespace {

constexpr int64_t kSurelyMeant = 1000;  // a slip in a shorter figure may be another figure
constexpr int kMostAgree = 4;           // of five figures
constexpr int kLeastAgree = 4;

// By label (header); one that several rows have names none of them.
template <typename List, typename Name>
std::map<std::string, int> ByName(const List& list, Name name) {
  std::map<std::string, int> out;
  for (size_t i = 0; i < list.size(); ++i) {
    const std::string key = normalize::LabelKey(name(list[i]));
    if (key.empty()) continue;
    const auto [at, fresh] = out.emplace(key, static_cast<int>(i));
    if (!fresh) at->second = -1;
  }
  return out;
}

// Both figures are printed by hand in one step, and one is the other but for one slip of the likely kinds.
std::string SlipBetween(const Money& a, const Money& b) {
  if (a.step_ore != b.step_ore || PrintedUnits(a) < kSurelyMeant || PrintedUnits(b) < kSurelyMeant) return "";
  for (const Slip& slip : SlipsWithin(a, b.ore, b.ore))
    if (slip.kind == "swapped" || slip.kind == "digit") return slip.kind;
  return "";
}

const Cell& CellOf(const Table& table, int row, int column) {
  return table.rows[static_cast<size_t>(row)].cells[static_cast<size_t>(column)];
}

bool IsMoney(const Cell& cell) {
  return cell.kind == CellKind::kMoney && cell.value && !IsTooLarge(*cell.value);
}

}  // namespace

std::vector<SamePlace> SameFigures(const Table& one, const Table& other) {
  const auto label = [](const Row& row) { return row.label; };
  const auto header = [](const Column& column) { return column.header; };
  const std::map<std::string, int> rows = ByName(one.rows, label), other_rows = ByName(other.rows, label);
  const std::map<std::string, int> columns = ByName(one.columns, header),
                                   other_columns = ByName(other.columns, header);
  std::vector<SamePlace> out;
  int agree = 0, all = 0;
  for (const auto& [row_name, row] : rows) {
    const auto other_row = other_rows.find(row_name);
    if (row < 0 || other_row == other_rows.end() || other_row->second < 0) continue;
    for (const auto& [column_name, column] : columns) {
      const auto other_column = other_columns.find(column_name);
      if (column < 0 || other_column == other_columns.end() || other_column->second < 0) continue;
      const Cell &cell = CellOf(one, row, column),
                 &same = CellOf(other, other_row->second, other_column->second);
      if (!IsMoney(cell) || !IsMoney(same)) continue;
      if (PrintedUnits(*cell.value) < kTellingUnits || PrintedUnits(*same.value) < kTellingUnits) continue;
      ++all;
      SamePlace place{row, column, other_row->second, other_column->second, ""};
      if (Interval::Of(*cell.value).Meets(Interval::Of(*same.value))) {
        ++agree;
        out.push_back(place);
        continue;
      }
      place.slip = SlipBetween(*cell.value, *same.value);
      if (!place.slip.empty()) out.push_back(place);
    }
  }
  if (agree < kLeastAgree || agree * 5 < all * kMostAgree) return {};
  return out;
}

std::vector<Check> CheckAcross(const Reading& one, const Reading& other, const std::string& other_name) {
  std::vector<Check> out;
  for (size_t a = 0; a < one.tables.size(); ++a)
    for (size_t b = 0; b < other.tables.size(); ++b)
      for (const SamePlace& place : SameFigures(one.tables[a], other.tables[b])) {
        const Row& row = one.tables[a].rows[static_cast<size_t>(place.row)];
        const bool total = row.role == Role::kTotal || row.role == Role::kSubtotal;
        if (!total && place.slip.empty()) continue;
        const Cell &cell = CellOf(one.tables[a], place.row, place.column),
                   &same = CellOf(other.tables[b], place.other_row, place.other_column);
        Check check;
        check.rule = "table-table";
        check.table = static_cast<int>(a);
        check.row = place.row;
        check.column = place.column;
        check.where = cell.where;
        Compare(*cell.value, {*same.value}, &check);
        check.diagnosis = check.status == Status::kMismatch ? place.slip : "";
        if (!check.diagnosis.empty())
          check.error_in = one.tables[a].machine_read || other.tables[b].machine_read ? "reading" : "print";
        check.message = (place.slip.empty() ? "also stated by " : "stated otherwise by ") + other_name +
                        ", table " + std::to_string(b + 1) + ", page " + std::to_string(same.where.page);
        if (!place.slip.empty()) check.message += "; " + SlipInWords(place.slip);
        out.push_back(std::move(check));
      }
  return out;
}

}  // namespace avstam::rules
