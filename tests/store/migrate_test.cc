// Archives of older schemas: brought up to date when they are written to, all of them or nothing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/archive.h"
#include "store/schema.h"
#include "tests/store/samples.h"
#include "tests/store/sql.h"

namespace avstam::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class OldArchiveTest : public ::testing::Test {
 protected:
  void SetUp() override {
    const std::string sql =
        ReadWholeFile(AVSTAM_SOURCE_DIR "/tests/store/archive-" + std::to_string(version()) + ".sql");
    ASSERT_NE(sql, "");
    ASSERT_EQ(ExecuteSql(path_, sql), "");
  }
  virtual int version() const = 0;

  std::string MessageOf(Archive (*open)(const std::string&, int)) {
    try {
      open(path_, 100);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kArchive);
      return error.what();
    }
    ADD_FAILURE() << "no exception";
    return {};
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "old.db";
};

class OldArchive : public OldArchiveTest, public ::testing::WithParamInterface<int> {
 protected:
  int version() const override { return GetParam(); }
};

INSTANTIATE_TEST_SUITE_P(Versions, OldArchive, ::testing::Values(1, 2, 3),
                         [](const auto& info) { return std::to_string(info.param); });

TEST_P(OldArchive, IsBroughtUpToDateWithAllThatIsInIt) {
  const bool second = version() >= 2;
  Archive::OpenForWriting(path_).Close();
  EXPECT_THAT(Query(path_, "PRAGMA user_version"), ElementsAre("4"));
  EXPECT_THAT(Query(path_, "SELECT sha256, rules_hash, ocr_version, geometry, stored_at FROM documents"),
              ElementsAre(SampleHash("ab") + (second ? "|r1|tesseract 5|1" : "|r1|NULL|0") +
                          "|2026-01-31T12:00:00Z"));
  EXPECT_THAT(Query(path_, "SELECT name FROM document_names"), ElementsAre("brev.pdf", "kopia.pdf"));
  EXPECT_THAT(Query(path_, "SELECT name, code FROM failures"), ElementsAre("trasig.pdf|empty"));
  EXPECT_THAT(Query(path_, "SELECT * FROM pages"),
              ElementsAre(second ? "1|1|warnings|mixed|0.75|595.28|841.89|90|a picture|270|-0.5|7"
                                 : "1|1|warnings|mixed|0.75|595.28|841.89|90|NULL|0|0.0|0",
                          "1|2|failed|none|1.0|0.0|0.0|0|NULL|0|0.0|0"));
  // A word with a confidence was read by OCR: 32.
  EXPECT_THAT(Query(path_, "SELECT text, left_cpt, flags, confidence, edges, reading_no FROM words"),
              ElementsAre("Åtgärd|1000|1|NULL|NULL|NULL",
                          second ? "2)|-150|48|0.5|643131|0" : "2)|-150|48|0.5|NULL|NULL"));
  for (const char* table :
       {"page_messages", "document_diagnostics", "parts", "amounts", "document_tables", "table_columns",
        "table_rows", "table_cells", "checks", "check_parts", "check_repairs"})
    EXPECT_NE(Query(path_, std::string("SELECT count(*) FROM ") + table).front(), "0") << table;
  if (second) {
    EXPECT_THAT(Query(path_, "SELECT case_number, case_key FROM parts"),
                ElementsAre("KS 2018/012|ks-2018-12"));
    EXPECT_THAT(Query(path_, "SELECT count(*) FROM page_drawings"), ElementsAre("2"));
    EXPECT_THAT(Query(path_, "SELECT second FROM ocr_readings"), ElementsAre("Z)"));
  }
  EXPECT_THAT(Query(path_, "SELECT text, decision_no FROM amounts"), ElementsAre("5 kr|NULL"));
  if (version() >= 3) {
    EXPECT_THAT(Query(path_, "SELECT subject, person, decision, about FROM human_decisions"),
                ElementsAre("f1|Eva|accept|"));
  }
  EXPECT_THAT(Query(path_, "SELECT stated_weight, read_status FROM checks"), ElementsAre("1|NULL"));
  EXPECT_THAT(Query(path_, "SELECT id, status, repairs FROM v_checks"),
              ElementsAre("ab0000000000:c0|mismatch|1"));
  EXPECT_THAT(Query(path_, "PRAGMA foreign_key_check"), IsEmpty());
  EXPECT_THAT(Query(path_, "PRAGMA integrity_check"), ElementsAre("ok"));
}

TEST_P(OldArchive, CanBeSearched) {
  Archive::OpenForWriting(path_).Close();
  EXPECT_THAT(
      Query(path_, "SELECT text FROM search_texts WHERE id IN (SELECT rowid FROM search_index('åtgärd'))"),
      ElementsAre("Åtgärd 2)"));
  EXPECT_THAT(Query(path_, "SELECT rowid FROM search_index('atgard')"), IsEmpty());
  EXPECT_THAT(
      Query(path_, "SELECT text FROM search_texts WHERE id IN (SELECT rowid FROM search_index('summa'))"),
      ElementsAre("Tabell 1\n2016\nSumma"));
}

