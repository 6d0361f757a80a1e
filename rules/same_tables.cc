#include "rules/same_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <utility>

#include "normalize/text.h"
#include "rules/reconcile.h"
#include "rules/slip.h"
#include "rules/too_large.h"

namespace avstam::rules {
namespace {

// PrintedUnits: a shorter figure that is equal, or equal but for a slip, may be another.
constexpr int64_t kSurelyMeant = 1000;
constexpr int kMostAgree = 4;  // of five figures
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

// What is asked of a table for each other that it is held to.
struct TableNames {
  explicit TableNames(const Table& table)
      : rows(ByName(table.rows, [](const Row& row) { return row.label; })),
        columns(ByName(table.columns, [](const Column& column) { return column.header; })) {}
  std::map<std::string, int> rows, columns;
};

struct SamePlace {
  int row = 0, column = 0;              // of the one
  int other_row = 0, other_column = 0;  // of the other
  std::string slip;                     // why they differ; empty: they agree
};

// Empty: they are not the same.
std::vector<SamePlace> SameFigures(const Table& one, const TableNames& names, const Table& other,
                                   const TableNames& other_names) {
  struct Pair {
    SamePlace place;
    bool agrees = false;
  };
  std::vector<Pair> pairs;
  // Most tables that share their names share no figures: they are done with when too many differ.
  const size_t most = std::min(names.rows.size(), other_names.rows.size()) *
                      std::min(names.columns.size(), other_names.columns.size());
  size_t differ = 0;
  for (const auto& [row_name, row] : names.rows) {
    const auto other_row = other_names.rows.find(row_name);
    if (row < 0 || other_row == other_names.rows.end() || other_row->second < 0) continue;
    for (const auto& [column_name, column] : names.columns) {
      const auto other_column = other_names.columns.find(column_name);
      if (column < 0 || other_column == other_names.columns.end() || other_column->second < 0) continue;
      const Cell &cell = CellOf(one, row, column),
                 &same = CellOf(other, other_row->second, other_column->second);
      if (!IsMoney(cell) || !IsMoney(same)) continue;
      if (PrintedUnits(*cell.value) < kTellingUnits || PrintedUnits(*same.value) < kTellingUnits) continue;
      const bool agrees = Interval::Of(*cell.value).Meets(Interval::Of(*same.value));
      if (!agrees && ++differ * 5 > most * (5 - kMostAgree)) return {};
      pairs.push_back({{row, column, other_row->second, other_column->second, ""}, agrees});
    }
  }
  const size_t agree = pairs.size() - differ;
  if (agree < kLeastAgree || agree * 5 < pairs.size() * kMostAgree) return {};
  std::vector<SamePlace> out;
  for (auto& [place, agrees] : pairs) {
    if (!agrees)
      place.slip = SlipBetween(*CellOf(one, place.row, place.column).value,
                               *CellOf(other, place.other_row, place.other_column).value);
    if (agrees || !place.slip.empty()) out.push_back(std::move(place));
  }
  return out;
}

// The figures of a table, to be found in it.
class TableFigures {
 public:
  struct Figure {
    int row = 0, column = 0;
    Money money;
  };

  explicit TableFigures(const Table& table) {
    for (size_t r = 0; r < table.rows.size(); ++r)
      for (size_t c = 0; c < table.columns.size(); ++c) {
        const Cell& cell = table.rows[r].cells[c];
        if (cell.kind != CellKind::kMoney || !cell.value) continue;
        const Figure figure{static_cast<int>(r), static_cast<int>(c), *cell.value};
        if (IsTotal(table.rows[r])) totals_.push_back(figure);
        if (table.rows[r].role != Role::kNote)
          by_ore_.emplace_back(figure.money.ore, figure.row, figure.column);
      }
    std::sort(by_ore_.begin(), by_ore_.end());
  }

  const std::vector<Figure>& totals() const { return totals_; }

  // The first place, row by row, that states `total`: the same figure with so many digits that it is no
  // chance, or a total in other units that it rounds to.
  std::optional<std::pair<int, int>> PlaceOf(const Money& total) const {
    std::optional<std::pair<int, int>> place;
    if (PrintedUnits(total) >= kSurelyMeant) {
      const auto same = std::lower_bound(by_ore_.begin(), by_ore_.end(), std::tuple{total.ore, 0, 0});
      if (same != by_ore_.end() && std::get<0>(*same) == total.ore)
        place = {std::get<1>(*same), std::get<2>(*same)};
    }
    if (PrintedUnits(total) < kTellingUnits) return place;
    for (const Figure& figure : totals_) {
      const std::pair<int, int> here{figure.row, figure.column};
      if (place && *place <= here) break;
      if (figure.money.step_ore != total.step_ore && PrintedUnits(figure.money) >= kTellingUnits &&
          Interval::Of(total).Meets(Interval::Of(figure.money)))
        place = here;
    }
    return place;
  }

