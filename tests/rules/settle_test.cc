// Checks anew with accepted figures: as if these had been read.
#include <gtest/gtest.h>

#include "rules/reconcile.h"
#include "rules/settle.h"
#include "tests/rules/table_builder.h"

namespace avstam::rules {
namespace {

std::string Verdicts(const std::vector<Check>& checks) {
  std::string out;
  for (const Check& check : checks)
    if (check.stated_ore && check.computed_ore)
      out += check.rule + " " + std::string(StatusName(check.status)) + " " + OreToString(*check.stated_ore) +
             " " + OreToString(*check.computed_ore) + "\n";
  return out;
}

TEST(Settle, GivesTheVerdictsOfTheRightFigures) {
  const std::vector<std::string> right = {"A | 24150 | 25010 | 860", "B | 31240 | 32080 | 840",
                                          "C | 41200 | 40100 | -1100", "=Totalt | 96590 | 97190 | 600"};
  for (int row = 0; row < 4; ++row) {
    Reading good, bad;
    for (Reading* reading : {&good, &bad}) {
      reading->tables.push_back(MakeTable(right, 1000));
      const char* const headers[] = {"Utfall", "Budget", "Avvikelse"};
      for (size_t c = 0; c < 3; ++c) reading->tables[0].columns[c].header = headers[c];
      reading->tables[0].columns[2].role = "difference";
    }
    Money& figure = *bad.tables[0].rows[static_cast<size_t>(row)].cells[1].value;
    const Money read_right = figure;
    figure.ore += 300'000;
    bad.checks = Reconcile(&bad);
    good.checks = Reconcile(&good);
    EXPECT_NE(Verdicts(bad.checks), Verdicts(good.checks)) << "row " << row;
    const std::vector<SettledCheck> settled = Settle({{{0, row, 1}, read_right}}, &bad);
    EXPECT_EQ(Verdicts(bad.checks), Verdicts(good.checks)) << "row " << row;
    EXPECT_EQ(settled.size(), 2U) << "row " << row;
    EXPECT_EQ(figure.ore, read_right.ore);
  }
}

}  // namespace
}  // namespace avstam::rules
