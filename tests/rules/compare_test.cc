#include <gtest/gtest.h>

#include <limits>

#include "base/error.h"
#include "rules/digit_error.h"
#include "rules/reconcile.h"

namespace avstam::rules {
namespace {

struct CompareRow {
  const char* name;
  Money stated;
  std::vector<Money> parts;
  Status status;
  int64_t difference, tolerance;
};

class CompareFigures : public ::testing::TestWithParam<CompareRow> {};

TEST_P(CompareFigures, GivesTheVerdictOfTheirIntervals) {
  const CompareRow& row = GetParam();
  Check check;
  Compare(row.stated, row.parts, &check);
  EXPECT_EQ(StatusName(check.status), StatusName(row.status));
  EXPECT_EQ(check.difference_ore, row.difference);
  EXPECT_EQ(check.tolerance_ore, row.tolerance);
}

// Amounts in öre; step 100 000 öre = figures printed in tkr.
INSTANTIATE_TEST_SUITE_P(
    Rows, CompareFigures,
    ::testing::Values(
        CompareRow{"equal", {300, 100}, {{100, 100}, {200, 100}}, Status::kOk, 0, 150},
        CompareRow{"one_step_off", {400, 100}, {{100, 100}, {200, 100}}, Status::kRounding, 100, 150},
        CompareRow{"two_steps_off", {500, 100}, {{100, 100}, {200, 100}}, Status::kMismatch, 200, 150},
        CompareRow{"ends_meet", {250, 100}, {{100, 100}}, Status::kMismatch, 150, 100},
        CompareRow{"ends_touch", {200, 100}, {{100, 100}}, Status::kRounding, 100, 100},
        CompareRow{"negative_part",
                   {-700'000, 100'000},
                   {{300'000, 100'000}, {-1'000'000, 100'000}},
                   Status::kOk,
                   0,
                   150'000},
        CompareRow{"mnkr_against_tkr",
                   {4'560'000'000, 10'000'000},
                   {{4'564'400'000, 100'000}},
                   Status::kRounding,
                   -4'400'000,
                   5'050'000},
        CompareRow{"no_parts", {0, 100}, {}, Status::kOk, 0, 50}),
    [](const auto& info) { return info.param.name; });

TEST(Compare, OverflowIsAnErrorAndNotAVerdict) {
  Check check;
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  EXPECT_THROW(Compare({1, 1}, {{kMax / 2, 1}, {kMax / 2, 1}, {kMax / 2, 1}}, &check), Error);
}

struct DigitRow {
  const char* name;
  int64_t stated, computed;  // kronor
  bool slip;
};

class DigitError : public ::testing::TestWithParam<DigitRow> {};

TEST_P(DigitError, KnowsOneSlip) {
  const DigitRow& row = GetParam();
  EXPECT_EQ(LooksLikeDigitError({row.stated * 100, 100}, row.computed * 100), row.slip)
      << row.stated << " against " << row.computed;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, DigitError,
    ::testing::Values(DigitRow{"digit", 45'944, 45'644, true}, DigitRow{"swap", 45'464, 45'644, true},
                      DigitRow{"sign", -45'644, 45'644, true}, DigitRow{"factor", 45'644'000, 45'644, true},
                      DigitRow{"lost", 4'564, 45'644, true}, DigitRow{"doubled", 456'644, 45'644, true},
                      DigitRow{"equal", 45'644, 45'644, false},
                      DigitRow{"other_structure", 45'644, 31'977, false},
                      DigitRow{"two_digits", 45'644, 46'744 + 13, false}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace avstam::rules
