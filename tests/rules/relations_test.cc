#include <gtest/gtest.h>

#include "normalize/normalizer.h"
#include "rules/column_relation.h"
#include "rules/coverage.h"
#include "rules/csv_table.h"
#include "rules/reconcile.h"
#include "tests/rules/project_rules.h"
#include "tests/rules/table_builder.h"

namespace avstam::rules {
namespace {

struct RelationRow {
  const char* name;
  std::vector<std::string> roles, lines;
  const char* relations;
};
class Columns : public ::testing::TestWithParam<RelationRow> {};

std::string Relations(const Table& table) {
  std::string out;
  for (const ColumnRelation& relation : FindColumnRelations(table)) {
    out += (out.empty() ? "" : "; ") + std::to_string(relation.target) + " =";
    const char* sign = relation.kind == ColumnRelation::Kind::kDifference ? " - " : " + ";
    for (size_t i = 0; i < relation.parts.size(); ++i)
      out += (i == 0 ? " " : sign) + std::to_string(relation.parts[i]);
    if (relation.permille != 0) out += " * " + std::to_string(relation.permille);
  }
  return out;
}

TEST_P(Columns, AreRelated) {
  Table table = MakeTable(GetParam().lines);
  for (size_t c = 0; c < GetParam().roles.size(); ++c) table.columns[c].role = GetParam().roles[c];
  EXPECT_EQ(Relations(table), GetParam().relations);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Columns,
    ::testing::Values(
        RelationRow{"deviation",
                    {"", "", "difference"},
                    {"a | 1000 | 900 | 100", "b | 700 | 750 | -50"},
                    "2 = 0 - 1"},
        RelationRow{"the_other_way",
                    {"", "", "difference"},
                    {"a | 1000 | 900 | -100", "b | 700 | 750 | 50"},
                    "2 = 1 - 0"},
        RelationRow{"sum_without_a_header",
                    {"", "", ""},
                    {"a | 120 | 130 | 250", "b | 45 | 44 | 89", "c | 33 | 31 | 64"},
                    "2 = 0 + 1"},
        RelationRow{
            "sum_of_sums",
            {"", "", "sum", "", "sum"},
            {"a | 10 | 20 | 30 | 40 | 70", "b | 11 | 25 | 36 | 50 | 86", "c | 12 | 17 | 29 | 31 | 60"},
            "2 = 0 + 1; 4 = 2 + 3"},
        RelationRow{"sixty_percent",
                    {"", ""},
                    {"a | 9110035 | 5466021", "b | 1501047 | 900628", "c | 1114770 | 668862",
                     "d | 1744476 | 1046686", "e | 750505 | 450303"},
                    "1 = 0 * 600"},
        RelationRow{"two_rows_by_chance", {"", "", ""}, {"a | 120 | 130 | 250", "b | 45 | 44 | 89"}, ""},
        RelationRow{"years",
                    {"year", "year", "year"},
                    {"a | 120 | 130 | 140", "b | 45 | 44 | 41", "c | 33 | 31 | 30"},
                    ""}),
    [](const auto& info) { return info.param.name; });

TEST(Repairs, RatioAndTotalSingleOutTheMisreadFigure) {
  Reading reading;
  reading.tables.push_back(MakeTable({"a | 1000000 | 600000", "b | 2000050 | 1200030", "c | 345670 | 207402",
                                      "d | 812345 | 487407", "e | 9105035 | 5463021", "f | 1501147 | 900688",
                                      "g | 1114870 | 668922", "h | 1744576 | 1046746", "i | 488525 | 293715",
                                      "j | 581778 | 348067", "=Totalt | 18694996 |"}));
  reading.tables[0].machine_read = true;
  std::string repairs;
  for (const Check& check : Reconcile(&reading))
    for (const Repair& repair : check.repairs)
      repairs += repair.read.ToString() + " -> " + repair.proposed.ToString() + "; ";
  EXPECT_EQ(repairs, "488525 -> 489525; 348067 -> 349067; ");
  for (const Row& row : reading.tables[0].rows)
    EXPECT_NE(row.cells[0].value->ToString(), "489525") << "never applied";
}

TEST(Coverage, CountsFiguresThatACheckThatClosesTouches) {
  Reading reading;
  reading.tables.push_back(MakeTable({"a | 10 | 7", "b | 20 | 8", "=Summa | 30 | 99"}));
  reading.checks = Reconcile(&reading);
  const Coverage coverage = MeasureCoverage(reading);
  EXPECT_EQ(coverage.all.figures, 6);
  EXPECT_EQ(coverage.all.covered, 3);
  EXPECT_EQ(coverage.uncovered.size(), 3u);
}

struct CsvRow {
  const char* name;
  const char* text;
  const char* checks;  // rule row column status, by the rows and columns of the file
};
class Csv : public ::testing::TestWithParam<CsvRow> {};

TEST_P(Csv, IsReconciled) {
  const Reading reading = ReadCsv(GetParam().text, ProjectRules(), ProjectNormalizer());
  std::string out;
  for (const Check& check : reading.checks)
    if (check.rule == "column-total")
      out += (out.empty() ? "" : "; ") + std::to_string(check.where.page - 1) + "," +
             std::to_string(static_cast<int>(check.where.box.left)) + " " +
             std::string(StatusName(check.status)) + " " + OreToString(*check.stated_ore);
  EXPECT_EQ(out, GetParam().checks);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Csv,
    ::testing::Values(
        CsvRow{"swedish",
               "Budget 2025;;\nBelopp i tkr;;\nNämnd;2024;2025\nSkola;1 000,5;900\nVård;5 000;5 300\nSumma;6 "
               "000,5;6 210\n\nKälla: egen\n",
               "5,1 ok 6000500; 5,2 mismatch 6210000"},
        CsvRow{"english",
               "Region,2019,2020\nNorth,\"1,234.5\",200.25\nSouth,500.25,\"1,600.5\"\nTotal,\"1,734.75\",\"1,"
               "800.75\"\n",
               "3,1 ok 1734.75; 3,2 ok 1800.75"},
        CsvRow{"tabs_and_groups_of_points", "Post\tBelopp\nA\t1.250.000\nB\t750.000\nTotalt\t2.000.000\n",
               "3,1 ok 2000000"},
        CsvRow{"latin_1", "N\xE4mnd;Kronor\nV\xE5rd;1000\nSkola;2000\nSumma;3000\n", "3,1 ok 3000"},
        CsvRow{"quoted_delimiter", "Post;Kr\n\"A; och B\";10\n\"C \"\"D\"\"\";20\nSumma;30\n", "3,1 ok 30"},
        CsvRow{"no_figures", "a;b\nc;d\n", ""}, CsvRow{"empty", "", ""}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace avstam::rules
