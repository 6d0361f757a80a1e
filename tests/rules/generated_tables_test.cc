#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "rules/reconcile.h"
#include "tests/rules/table_generator.h"

namespace avstam::rules {
namespace {

constexpr int kTables = 12'000;
constexpr int kTablesPerSlip = 4'000;

std::vector<Check> ChecksOf(Table table) {
  Reading reading;
  reading.tables.push_back(std::move(table));
  return Reconcile(&reading);
}

bool TakesPart(const Check& check, const CellRef& cell) {
  if (check.table == cell.table && check.row == cell.row && check.column == cell.column) return true;
  return std::find(check.parts.begin(), check.parts.end(), cell) != check.parts.end();
}

std::string Said(const std::vector<Check>& checks) {
  std::string out;
  for (const Check& check : checks)
    if (check.status == Status::kMismatch || check.status == Status::kNotComparable)
      out += std::string(StatusName(check.status)) + " " + check.rule + " row " +
             std::to_string(check.row.value_or(-1)) + " column " + std::to_string(check.column.value_or(-1)) +
             " difference " + OreToString(check.difference_ore.value_or(0)) + ": " + check.diagnosis + "; " +
             check.message + "\n";
  return out;
}

TEST(GeneratedTables, NoFalseMismatchAndEveryTotalChecked) {
  TableGenerator generator(20261122);
  int unchecked = 0;
  std::string first;
  for (int round = 0; round < kTables; ++round) {
    const GeneratedTable generated = generator.Make();
    const std::vector<Check> checks = ChecksOf(generated.table);
    for (const Check& check : checks)
      ASSERT_NE(check.status, Status::kMismatch) << "round " << round << "\n"
                                                 << Printed(generated.table) << Said(checks);
    for (int total : generated.totals)
      for (size_t c = 0; c < generated.table.columns.size(); ++c) {
        const CellRef cell{0, total, static_cast<int>(c)};
        const bool checked = std::any_of(checks.begin(), checks.end(), [&](const Check& check) {
          return check.rule == "column-total" && check.row == cell.row && check.column == cell.column &&
                 check.status != Status::kNotComparable;
        });
        if (checked) continue;
        ++unchecked;
        if (first.empty())
          first = "row " + std::to_string(total) + "\n" + Printed(generated.table) + Said(checks);
      }
  }
  EXPECT_LE(unchecked, kTables / 100) << first;
}

// How the program fares with one kind of slip.
struct Tally {
  int planted = 0, found = 0, diagnosed = 0, proposed = 0, right = 0, shown = 0;
  std::string missed, misnamed, wrong;
};

Tally Fare(const std::string& kind, uint64_t seed) {
  Tally tally;
  TableGenerator generator(seed);
  for (int round = 0; round < kTablesPerSlip; ++round) {
    GeneratedTable generated = generator.Make();
    const Table before = generated.table;
    const std::optional<PlantedSlip> slip = Plant(kind, &generated, &generator);
    if (!slip) continue;
    // A slip that rounding explains is none.  The sums around the figure tell: at most its rows and one.
    if (kind != "row-missing") {
      const Money& now = *generated.table.rows[static_cast<size_t>(slip->cell.row)]
                              .cells[static_cast<size_t>(slip->cell.column)]
                              .value;
      const int64_t off = now.ore < slip->right.ore ? slip->right.ore - now.ore : now.ore - slip->right.ore;
      if (off <= 12 * slip->right.step_ore) continue;
    }
    ++tally.planted;
    generated.table.machine_read = true;
    const std::vector<Check> checks = ChecksOf(generated.table);
    bool found = false, named = false;
    for (const Check& check : checks) {
      // What a missing row leaves is not comparable, by definition; it must be named.
      if (kind == "row-missing" ? check.diagnosis.empty()
                                : check.status != Status::kMismatch || !TakesPart(check, slip->cell))
        continue;
      found = true;
      named = named || check.diagnosis == slip->kind;
    }
    tally.found += found;
    tally.diagnosed += named;
    const std::string story = "round " + std::to_string(round) + ", row " + std::to_string(slip->cell.row) +
                              " column " + std::to_string(slip->cell.column) + " should be " +
                              slip->right.ToString() + "\n" + Printed(generated.table) + Said(checks);
    if (!found && ++tally.shown <= 4) tally.missed += story;
    if (found && !named && tally.misnamed.empty()) tally.misnamed = story;
    for (const Check& check : checks)
      for (const Repair& repair : check.repairs) {
        ++tally.proposed;
        const bool right = kind != "row-missing" &&
                           CellRef{repair.table, repair.row, repair.column} == slip->cell &&
                           repair.proposed.ore == slip->right.ore;
        tally.right += right;
        if (!right && tally.wrong.empty())
          tally.wrong = "proposed " + repair.proposed.ToString() + " in " + story;
      }
  }
  return tally;
}

class PlantedSlips : public ::testing::TestWithParam<const char*> {};

TEST_P(PlantedSlips, AreFoundNamedAndRepaired) {
  const std::string kind = GetParam();
  const Tally tally = Fare(kind, 4711);
  RecordProperty("planted", tally.planted);
  RecordProperty("found", tally.found);
  RecordProperty("diagnosed", tally.diagnosed);
  RecordProperty("proposed", tally.proposed);
  RecordProperty("right", tally.right);
  ASSERT_GE(tally.planted, kTablesPerSlip / 4);
  EXPECT_GE(tally.found * 100, tally.planted * 99)
      << tally.found << " of " << tally.planted << " found; missed:\n"
      << tally.missed;
  EXPECT_GE(tally.diagnosed * 100, tally.found * 90)
      << tally.diagnosed << " of " << tally.found << " named; not:\n"
      << tally.misnamed;
  const int wrong = tally.proposed - tally.right;
  EXPECT_TRUE(wrong * 100 <= tally.proposed * 5 || wrong * 200 <= tally.planted)
      << tally.right << " of " << tally.proposed << " repairs right; wrong:\n"
      << tally.wrong;
  if (kind == "copied") {
    EXPECT_EQ(tally.proposed, tally.right) << "what was copied over is lost";
  }
  if (kind == "digit" || kind == "swapped") {
    EXPECT_GE(tally.proposed * 4, tally.planted) << "hardly any repair proposed";
  }
}

INSTANTIATE_TEST_SUITE_P(Kinds, PlantedSlips,
                         ::testing::Values("digit", "swapped", "sign", "factor-1000", "digit-lost",
                                           "row-missing", "copied"));

// Where two figures explain a total as well as each other, none is proposed.
TEST(Repairs, NoneWhereTwoAreEquallyGood) {
  Table table;
  table.machine_read = true;
  table.columns.resize(1);
  auto add = [&](const char* label, Role role, int64_t kronor) {
    Row row;
    row.label = label;
    row.role = role;
    row.cells.resize(1);
    row.cells[0].kind = CellKind::kMoney;
    row.cells[0].value = Money{kronor * 100, 100};
    table.rows.push_back(row);
  };
  add("a", Role::kItem, 1250);
  add("b", Role::kItem, 3400);
  add("c", Role::kItem, 710);
  add("Summa", Role::kTotal, 5860);  // 5360: a digit of the total, of a or of c
  int mismatches = 0;
  for (const Check& check : ChecksOf(table)) {
    mismatches += check.status == Status::kMismatch;
    EXPECT_TRUE(check.repairs.empty());
    EXPECT_EQ(check.diagnosis, "digit");
    EXPECT_FALSE(check.suspect.has_value());
  }
  EXPECT_EQ(mismatches, 1);
}

}  // namespace
}  // namespace avstam::rules
