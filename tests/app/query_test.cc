// Queries, search, SQL, explain, export of tables and care of the archive, as a user runs them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/csv.h"
#include "app/personal_numbers.h"
#include "app/result_printer.h"
#include "store/archive.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using nlohmann::json;
using store::ReadWholeFile;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::StartsWith;

constexpr char kLetter[] = AVSTAM_SOURCE_DIR "/corpus/statsbidrag-felskrift.pdf";
constexpr char kMinutes[] = AVSTAM_SOURCE_DIR "/corpus/protokoll-kulturnamnd.pdf";

// One archive of two papers for all tests that only read.
class QueryCommands : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new store::TemporaryFolder;
    here_ = {folder_->path().string(), {}, {}};
    std::filesystem::copy_file(kLetter, *folder_ / "brev.pdf");
    const RunResult result = Avstam({"ingest", "brev.pdf", kMinutes}, here_);
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  static RunResult Good(const std::vector<std::string>& arguments) {
    RunResult result = Avstam(arguments, here_);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result;
  }
  static json Lines(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--format", "json"});
    return json::parse(Good(arguments).out, nullptr, false);
  }

  static store::TemporaryFolder* folder_;
  static RunOptions here_;
};
store::TemporaryFolder* QueryCommands::folder_ = nullptr;
RunOptions QueryCommands::here_;

TEST_F(QueryCommands, MismatchesAreOnesPrintedInTheLetter) {
  const json found = Lines({"checks", "--status", "mismatch", "--min", "180000", "--sort", "difference"});
  ASSERT_FALSE(found.empty());
  const auto total =
      std::find_if(found.begin(), found.end(), [](const json& c) { return c["rule"] == "column-total"; });
  ASSERT_NE(total, found.end());
  EXPECT_EQ((*total)["stated"], "21570084");
  EXPECT_EQ((*total)["computed"], "21750084");
  EXPECT_EQ((*total)["label"], "Riket");
  EXPECT_EQ((*total)["file"], "brev.pdf");
}

TEST_F(QueryCommands, DecisionsByWhatIsKnownOfThem) {
  const json all = Lines({"decisions"});
  EXPECT_EQ(all.size(), 4U);
  const json found =
      Lines({"decisions", "--body", "kulturn", "--from", "2024-05", "--to", "2024", "--text", "lansteater"});
  EXPECT_THAT(found, IsEmpty());  // the body is Kultur- och bildningsnämnden
  const json one =
      Lines({"decisions", "--body", "bildning", "--from", "2024-05", "--to", "2024", "--text", "lansteater"});
  ASSERT_EQ(one.size(), 1U);
  EXPECT_EQ(one[0]["paragraph"], "§ 33");
  for (const char* number : {"rv2024-402", "Dnr RV 2024/402", "Diarienr: RV/2024/00402", "2024/402"})
    EXPECT_EQ(Lines({"decisions", "--case", number}).size(), 1U) << number;
  for (const char* number : {"KS 2024/402", "Dnr 2024/402", "402"})
    EXPECT_THAT(Lines({"decisions", "--case", number}), IsEmpty()) << number;
  EXPECT_EQ(Lines({"amounts", "--min", "46 mkr", "--max", "46,5 mnkr"}).size(), 1U);
  for (const char* name :
       {"skane", "SKÅNE", "region skåne", "Region Skane", "Skånes", "Skåne län", "skåne-län", "12 Skåne"})
    EXPECT_EQ(Lines({"cells", "--region", name}), Lines({"cells", "--region", "12"})) << name;
  EXPECT_EQ(Lines({"cells", "--region", "Skåne", "--file", "brev"}).size(),
            Lines({"cells", "--region", "12"}).size());
}

TEST_F(QueryCommands, FormatsHoldTheSame) {
  const std::vector<std::string> query = {"documents", "--sort", "file", "--format"};
  const auto as = [&](const char* format) {
    std::vector<std::string> arguments = query;
    arguments.push_back(format);
    return Good(arguments).out;
  };
  const json rows = json::parse(as("json"));
  ASSERT_EQ(rows.size(), 2U);
  const std::string lines = as("jsonl");
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
  EXPECT_EQ(json::parse(lines.substr(0, lines.find('\n'))), rows[0]);
  EXPECT_THAT(as("csv"), StartsWith("\"id\",\"file\",\"state\","));
  EXPECT_EQ(as("auto"), as("csv"));  // stdout is a pipe here
  EXPECT_THAT(as("csv-excel"), StartsWith("\xEF\xBB\xBF\"id\";\"file\";"));
  EXPECT_THAT(as("table"), HasSubstr("id"));
  EXPECT_EQ(rows[0]["complete"], true);
}

