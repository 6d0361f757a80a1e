// A document from the archive is read as it was from the file: what is stored is all that reading needs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/pipeline.h"
#include "app/reading_json.h"
#include "extract/skew.h"
#include "rules/interpret.h"
#include "store/archive.h"
#include "tests/app/pdf.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

TEST(Reread, GivesTheReadingOfTheFile) {
  store::TemporaryFolder folder;
  store::Archive archive = store::Archive::OpenForWriting(folder / "a.db");
  Pipeline pipeline({"", "never"});
  normalize::Normalizer normalizer(pipeline.rules().lexicon());
  int files = 0, tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator(AVSTAM_SOURCE_DIR "/corpus")) {
    if (entry.path().extension() != ".pdf") continue;
    const std::string name = entry.path().filename().string();
    Outcome outcome = pipeline.Read(store::ReadWholeFile(entry.path().string()));
    ASSERT_TRUE(outcome.document && outcome.reading) << name;
    archive.Store({name, &*outcome.document, &*outcome.reading, "r", "v", "t"});
    std::optional<extract::Document> stored = archive.LoadDocument(outcome.sha256);
    ASSERT_TRUE(stored.has_value()) << name;
    extract::FindLayoutAgain(&*stored);
    rules::Reading reading = rules::Interpret(*stored, pipeline.rules(), normalizer);
    EXPECT_EQ(JsonText(ReadingJson(name, *stored, reading), true),
              JsonText(ReadingJson(name, *outcome.document, *outcome.reading), true))
        << name;
    ++files;
    tables += static_cast<int>(reading.tables.size());
  }
  EXPECT_GT(files, 10);
  EXPECT_GT(tables, 10);
}

// An archive of one letter, and rules in which a million is a thousand.
class RereadCommand : public ::testing::Test {
 protected:
  void SetUp() override {
    std::filesystem::copy_file(AVSTAM_SOURCE_DIR "/corpus/protokoll-kulturnamnd.pdf", folder_ / "p.pdf");
    ASSERT_EQ(Avstam({"ingest", "p.pdf"}, here_).exit_code, 0);
    std::filesystem::copy(AVSTAM_SOURCE_DIR "/rules/", folder_ / "rules",
                          std::filesystem::copy_options::recursive);
    const std::string path = folder_ / "rules/sv/units.toml";
    std::string units = store::ReadWholeFile(path);
    const std::string million = "unit = \"mkr\", currency = \"SEK\", power = ";
    const size_t at = units.find(million + "6");
    ASSERT_NE(at, std::string::npos);
    units[at + million.size()] = '3';
    WriteFile(path, units);
    // What is kept is all that is needed.
    std::filesystem::remove(folder_ / "p.pdf");
    ASSERT_EQ(store::ExecuteSql(
                  archive_,
                  "INSERT INTO human_decisions SELECT sha256, 'f1', '2026-01-01', 'eva', 'accept', 'seen', "
                  "NULL, '' FROM documents"),
              "");
  }
  RunResult Run(std::vector<std::string> arguments) {
    RunResult result = Avstam(arguments, here_);
    EXPECT_EQ(result.exit_code, 0) << result.err;
    return result;
  }
  std::vector<std::string> Values() {
    return store::Query(archive_, "SELECT value_ore FROM amounts ORDER BY amount_no");
  }

  store::TemporaryFolder folder_;
  RunOptions here_{folder_.path().string(), {}, {}};
  std::string archive_ = folder_ / "avstam.db";
};

TEST_F(RereadCommand, ReplacesTheReadingAndNothingElse) {
  const std::vector<std::string> values = {"60000000", "1360000000", "25000000", "4620000000", "4400000000"};
  ASSERT_EQ(Values(), values);
  const char* words = "SELECT page, text, left_cpt, flags, edges FROM words ORDER BY page, word_no";
  const std::vector<std::string> read = store::Query(archive_, words);
  Run({"backup", "before.db"});

  const std::string dump = store::DumpSql(archive_);
  const RunResult beforehand = Run({"diff", "--rules", "rules", "--format", "jsonl"});
  EXPECT_EQ(store::DumpSql(archive_), dump);
  EXPECT_THAT(beforehand.err,
              ::testing::HasSubstr("1 of 1 documents compared, 1 differ; 4 amounts changed, "));

  const RunResult reread = Run({"reread", "--rules", "rules"});
  EXPECT_THAT(reread.err,
              ::testing::HasSubstr("1 read anew, 0 up to date, 0 failed of 1 documents; 4 amounts"));
  EXPECT_EQ(Values(), (std::vector<std::string>{"60000", "1360000", "25000000", "4620000", "4400000"}));
  EXPECT_EQ(store::Query(archive_, words), read);
  EXPECT_EQ(store::Query(archive_, "SELECT subject, decision, person FROM human_decisions"),
            std::vector<std::string>{"f1|accept|eva"});
  EXPECT_EQ(Run({"search", "lansteatern"}).out, Run({"search", "lansteatern", "--db", "before.db"}).out);
  EXPECT_THAT(Run({"verify"}).out, ::testing::HasSubstr("structure and references in order"));

  // What was announced is what happened; a second time there is nothing to do.
  const RunResult afterwards = Run({"diff", "before.db", "--format", "jsonl"});
  EXPECT_EQ(afterwards.out, beforehand.out);
  EXPECT_THAT(afterwards.out, ::testing::HasSubstr("\"what\":\"46,2 mnkr\",\"field\":\"value\",\"old\":"
                                                   "\"46200000\",\"new\":\"46200\""));
  EXPECT_THAT(Run({"reread", "--rules", "rules"}).err,
              ::testing::HasSubstr("0 read anew, 1 up to date, 0 failed of 1 documents; nothing changed"));
  EXPECT_THAT(Run({"diff", "--rules", "rules"}).err, ::testing::HasSubstr("nothing changed"));
}

TEST_F(RereadCommand, WithTheOldRulesGivesTheOldReading) {
  const std::string all =
      "SELECT value_ore, step_ore FROM amounts UNION ALL SELECT value_ore, step_ore FROM "
      "table_cells UNION ALL SELECT stated_ore, difference_ore FROM checks";
  const std::vector<std::string> before = store::Query(archive_, all);
  Run({"reread", "--rules", "rules"});
  EXPECT_NE(store::Query(archive_, all), before);
  Run({"reread"});
  EXPECT_EQ(store::Query(archive_, all), before);
}

TEST_F(RereadCommand, TakesOnlyWhatIsChosen) {
  EXPECT_THAT(Run({"reread", "--rules", "rules", "--file", "annan"}).err,
              ::testing::HasSubstr("0 read anew, 0 up to date, 0 failed of 0 documents"));
  EXPECT_THAT(Run({"reread", "--rules", "rules", "--body", "bildning", "--from", "2024"}).err,
              ::testing::HasSubstr("1 read anew"));
}

TEST_F(RereadCommand, OfAnOldArchiveNamesWhatItCannotRead) {
  ASSERT_EQ(store::ExecuteSql(folder_ / "old.db",
                              store::ReadWholeFile(AVSTAM_SOURCE_DIR "/tests/store/archive-1.sql")),
            "");
  RunResult result = Avstam({"reread", "--db", "old.db"}, here_);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, ::testing::HasSubstr("brev.pdf: an older avstam stored it without what is needed"));
}

}  // namespace
}  // namespace avstam::app
