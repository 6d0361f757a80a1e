// Large tables: figures too large to be added, and how the work grows with the rows.
#include <gtest/gtest.h>

#include <limits>

#include "rules/column_total.h"
#include "rules/reconcile.h"
#include "tests/rules/table_builder.h"

namespace avstam::rules {
namespace {

std::string Told(const std::vector<Check>& checks) {
  std::string out;
  for (const Check& check : checks)
    out += (out.empty() ? "" : "; ") + check.rule + " " + std::to_string(check.row.value_or(-1)) + "," +
           std::to_string(check.column.value_or(-1)) + " " + std::string(StatusName(check.status)) +
           (check.reason.empty() ? "" : " " + check.reason);
  return out;
}

struct OverflowRow {
  const char* name;
  int row, column;
  int64_t ore;
  const char* checks;
};
class Overflow : public ::testing::TestWithParam<OverflowRow> {};

TEST_P(Overflow, CostsOnlyTheChecksOfTheFigure) {
  Reading reading;
  reading.tables.push_back(MakeTable({"a | 10 | 7", "b | 20 | 8", "=Summa | 30 | 15"}));
  const OverflowRow& row = GetParam();
  Cell& cell = reading.tables[0].rows[static_cast<size_t>(row.row)].cells[static_cast<size_t>(row.column)];
  cell.value->ore = row.ore;
  EXPECT_EQ(Told(Reconcile(&reading)), row.checks);
  ASSERT_TRUE(cell.value.has_value()) << "it is still what the document says";
  EXPECT_EQ(cell.value->ore, row.ore);
}

constexpr int64_t kMost = std::numeric_limits<int64_t>::max();
INSTANTIATE_TEST_SUITE_P(
    Rows, Overflow,
    ::testing::Values(OverflowRow{"nothing", 0, 0, 1000, "column-total 2,0 ok; column-total 2,1 ok"},
                      OverflowRow{"part", 1, 0, kMost,
                                  "column-total 2,0 not-comparable overflow; column-total 2,1 ok"},
                      OverflowRow{"part_below_nought", 1, 0, -kMost - 1,
                                  "column-total 2,0 not-comparable overflow; column-total 2,1 ok"},
                      OverflowRow{"total", 2, 1, kMost / 3,
                                  "column-total 2,0 ok; column-total 2,1 not-comparable overflow"}),
    [](const auto& info) { return info.param.name; });

// Nothing is left to find the relation by, but the total is named as one.
TEST(OverflowOfAllFigures, LeavesTheTotalNotComparable) {
  Reading reading;
  reading.tables.push_back(MakeTable({"a | 10 | 7", "b | 20 | 8", "=Summa | 30 | 15"}));
  for (Row& row : reading.tables[0].rows) row.cells[0].value->ore = kMost;
  EXPECT_EQ(Told(Reconcile(&reading)), "column-total 2,0 not-comparable overflow; column-total 2,1 ok");
  reading.tables[0].columns.pop_back();
  for (Row& row : reading.tables[0].rows) row.cells.pop_back();
  EXPECT_EQ(Told(Reconcile(&reading)), "column-total 2,0 not-comparable overflow");
}

TEST(OverflowInARow, CostsOnlyThatRow) {
  Reading reading;
  reading.tables.push_back(
      MakeTable({"a | 10 | 7 | 17", "b | 20 | 8 | 28", "c | 31 | 9 | 40", "d | 5 | 6 | 11"}));
  reading.tables[0].columns[2].role = "sum";
  reading.tables[0].rows[1].cells[0].value->ore = kMost;
  EXPECT_EQ(Told(Reconcile(&reading)),
            "row-difference 0,2 ok; row-difference 1,2 not-comparable overflow; row-difference 2,2 ok; "
            "row-difference 3,2 ok");
}

TEST(OverflowInTheText, IsNoSum) {
  Reading reading;
  Amount amount;
  amount.money = {kMost, 100};
  amount.revised_from = Money{-kMost, 100};
  reading.amounts = {amount, amount, amount};
  EXPECT_TRUE(Reconcile(&reading).empty());
}

// Tables of one shape and any number of rows.
struct Shape {
  const char* name;
  Table (*make)(int rows);
  bool proportional = true;  // the work is that of the rows; else only its bound is
};

void AddRow(Table* table, const std::string& label, Role role, int64_t a, int64_t b, int indent = 0) {
  Row row;
  row.label = label;
  row.role = role;
  row.indent = indent;
  for (int64_t kronor : {a, b}) {
    Cell cell;
    cell.kind = CellKind::kMoney;
    cell.value = Money{kronor * 100, 100};
    row.cells.push_back(cell);
  }
  table->columns.resize(2);
  table->rows.push_back(row);
}

Table Flat(int rows, int64_t off) {
  Table table;
  int64_t a = 0, b = 0;
  for (int r = 0; r < rows; ++r) {
    const int64_t x = 1000 + r * 7 % 991, y = 500 + r * 13 % 877;
    AddRow(&table, "post " + std::to_string(r), Role::kItem, x, y);
    a += x;
    b += y;
  }
  AddRow(&table, "Summa", Role::kTotal, a + off, b + off);
  return table;
}

// Groups of nine rows and their sum.
Table Groups(int rows, const char* label, Role role, bool fails) {
  Table table;
  int64_t a = 0, b = 0, all_a = 0, all_b = 0;
  for (int r = 0; r < rows; ++r) {
    const int64_t x = 1000 + r * 7 % 991, y = 500 + r * 13 % 877;
    a += x;
    b += y;
    if (r % 10 < 9) {
      AddRow(&table, "post " + std::to_string(r), Role::kItem, x, y);
      continue;
    }
    a -= x;
    b -= y;
    AddRow(&table, label, role, a + (fails ? 12'345'677 : 0), b + (fails ? 7'654'321 : 0));
    all_a += a;
    all_b += b;
    a = b = 0;
  }
  AddRow(&table, "Totalt", Role::kTotal, all_a, all_b);
  return table;
}

class Growth : public ::testing::TestWithParam<Shape> {};

TEST_P(Growth, NoWorseThanTheRows) {
  std::vector<int64_t> steps;
  for (int rows : {200, 2'000, 20'000}) {
    int64_t taken = 0;
    const Table table = GetParam().make(rows);
    FindRelations(table, &taken);
    steps.push_back(taken);
    // Whatever the shape: a bounded number of looks at each figure.
    EXPECT_LE(taken, int64_t{2} * static_cast<int64_t>(table.rows.size()) * 1'100) << rows << " rows";
  }
  RecordProperty("steps",
                 std::to_string(steps[0]) + " " + std::to_string(steps[1]) + " " + std::to_string(steps[2]));
  if (GetParam().proportional) {
    EXPECT_LE(steps[2], steps[1] * 12) << steps[0] << ", " << steps[1] << ", " << steps[2];
  }
}

INSTANTIATE_TEST_SUITE_P(
    Shapes, Growth,
    ::testing::Values(
        Shape{"flat", [](int rows) { return Flat(rows, 0); }},
        Shape{"flat_that_fails", [](int rows) { return Flat(rows, 1); }},
        Shape{"subtotals", [](int rows) { return Groups(rows, "Summa", Role::kSubtotal, false); }},
        Shape{"subtotals_that_fail", [](int rows) { return Groups(rows, "Summa", Role::kSubtotal, true); }},
        Shape{"sums_without_a_label", [](int rows) { return Groups(rows, "", Role::kItem, false); }, false}),
    [](const auto& info) { return info.param.name; });

// All of the checks, with the diagnosis of what fails.
TEST(Growth, TwentyThousandRowsAreReconciled) {
  for (int64_t off : {0, 1}) {
    Reading reading;
    reading.tables.push_back(Flat(20'000, off));
    EXPECT_FALSE(Reconcile(&reading).empty());
  }
}

}  // namespace
}  // namespace avstam::rules
