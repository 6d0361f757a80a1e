#include "rules/reconcile.h"

#include <gtest/gtest.h>

#include "tests/rules/table_builder.h"

namespace avstam::rules {
namespace {

std::vector<Check> Of(const std::string& rule, Reading reading) {
  std::vector<Check> out;
  for (const Check& check : Reconcile(&reading))
    if (check.rule == rule) out.push_back(check);
  return out;
}

Table Regions(int count, const std::string& twice = "") {
  const char* codes[] = {"01", "03", "04", "05", "06", "07", "08", "09", "10", "12", "13",
                         "14", "17", "18", "19", "20", "21", "22", "23", "24", "25"};
  std::vector<std::string> lines;
  for (int i = 0; i < count; ++i) lines.push_back("region | " + std::to_string(1000 + 7 * i));
  if (!twice.empty()) lines.push_back("region | 4000");
  Table table = MakeTable(lines);
  for (int i = 0; i < count; ++i) table.rows[static_cast<size_t>(i)].region = codes[i];
  if (!twice.empty()) table.rows.back().region = twice;
  return table;
}

std::string RegionCoverage(const Table& table) {
  Reading reading;
  reading.tables.push_back(table);
  std::string out;
  for (const Check& check : Of("region-coverage", reading))
    out += std::string(StatusName(check.status)) + ": " + check.message;
  return out;
}

TEST(RegionCoverage, AllTwentyOneOnce) {
  EXPECT_EQ(RegionCoverage(Regions(21)), "ok: all 21 regions, once each");
}
TEST(RegionCoverage, AShortListIsNotMeantToHoldThemAll) { EXPECT_EQ(RegionCoverage(Regions(8)), ""); }
TEST(RegionCoverage, AMissingOneIsNoMismatchByItself) {
  EXPECT_EQ(RegionCoverage(Regions(20)), "not-comparable: 20 of 21 regions listed");
}
TEST(RegionCoverage, TwiceTheSame) {
  EXPECT_EQ(RegionCoverage(Regions(21, "12")), "not-comparable: listed more than once: 12");
}

TEST(TableTable, TheSameTotalInTwoTables) {
  Reading reading;
  reading.tables.push_back(MakeTable({"a | 45000", "b | 644", "=Summa | 45644"}, 1000));
  reading.tables.push_back(MakeTable({"c | 40000", "d | 5644", "=Summa | 45644"}, 1000));
  std::vector<Check> checks = Of("table-table", reading);
  ASSERT_EQ(checks.size(), 1u);
  EXPECT_EQ(checks[0].status, Status::kOk);
  EXPECT_EQ(checks[0].stated_ore, 4'564'400'000);
  EXPECT_EQ(*checks[0].table, 1);
  ASSERT_EQ(checks[0].parts.size(), 1u);
  EXPECT_EQ(checks[0].parts[0], (CellRef{0, 2, 0}));
}

TEST(TableTable, InTkrAndInMnkr) {
  Reading reading;
  reading.tables.push_back(MakeTable({"a | 45000", "b | 644", "=Summa | 45644"}, 1000));
  reading.tables.push_back(MakeTable({"c | 400", "d | 56", "=Summa | 456"}, 100'000));
  std::vector<Check> checks = Of("table-table", reading);
  ASSERT_EQ(checks.size(), 1u);
  EXPECT_EQ(checks[0].status, Status::kRounding);
}

TEST(TableTable, CopiesAreHeldToTheFirstOfThem) {
  Reading reading;
  for (int copy = 0; copy < 5; ++copy)
    reading.tables.push_back(MakeTable({"a | 45000", "b | 644", "=Summa | 45644"}, 1000));
  reading.tables.push_back(MakeTable({"c | 40000", "d | 5644", "=Summa | 45644"}, 1000));
  reading.tables.push_back(
      MakeTable({"a | 45000", "b | 646", "=Summa | 45646"}, 1000));  // no copy: it differs
  std::vector<Check> checks = Of("table-table", reading);
  ASSERT_EQ(checks.size(), 5u);
  for (size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(*checks[i].table, static_cast<int>(i) + 1);
    EXPECT_EQ(checks[i].parts[0], (CellRef{0, 2, 0}));
  }
}

TEST(TableTable, SmallFiguresThatAgreeSayNothing) {
  Reading reading;
  reading.tables.push_back(MakeTable({"a | 10", "b | 20", "=Summa | 30"}));
  reading.tables.push_back(MakeTable({"c | 15", "d | 15", "=Summa | 30"}));
  EXPECT_TRUE(Of("table-table", reading).empty());
}

}  // namespace
}  // namespace avstam::rules
