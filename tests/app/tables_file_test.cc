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
  ASSERT_EQ(tables[0]["head"].size(), 2u);
  EXPECT_EQ(tables[0]["head"][0][0]["column"], -1);
  EXPECT_EQ(tables[0]["head"][0][0]["rowspan"], 2);
  EXPECT_EQ(tables[0]["head"][0][1]["colspan"], 2);
  EXPECT_EQ(tables[0]["rows"][2]["label"], "Simhallen");
}

TEST(ExtractAllTables, JoinsTablesOverPages) {
  const RunResult result = Avstam({"extract", "--all-tables", Corpus("tables/over-sidbryt.pdf")});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const Json tables = Json::parse(result.out)["tables"];
  ASSERT_EQ(tables.size(), 1u);
  EXPECT_EQ(tables[0]["page"], 1);
  EXPECT_EQ(tables[0]["last_page"], 2);
  ASSERT_EQ(tables[0]["rows"].size(), 10u);
  EXPECT_EQ(tables[0]["rows"][9]["label"], "10");
  EXPECT_EQ(tables[0]["rows"][9]["cells"][0]["page"], 2);
}

TEST(Extract, TellsTheHeadOfATableOfMoneyAsPrinted) {
  const RunResult result = Avstam({"extract", Corpus("tables/gruppad-kostnad.pdf")});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const Json tables = Json::parse(result.out)["tables"];
  ASSERT_EQ(tables.size(), 1u);
  const Json& head = tables[0]["head"];
  ASSERT_EQ(head.size(), 2u);
  ASSERT_EQ(head[0].size(), 3u);
  EXPECT_EQ(head[0][0]["text"], "Trafikslag");
  EXPECT_EQ(head[0][0]["column"], -1);
  EXPECT_EQ(head[0][1]["text"], "Budget");
  EXPECT_EQ(head[0][1]["column"], 0);
  EXPECT_EQ(head[0][1]["colspan"], 2);
  EXPECT_EQ(head[0][2]["column"], 2);
  ASSERT_EQ(head[1].size(), 4u);
  EXPECT_EQ(head[1][3]["text"], "2024");
  EXPECT_EQ(head[1][3]["column"], 3);
  EXPECT_EQ(tables[0]["columns"][2]["header"], "Utfall 2023");
  EXPECT_EQ(tables[0]["rows"].size(), 4u);
  EXPECT_EQ(tables[0]["rows"][3]["role"], "total");
}

TEST(Extract, CountsAColumnOfDatesAmongTheValues) {
  const RunResult result = Avstam({"extract", Corpus("tables/datumkolumn.pdf")});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const Json json = Json::parse(result.out);
  ASSERT_EQ(json["tables"].size(), 1u);
  const Json& table = json["tables"][0];
  ASSERT_EQ(table["columns"].size(), 3u);
  EXPECT_EQ(table["columns"][0]["header"], "Start");
  EXPECT_EQ(table["columns"][0]["kind"], "text");
  const Json& cells = table["rows"][1]["cells"];
  EXPECT_EQ(cells[0]["text"], "1 oktober 2024");
  EXPECT_EQ(cells[0]["value"], nullptr);
  EXPECT_EQ(cells[2]["value"], "180000");
  int totals = 0;
  for (const Json& check : json["checks"]) {
    EXPECT_EQ(check["status"], "ok") << check.dump();
    totals += check["rule"] == "column-total";
  }
  EXPECT_EQ(totals, 2);
}

TEST(Extract, PutsHalvesWithTheSameHeadBelowEachOther) {
  const RunResult result = Avstam({"extract", Corpus("tables/halvor.pdf")});
  ASSERT_EQ(result.exit_code, 0) << result.err;
  const Json json = Json::parse(result.out);
  ASSERT_EQ(json["tables"].size(), 1u);
  const Json& rows = json["tables"][0]["rows"];
  ASSERT_EQ(rows.size(), 22u);
  EXPECT_EQ(rows[10]["region"], "13");
  EXPECT_EQ(rows[11]["region"], "14");
  EXPECT_EQ(rows[21]["role"], "total");
  std::vector<std::string> checks;
  for (const Json& check : json["checks"])
    checks.push_back(check["rule"].get<std::string>() + " " + check["status"].get<std::string>());
  EXPECT_THAT(checks, ::testing::UnorderedElementsAre("column-total ok", "region-coverage ok"));
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