TEST_F(QueryCommands, SearchAndSql) {
  const json found = Lines({"search", "lansteatern"});
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found[0]["kind"], "decision");
  EXPECT_THAT(found[0]["snippet"].get<std::string>(), HasSubstr("[Länsteatern]"));
  EXPECT_THAT(Lines({"search", "--exact", "lansteatern"}), IsEmpty());
  EXPECT_EQ(Good({"sql", "SELECT kind, count(*) AS n FROM v_decisions GROUP BY kind", "--format", "csv"}).out,
            "\"kind\",\"n\"\r\n\"decided\",4\r\n");
}

struct WrongRow {
  std::vector<std::string> arguments;
  int exit_code;
  const char* message;
};

TEST_F(QueryCommands, WrongUsageIsSaid) {
  for (const WrongRow& row : {
           WrongRow{{"decisions", "--region", "12"}, 2, "decisions cannot be chosen by region"},
           {{"cells", "--region", "Atlantis"}, 2, "no such region: Atlantis"},
           {{"amounts", "--min", "mycket"}, 2, "no amount: mycket"},
           {{"decisions", "--from", "i fjol"}, 2, "no date: i fjol"},
           {{"decisions", "--sort", "page"}, 2, "--sort"},
           {{"sql", "DROP TABLE parts"}, 2, "only SELECT"},
           {{"search", "-"}, 2, "no word"},
           {{"decisions", "--db", "none.db"}, 4, "no such archive"},
           {{"explain", "d0"}, 2, "say of which document"},
           {{"explain", "brev.pdf"}, 2, "no id"},
           {{"explain", "0000:d0"}, 2, "no such document"},
       }) {
    const RunResult result = Avstam(row.arguments, here_);
    EXPECT_EQ(result.exit_code, row.exit_code) << row.arguments[0] << ": " << result.err;
    EXPECT_THAT(result.err, HasSubstr(row.message)) << row.arguments[0];
    EXPECT_EQ(result.out, "") << row.arguments[0];
  }
}

TEST_F(QueryCommands, EveryIdCanBeExplainedFromTheArchiveAndItsFile) {
  for (const char* subject : {"decisions", "amounts", "tables", "checks", "repairs"})
    for (const json& row : Lines({subject, "--limit", "3"})) {
      const std::string id = row["id"], file = row["file"];
      const json from_archive = json::parse(Good({"explain", id, "--format", "json"}).out);
      EXPECT_EQ(from_archive["id"], id);
      json from_file =
          json::parse(Good({"explain", id.substr(id.find(':') + 1), file, "--format", "json"}).out);
      EXPECT_EQ(from_file["is"], from_archive["is"]) << id;
      EXPECT_EQ(from_file.value("place", json()), from_archive.value("place", json())) << id;
      EXPECT_EQ(from_file.value("rules", json()), from_archive.value("rules", json())) << id;
    }
}

TEST_F(QueryCommands, AFigureIsExplainedToItsWordsRuleAndChecks) {
  const json cell =
      Lines({"cells", "--text", "statsbidrag", "--status", "total", "--sort", "value", "--limit", "1"})[0];
  const json why = json::parse(Good({"explain", cell["id"].get<std::string>(), "--format", "json"}).out);
  EXPECT_EQ(why["kind"], "cell");
  EXPECT_EQ(why["place"]["words"], cell["text"]);
  EXPECT_EQ(why["is"]["label"], "Riket");
  ASSERT_EQ(why["rules"].size(), 1U);
  EXPECT_THAT(why["rules"][0]["file"].get<std::string>(), ::testing::EndsWith("rules/sv/table_rows.toml"));
  // The line is that of the rule's id.
  const std::string rules = ReadWholeFile(why["rules"][0]["file"]);
  size_t at = 0;
  for (int line = why["rules"][0]["line"]; line > 1; --line) at = rules.find('\n', at) + 1;
  EXPECT_THAT(rules.substr(at, rules.find('\n', at) - at),
              HasSubstr(why["rules"][0]["id"].get<std::string>()));
  EXPECT_FALSE(why["checks"].empty());
  EXPECT_FALSE(why["steps"].empty());
}

TEST_F(QueryCommands, ThePictureOfAFigureIsAPng) {
  const json cell = Lines({"cells", "--region", "12", "--limit", "1"})[0];
  Good({"explain", cell["id"].get<std::string>(), "--image", "figure.png"});
  EXPECT_THAT(ReadWholeFile(*folder_ / "figure.png"), StartsWith("\x89PNG"));
}

