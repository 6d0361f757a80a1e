#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <nlohmann/json.hpp>

#include "tests/app/pdf.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using store::ReadWholeFile;
using store::TemporaryFolder;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::StartsWith;

struct UsageRow {
  const char* name;
  std::vector<std::string> arguments;
  std::string expected;  // the whole of stderr
};

class WrongUsage : public ::testing::TestWithParam<UsageRow> {};

TEST_P(WrongUsage, PrintsUsageAndExits2) {
  TemporaryFolder folder;
  RunResult result = Avstam(GetParam().arguments, {folder.path().string(), {}, {}});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, GetParam().expected);
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, WrongUsage,
    ::testing::Values(
        UsageRow{"nothing",
                 {},
                 "avstam: A subcommand is required\nUsage: avstam [OPTIONS] SUBCOMMAND\n`avstam --help` "
                 "tells more\n"},
        UsageRow{"verb",
                 {"chekc"},
                 "avstam: no such command: chekc\nUsage: avstam [OPTIONS] SUBCOMMAND\n"
                 "`avstam --help` tells more\n"},
        UsageRow{"option",
                 {"check", "--foo"},
                 "avstam: The following argument was not expected: --foo\nUsage: avstam check [OPTIONS] "
                 "[PATH...]\n"
                 "`avstam check --help` tells more\n"},
        UsageRow{"escape",
                 {"check", "--\x1b[31m\n"},
                 "avstam: The following argument was not expected: --\\x1B[31m\\n\n"
                 "Usage: avstam check [OPTIONS] [PATH...]\n`avstam check --help` tells more\n"},
        UsageRow{"format",
                 {"check", "--format", "xml"},
                 "avstam: --format: xml not in {text,json,junit,sarif,github}\nUsage: avstam check [OPTIONS] "
                 "[PATH...]\n"
                 "`avstam check --help` tells more\n"},
        UsageRow{"no_path",
                 {"ingest"},
                 "avstam: PATH, --list or --follow is required\nUsage: avstam ingest [OPTIONS] [PATH...]\n"
                 "`avstam ingest --help` tells more\n"},
        UsageRow{"no_file",
                 {"extract"},
                 "avstam: FILE is required\nUsage: avstam extract [OPTIONS] FILE\n"
                 "`avstam extract --help` tells more\n"},
        UsageRow{"rules_verb",
                 {"rules"},
                 "avstam: A subcommand is required\nUsage: avstam rules [OPTIONS] SUBCOMMAND\n"
                 "`avstam rules --help` tells more\n"}),
    [](const auto& info) { return info.param.name; });

TEST(CommandLine, EveryVerbHelps) {
  const std::vector<std::vector<std::string>> verbs = {
      {}, {"extract"}, {"ingest"}, {"check"}, {"doctor"}, {"export"}, {"rules"}, {"rules", "check"}};
  for (std::vector<std::string> verb : verbs) {
    verb.emplace_back("--help");
    RunResult result = Avstam(verb);
    EXPECT_EQ(result.exit_code, 0) << verb.front();
    EXPECT_EQ(result.err, "") << verb.front();
    EXPECT_THAT(result.out, HasSubstr("Usage:")) << verb.front();
  }
  EXPECT_THAT(Avstam({"check", "--help"}).out, HasSubstr("Examples:\n  avstam check\n"));
}

TEST(CommandLine, TellsItsVersion) {
  RunResult result = Avstam({"--version"});
  EXPECT_EQ(result.exit_code, 0);
  EXPECT_EQ(result.out, "avstam " AVSTAM_VERSION "\n");
}

TEST(CommandLine, AWrongRuleFolderIsUsage) {
  TemporaryFolder folder;
  WriteFile(folder / "a.pdf", TextPdf({"Hej"}));
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"extract", "--rules", "nix", "a.pdf"},
        {"extract", "--rules", "nix", "--no-sandbox", "a.pdf"},
        {"check", "--rules", "nix", "a.pdf"},
        {"explain", "--rules", "nix", "a0", "a.pdf"},
        {"ingest", "--rules", "nix", "a.pdf"},
        {"rules", "check", "nix"}}) {
    RunResult result = Avstam(arguments, {folder.path().string(), {}, {}});
    EXPECT_EQ(result.exit_code, 2) << result.err;
    EXPECT_THAT(result.err, HasSubstr("nix")) << arguments.front();
  }
  RunResult variable = Avstam({"extract", "a.pdf"}, {folder.path().string(), {"AVSTAM_RULES=nowhere"}, {}});
  EXPECT_EQ(variable.exit_code, 2);
  EXPECT_THAT(variable.err, HasSubstr("nowhere"));
}

