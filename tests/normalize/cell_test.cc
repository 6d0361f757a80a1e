// Cells and headers of tables: one row per form.
#include <gtest/gtest.h>

#include <string>

#include "tests/normalize/lexicon_for_tests.h"

namespace avstam::normalize {
namespace {

struct FigureRow {
  const char* cell;
  const char* number;
  int exponent = 0;
  const char* unit = "";
  bool percent = false;
  const char* mark = "";
};

TEST(ReadCell, ReadsEveryFormOfAFigure) {
  const FigureRow rows[] = {
      {"0", "0"},
      {"2019", "2019"},
      {"6 600 tkr", "6600", 0, "tkr"},
      {"9 110 035", "9110035"},
      {"9110035", "9110035"},
      {"1.234.567", "1234567"},
      {"1.234", "1234"},
      {"1'234'567", "1234567"},
      {"1\u2019234", "1234"},
      {"1,234,567", "1234567"},
      {"1,234", "1.234", -3},
      {"12,345 mnkr", "12.345", -3, "mkr"},
      {"1,234.50", "1234.5", -2},
      {"1.234.567,89", "1234567.89", -2},
      {"12,5", "12.5", -1},
      {"12,50", "12.5", -2},
      {"12.5", "12.5", -1},
      {"0.125", "0.125", -3},
      {"1 234,5", "1234.5", -1},
      {"1\u00a0234\u202f567", "1234567"},
      {"-24 000", "-24000"},
      {"\u221224 000", "-24000"},
      {"\u201324 000", "-24000"},
      {"\u2013 1 200", "-1200"},
      {"- 1 200", "-1200"},
      {"24 000-", "-24000"},
      {"24 000\u2212", "-24000"},
      {"(1 200)", "-1200"},
      {"( 1 200 )", "-1200"},
      {"(1 200) tkr", "-1200", 0, "tkr"},
      {"(1 200 tkr)", "-1200", 0, "tkr"},
      {"./. 300", "-300"},
      {"./.300", "-300"},
      {"+ 6 239", "6239"},
      {"+0,4", "0.4", -1},
      {"\u00b10", "0"},
      {"0,0", "0", -1},
      {"-0,3", "-0.3", -1},
      {"100 %", "100", 0, "", true},
      {"60%", "60", 0, "", true},
      {"-2,1 %", "-2.1", -1, "", true},
      {"3,2 procent", "3.2", -1, "", true},
      {"0,1*", "0.1", -1, "", false, "*"},
      {"471,5 1)", "471.5", -1, "", false, "1)"},
      {"471,5\u00b9", "471.5", -1, "", false, "\u00b9"},
      {"1 200 a)", "1200", 0, "", false, "a)"},
      {"3,8 mnkr", "3.8", -1, "mkr"},
      {"11,35 mnkr", "11.35", -2, "mkr"},
      {"2 mdkr", "2", 0, "mdkr"},
      {"1 200 kr", "1200", 0, "kr"},
      {"1 200kr", "1200", 0, "kr"},
      {"1 200:-", "1200", 0, "kr"},
      {"500,-", "500", 0, "kr"},
      {"SEK 1 500", "1500", 0, "kr"},
      {"1 500 SEK", "1500", 0, "kr"},
      {"45 öre", "45", 0, "öre"},
      {"420 000 kr/år", "420000", 0, "kr"},
      {"12 kr/inv", "12", 0, "kr"},
      {"300 EUR", "300", 0, "EUR"},
      {"1019 096", "1019096"},
      {"5466 021", "5466021"},
      {" 12 ", "12"},
  };
  for (const FigureRow& row : rows) {
    CellFigure got = TestNormalizer().ReadCell(row.cell);
    ASSERT_EQ(got.kind, CellFigure::Kind::kFigure) << row.cell;
    ASSERT_TRUE(got.number.has_value()) << row.cell;
    EXPECT_EQ(got.number->ToString(), row.number) << row.cell;
    EXPECT_EQ(got.number->exponent, row.exponent) << row.cell;
    EXPECT_EQ(got.unit_form, row.unit) << row.cell;
    EXPECT_EQ(got.percent, row.percent) << row.cell;
    EXPECT_EQ(got.mark, row.mark) << row.cell;
  }
}

TEST(ReadCell, TakesThePowerFromTheUnit) {
  EXPECT_EQ(TestNormalizer().ReadCell("6 600 tkr").unit_power, 3);
  EXPECT_EQ(TestNormalizer().ReadCell("3,8 mnkr").unit_power, 6);
  EXPECT_EQ(TestNormalizer().ReadCell("45 öre").unit_power, -2);
}

TEST(ReadCell, DashesDotsAndNothingAreEmpty) {
  for (const char* cell : {"", " ", "-", "\u2013", "\u2014", "\u2212", " - ", "..", "\u2026", "--"}) {
    EXPECT_EQ(TestNormalizer().ReadCell(cell).kind, CellFigure::Kind::kEmpty) << cell;
    EXPECT_FALSE(TestNormalizer().ReadCell(cell).number.has_value()) << cell;
  }
}

TEST(ReadCell, AnythingElseIsText) {
  for (const char* cell : {"2019-01-01",
                           "§ 12",
                           "12 500 000 11 200 000",
                           "2 (4)",
                           "1)",
                           "a",
                           "Summa",
                           "x",
                           "12 st",
                           "1.2.3",
                           "1.234.56",
                           "26.1.2018",
                           "10-20",
                           "10–20",
                           "(12",
                           "12)",
                           "13:30",
                           "12 kr 13 kr",
                           "1 200 - 1 300",
                           "kr",
                           "%",
                           "tkr",
                           "+",
                           "(",
                           "12 500 000 11",
                           "1,2,3",
                           "99999999999999999999",
                           "-",
                           "2019/20",
                           "1e5",
                           "\xff",
                           "12\xff",
                           "Q1",
                           "5 500 00"}) {
    if (std::string(cell) == "-") continue;
    EXPECT_EQ(TestNormalizer().ReadCell(cell).kind, CellFigure::Kind::kText) << cell;
  }
}

struct UnitRow {
  const char* text;
  const char* form;
  int power;
  const char* currency = "SEK";
};

TEST(FindUnit, ReadsHeadersAndCaptions) {
  const UnitRow rows[] = {
      {"Belopp i tkr", "tkr", 3},
      {"(mnkr)", "mkr", 6},
      {"Mkr", "mkr", 6},
      {"Miljoner kronor", "mkr", 6},
      {"tusental kronor", "tkr", 3},
      {"Alla belopp i tkr om inget annat anges", "tkr", 3},
      {"Driftbudget 2019, tkr", "tkr", 3},
      {"Utfall (kr)", "kr", 0},
      {"kr/inv", "kr", 0},
      {"Kronor", "kr", 0},
      {"Belopp i 1000-tal kronor", "tkr", 3},
      {"MSEK", "mkr", 6},
      {"Milj. kr", "mkr", 6},
      {"Miljarder kronor", "mdkr", 9},
      {"Nettokostnad,\u00a0tkr", "tkr", 3},
      {"öre/kWh", "öre", -2},
      {"MEUR", "MEUR", 6, "EUR"},
      {"Miljoner", "mkr", 6, ""},
      {"Befolkning (miljoner)", "mkr", 6, ""},
  };
  for (const UnitRow& row : rows) {
    std::optional<Normalizer::Unit> got = TestNormalizer().FindUnit(row.text);
    ASSERT_TRUE(got.has_value()) << row.text;
    EXPECT_EQ(got->form, row.form) << row.text;
    EXPECT_EQ(got->power, row.power) << row.text;
    EXPECT_EQ(got->currency, row.currency) << row.text;
  }
}

TEST(FindUnit, FindsNoneWhereNoneIsSaid) {
  for (const char* text : {"", "Budget 2019", "Avvikelse", "Andel, %", "Procent", "Miljoner besök per år",
                           "Ökrav", "Skatter", "Beslut om 500 kr", "upp till 100 tkr"}) {
    EXPECT_FALSE(TestNormalizer().FindUnit(text).has_value()) << text;
  }
}

}  // namespace
}  // namespace avstam::normalize