TEST_F(QueryCommands, ExportsHoldEveryRow) {
  for (const char* format : {"csv", "jsonl", "datapackage", "xlsx"})
    Good({"export", "--format", format, std::string("out-") + format});
  Good({"export", "--format", "csv", "--excel-sv", "out-excel"});
  const std::string csv = ReadWholeFile(*folder_ / "out-csv/cells.csv");
  const auto rows = static_cast<int64_t>(Lines({"cells"}).size());
  // Line breaks inside fields are bare.
  int64_t ends = 0;
  for (size_t at = csv.find("\r\n"); at != std::string::npos; at = csv.find("\r\n", at + 2)) ++ends;
  EXPECT_EQ(ends, rows + 1);
  const std::string lines = ReadWholeFile(*folder_ / "out-jsonl/cells.jsonl");
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), rows);
  EXPECT_EQ(ReadWholeFile(*folder_ / "out-datapackage/cells.csv"), csv);
  const json package = json::parse(ReadWholeFile(*folder_ / "out-datapackage/datapackage.json"));
  for (const json& resource : package["resources"]) {
    const std::string table =
        ReadWholeFile(*folder_ / ("out-datapackage/" + resource["path"].get<std::string>()));
    std::string header;
    for (const json& field : resource["schema"]["fields"])
      header += (header.empty() ? "\"" : ",\"") + field["name"].get<std::string>() + "\"";
    EXPECT_THAT(table, StartsWith(header + "\r\n"));
  }
  // Read back with Python's csv and zipfile: types as declared, keys unique, the workbook cell by cell the
  // same.
  const std::string check = "python3 " AVSTAM_SOURCE_DIR "/tests/app/check_exports.py '" +
                            *folder_ / "out-datapackage" + "' '" + *folder_ / "out-xlsx/avstam.xlsx" + "' '" +
                            *folder_ / "out-excel" + "' > '" + *folder_ / "check.txt" + "' 2>&1";
  EXPECT_EQ(std::system(check.c_str()), 0);
  EXPECT_EQ(ReadWholeFile(*folder_ / "check.txt"), "");
}

// ALTO as libraries take it: elements, attributes, ids and boxes.
TEST_F(QueryCommands, AltoFitsTheFormat) {
  const RunResult ingested = Avstam({"ingest", "--ocr", "never", "--db", "alto.db", kLetter,
                                     AVSTAM_SOURCE_DIR "/corpus/liggande-lanstabell.pdf",
                                     AVSTAM_SOURCE_DIR "/corpus/decisions/protokoll-regionstyrelse.pdf"},
                                    here_);
  ASSERT_EQ(ingested.exit_code, 0) << ingested.err;
  const RunResult exported = Avstam({"export", "--format", "alto", "--db", "alto.db", "alto"}, here_);
  EXPECT_EQ(exported.exit_code, 0) << exported.err;
  const std::string check = "python3 " AVSTAM_SOURCE_DIR "/tests/app/check_alto.py '" + *folder_ / "alto" +
                            "'/*.alto.xml > '" + *folder_ / "alto.txt" + "' 2>&1";
  EXPECT_EQ(std::system(check.c_str()), 0);
  EXPECT_EQ(ReadWholeFile(*folder_ / "alto.txt"), "");
}

// The objects of OParl hold what their types demand, and all that they refer to is there.
TEST_F(QueryCommands, OparlIsWhole) {
  const RunResult ingested = Avstam({"ingest", "--ocr", "never", "--db", "oparl.db", kLetter,
                                     AVSTAM_SOURCE_DIR "/corpus/decisions/protokoll-regionstyrelse.pdf",
                                     AVSTAM_SOURCE_DIR "/corpus/decisions/protokoll-kommunstyrelse.pdf"},
                                    here_);
  ASSERT_EQ(ingested.exit_code, 0) << ingested.err;
  const RunResult exported = Avstam({"export", "--format", "oparl", "--db", "oparl.db", "oparl"}, here_);
  EXPECT_EQ(exported.exit_code, 0) << exported.err;
  EXPECT_THAT(exported.err, HasSubstr(" objects written to oparl"));
  const std::string check = "python3 " AVSTAM_SOURCE_DIR "/tests/app/check_oparl.py '" + *folder_ / "oparl" +
                            "' > '" + *folder_ / "oparl.txt" + "' 2>&1";
  EXPECT_EQ(std::system(check.c_str()), 0);
  // One line: nothing is wrong.
  EXPECT_THAT(
      ReadWholeFile(*folder_ / "oparl.txt"),
      ::testing::MatchesRegex("AgendaItem [0-9]+ Body 1 Consultation [0-9]+ File 3 Meeting 2 Organization "
                              "[0-9]+ Paper [0-9]+ System 1\n"));
  // From the truth of the first protocol: § 114 was proposed and decided in one case.
  const json items = json::parse(ReadWholeFile(*folder_ / "oparl/agendaitems.json"))["data"];
  std::vector<std::string> kinds;
  for (const json& item : items)
    if (item["number"] == "§ 114" && item.contains("consultation") &&
        item["resolutionText"].get<std::string>().find("avgift") != std::string::npos)
      kinds.push_back(item["avstam:kind"]);
  EXPECT_EQ(kinds, (std::vector<std::string>{"proposed", "decided"}));
  for (const json& paper : json::parse(ReadWholeFile(*folder_ / "oparl/papers.json"))["data"])
    if (paper["reference"] == "RS 2026/00187") {
      EXPECT_EQ(paper["consultation"].size(), 2U);
      EXPECT_EQ(paper["date"], "2026-03-24");
    }
}

