#include "app/report.h"

#include <gtest/gtest.h>

#include <limits>

namespace avstam::app {
namespace {

struct KronorRow {
  int64_t ore;
  std::string expected;
};

class Kronor : public ::testing::TestWithParam<KronorRow> {};

TEST_P(Kronor, AreGroupedAsInSwedish) { EXPECT_EQ(SwedishKronor(GetParam().ore), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Rows, Kronor,
    ::testing::Values(KronorRow{0, "0"}, KronorRow{50, "0,50"}, KronorRow{-5, "-0,05"},
                      KronorRow{99900, "999"}, KronorRow{100000, "1 000"},
                      KronorRow{4564400000, "45 644 000"}, KronorRow{-123456789, "-1 234 567,89"},
                      KronorRow{std::numeric_limits<int64_t>::min(), "-92 233 720 368 547 758,08"}));

rules::Check CheckWith(rules::Status status) {
  rules::Check check;
  check.rule = "column-total";
  check.status = status;
  check.table = 0;
  check.row = 1;
  check.column = 0;
  check.stated_ore = 4564400000;
  check.computed_ore = 4564300000;
  check.difference_ore = 100000;
  check.tolerance_ore = 50000;
  check.where.page = 3;
  check.parts = {{0, 0, 0}};
  return check;
}

rules::Reading ReadingWith(const std::vector<rules::Check>& checks) {
  rules::Reading reading;
  rules::Table table;
  table.caption = "Kostnader\n2016";
  rules::Column column;
  column.header = "Utfall";
  table.columns = {column};
  table.rows.resize(2);
  table.rows[1].label = "Summa";
  reading.tables = {table};
  reading.checks = checks;
  return reading;
}

TEST(Report, OfSeveralDocumentsListsTheHeaviestFirst) {
  Report report;
  rules::Check light = CheckWith(rules::Status::kMismatch), heavy = light;
  heavy.difference_ore = *light.difference_ore * 2;
  report.Add({"a.pdf", "ab", 1, 1, true, ReadingWith({light})});
  report.Add({"b.pdf", "cd", 1, 1, true, ReadingWith({heavy})});
  const std::string text = report.Text(Detail::kFaults);
  const size_t a = text.find("a.pdf\n  MISMATCH"), b = text.find("b.pdf\n  MISMATCH");
  ASSERT_NE(a, std::string::npos) << text;
  ASSERT_NE(b, std::string::npos) << text;
  EXPECT_LT(b, a) << text;
  EXPECT_LT(text.find("b.pdf: 1 of 1 page read"), b) << text;
}

TEST(Report, ListsMismatchesFirstAndAddsUp) {
  rules::Check open;
  open.rule = "region-coverage";
  open.status = rules::Status::kNotComparable;
  open.message = "region 12 is missing";
  Report report;
  report.Add({"brev.pdf", "ab", 2, 2, true,
              ReadingWith({CheckWith(rules::Status::kOk), open, CheckWith(rules::Status::kMismatch),
                           CheckWith(rules::Status::kRounding)})});
  EXPECT_EQ(
      report.Text(Detail::kFaults),
      "brev.pdf: 2 of 2 pages read; 4 checks: 1 ok, 1 rounding, 1 mismatch, 1 not comparable\n"
      "  MISMATCH: column-total, table 1 \"Kostnader\\n2016\", page 3, row \"Summa\", column \"Utfall\"\n"
      "    stated      45 644 000 kr\n"
      "    computed    45 643 000 kr  (from 1 figure)\n"
      "    difference       1 000 kr  (rounding explains up to 500 kr)\n"
      "  not comparable: region-coverage\n"
      "    region 12 is missing\n"
      "1 document (0 incomplete), 0 files not read; 2 of 2 pages read; "
      "4 checks: 1 ok, 1 rounding, 1 mismatch, 1 not comparable\n");
  EXPECT_EQ(report.Exit(), 1);
  std::string all = report.Text(Detail::kAll);
  EXPECT_NE(all.find("  ok: column-total"), std::string::npos) << all;
  EXPECT_NE(all.find("  rounding: column-total"), std::string::npos) << all;
  nlohmann::ordered_json json = report.ToJson();
  EXPECT_EQ(
      json["summary"].dump(),
      R"({"documents":1,"incomplete":0,"failed":0,"pages_read":2,"page_count":2,"checks":4,"ok":1,"rounding":1,)"
      R"("mismatch":1,"not-comparable":1})");
  EXPECT_EQ(json["documents"][0]["checks"][2]["label"], "Summa");
  EXPECT_EQ(json["documents"][0]["checks"][2]["header"], "Utfall");
  EXPECT_EQ(json["documents"][0]["checks"][2]["page"], 3);
  EXPECT_EQ(json["documents"][0]["checks"][2]["difference"], "1000");
}

struct ExitRow {
  const char* name;
  bool mismatch, incomplete, failure;
  int expected;
};

class ReportExit : public ::testing::TestWithParam<ExitRow> {};

TEST_P(ReportExit, IsNeverGreenOverWhatWasNotRead) {
  Report report;
  report.Add({"a.pdf", "ab", GetParam().incomplete ? 1 : 2, 2, !GetParam().incomplete,
              ReadingWith({CheckWith(GetParam().mismatch ? rules::Status::kMismatch : rules::Status::kOk)})});
  if (GetParam().failure) report.AddFailure("b.pdf", {"empty", "is empty"});
  EXPECT_EQ(report.Exit(), GetParam().expected);
  EXPECT_EQ(report.Text(Detail::kFaults).find("NOT COMPLETE") != std::string::npos, GetParam().incomplete);
  EXPECT_EQ(report.Text(Detail::kFaults).find("b.pdf: NOT READ: is empty (empty)\n") != std::string::npos,
            GetParam().failure);
}

INSTANTIATE_TEST_SUITE_P(Rows, ReportExit,
                         ::testing::Values(ExitRow{"green", false, false, false, 0},
                                           ExitRow{"red", true, false, false, 1},
                                           ExitRow{"incomplete", false, true, false, 3},
                                           ExitRow{"failure", false, false, true, 3},
                                           ExitRow{"both", true, true, true, 3}),
                         [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace avstam::app
