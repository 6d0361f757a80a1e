#include "app/check_formats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "app/baseline.h"
#include "base/error.h"

namespace avstam::app {
namespace {

using ::testing::HasSubstr;

Finding MakeFinding(const std::string& fingerprint, int64_t weight) {
  Finding finding;
  finding.file = "inkorg/brev, å.pdf";
  finding.rule = "column-total";
  finding.place = "table 1, row \"Summa\"";
  finding.message = "100 % fel\nrad två";
  finding.weight_ore = weight;
  finding.where = {3, {1, 2, 3, 4}};
  finding.fingerprint = fingerprint;
  return finding;
}

std::vector<FileChecks> Files() {
  FileChecks file{"inkorg/brev, å.pdf", 5, {MakeFinding("aa", 100), MakeFinding("bb", 900)}, ""};
  file.findings[0].accepted = true;
  file.findings[0].accepted_reason = "known";
  return {file, {"x.pdf", 0, {}, "damaged"}};
}

TEST(Sarif, HasFingerprintPageAndSuppression) {
  const nlohmann::json json = nlohmann::json::parse(SarifText(Files()));
  EXPECT_EQ(json["version"], "2.1.0");
  const auto& results = json["runs"][0]["results"];
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(results[0]["partialFingerprints"]["avstam/v1"], "bb") << "the heaviest first";
  EXPECT_EQ(results[0]["level"], "error");
  EXPECT_EQ(results[0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"],
            "inkorg/brev%2C%20%C3%A5.pdf");
  EXPECT_EQ(results[0]["locations"][0]["properties"]["page"], 3);
  EXPECT_FALSE(results[0].contains("suppressions"));
  EXPECT_EQ(results[1]["suppressions"][0]["justification"], "known");
  EXPECT_EQ(json["runs"][0]["invocations"][0]["executionSuccessful"], false);
}

TEST(Junit, CountsAddUp) {
  const std::string xml = JunitText(Files());
  EXPECT_THAT(xml, HasSubstr("tests=\"3\" failures=\"1\" errors=\"0\" skipped=\"1\""));
  EXPECT_THAT(xml, HasSubstr("3 more checks agree"));
  EXPECT_THAT(xml, HasSubstr("errors=\"1\""));
}

TEST(Github, OneLineEachAndEscaped) {
  const std::string text = GithubText(Files());
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 2) << text;
  EXPECT_THAT(text, HasSubstr("::error file=inkorg/brev%2C å.pdf,line=3,title=column-total::"));
  EXPECT_THAT(text, HasSubstr("100 %25 fel"));
}

TEST(Baseline, AcceptsUntilItsDay) {
  const char* text = R"({"schema": 1, "accepted": [
    {"fingerprint": "aa", "about": "brev", "reason": "misprint", "until": "2026-12-31"}]})";
  Baseline baseline = Baseline::Parse("known.json", text);
  Finding known = MakeFinding("aa", 1), unknown = MakeFinding("bb", 1);
  baseline.Apply("2026-12-31", &known);
  baseline.Apply("2026-12-31", &unknown);
  EXPECT_TRUE(known.accepted);
  EXPECT_EQ(known.accepted_reason, "misprint");
  EXPECT_FALSE(unknown.accepted);
  Finding late = MakeFinding("aa", 1);
  baseline.Apply("2027-01-01", &late);
  EXPECT_FALSE(late.accepted);
  EXPECT_EQ(baseline.Remarks("2027-01-01").size(), 1u);
  EXPECT_TRUE(baseline.Remarks("2026-12-31").empty());
}

struct BadBaselineRow {
  const char* text;
  const char* message;
};
class BadBaseline : public ::testing::TestWithParam<BadBaselineRow> {};

TEST_P(BadBaseline, IsRefused) {
  try {
    Baseline::Parse("known.json", GetParam().text);
    FAIL() << GetParam().text;
  } catch (const Error& error) {
    EXPECT_STREQ(error.what(), GetParam().message);
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rows, BadBaseline,
    ::testing::Values(
        BadBaselineRow{"[", "known.json: no baseline: expected {\"schema\": 1, \"accepted\": [...]}"},
        BadBaselineRow{R"({"schema": 2, "accepted": []})",
                       "known.json: a baseline of another schema; this program reads 1"},
        BadBaselineRow{
            R"({"schema": 1, "accepted": [{"fingerprint": "a", "reason": "", "until": "2027-01-01"}]})",
            "known.json: entry 1 has no reason: say why the mismatch is accepted"},
        BadBaselineRow{R"({"schema": 1, "accepted": [{"fingerprint": "a", "reason": "b", "until": "soon"}]})",
                       "known.json: entry 1: 'until' must be a day such as 2027-06-30"},
        BadBaselineRow{R"({"schema": 1, "accepted": [{"fingerprint": "a", "why": "b"}]})",
                       "known.json: entry 1: unknown key 'why'"}));

TEST(Baseline, ADraftMustBeFilledIn) {
  const std::string draft = BaselineDraft({MakeFinding("aa", 1)});
  EXPECT_THAT(draft, HasSubstr("\"fingerprint\": \"aa\""));
  EXPECT_THROW(Baseline::Parse("draft.json", draft), Error);
}

}  // namespace
}  // namespace avstam::app