 private:
  std::vector<Figure> totals_;                         // row by row
  std::vector<std::tuple<int64_t, int, int>> by_ore_;  // öre, row, column
};

// Equal for tables that are printed alike.
std::string PrintOf(const Table& table) {
  std::string out = table.unit;
  for (const Column& column : table.columns) out += '\t' + column.header;
  for (const Row& row : table.rows) {
    out += '\n' + row.label;
    for (const Cell& cell : row.cells) out += '\t' + cell.text;
  }
  return out;
}

// Each table and those before it that it is held to.  One that was printed before is held to the first of its
// kind alone: else checks would grow with the square of the copies.
std::vector<std::pair<size_t, size_t>> PairsOf(const std::vector<Table>& tables) {
  std::vector<std::pair<size_t, size_t>> pairs;
  std::map<std::string, size_t> first;
  std::vector<size_t> unlike;
  for (size_t b = 0; b < tables.size(); ++b) {
    const auto [it, fresh] = first.emplace(PrintOf(tables[b]), b);
    if (!fresh) {
      pairs.emplace_back(it->second, b);
      continue;
    }
    for (size_t a : unlike) pairs.emplace_back(a, b);
    unlike.push_back(b);
  }
  return pairs;
}

// The check of a cell of one table by a cell of another; the caller says what it found.
Check CheckOf(const std::vector<Table>& tables, const CellRef& at, const CellRef& by) {
  const Cell& cell = CellOf(tables[static_cast<size_t>(at.table)], at.row, at.column);
  Check check;
  check.rule = "table-table";
  check.table = at.table;
  check.row = at.row;
  check.column = at.column;
  check.where = cell.where;
  check.parts.push_back(by);
  Compare(*cell.value, {*CellOf(tables[static_cast<size_t>(by.table)], by.row, by.column).value}, &check);
  return check;
}

}  // namespace

std::vector<Check> CheckAgainstEachOther(const std::vector<Table>& tables) {
  const std::vector<TableNames> names(tables.begin(), tables.end());
  const std::vector<TableFigures> figures(tables.begin(), tables.end());
  std::vector<Check> out;
  for (const auto& [a, b] : PairsOf(tables)) {
    std::set<int64_t> said;  // one finding per figure and pair of tables
    const auto find_totals = [&](size_t from, size_t to) {
      for (const TableFigures::Figure& total : figures[from].totals()) {
        if (said.contains(total.money.ore)) continue;
        const auto place = figures[to].PlaceOf(total.money);
        if (!place) continue;
        const CellRef by{static_cast<int>(to), place->first, place->second};
        const Cell& other = CellOf(tables[to], by.row, by.column);
        said.insert({total.money.ore, other.value->ore});
        Check check = CheckOf(tables, {static_cast<int>(from), total.row, total.column}, by);
        check.message = fmt::format("the total also stands in table {} (page {})", to + 1, other.where.page);
        out.push_back(std::move(check));
      }
    };
    find_totals(b, a);
    find_totals(a, b);
    for (const SamePlace& place : SameFigures(tables[b], names[b], tables[a], names[a])) {
      if (place.slip.empty()) continue;
      Check check = CheckOf(tables, {static_cast<int>(b), place.row, place.column},
                            {static_cast<int>(a), place.other_row, place.other_column});
      check.diagnosis = place.slip;
      check.message = fmt::format("table {} states it otherwise, and most of the rest alike", a + 1);
      out.push_back(std::move(check));
    }
  }
  return out;
}

std::vector<Check> CheckAcross(const Reading& one, const Reading& other, const std::string& other_name) {
  const std::vector<TableNames> names(one.tables.begin(), one.tables.end());
  const std::vector<TableNames> other_names(other.tables.begin(), other.tables.end());
  std::vector<Check> out;
  for (size_t a = 0; a < one.tables.size(); ++a)
    for (size_t b = 0; b < other.tables.size(); ++b)
      for (const SamePlace& place : SameFigures(one.tables[a], names[a], other.tables[b], other_names[b])) {
        const bool total = IsTotal(one.tables[a].rows[static_cast<size_t>(place.row)]);
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