TEST(CommandLine, TheProjectsOwnRulesHold) {
  RunResult result = Avstam({"rules", "check"});
  EXPECT_EQ(result.exit_code, 0) << result.out << result.err;
  EXPECT_THAT(result.out, EndsWith(" examples, all hold\n"));
}

TEST(CommandLine, ARuleThatMissesItsExampleIsAFinding) {
  TemporaryFolder folder;
  std::filesystem::copy(AVSTAM_SOURCE_DIR "/rules", folder / "rules",
                        std::filesystem::copy_options::recursive);
  WriteFile(folder / "rules/zz-test.toml",
            "[[rule]]\nid = \"row.total.zz\"\nkind = \"row-role\"\npattern = 'Slutsumman'\nset = {role = "
            "\"total\"}\n"
            "accepts = [{text = \"Slutsumma\"}]\n");
  RunResult result = Avstam({"rules", "check", folder / "rules"});
  EXPECT_EQ(result.exit_code, 2) << result.out << result.err;
  EXPECT_THAT(result.out + result.err, HasSubstr("zz-test.toml:"));
}

TEST(CommandLine, ExtractPrintsOneObject) {
  TemporaryFolder folder;
  WriteFile(folder / "a.pdf", TextPdf({"Hej Summa", "Mer"}));
  RunResult result = Avstam({"extract", "a.pdf"}, {folder.path().string(), {}, {}});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.err, "");
  nlohmann::json json = nlohmann::json::parse(result.out);
  EXPECT_EQ(json["schema"], 1);
  EXPECT_EQ(json["file"], "a.pdf");
  EXPECT_EQ(json["page_count"], 2);
  EXPECT_EQ(json["complete"], true);
  EXPECT_EQ(json["pages"][0]["words"], 2);
  EXPECT_EQ(json["decisions"], nlohmann::json::array());
}

TEST(CommandLine, ResultsThatCannotBeWrittenAreNotDone) {
  TemporaryFolder folder;
  WriteFile(folder / "a.pdf", TextPdf({"Hej"}));
  RunResult result = Avstam({"extract", "a.pdf"}, {folder.path().string(), {}, [] {
                                                     FILE* full = freopen("/dev/full", "w", stdout);
                                                     if (full == nullptr) abort();
                                                   }});
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("the results cannot be written: No space left on device"));
}

TEST(Archive, OfAnotherKindIsRefusedUnchanged) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  WriteFile(folder / "a.pdf", TextPdf({"Hej"}));
  WriteFile(folder / "brev.txt", "Hej\n");
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"ingest", "--db", "brev.txt", "a.pdf"}, {"check", "--db", "brev.txt"}}) {
    RunResult result = Avstam(arguments, here);
    EXPECT_EQ(result.exit_code, 4) << arguments.front();
    EXPECT_THAT(result.err, HasSubstr("brev.txt: it is not an SQLite database; it was not changed"))
        << arguments.front();
    EXPECT_EQ(result.out, "");
  }
  EXPECT_EQ(ReadWholeFile(folder / "brev.txt"), "Hej\n");
  RunResult missing = Avstam({"check", "--db", "none.db"}, here);
  EXPECT_EQ(missing.exit_code, 4);
  EXPECT_THAT(missing.err, StartsWith("none.db: no such archive; "));
  EXPECT_FALSE(std::filesystem::exists(folder / "none.db"));
}

TEST(Archive, ThatIsLockedIsExit4AndUnchanged) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  WriteFile(folder / "a.pdf", TextPdf({"Hej"}));
  WriteFile(folder / "b.pdf", TextPdf({"Mer"}));
  ASSERT_EQ(Avstam({"ingest", "a.pdf"}, here).exit_code, 0);
  std::string path = folder / "avstam.db";
  std::string before = store::DumpSql(path);
  sqlite3* holder = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &holder), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(holder, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
  RunResult result = Avstam({"ingest", "b.pdf"}, here);
  sqlite3_close(holder);
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, HasSubstr("avstam.db: it is locked by process "));
  EXPECT_EQ(store::DumpSql(path), before);
}

}  // namespace
}  // namespace avstam::app
