// Tables that state the same figures, in one document or two.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <random>
#include <set>

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

// Where a total stands in another table, cell by cell: what the index of figures must not change.
std::string EveryCell(const std::vector<Table>& tables) {
  std::string out;
  const auto compare = [&](size_t from, size_t to, std::set<int64_t>* said) {
    for (size_t r = 0; r < tables[from].rows.size(); ++r)
      for (size_t c = 0; c < tables[from].columns.size(); ++c) {
        const std::optional<Money>& total = tables[from].rows[r].cells[c].value;
        if (!IsTotal(tables[from].rows[r]) || !total) continue;
        for (size_t r2 = 0; r2 < tables[to].rows.size(); ++r2)
          for (size_t c2 = 0; c2 < tables[to].columns.size(); ++c2) {
            const Row& row = tables[to].rows[r2];
            const std::optional<Money>& other = row.cells[c2].value;
            if (row.role == Role::kNote || !other || said->contains(total->ore)) continue;
            const bool same = other->ore == total->ore && PrintedUnits(*total) >= 1000;
            const bool rounded = IsTotal(row) && other->step_ore != total->step_ore &&
                                 PrintedUnits(*total) >= 100 && PrintedUnits(*other) >= 100 &&
                                 Interval::Of(*total).Meets(Interval::Of(*other));
            if (!same && !rounded) continue;
            said->insert({total->ore, other->ore});
            out += fmt::format("{}.{}.{} in {}.{}.{}\n", from, r, c, to, r2, c2);
          }
      }
  };
  for (size_t b = 0; b < tables.size(); ++b)
    for (size_t a = 0; a < b; ++a) {
      std::set<int64_t> said;
      compare(b, a, &said);
      compare(a, b, &said);
    }
  return out;
}

TEST(SameTables, TotalsAreFoundWhereverTheyStand) {
  std::mt19937 random(20261123);
  size_t found = 0;
  for (int round = 0; round < 500; ++round) {
    std::vector<Table> tables;
    for (int t = 0; t < 3; ++t) {
      const int64_t step = random() % 2 == 0 ? 1 : 1000;
      std::vector<std::string> lines;
      for (int r = 0; r < 5; ++r) {
        const char* role = random() % 3 == 0 ? "=" : random() % 5 == 0 ? "-" : "";
        std::string line = fmt::format("{}rad {} {}", role, t, r);
        for (int c = 0; c < 2; ++c) line += fmt::format(" | {}", (123'000 + random() % 4 * 500) / step);
        lines.push_back(line);
      }
      tables.push_back(MakeTable(lines, step));
    }
    std::string told;
    for (const Check& check : CheckAgainstEachOther(tables))
      told += fmt::format("{}.{}.{} in {}.{}.{}\n", *check.table, *check.row, *check.column,
                          check.parts[0].table, check.parts[0].row, check.parts[0].column);
    const std::string expected = EveryCell(tables);
    ASSERT_EQ(told, expected);
    found += expected.size();
  }
  EXPECT_GT(found, 10'000u) << "too few are found for this to say anything";
}

}  // namespace
}  // namespace avstam::rules
