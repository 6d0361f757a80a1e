#include "rules/column_total.h"

#include <gtest/gtest.h>

#include <random>

#include "tests/rules/table_builder.h"

namespace avstam::rules {
namespace {

// "total < part part; ..." by row numbers, in order of the totals.
std::string RowRelations(const Table& table) {
  std::string out;
  for (const Relation& relation : FindRelations(table)) {
    out += (out.empty() ? "" : "; ") + std::to_string(relation.total) + " <";
    for (int part : relation.parts) out += " " + std::to_string(part);
    if (!relation.certain) out += " ?";
  }
  return out;
}

struct StructureRow {
  const char* name;
  std::vector<std::string> lines;
  const char* relations;
};

class Structure : public ::testing::TestWithParam<StructureRow> {};

TEST_P(Structure, FindsWhatATotalSums) {
  EXPECT_EQ(RowRelations(MakeTable(GetParam().lines)), GetParam().relations);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Structure,
    ::testing::Values(
        StructureRow{"plain", {"a | 10", "b | 20", "c | 30", "=Summa | 60"}, "3 < 0 1 2"},
        StructureRow{
            "including",
            {"a | 6600", "b | 4000", "c | -1000", "=Summa | 9600", "d | 700", "=Summa inkl. d | 10300"},
            "3 < 0 1 2; 5 < 3 4"},
        StructureRow{"income_and_costs",
                     {"~a | 900 | 800", "b | -300 | -200", "c | -100 | -150", "~Kostnader | -400 | -350",
                      "~Netto | 500 | 450", "d | -500 | -480", "~Resultat | 0 | -30"},
                     "3 < 1 2; 4 < 0 3; 6 < 4 5"},
        StructureRow{"sections",
                     {"Intäkter", "a | 70", "b | 30", "=Summa | 100", "Kostnader", "a | -60", "b | -50",
                      "=Summa | -110", "~Resultat | -10"},
                     "3 < 1 2; 7 < 5 6; 8 < 3 7"},
        StructureRow{"total_first", {"=Totalt | 600", "a | 100", "b | 200", "c | 300"}, "0 < 1 2 3"},
        StructureRow{"varav_is_no_part", {"a | 100", "-varav x | 40", "b | 50", "=Summa | 150"}, "3 < 0 2"},
        StructureRow{"indented_groups",
                     {"a | 300 | 20", "  b | 100 | 5", "  c | 200 | 15", "d | 70 | 8", "  e | 70 | 8",
                      "=Totalt | 370 | 28"},
                     "0 < 1 2; 3 < 4; 5 < 0 3"},
        StructureRow{"bold_groups",
                     {"#a | 300 | 20", "b | 100 | 5", "c | 200 | 15", "#d | 90 | 8", "e | 30 | 3",
                      "f | 60 | 5", "=Totalt | 390 | 28"},
                     "0 < 1 2; 3 < 4 5; 6 < 0 3"},
        StructureRow{"nameless_total", {"a | 1000", "b | 2000", "c | 500", " | 3500"}, "3 < 0 1 2"},
        StructureRow{"no_total", {"a | 1000", "b | 2000", "c | 500"}, ""},
        StructureRow{"one_column_by_chance_is_no_total", {"a | 1000", "b | 2000", "c | 3000", "d | 70"}, ""},
        StructureRow{
            "total_states_one_column", {"a | 10 | 100", "b | 20 | 200", "=Totalt | | 300"}, "2 < 0 1"},
        StructureRow{"blank_part", {"a | 10 | 5", "b | | 7", "c | 20 | ", "=Summa | 30 | 12"}, "3 < 0 1 2"},
        StructureRow{"misprint_in_one_of_two_columns",
                     {"a | 100 | 10", "b | 250 | 20", "c | 400 | 40", "=Summa | 750 | 80"},
                     "3 < 0 1 2"},
        StructureRow{
            "misprint_in_a_flat_list", {"a | 1250", "b | 3400", "c | 710", "=Summa | 5630"}, "3 < 0 1 2"},
        StructureRow{"nothing_fits", {"a | 1250", "b | 3400", "c | 710", "=Summa | 9999"}, "3 < 0 1 2 ?"},
        StructureRow{"subtotals_then_total",
                     {"a | 5", "b | 6", "+Delsumma | 11", "c | 7", "d | 8", "+Delsumma | 15", "=Totalt | 26"},
                     "2 < 0 1; 5 < 3 4; 6 < 2 5"},
        StructureRow{"carried_over_a_page",
                     {"a | 50", "b | 60", "+Transport | 110", "-Transport | 110", "c | 7", "=Summa | 117"},
                     "2 < 0 1; 5 < 2 4"}),
    [](const auto& info) { return info.param.name; });

std::string Verdicts(Table table) {
  std::string out;
  for (const Check& check : CheckColumnTotals(0, &table))
    out += (out.empty() ? "" : " ") + std::to_string(*check.row) + ":" + std::to_string(*check.column) + "=" +
           std::string(StatusName(check.status));
  return out;
}

TEST(ColumnTotal, TellsOkRoundingMismatchAndNotComparable) {
  EXPECT_EQ(Verdicts(MakeTable({"a | 100 | 10", "b | 250 | 20", "c | 400 | 40", "=Summa | 750 | 80"})),
            "3:0=ok 3:1=mismatch");
  EXPECT_EQ(Verdicts(MakeTable({"a | 100", "b | 250", "c | 400", "=Summa | 751"})), "3:0=rounding");
  EXPECT_EQ(Verdicts(MakeTable({"a | 100 | 1", "b | 250 | ?", "c | 400 | 3", "=Summa | 750 | 9"})),
            "3:0=ok 3:1=not-comparable");
  EXPECT_EQ(Verdicts(MakeTable({"a | 1250", "b | 3400", "c | 710", "=Summa | 9999"})), "3:0=not-comparable");
}

TEST(ColumnTotal, AWeakLabelThatNothingConfirmsIsNotChecked) {
  EXPECT_EQ(Verdicts(MakeTable({"a | 1250", "b | 3400", "~Resultat | 4321"})), "");
}

// Costs are printed positive, deviations by their effect on the result: the deviation column does not add up,
// and is right.
TEST(ColumnTotal, ADifferenceColumnWithSignsOfItsOwnIsNoMismatch) {
  Table table = MakeTable(
      {"a | 1000 | 900 | 100", "b | 5000 | 5300 | 300", "c | 700 | 700 | 0", "=Summa | 6700 | 6900 | -200"});
  table.columns[2].role = "difference";
  EXPECT_EQ(Verdicts(table), "3:0=ok 3:1=ok 3:2=not-comparable");
}

// "Cost per place": the total row states the average.
TEST(ColumnTotal, AnAverageOnTheTotalsRowIsNoMismatch) {
  EXPECT_EQ(Verdicts(MakeTable({"a | 12 | 410", "b | 20 | 395", "=Totalt | 32 | 401"})),
            "2:0=ok 2:1=not-comparable");
  EXPECT_EQ(Verdicts(MakeTable({"a | 12 | 500", "b | 20 | 8400", "=Totalt | 32 | 890"})),
            "2:0=ok 2:1=mismatch")
      << "a lost digit is a mismatch, though the figure lies among its parts";
}

TEST(ColumnTotal, PercentAndShareColumnsAreNotSummed) {
  Table table = MakeTable({"a | 1000 | 10", "b | 5000 | 60", "=Summa | 6000 | 45"});
  table.columns[1].kind = CellKind::kPercent;
  EXPECT_EQ(Verdicts(table), "2:0=ok");
  table.columns[1].kind = CellKind::kMoney;
  table.columns[1].role = "share";
  EXPECT_EQ(Verdicts(table), "2:0=ok");
}

TEST(ColumnTotal, RolesFollowTheArithmetic) {
  Table table =
      MakeTable({"a | 300 | 20", "  b | 100 | 5", "  c | 200 | 15", "d | 70 | 8", "=Totalt | 370 | 28"});
  CheckColumnTotals(0, &table);
  EXPECT_EQ(RoleName(table.rows[0].role), "subtotal");
  EXPECT_EQ(table.rows[0].rule, "arithmetic");
  EXPECT_EQ(RoleName(table.rows[1].role), "item");
  EXPECT_EQ(RoleName(table.rows[4].role), "total");
}

// ---- Generated tables of known structure
// ------------------------------------------------------------------------------

struct Generated {
  Table table;
  int total = 0;  // row of the grand total
};

// Groups of items with subtotals and a grand total; figures are rounded from exact öre, so sums may be off by
// rounding.
Generated Generate(std::mt19937_64& random) {
  auto pick = [&](int low, int high) { return std::uniform_int_distribution<int>(low, high)(random); };
  int columns = pick(1, 5), groups = pick(1, 4);
  int64_t step = std::vector<int64_t>{100, 100'000, 10'000'000}[static_cast<size_t>(pick(0, 2))];
  bool negative = pick(0, 3) == 0, last = pick(0, 3) != 0;
  Generated out;
  Table& table = out.table;
  table.columns.resize(static_cast<size_t>(columns));
  auto rounded = [&](int64_t ore) {
    int64_t half = ore < 0 ? -step / 2 : step / 2;
    return Money{(ore + half) / step * step, step};
  };
  auto add = [&](const std::string& label, Role role, const std::vector<int64_t>& exact, bool blanks) {
    Row row;
    row.label = label;
    row.role = role;
    for (int64_t ore : exact) {
      Cell cell;
      if (!(blanks && ore == 0)) {
        cell.kind = CellKind::kMoney;
        cell.value = rounded(ore);
      }
      row.cells.push_back(cell);
    }
    table.rows.push_back(row);
  };
  std::vector<int64_t> grand(static_cast<size_t>(columns), 0);
  std::vector<std::vector<Row>> blocks;
  for (int g = 0; g < groups; ++g) {
    int items = pick(2, 9);
    std::vector<int64_t> sum(static_cast<size_t>(columns), 0);
    for (int i = 0; i < items; ++i) {
      std::vector<int64_t> exact;
      for (int c = 0; c < columns; ++c) {
        int64_t ore = i > 0 && pick(0, 9) == 0
                          ? 0
                          : std::uniform_int_distribution<int64_t>(20, 40'000)(random) * step +
                                pick(-40, 40) * (step / 100);
        if (negative && pick(0, 1) == 0) ore = -ore;
        exact.push_back(ore);
        sum[static_cast<size_t>(c)] += ore;
      }
      add("post " + std::to_string(g) + "." + std::to_string(i), Role::kItem, exact, true);
      if (pick(0, 6) == 0) {
        for (int64_t& ore : exact) ore /= 3;
        add("varav del", Role::kNote, exact, false);
      }
    }
    if (groups > 1) add("Delsumma " + std::to_string(g), Role::kSubtotal, sum, false);
    for (size_t c = 0; c < grand.size(); ++c) grand[c] += sum[c];
  }
  add("Totalt", Role::kTotal, grand, false);
  out.total = static_cast<int>(table.rows.size()) - 1;
  if (!last && groups == 1) {
    std::rotate(table.rows.begin(), table.rows.end() - 1, table.rows.end());
    out.total = 0;
  }
  return out;
}

std::string PrintedRows(const Table& table) {
  std::string out;
  for (const Row& row : table.rows) {
    out += row.label + " " + std::string(RoleName(row.role));
    for (const Cell& cell : row.cells)
      out += " | " + (cell.value ? std::to_string(cell.value->ore / cell.value->step_ore) : "");
    out += "\n";
  }
  return out;
}

TEST(ColumnTotalGenerated, NoFalseMismatchAndEveryTotalChecked) {
  std::mt19937_64 random(20261122);
  for (int round = 0; round < 3000; ++round) {
    Generated generated = Generate(random);
    Table table = generated.table;
    std::vector<Check> checks = CheckColumnTotals(0, &table);
    int grand = 0;
    for (const Check& check : checks) {
      ASSERT_NE(check.status, Status::kMismatch)
          << "round " << round << " row " << *check.row << " column " << *check.column << " stated "
          << *check.stated_ore << " computed " << *check.computed_ore;
      grand += *check.row == generated.total;
    }
    ASSERT_EQ(grand, static_cast<int>(table.columns.size())) << "round " << round << "\n"
                                                             << PrintedRows(generated.table);
  }
}

TEST(ColumnTotalGenerated, AChangedDigitInAGrandTotalIsFound) {
  std::mt19937_64 random(4711);
  int planted = 0, found = 0;
  std::string missed;
  for (int round = 0; round < 3000; ++round) {
    Generated generated = Generate(random);
    if (generated.table.columns.size() < 2) continue;
    Table table = generated.table;
    Money& stated = *table.rows[static_cast<size_t>(generated.total)].cells[0].value;
    // Far enough from the sum that rounding cannot explain it.
    stated.ore += 7 * 1000 * stated.step_ore;
    ++planted;
    bool hit = false;
    for (const Check& check : CheckColumnTotals(0, &table))
      hit = hit || (*check.row == generated.total && *check.column == 0 && check.status == Status::kMismatch);
    found += hit;
    if (!hit && missed.empty()) missed = PrintedRows(generated.table);
  }
  EXPECT_GE(found * 100, planted * 99) << found << " of " << planted << "; first missed:\n" << missed;
}

}  // namespace
}  // namespace avstam::rules
