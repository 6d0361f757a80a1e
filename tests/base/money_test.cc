#include "base/money.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <random>
#include <vector>

#include "base/error.h"

namespace avstam {
namespace {

TEST(Money, ReadsAFigureWithItsUnitAndStep) {
  EXPECT_EQ(Money::FromDecimal(*Decimal::Parse("1.6"), 6), (Money{160'000'000, 10'000'000}));
  EXPECT_EQ(Money::FromDecimal(*Decimal::Parse("45644"), 3), (Money{4'564'400'000, 100'000}));
  EXPECT_EQ(Money::FromDecimal(*Decimal::Parse("-0.50"), 0), (Money{-50, 1}));
}

TEST(Money, RefusesLessThanOneOreAndMoreThanInt64) {
  EXPECT_EQ(Money::FromDecimal(*Decimal::Parse("0.125"), 0), std::nullopt);
  EXPECT_EQ(Money::FromDecimal(*Decimal::Parse("99999999999"), 9), std::nullopt);
}

TEST(Money, TellsTheFigureAsPrinted) {
  EXPECT_EQ(PrintedUnits({4'564'400'000, 100'000}), 45'644);
  EXPECT_EQ(PrintedUnits({-4'564'400'000, 100'000}), 45'644);
  EXPECT_EQ(Magnitude(-50), 50);
  EXPECT_THROW(Magnitude(std::numeric_limits<int64_t>::min()), Error);
}

TEST(Money, PrintsKronor) {
  EXPECT_EQ((Money{4'564'400'000, 1}.ToString()), "45644000");
  EXPECT_EQ((Money{50, 1}.ToString()), "0.5");
  EXPECT_EQ((Money{-1, 1}.ToString()), "-0.01");
}

TEST(Interval, StandsForValuePlusMinusHalfAStep) {
  Interval i = Interval::Of(Money{1'000, 100});
  EXPECT_EQ(i.low_half_ore, 1'900);
  EXPECT_EQ(i.high_half_ore, 2'100);
  EXPECT_TRUE(i.Meets(Interval::Of(Money{1'100, 100}))) << "ends are included";
  EXPECT_FALSE(i.Meets(Interval::Of(Money{1'101, 100})));
}

TEST(Interval, OverflowIsAnError) {
  constexpr int64_t kMax = std::numeric_limits<int64_t>::max();
  EXPECT_THROW(Interval::Of(Money{kMax, 1}), Error);
  EXPECT_THROW(AddOre(kMax, 1), Error);
  EXPECT_THROW(SubtractOre(std::numeric_limits<int64_t>::min(), 1), Error);
  Interval big{kMax - 1, kMax};
  EXPECT_THROW(big + big, Error);
}

// Property: the sum of intervals does not depend on order, and shifting one part shifts the sum as much.
TEST(Interval, SumOrderIsIrrelevantAndShiftCommutes) {
  std::mt19937_64 random(20150309);
  std::uniform_int_distribution<int64_t> ore(-1'000'000'000, 1'000'000'000);
  for (int round = 0; round < 200; ++round) {
    std::vector<Money> parts;
    for (int i = 0; i < 12; ++i) parts.push_back({ore(random), 1 + (ore(random) & 0xFFFF)});
    auto sum = [](const std::vector<Money>& figures) {
      Interval total;
      for (const Money& m : figures) total = total + Interval::Of(m);
      return total;
    };
    Interval before = sum(parts);
    std::shuffle(parts.begin(), parts.end(), random);
    ASSERT_EQ(sum(parts), before);
    int64_t shift = ore(random);
    parts[3].ore += shift;
    Interval after = sum(parts);
    ASSERT_EQ(after.low_half_ore, before.low_half_ore + 2 * shift);
    ASSERT_EQ(after.high_half_ore, before.high_half_ore + 2 * shift);
  }
}

// Property: in another unit the interval is that many times as wide and as far away, as is every sum.
TEST(Interval, ScalingCommutes) {
  std::mt19937_64 random(4711);
  std::uniform_int_distribution<int64_t> ore(-1'000'000'000, 1'000'000'000), step(1, 1'000'000);
  for (int round = 0; round < 500; ++round) {
    const int64_t factor = std::vector<int64_t>{10, 1'000, 1'000'000}[static_cast<size_t>(round % 3)];
    Interval sum, scaled;
    for (int i = 0; i < 9; ++i) {
      const Money money{ore(random), step(random)};
      sum = sum + Interval::Of(money);
      scaled = scaled + Interval::Of({money.ore * factor, money.step_ore * factor});
    }
    ASSERT_EQ(scaled, (Interval{sum.low_half_ore * factor, sum.high_half_ore * factor})) << "round " << round;
    ASSERT_EQ(-(-sum), sum);
    ASSERT_EQ((-sum).low_half_ore, -sum.high_half_ore);
  }
}

// Property: whatever the figures, a sum is what wide arithmetic says, or an error; never a wrapped figure.
TEST(Interval, NeverWraps) {
  std::mt19937_64 random(815);
  std::uniform_int_distribution<int> bits(0, 63), sign(0, 1);
  auto draw = [&] {
    const int64_t size = static_cast<int64_t>(random() >> 1 >> bits(random));
    return sign(random) == 0 ? size : -size;
  };
  int errors = 0, sums = 0;
  constexpr __int128 kMax = std::numeric_limits<int64_t>::max(), kMin = std::numeric_limits<int64_t>::min();
  auto fits = [](__int128 value) { return value >= kMin && value <= kMax; };
  for (int round = 0; round < 20'000; ++round) {
    const int64_t a = draw(), b = draw(), step = 1 + (draw() & 0xFFFFF);
    const __int128 sum = static_cast<__int128>(a) + b, difference = static_cast<__int128>(a) - b;
    if (fits(sum)) {
      ASSERT_EQ(AddOre(a, b), static_cast<int64_t>(sum));
    } else {
      ASSERT_THROW(AddOre(a, b), Error) << a << " + " << b;
    }
    if (fits(difference)) {
      ASSERT_EQ(SubtractOre(a, b), static_cast<int64_t>(difference));
    } else {
      ASSERT_THROW(SubtractOre(a, b), Error) << a << " - " << b;
    }
    const __int128 low = 2 * static_cast<__int128>(a) - step, high = low + 2 * step;
    if (fits(low) && fits(high)) {
      ++sums;
      const Interval interval = Interval::Of({a, step});
      ASSERT_EQ(interval.low_half_ore, static_cast<int64_t>(low));
      ASSERT_EQ(interval.high_half_ore, static_cast<int64_t>(high));
    } else {
      ++errors;
      ASSERT_THROW(Interval::Of({a, step}), Error) << a << " ± " << step;
    }
  }
  EXPECT_GT(errors, 100) << "both sides of the limit are drawn";
  EXPECT_GT(sums, 1'000);
}

// "1 kr" may be up to 1.50 and "2 kr" from 1.50: a difference that rounding can explain.
TEST(Interval, ThatOnlyTouchesMeets) {
  const Interval one = Interval::Of({100, 100}), two = Interval::Of({200, 100}),
                 three = Interval::Of({300, 100});
  EXPECT_TRUE(one.Meets(two));
  EXPECT_TRUE(two.Meets(one));
  EXPECT_FALSE(one.Meets(three));
  EXPECT_FALSE(three.Meets(one));
}

}  // namespace
}  // namespace avstam
