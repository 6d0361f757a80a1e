#include "app/parse_command.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "rules/ruleset.h"

namespace avstam::app {
namespace {

using Json = nlohmann::json;

Json Parse(std::string_view line, std::optional<normalize::Kind> only = {}) {
  static const normalize::Normalizer normalizer(rules::RuleSet::Load(AVSTAM_SOURCE_DIR "/rules").lexicon());
  return Json::parse(ParseLine(normalizer, line, only));
}

TEST(ParseLine, GivesThePlacesAndValuesOfTheContract) {
  EXPECT_EQ(Parse("På år: drygt 1,5–2 mnkr/år"), Json::parse(R"({
    "text": "På år: drygt 1,5–2 mnkr/år",
    "found": [{"start": 13, "end": 26, "kind": "amount", "raw": "1,5–2 mnkr/år", "value": "1500000", "unit": "SEK",
               "step": "100000", "high": "2000000", "form": "mkr", "per": "year", "qualifier": "about"}]})"));
  EXPECT_EQ(Parse("2018-01-26 3,20 %"), Json::parse(R"({
    "text": "2018-01-26 3,20 %",
    "found": [{"start": 0, "end": 10, "kind": "date", "raw": "2018-01-26", "value": "2018-01-26"},
              {"start": 11, "end": 17, "kind": "percent", "raw": "3,20 %", "value": "3.2", "unit": "%",
               "step": "0.01"}]})"));
  EXPECT_EQ(Parse(""), Json::parse(R"({"text": "", "found": []})"));
}

TEST(ParseLine, LimitsToOneKind) {
  EXPECT_EQ(Parse("2018-01-26 5 kr", normalize::Kind::kAmount)["found"].size(), 1u);
  EXPECT_EQ(Parse("2018-01-26", normalize::Kind::kAmount)["found"], Json::array());
}

TEST(ParseLine, CountsInTheTextItPrintsWhenBytesAreNoUtf8) {
  Json json = Parse("\xff\xc3 5 kr");
  EXPECT_EQ(json["text"], "\uFFFD\uFFFD 5 kr");
  EXPECT_EQ(json["found"][0]["start"], 3);
}

TEST(RunParse, RefusesAnUnknownKind) {
  try {
    RunParse({"5 kr"}, "money", AVSTAM_SOURCE_DIR "/rules");
    FAIL() << "no error";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    EXPECT_STREQ(error.what(),
                 "--kind: 'money' is none of amount, number, percent, date, case-number, paragraph, region");
  }
}

}  // namespace
}  // namespace avstam::app