TEST_F(QueryCommands, ExportsOfTheSameAreTheSame) {
  RunOptions dated = here_;
  dated.variables = {"SOURCE_DATE_EPOCH=1704067200"};
  for (const char* format : {"datapackage", "xlsx", "oparl"})
    for (const char* again : {"1", "2"})
      ASSERT_EQ(Avstam({"export", "--format", format, std::string(format) + again}, dated).exit_code, 0);
  for (const char* file : {"datapackage%/datapackage.json", "datapackage%/decisions.csv", "xlsx%/avstam.xlsx",
                           "oparl%/papers.json", "oparl%/meetings.json"}) {
    std::string one = file, two = file;
    one.replace(one.find('%'), 1, "1");
    two.replace(two.find('%'), 1, "2");
    EXPECT_TRUE(ReadWholeFile(*folder_ / one) == ReadWholeFile(*folder_ / two)) << file;
  }
}

TEST_F(QueryCommands, AnArchiveIsVerifiedCopiedMergedAndForgets) {
  EXPECT_THAT(Good({"verify"}).out,
              HasSubstr("2 documents; structure and references in order; of the files 2 as"));
  Good({"backup", "copy.db"});
  EXPECT_EQ(Avstam({"backup", "copy.db"}, here_).exit_code, 2);
  const json documents = Lines({"documents", "--db", "copy.db"});
  Good({"merge", "--into", "all.db", "copy.db", "avstam.db"});
  EXPECT_EQ(Lines({"documents", "--db", "all.db"}).size(), documents.size());
  EXPECT_EQ(Avstam({"forget", "nix.pdf", "--reason", "x", "--db", "copy.db"}, here_).exit_code, 2);
  Good({"forget", "brev.pdf", "--reason", "secret", "--db", "copy.db"});
  EXPECT_EQ(Lines({"documents", "--db", "copy.db"}).size(), 1U);
  const RunResult again = Avstam({"ingest", "--db", "copy.db", "brev.pdf"}, here_);
  EXPECT_EQ(again.exit_code, 3);
  EXPECT_THAT(again.err,
              HasSubstr("brev.pdf: was to be forgotten and is not taken in again: secret (forgotten)"));
  // A changed file is told.
  std::filesystem::copy_file(kMinutes, *folder_ / "brev.pdf",
                             std::filesystem::copy_options::overwrite_existing);
  const RunResult changed = Avstam({"verify"}, here_);
  std::filesystem::copy_file(kLetter, *folder_ / "brev.pdf",
                             std::filesystem::copy_options::overwrite_existing);
  EXPECT_EQ(changed.exit_code, 3);
  EXPECT_THAT(changed.err, HasSubstr("brev.pdf: is not the file that was read"));
}

// A command line as a shell would cut it, with nothing but double quotes.
std::vector<std::string> Cut(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ' ' && !quoted)
      out.emplace_back();
    else
      out.back() += c;
  }
  return out;
}

// The text of the block that begins with ```KIND after `at`.
std::string Block(const std::string& text, const std::string& kind, size_t* at) {
  const std::string start = "```" + kind + "\n";
  const size_t begin = text.find(start, *at);
  if (begin == std::string::npos) return {};
  *at = text.find("\n```", begin);
  return text.substr(begin + start.size(), *at - begin - start.size());
}