TEST_P(OldArchive, IsCopiedFirst) {
  const std::string before = DumpSql(path_);
  Archive::OpenForWriting(path_).Close();
  const std::string copy = path_ + ".schema-" + std::to_string(version());
  EXPECT_EQ(DumpSql(copy), before);
  // Once: the next time there is nothing to bring up to date.
  std::filesystem::remove(copy);
  Archive::OpenForWriting(path_).Close();
  EXPECT_FALSE(std::filesystem::exists(copy));
}

// So that nothing can tell an archive that grew old from a new one, but what it holds.
TEST_P(OldArchive, HasTheSameSchemaAsANewOne) {
  Archive::OpenForWriting(path_).Close();
  std::string fresh = folder_ / "new.db";
  Archive::OpenForWriting(fresh).Close();
  const char schema[] = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
  EXPECT_EQ(Query(path_, schema), Query(fresh, schema));
}

TEST_P(OldArchive, ItsReadingsAreThereAndOfVersion1ItsPagesMustBeReadAgain) {
  Archive archive = Archive::OpenForWriting(path_);
  std::optional<rules::Reading> reading = archive.LoadReading(SampleHash("ab"));
  ASSERT_TRUE(reading.has_value());
  EXPECT_EQ(reading->parts.size(), 1U);
  EXPECT_EQ(reading->amounts.size(), 1U);
  EXPECT_EQ(reading->checks.size(), 1U);
  const bool whole = version() >= 2;
  EXPECT_EQ(archive.Find(SampleHash("ab"))->whole, whole);
  EXPECT_EQ(archive.LoadDocument(SampleHash("ab")).has_value(), whole);
  // The same rules and program: nothing would be new, but for the geometry.
  extract::Document document = SampleDocument(SampleHash("ab"));
  rules::Reading sample = SampleReading();
  const DocumentRecord record{"brev.pdf", &document, &sample, "r1", "0.1.0", "2027-01-01T00:00:00Z"};
  EXPECT_EQ(archive.Store(record), whole ? StoreResult::kPresent : StoreResult::kReplaced);
  EXPECT_TRUE(archive.LoadDocument(SampleHash("ab")).has_value());
  EXPECT_EQ(archive.Store(record), StoreResult::kPresent);
  EXPECT_THAT(archive.CheckIntegrity(), IsEmpty());
}

TEST_P(OldArchive, APersonsTablesAndIndicesAreKept) {
  ASSERT_EQ(ExecuteSql(path_,
                       "CREATE TABLE my_notes (x); INSERT INTO my_notes VALUES (1);"
                       "CREATE INDEX mine ON pages (rotation); CREATE INDEX mine_too ON parts (title)"),
            "");
  Archive::OpenForWriting(path_).Close();
  EXPECT_THAT(Query(path_, "SELECT x FROM my_notes"), ElementsAre("1"));
  EXPECT_THAT(Query(path_, "SELECT tbl_name FROM sqlite_schema WHERE name GLOB 'mine*' ORDER BY 1"),
              ElementsAre("pages", "parts"));
}

TEST_P(OldArchive, ToBeReadOnlyIsSaidAndNotChanged) {
  std::string before = ReadWholeFile(path_);
  EXPECT_EQ(MessageOf(&Archive::OpenForReading),
            path_ + ": was made by an older avstam (schema " + std::to_string(version()) +
                ", this program reads 4); `avstam ingest --db " + path_ +
                " FOLDER` brings it up to date and keeps all that is in it");
  EXPECT_TRUE(ReadWholeFile(path_) == before);
}

struct BrokenRow {
  const char* name;
  const char* sql;
  const char* expected;  // part of the message
};

class BrokenOldArchive : public OldArchiveTest, public ::testing::WithParamInterface<BrokenRow> {
 protected:
  int version() const override { return 1; }
};

TEST_P(BrokenOldArchive, IsRefusedAndKeepsItsRows) {
  ASSERT_EQ(ExecuteSql(path_, GetParam().sql), "");
  std::string before = DumpSql(path_);
  EXPECT_THAT(MessageOf(&Archive::OpenForWriting), HasSubstr(GetParam().expected));
  EXPECT_EQ(DumpSql(path_), before);
  EXPECT_THAT(Query(path_, "PRAGMA user_version"), ElementsAre("1"));
}

INSTANTIATE_TEST_SUITE_P(
    Rows, BrokenOldArchive,
    ::testing::Values(BrokenRow{"lost_pages", "PRAGMA foreign_keys = OFF; DELETE FROM pages WHERE page = 1",
                                "refers to a missing row of pages"},
                      BrokenRow{"lost_table", "DROP TABLE words", "no such table: words"},
                      BrokenRow{"view", "CREATE VIEW totals AS SELECT 1", "view \"totals\""}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace avstam::store
