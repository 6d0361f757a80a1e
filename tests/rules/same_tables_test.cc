// Tables that state the same figures, in one document or two.
#include <gtest/gtest.h>

#include "rules/reconcile.h"
#include "rules/same_tables.h"
#include "tests/rules/table_builder.h"

namespace avstam::rules {
namespace {

struct Row2 {
  const char* name;
  std::vector<std::string> one, other;
  const char* checks;  // of CheckAcross, one after the other
};
class SameTables : public ::testing::TestWithParam<Row2> {};

Reading With(const std::vector<std::string>& lines) {
  Reading reading;
  reading.tables.push_back(MakeTable(lines, 1000));
  reading.tables[0].columns[0].header = "Budget 2026";
  if (reading.tables[0].columns.size() > 1) reading.tables[0].columns[1].header = "Plan 2027";
  return reading;
}

TEST_P(SameTables, DifferByASlipOnly) {
  std::string found;
  for (const Check& check : CheckAcross(With(GetParam().one), With(GetParam().other), "memo.pdf"))
    found += (found.empty() ? "" : "; ") + std::string(StatusName(check.status)) + " " +
             OreToString(*check.stated_ore) + " " + OreToString(*check.computed_ore) +
             (check.diagnosis.empty() ? "" : " " + check.diagnosis);
  EXPECT_EQ(found, GetParam().checks);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, SameTables,
    ::testing::Values(Row2{"alike",
                           {"Skola | 24150 | 25010", "Vård | 31240 | 32080", "=Totalt | 55390 | 57090"},
                           {"Skola | 24150 | 25010", "Vård | 31240 | 32080", "=Totalt | 55390 | 57090"},
                           "ok 55390000 55390000; ok 57090000 57090000"},
                      Row2{"one_slip",
                           {"Skola | 24150 | 25010", "Vård | 32140 | 32080", "=Totalt | 55390 | 57090"},
                           {"Skola | 24150 | 25010", "Vård | 31240 | 32080", "=Totalt | 55390 | 57090"},
                           "ok 55390000 55390000; ok 57090000 57090000; mismatch 32140000 31240000 swapped"},
                      Row2{"changed_on_purpose",
                           {"Skola | 24150 | 25010", "Vård | 29500 | 32080", "=Totalt | 55390 | 57090"},
                           {"Skola | 24150 | 25010", "Vård | 31240 | 32080", "=Totalt | 55390 | 57090"},
                           "ok 55390000 55390000; ok 57090000 57090000"},
                      Row2{"other_figures_under_the_same_names",
                           {"Skola | 24150 | 25010", "Vård | 31240 | 32080", "=Totalt | 55390 | 57090"},
                           {"Skola | 11020 | 12310", "Vård | 31420 | 17750", "=Totalt | 42440 | 30060"},
                           ""},
                      Row2{"too_little_in_common",
                           {"Skola | 24150", "Vård | 32140", "=Totalt | 55390"},
                           {"Skola | 24150", "Vård | 31240", "=Totalt | 55390"},
                           ""}),
    [](const auto& info) { return info.param.name; });

TEST(SameTables, OfOneDocumentAreHeldToEachOther) {
  Reading reading = With({"Skola | 24150 | 25010", "Vård | 32140 | 32080", "=Totalt | 55390 | 57090"});
  reading.tables.push_back(
      With({"Skola | 24150 | 25010", "Vård | 31240 | 32080", "=Totalt | 55390 | 57090"}).tables[0]);
  int mismatches = 0;
  for (const Check& check : Reconcile(&reading))
    mismatches += check.rule == "table-table" && check.status == Status::kMismatch;
  EXPECT_EQ(mismatches, 1);
}

}  // namespace
}  // namespace avstam::rules