// Each question of docs/archive.md gives the same things asked as a command and as SQL, and gives some.
TEST_F(QueryCommands, TheQuestionsOfTheManualAreAnswered) {
  const RunResult ingested = Avstam({"ingest", "--db", "manual.db", kLetter,
                                     AVSTAM_SOURCE_DIR "/corpus/decisions/protokoll-regionstyrelse.pdf"},
                                    here_);
  ASSERT_EQ(ingested.exit_code, 0) << ingested.err;
  const std::string manual = ReadWholeFile(AVSTAM_SOURCE_DIR "/docs/archive.md");
  int questions = 0;
  for (size_t at = 0;;) {
    const std::string command = Block(manual, "sh", &at);
    if (command.empty()) break;
    const std::string sql = Block(manual, "sql", &at);
    std::vector<std::string> arguments = Cut(command);
    ASSERT_EQ(arguments.front(), "avstam");
    arguments.erase(arguments.begin());
    arguments.insert(arguments.end(), {"--db", "manual.db"});
    const auto ids = [](const json& rows) {
      std::vector<std::string> out;
      for (const json& row : rows) out.push_back(row["id"]);
      std::sort(out.begin(), out.end());
      out.erase(std::unique(out.begin(), out.end()), out.end());
      return out;
    };
    const std::vector<std::string> by_command = ids(Lines(arguments));
    EXPECT_EQ(by_command, ids(Lines({"sql", sql, "--db", "manual.db"}))) << command;
    EXPECT_FALSE(by_command.empty()) << command;
    ++questions;
  }
  EXPECT_EQ(questions, 5);
}

struct CsvRow {
  const char *text, *field;
};

TEST(Csv, GuardsTextsAgainstFormulasAndLeavesFiguresAlone) {
  for (const CsvRow& row : {CsvRow{"a \"b\"", R"("a ""b""")"},
                            {"=1+1", R"("'=1+1")"},
                            {"+49", R"("'+49")"},
                            {"-cmd", R"("'-cmd")"},
                            {"@SUM(A1)", "\"'@SUM(A1)\""},
                            {"\t=x", "\"'\t=x\""},
                            {"", R"("")"},
                            {"rad\nett", "\"rad\nett\""}})
    EXPECT_EQ(CsvText(row.text), row.field);
  EXPECT_EQ(CsvOre(-500050, kPlainCsv), "-5000.5");
  EXPECT_EQ(CsvOre(-500050, kExcelSwedish), "-5000,5");
  EXPECT_EQ(CsvLine({"1,5", CsvText("x")}, kExcelSwedish), "1,5;\"x\"\r\n");
}

TEST(TableText, CutsTextsAndNeverFigures) {
  using enum store::QueryColumn::Kind;
  const std::vector<store::QueryColumn> columns = {
      {kId, "id", true}, {kText, "text", true}, {kMoney, "value_ore", true}};
  const std::vector<std::vector<std::string>> rows = {{"ab:d1", "Åtgärder för äldre", "1 000"},
                                                      {"ab:d2", "Nej", "-5"}};
  EXPECT_EQ(TableText(columns, rows, 0),
            "id     text                value\n"
            "ab:d1  Åtgärder för äldre  1 000\n"
            "ab:d2  Nej                    -5\n");
  EXPECT_EQ(TableText(columns, rows, 24),
            "id     text        value\n"
            "ab:d1  Åtgärder …  1 000\n"
            "ab:d2  Nej            -5\n");
  EXPECT_EQ(TableText(columns, rows, 5),
            "id     text    value\n"
            "ab:d1  Åtgär…  1 000\n"
            "ab:d2  Nej        -5\n");
}

struct NumberRow {
  const char *text, *masked;
};

// Invented numbers; their last digits follow from the others.
TEST(PersonalNumbers, AreMaskedAndOrganisationsAreNot) {
  for (const NumberRow& row : {
           NumberRow{"811228-9874", "******-****"},
           {"född 19811228-9874.", "född ********-****."},
           {"198112289874", "************"},
           {"811228+9874", "******+****"},
           {"811288-9877", "811288-9877"},  // its last digit is wrong
           {"811228-9875", "811228-9875"},
           {"811328-9873", "811328-9873"},  // month 13
           {"556036-0793", "556036-0793"},  // an organisation
           {"1811228-9874", "1811228-9874"},
           {"811228-98741", "811228-98741"},
           {"Dnr 811228", "Dnr 811228"},
       }) {
    int64_t count = 0;
    EXPECT_EQ(MaskPersonalNumbers(row.text, &count), row.masked);
    EXPECT_EQ(count, std::string(row.text) != row.masked ? 1 : 0) << row.text;
  }
}

}  // namespace
}  // namespace avstam::app
