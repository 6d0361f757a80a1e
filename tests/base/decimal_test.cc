#include "base/decimal.h"

#include <gtest/gtest.h>

namespace avstam {
namespace {

struct ParseRow {
  const char* text;
  const char* value;  // nullptr: refused
  int exponent;
};

class DecimalParse : public ::testing::TestWithParam<ParseRow> {};

TEST_P(DecimalParse, ReadsExactlyOrRefuses) {
  const ParseRow& row = GetParam();
  std::optional<Decimal> got = Decimal::Parse(row.text);
  if (row.value == nullptr) {
    EXPECT_FALSE(got.has_value()) << row.text << " read as " << got->ToString();
    return;
  }
  ASSERT_TRUE(got.has_value()) << row.text;
  EXPECT_EQ(got->ToString(), row.value) << row.text;
  EXPECT_EQ(got->exponent, row.exponent) << row.text;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, DecimalParse,
    ::testing::Values(ParseRow{"0", "0", 0}, ParseRow{"-0", "0", 0}, ParseRow{"1.60", "1.6", -2},
                      ParseRow{"-24000", "-24000", 0}, ParseRow{"0.05", "0.05", -2},
                      ParseRow{"9223372036854775807", "9223372036854775807", 0},
                      ParseRow{"9223372036854775808", nullptr, 0}, ParseRow{"", nullptr, 0},
                      ParseRow{"-", nullptr, 0}, ParseRow{"1.", nullptr, 0}, ParseRow{"1.2.3", nullptr, 0},
                      ParseRow{"1e5", nullptr, 0}, ParseRow{"12a", nullptr, 0}, ParseRow{".5", "0.5", -1},
                      ParseRow{"0.0000000000000000001", nullptr, 0}));

TEST(Decimal, ScalingKeepsDigitsAndMovesTheStep) {
  Decimal d = Decimal::Parse("1.60")->Scaled(6);
  EXPECT_EQ(d.ToString(), "1600000");
  EXPECT_EQ(d.Step().ToString(), "10000");
}

TEST(Decimal, ToFixedRefusesWhatDoesNotFit) {
  EXPECT_EQ(Decimal::Parse("45.64")->ToFixed(2), 4564);
  EXPECT_EQ(Decimal::Parse("45.645")->ToFixed(2), std::nullopt);
  EXPECT_EQ((Decimal{1, 18}.ToFixed(2)), std::nullopt);
  EXPECT_EQ((Decimal{0, 18}.ToFixed(2)), 0);
  EXPECT_EQ((Decimal{-5, -1}.ToFixed(1)), -5);
}

TEST(Decimal, EqualInValueWhateverTheStep) {
  EXPECT_EQ(*Decimal::Parse("1.60"), *Decimal::Parse("1.6"));
  EXPECT_FALSE(*Decimal::Parse("1.61") == *Decimal::Parse("1.6"));
}

}  // namespace
}  // namespace avstam
