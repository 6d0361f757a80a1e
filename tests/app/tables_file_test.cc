#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using Json = nlohmann::json;
using store::ReadWholeFile;
using store::TemporaryFolder;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string Corpus(const std::string& name) { return AVSTAM_SOURCE_DIR "/corpus/" + name; }

TEST(TablesOfAFile, AreJsonWithSpans) {
  const RunResult result = Avstam({"tables", Corpus("tables/gruppad-rubrik.pdf"), "--format", "json"});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const Json json = Json::parse(result.out);
  EXPECT_EQ(json["file"], "gruppad-rubrik.pdf");
  ASSERT_EQ(json["tables"].size(), 1u);
  const Json& table = json["tables"][0];
  EXPECT_EQ(table["page"], 1);
  EXPECT_EQ(table["header_rows"], 2);
  const Json& pupils = table["cells"][0];
  EXPECT_EQ(pupils["text"], "Elever");
  EXPECT_EQ(pupils["row"], 0);
  EXPECT_EQ(pupils["col"], 1);
  EXPECT_EQ(pupils["rowspan"], 1);
  EXPECT_EQ(pupils["colspan"], 2);
}

TEST(TablesOfAFile, AreCsv) {
  const RunResult result = Avstam({"tables", Corpus("tables/bara-ram.pdf"), "--format", "csv"});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out,
            "\"Post\",\"Kostnad\",\"Intäkt\"\r\n\"Löner\",\"8 410\",\"\"\r\n\"Hyror\",\"2 205\",\"310\"\r\n"
            "\"Avgifter\",\"140\",\"1 975\"\r\n");
}

TEST(TablesOfAFile, OfAPageWithoutAreNone) {
  const RunResult result = Avstam({"tables", Corpus("tables/inga-tabeller.pdf")});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "");
}

TEST(TablesOfAFile, AreDrawn) {
  TemporaryFolder folder;
  const std::string image = (folder.path() / "page.png").string();
  const RunResult result = Avstam({"tables", Corpus("tables/noter.pdf"), "--page", "1", "--image", image});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(ReadWholeFile(image), StartsWith("\x89PNG"));
}

TEST(TablesOfAFile, WrongUsageIsTold) {
  const std::string file = Corpus("tables/noter.pdf");
  const RunResult far = Avstam({"tables", file, "--page", "2"});
  EXPECT_EQ(far.exit_code, 2);
  EXPECT_THAT(far.err, HasSubstr("has only 1 page"));
  EXPECT_EQ(Avstam({"tables", file, "--image", "x.png"}).exit_code, 2);
  EXPECT_EQ(Avstam({"tables", file, "--format", "jsonl"}).exit_code, 2);
  EXPECT_EQ(Avstam({"tables", "--page", "1"}).exit_code, 2);
  EXPECT_EQ(Avstam({"tables", "no-such.pdf"}).exit_code, 3);
}

TEST(ExtractAllTables, AddsTablesOfWords) {
  const std::string file = Corpus("tables/sammanslagna-celler.pdf");
  const RunResult without = Avstam({"extract", file}), with = Avstam({"extract", "--all-tables", file});
  ASSERT_EQ(without.exit_code, 0) << without.err;
  ASSERT_EQ(with.exit_code, 0) << with.err;
  EXPECT_TRUE(Json::parse(without.out)["tables"].empty());
  const Json tables = Json::parse(with.out)["tables"];
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0]["kind"], "text");
  EXPECT_EQ(tables[0]["rows"][0]["role"], "header");
  EXPECT_EQ(tables[0]["rows"][0]["rowspan"], 2);
  EXPECT_EQ(tables[0]["rows"][0]["cells"][0]["colspan"], 2);
  EXPECT_EQ(tables[0]["rows"][4]["label"], "Simhallen");
}

TEST(ExtractAllTables, ChangesNothingAboutTablesOfMoney) {
  const std::string file = Corpus("driftredovisning.pdf");
  const Json without = Json::parse(Avstam({"extract", file}).out),
             with = Json::parse(Avstam({"extract", "--all-tables", file}).out);
  EXPECT_EQ(without, with);
  EXPECT_EQ(with["tables"][0]["kind"], "money");
}

}  // namespace
}  // namespace avstam::app
