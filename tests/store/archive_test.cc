#include "store/archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "tests/store/samples.h"
#include "tests/store/sql.h"

namespace avstam::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class ArchiveTest : public ::testing::Test {
 protected:
  StoreResult Store(Archive* archive, const std::string& name, const std::string& hash_start,
                    const std::string& rules_hash = "r1", const std::string& time = kSampleTime) {
    extract::Document document = SampleDocument(SampleHash(hash_start));
    rules::Reading reading = SampleReading();
    return archive->Store({name, &document, &reading, rules_hash, "0.1.0", time, "tesseract 5"});
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "a.db";
};

// What a query must give after SampleDocument and SampleReading were stored; written from samples.cc.
struct ColumnsRow {
  const char* name;
  std::string sql;
  std::vector<std::string> rows;
};

class StoredColumns : public ArchiveTest, public ::testing::WithParamInterface<ColumnsRow> {};

TEST_P(StoredColumns, HoldWhatTheValuesHold) {
  Archive archive = Archive::OpenForWriting(path_);
  ASSERT_EQ(Store(&archive, "brev.pdf", "ab"), StoreResult::kStored);
  archive.Close();
  EXPECT_EQ(Query(path_, GetParam().sql), GetParam().rows) << GetParam().sql;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, StoredColumns,
    ::testing::Values(
        ColumnsRow{"documents",
                   "SELECT * FROM documents",
                   {"1|" + SampleHash("ab") +
                    "|2|1|0|incomplete|0.1.0|0.1.0|r1|tesseract 5|1|2026-01-31T12:00:00Z"}},
        ColumnsRow{"names", "SELECT * FROM document_names", {"1|0|brev.pdf"}},
        ColumnsRow{"diagnostics",
                   "SELECT * FROM document_diagnostics",
                   {"1|0|poppler-error|NULL|xref rebuilt", "1|1|page-size|2|too wide"}},
        ColumnsRow{"pages",
                   "SELECT * FROM pages",
                   {"1|1|warnings|text|0.75|595.28|841.89|90|a picture|270|-0.5|7",
                    "1|2|failed|none|1.0|0.0|0.0|0|NULL|0|0.0|0"}},
        ColumnsRow{"messages", "SELECT * FROM page_messages", {"1|1|0|one", "1|1|1|två", "1|2|0|lost"}},
        ColumnsRow{
            "regions", "SELECT * FROM page_regions", {"1|1|0|ocr|pictures in the text|300|100|200|300|400"}},
        ColumnsRow{
            "drawings",
            "SELECT * FROM page_drawings",
            {"1|1|0|h|0|1000|10000|1048|NULL|NULL|NULL|NULL", "1|1|1|v|500|0|550|5000|NULL|NULL|NULL|NULL",
             "1|1|2|area|0|0|1000|1000|0.75|NULL|NULL|NULL", "1|1|3|image|100|100|200|200|NULL|640|480|12"}},
        // Edges of the first: wider than 30.50 / 6 by 192, -158, 42, 17, -133; of the second: 50 from the
        // box, then -25 and -25.  Flags of the second: 1 + 2 + 4 + 8 + 16 + 32 + 3 * 256 + 3 * 4096 + 2 *
        // 65536.
        ColumnsRow{"words",
                   "SELECT document_id, page, word_no, text, left_cpt, top_cpt, right_cpt, bottom_cpt, "
                   "baseline_cpt, font_size_cpt, flags, confidence, edges, reading_no FROM words",
                   {"1|1|0|Åtgärd|1000|2013|4050|3000|2850|1100|0|NULL|8003BB0254228902|NULL",
                    "1|1|1|2)|-150|2000|4500|2500|2400|650|144191|0.5|643131|0"}},
        ColumnsRow{"ocr_readings", "SELECT * FROM ocr_readings", {R"(1|1|0|2)|Z)|figure|[[875,"Z7"],500])"}},
        ColumnsRow{"parts",
                   "SELECT * FROM parts",
                   {"1|0|letter|Brev|Nämnden|2018-01-26|RS 2018/12|rs-2018-12|D 7|§ 3|Kansliet|Eva "
                    "Ek|1|2|part.letter|1|200|300|400|500",
                    "1|1|other|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|0|0|NULL|NULL|0|0|0|0"}},
        ColumnsRow{"decisions",
                   "SELECT * FROM decisions",
                   {"1|0|0|proposed|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|lead.proposes|NULL|0|0|0|0",
                    "1|1|1|decided|Nämnden|§ 5|Taxa för vatten|ks "
                    "18/0012|ks-18-12|2018-02-01|approved|outcome.approved|Bifall mot "
                    "avslag.|lead.decides|1|50|100|200|300"}},
        ColumnsRow{
            "items",
            "SELECT * FROM decision_items",
            {"1|0|0|NULL|Ärendet bordläggs.|NULL|0|0|0|0", "1|1|0|1|Taxan fastställs.|1|100|200|300|400",
             "1|1|1|b|Den gäller från maj.|2|500|600|700|800"}},
        ColumnsRow{"details", "SELECT * FROM decision_item_details", {"1|1|0|0|vatten", "1|1|0|1|avlopp"}},
        ColumnsRow{"lists",
                   "SELECT * FROM decision_lists",
                   {"1|1|addressee|0|styrelsen", "1|1|addressee|1|fullmäktige", "1|1|basis|0|Skrivelse 1",
                    "1|1|basis|1|Bilaga", "1|1|recipient|0|Kansliet", "1|1|recipient|1|Ekonomi"}},
        ColumnsRow{"statements",
                   "SELECT * FROM statements",
                   {"1|1|0|motion|motion|avslag|motion.person|1|100|100|200|200",
                    "1|1|1|motion|motion|bifall|motion.group|NULL|0|0|0|0",
                    "1|1|2|reservation|reservation|mot beslutet|reservation.persons|2|200|200|300|300",
                    "1|1|3|remark|disqualification|jäv|remark.biased|2|600|600|700|700",
                    "1|1|4|remark|note|antecknas|remark.note|NULL|0|0|0|0"}},
        ColumnsRow{
            "people",
            "SELECT * FROM statement_people ORDER BY 1, 2, 3, 4",
            {"1|1|0|0|person|Bo By", "1|1|0|1|party|KD", "1|1|1|0|person|gruppen", "1|1|2|0|person|Bo By",
             "1|1|2|1|person|Ea Dal", "1|1|2|2|party|KD", "1|1|2|3|party|M", "1|1|3|0|person|Eva Ek"}},
        ColumnsRow{"votes",
                   "SELECT * FROM votes",
                   {"1|1|0|7|4|0|2|bifall|7 mot 4|vote.counts|2|400|400|500|500",
                    "1|1|1|NULL|NULL|NULL|NULL|NULL|votering|vote.held|NULL|0|0|0|0"}},
        ColumnsRow{"attendance",
                   "SELECT * FROM attendance",
                   {"1|0|1|Eva Ek|S|member|ordförande|§§ 1–2|people.member|2|100|100|200|200",
                    "1|1|0|Bo By|NULL|official|NULL|NULL|people.other|NULL|0|0|0|0"}},
        ColumnsRow{"agenda",
                   "SELECT * FROM agenda",
                   {"1|0|1|14|Taxa|KS 2018/012|ks-2018-12|agenda.item|2|300|300|400|400",
                    "1|1|0|§ 5|Val|NULL|NULL|agenda.item|NULL|0|0|0|0"}},
        ColumnsRow{"treated_by", "SELECT * FROM agenda_treated_by", {"1|0|0|0", "1|0|1|1"}},
        ColumnsRow{
            "amounts",
            "SELECT * FROM amounts",
            {"1|0|1,5–2 mnkr per år|150000000|10000000|200000000|100000000|EUR|year|about|-100|50|0|1|1|"
             "amount.range|1|100|200|300|400",
             "1|1|5 kr|500|100|NULL|NULL|SEK|NULL|NULL|NULL|NULL|NULL|NULL|NULL|amount|2|0|0|0|0"}},
        ColumnsRow{"tables",
                   "SELECT * FROM document_tables",
                   {"1|0|Tabell 1|tkr|caption|1|1|2|500|600|700|800", "1|1|NULL|NULL|NULL|0|0|0|0|0|0|0"}},
        ColumnsRow{
            "columns", "SELECT * FROM table_columns", {"1|0|0|2016|money|sum", "1|0|1|%|percent|NULL"}},
        ColumnsRow{"rows",
                   "SELECT * FROM table_rows",
                   {"1|0|0|Region Skåne|Reg1on Skane|å read as a|12|12|item|1|row.item|2|1|1|0|100|200|300",
                    "1|0|1|Summa|NULL|NULL|NULL|NULL|total|0|arithmetic|0|0|NULL|0|0|0|0",
                    "1|0|2||NULL|NULL|NULL|NULL|note|0||0|0|NULL|0|0|0|0",
                    "1|0|3||NULL|NULL|NULL|NULL|header|0||0|0|NULL|0|0|0|0",
                    "1|0|4||NULL|NULL|NULL|NULL|subtotal|0||0|0|NULL|0|0|0|0"}},
        ColumnsRow{"cells",
                   "SELECT * FROM table_cells",
                   {"1|0|0|0|1 000|money|100000000|100000|NULL|0.25|O read for 0|1|1100|1200|1300|1400",
                    "1|0|0|1|se not|text|NULL|NULL|NULL|1.0|NULL|NULL|0|0|0|0",
                    "1|0|1|0||empty|NULL|NULL|NULL|1.0|NULL|NULL|0|0|0|0",
                    "1|0|1|1|12,5|percent|1250|10|NULL|1.0|NULL|NULL|0|0|0|0",
                    "1|0|2|0|7|number|700|100|NULL|1.0|NULL|NULL|0|0|0|0"}},
        ColumnsRow{
            "checks",
            "SELECT * FROM checks",
            {"1|0|column-total|mismatch|0|1|0|300|200|100|50|100 too "
             "much|digit|reading|0|2|1|1|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|2|100|100|200|200",
             "1|1|region-coverage|not-comparable|NULL|NULL|NULL|NULL|NULL|NULL|NULL|a region is "
             "missing|NULL|NULL|NULL|NULL|NULL|1|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|0|0|0|0",
             "1|2|region-coverage|rounding|NULL|NULL|NULL|NULL|NULL|NULL|NULL|a region is "
             "missing|NULL|NULL|NULL|NULL|NULL|1|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|0|0|0|0",
             "1|3|region-coverage|ok|NULL|NULL|NULL|NULL|NULL|NULL|NULL|a region is "
             "missing|NULL|NULL|NULL|NULL|NULL|1|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|NULL|0|0|0|0"}},
        ColumnsRow{"check_amounts", "SELECT * FROM check_amounts", {"1|0|0|1", "1|0|1|0"}},
        ColumnsRow{"check_parts", "SELECT * FROM check_parts", {"1|0|0|0|0|0|1", "1|0|1|0|2|0|1"}},
        ColumnsRow{
            "check_repairs", "SELECT * FROM check_repairs", {"1|0|0|0|2|0|700|100|800|100|7 for 8|NULL"}},
        ColumnsRow{"v_documents",
                   "SELECT * FROM v_documents",
                   {"ab0000000000|brev.pdf|incomplete|2|1|0|2018-01-26|2|2|2|2|4|1|0.1.0|r1|tesseract "
                    "5|2026-01-31T12:00:00Z|" +
                    SampleHash("ab") + "|1"}},
        ColumnsRow{"v_decisions",
                   "SELECT * FROM v_decisions",
                   {"ab0000000000:d0|NULL|NULL|proposed|NULL|NULL|NULL|Ärendet "
                    "bordläggs.|NULL|NULL|NULL|NULL|NULL|letter|NULL|brev.pdf|lead.proposes|NULL|1|0|0",
                    "ab0000000000:d1|2018-02-01|Nämnden|decided|§ 5|ks 18/0012|Taxa för vatten|1. Taxan "
                    "fastställs.\nb. Den gäller från maj.|approved|styrelsen > fullmäktige|KD, "
                    "M|NULL|NULL|other|1|brev.pdf|lead.decides|ks-18-12|1|1|1"}},
        ColumnsRow{"v_amounts",
                   "SELECT * FROM v_amounts ORDER BY id",
                   {"ab0000000000:a0|150000000|200000000|EUR|10000000|year|about|-100|1,5–2 mnkr per "
                    "år|2018-02-01|Nämnden|decided|§ 5|ks 18/0012|Den gäller från "
                    "maj.|1|brev.pdf|ab0000000000:d1|amount.range|ks-18-12|1|0|0|1|1",
                    "ab0000000000:a1|500|NULL|SEK|100|NULL|NULL|NULL|5 "
                    "kr|NULL|NULL|NULL|NULL|NULL|NULL|2|brev.pdf|NULL|amount|NULL|1|1|NULL|NULL|NULL"}},
        ColumnsRow{"v_tables",
                   "SELECT * FROM v_tables",
                   {"ab0000000000:t0|Tabell 1|tkr|5|2|1|1|1|2|brev.pdf|caption|1|0",
                    "ab0000000000:t1|NULL|NULL|0|0|0|0|0|0|brev.pdf|NULL|1|1"}},
        ColumnsRow{
            "v_cells",
            "SELECT * FROM v_cells",
            {"ab0000000000:t0.0.0|Tabell 1|Region Skåne|2016|12|item|money|1 "
             "000|100000000|NULL|100000|tkr|0.25|O read for 0|1|brev.pdf|Reg1on Skane|NULL|1|0|0|0",
             "ab0000000000:t0.0.1|Tabell 1|Region Skåne|%|12|item|text|se "
             "not|NULL|NULL|NULL|tkr|1.0|NULL|1|brev.pdf|Reg1on Skane|NULL|1|0|0|1",
             "ab0000000000:t0.1.1|Tabell "
             "1|Summa|%|NULL|total|percent|12,5|NULL|1250|10|tkr|1.0|NULL|1|brev.pdf|NULL|NULL|1|0|1|1",
             "ab0000000000:t0.2.0|Tabell "
             "1||2016|NULL|note|number|7|NULL|700|100|tkr|1.0|NULL|1|brev.pdf|NULL|NULL|1|0|2|0"}},
        ColumnsRow{"v_checks",
                   "SELECT * FROM v_checks WHERE status = 'mismatch'",
                   {"ab0000000000:c0|mismatch|column-total|Tabell 1|Summa|2016|NULL|300|200|100|50|100 too "
                    "much|digit|reading|1|2|brev.pdf|NULL|NULL|NULL|1|0|0|1|0"}},
        ColumnsRow{"v_repairs",
                   "SELECT * FROM v_repairs",
                   {"ab0000000000:c0.0|Tabell 1||2016|NULL|700|800|7 for "
                    "8|1|brev.pdf|ab0000000000:t0.2.0|NULL|1|0|0|0|2|0"}},
        // kind × 2^52 + document × 2^20 + number.
        ColumnsRow{"search_texts",
                   "SELECT id, document_id, text FROM search_texts",
                   {"1048576|1|Ärendet bordläggs.",
                    "1048577|1|Taxa för vatten\nNämnden\nTaxan fastställs.\nDen gäller från "
                    "maj.\nvatten\navlopp",
                    "4503599628419072|1|Tabell 1\n2016\n%\nRegion Skåne\nSumma", "4503599628419073|1|",
                    "9007199255789569|1|Åtgärd 2)", "9007199255789570|1|"}},
        ColumnsRow{"search",
                   "SELECT rowid FROM search_index('åtg* OR avlopp OR Skåne')",
                   {"1048577", "4503599628419072", "9007199255789569"}},
        ColumnsRow{"search_words", "SELECT DISTINCT term FROM search_words WHERE term GLOB 'å*'", {"åtgärd"}},
        ColumnsRow{"page_words",
                   "SELECT words FROM page_words",
                   {R"x([[0,2013,3000,2850,1100,0,["Åtgärd",1000,4050,null,"8003BB0254228902"]],)x"
                    "\n"
                    R"x([1,2000,2500,2400,650,144191,["2)",-150,4500,0.5,"643131",0]]])x",
                    "[]"}},
        ColumnsRow{"integrity", "PRAGMA integrity_check", {"ok"}},
        ColumnsRow{"references", "PRAGMA foreign_key_check", {}},
        ColumnsRow{"application", "PRAGMA application_id", {"1635152756"}},  // 0x61767374
        ColumnsRow{"version", "PRAGMA user_version", {"4"}},
        ColumnsRow{
            "strict",
            "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND NOT strict "
            "AND name NOT LIKE 'sqlite%'",
            {}}),
    [](const auto& info) { return info.param.name; });

// Storing what was loaded gives the same rows: no column is lost or swapped on the way back.
TEST_F(ArchiveTest, ALoadedReadingIsTheOneStored) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "brev.pdf", "ab");
  std::optional<rules::Reading> loaded = archive.LoadReading(SampleHash("ab"));
  ASSERT_TRUE(loaded.has_value());
  archive.Close();

  std::string copy = folder_ / "copy.db";
  Archive second = Archive::OpenForWriting(copy);
  extract::Document document = SampleDocument(SampleHash("ab"));
  second.Store({"brev.pdf", &document, &*loaded, "r1", "0.1.0", kSampleTime, "tesseract 5"});
  second.Close();
  EXPECT_EQ(DumpSql(copy), DumpSql(path_));
}

TEST_F(ArchiveTest, ALoadedDocumentIsTheOneStored) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "brev.pdf", "ab");
  EXPECT_FALSE(archive.LoadDocument(SampleHash("cd")).has_value());
  std::optional<extract::Document> loaded = archive.LoadDocument(SampleHash("ab"));
  ASSERT_TRUE(loaded.has_value());
  extract::Document stored = SampleDocument(SampleHash("ab"));
  EXPECT_EQ(loaded->sha256, stored.sha256);
  EXPECT_EQ(loaded->page_count, 2);
  EXPECT_EQ(loaded->diagnostics, stored.diagnostics);
  // The dump has boxes to 0.1 point; edges are looked at here.
  EXPECT_EQ(extract::Dump(*loaded), extract::Dump(stored));
  ASSERT_EQ(loaded->pages[0].words.size(), 2U);
  EXPECT_EQ(loaded->pages[0].words[0].x_edges, stored.pages[0].words[0].x_edges);
  EXPECT_EQ(loaded->pages[0].words[1].x_edges, stored.pages[0].words[1].x_edges);
  archive.Close();

  // Storing what was loaded gives the same rows: no column is lost or swapped on the way back.
  std::string copy = folder_ / "copy.db";
  Archive second = Archive::OpenForWriting(copy);
  rules::Reading reading = SampleReading();
  second.Store({"brev.pdf", &*loaded, &reading, "r1", "0.1.0", kSampleTime, "tesseract 5"});
  second.Close();
  EXPECT_EQ(DumpSql(copy), DumpSql(path_));
}

// What does not fit together is damage, not a wrong document.
TEST_F(ArchiveTest, ADamagedDocumentIsNotLoaded) {
  for (const char* damage :
       {"UPDATE page_words SET words = replace(words, '8003BB0254228902', '0102')",
        "UPDATE page_words SET words = replace(words, '8003BB0254228902', '0x')",
        "UPDATE page_words SET words = replace(words, '\"643131\",0', '\"643131\",4')",
        "UPDATE page_words SET words = '[[0,1,2]]'", "UPDATE page_words SET words = '[[0,1,2,3,4,5,[7]]]'",
        "UPDATE page_words SET words = '[[0,1,2,3,4,5,[\"a\",\"1\",2]]]'",
        "UPDATE page_words SET words = '['", "UPDATE ocr_readings SET characters = '{'",
        "UPDATE ocr_readings SET characters = '[[1]]'", "UPDATE ocr_readings SET characters = '[\"a\"]'",
        "DELETE FROM pages WHERE page = 1"}) {
    std::string path = folder_ / "damaged.db";
    std::filesystem::remove(path);
    Archive archive = Archive::OpenForWriting(path);
    Store(&archive, "brev.pdf", "ab");
    archive.Close();
    ASSERT_EQ(ExecuteSql(path, damage), "");
    Archive reader = Archive::OpenForReading(path);
    try {
      reader.LoadDocument(SampleHash("ab"));
      ADD_FAILURE() << damage;
    } catch (const Error& error) {
      EXPECT_THAT(error.what(), HasSubstr("the archive is damaged (")) << damage;
    }
  }
}

TEST_F(ArchiveTest, ADocumentThatLackedOcrIsReplacedByOneThatHasIt) {
  extract::Document without = SampleDocument(SampleHash("ab"));
  without.diagnostics = {{"ocr-unavailable", 1, "no model"}};
  extract::Document with = SampleDocument(SampleHash("ab"));
  rules::Reading reading = SampleReading();
  Archive archive = Archive::OpenForWriting(path_);
  auto store = [&](const extract::Document& document) {
    return archive.Store({"brev.pdf", &document, &reading, "r1", "0.1.0", kSampleTime});
  };
  EXPECT_EQ(store(without), StoreResult::kStored);
  EXPECT_TRUE(archive.Find(SampleHash("ab"))->lacks_ocr);
  EXPECT_EQ(store(without), StoreResult::kPresent);
  EXPECT_EQ(store(with), StoreResult::kReplaced);
  EXPECT_FALSE(archive.Find(SampleHash("ab"))->lacks_ocr);
  EXPECT_EQ(store(without), StoreResult::kPresent);
  EXPECT_EQ(archive.Documents().size(), 1U);
}

TEST_F(ArchiveTest, TheSameBytesTwiceChangeNothing) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "brev.pdf", "ab");
  std::string before = DumpSql(path_);
  EXPECT_EQ(Store(&archive, "brev.pdf", "ab", "r1", "2030-01-01T00:00:00Z"), StoreResult::kPresent);
  EXPECT_EQ(archive.AddName(SampleHash("ab"), "brev.pdf"), StoreResult::kPresent);
  EXPECT_EQ(DumpSql(path_), before);
}

TEST_F(ArchiveTest, AnotherNameOfTheSameBytesIsAdded) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "brev.pdf", "ab");
  EXPECT_EQ(Store(&archive, "kopia.pdf", "ab"), StoreResult::kNewName);
  EXPECT_EQ(archive.AddName(SampleHash("ab"), "tredje.pdf"), StoreResult::kNewName);
  std::vector<StoredDocument> documents = archive.Documents();
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_THAT(documents[0].file_names, ElementsAre("brev.pdf", "kopia.pdf", "tredje.pdf"));
}

TEST_F(ArchiveTest, OtherRulesReplaceTheReadingAndKeepIdAndNames) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "first.pdf", "aa");
  Store(&archive, "brev.pdf", "ab");
  extract::Document document = SampleDocument(SampleHash("aa"));
  rules::Reading reading;
  reading.amounts = {SampleReading().amounts[1]};
  EXPECT_EQ(archive.Store({"first.pdf", &document, &reading, "r2", "0.1.0", "2027-01-01T00:00:00Z"}),
            StoreResult::kReplaced);
  archive.Close();
  EXPECT_THAT(Query(path_, "SELECT id, rules_hash, stored_at FROM documents ORDER BY id"),
              ElementsAre("1|r2|2027-01-01T00:00:00Z", "2|r1|2026-01-31T12:00:00Z"));
  EXPECT_THAT(Query(path_, "SELECT document_id, name FROM document_names ORDER BY document_id"),
              ElementsAre("1|first.pdf", "2|brev.pdf"));
  EXPECT_THAT(Query(path_, "SELECT document_id, text FROM amounts"),
              ElementsAre("1|5 kr", "2|1,5–2 mnkr per år", "2|5 kr"));
  for (const char* table : {"document_tables", "table_columns", "table_rows", "table_cells", "checks",
                            "check_parts", "check_amounts", "check_repairs", "parts", "decisions",
                            "decision_items", "decision_item_details", "decision_lists", "statements",
                            "statement_people", "votes", "attendance", "agenda", "agenda_treated_by"})
    EXPECT_THAT(Query(path_, std::string("SELECT count(*) FROM ") + table + " WHERE document_id = 1"),
                ElementsAre("0"))
        << table;
  EXPECT_THAT(Query(path_, "SELECT count(*) FROM words"), ElementsAre("4"));
  // What was replaced is not found any more.
  EXPECT_THAT(Query(path_,
                    "SELECT document_id FROM search_texts WHERE id IN "
                    "(SELECT rowid FROM search_index('vatten'))"),
              ElementsAre("2"));
  EXPECT_THAT(Query(path_, "SELECT count(*) FROM search_index('vatten')"), ElementsAre("1"));
}

TEST_F(ArchiveTest, AReadingThatContradictsItselfIsRolledBack) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "brev.pdf", "ab");
  std::string before = DumpSql(path_);
  extract::Document document = SampleDocument(SampleHash("cd"));
  rules::Reading reading = SampleReading();
  reading.checks.back().table = 17;
  EXPECT_THROW(archive.Store({"x.pdf", &document, &reading, "r1", "0.1.0", kSampleTime}), std::logic_error);
  EXPECT_EQ(DumpSql(path_), before);
  // The same in place of a reading that is there: the old one stays.
  document.sha256 = SampleHash("ab");
  EXPECT_THROW(archive.Store({"brev.pdf", &document, &reading, "r2", "0.1.0", kSampleTime}),
               std::logic_error);
  EXPECT_EQ(DumpSql(path_), before);
  // And the archive goes on.
  EXPECT_EQ(Store(&archive, "y.pdf", "ef"), StoreResult::kStored);
}

TEST_F(ArchiveTest, AFailureIsKeptOnceAndGoesWhenTheFileIsRead) {
  Archive archive = Archive::OpenForWriting(path_);
  FailureRecord failure{"brev.pdf", SampleHash("99"), "not-pdf", "is an HTML page, not a PDF",
                        "0.1.0",    kSampleTime};
  archive.StoreFailure(failure);
  std::string before = DumpSql(path_);
  FailureRecord again = failure;
  again.failed_at = "2030-01-01T00:00:00Z";
  archive.StoreFailure(again);
  EXPECT_EQ(DumpSql(path_), before);
  again.code = "empty";
  again.sha256 = "";
  archive.StoreFailure(again);
  EXPECT_THAT(archive.Failures(), ElementsAre(again));

  Store(&archive, "brev.pdf", "ab");
  EXPECT_THAT(archive.Failures(), IsEmpty());
}

TEST_F(ArchiveTest, AFailureGoesWhenTheSameBytesAreReadUnderAnotherName) {
  Archive archive = Archive::OpenForWriting(path_);
  archive.StoreFailure({"old.pdf", SampleHash("ab"), "overflow", "too much money", "0.0.9", kSampleTime});
  archive.StoreFailure({"other.pdf", "", "unreadable", "no permission", "0.0.9", kSampleTime});
  Store(&archive, "brev.pdf", "ab");
  ASSERT_EQ(archive.Failures().size(), 1U);
  EXPECT_TRUE(archive.ForgetFailure("other.pdf"));
  EXPECT_FALSE(archive.ForgetFailure("other.pdf"));
  EXPECT_THAT(archive.Failures(), IsEmpty());
}

TEST_F(ArchiveTest, TheSameNameWithOtherBytesIsASecondDocument) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "brev.pdf", "ab");
  EXPECT_EQ(Store(&archive, "brev.pdf", "cd"), StoreResult::kStored);
  EXPECT_THAT(archive.HashesOfName("brev.pdf"), ElementsAre(SampleHash("ab"), SampleHash("cd")));
  EXPECT_THAT(archive.HashesOfName("nix.pdf"), IsEmpty());
}

TEST_F(ArchiveTest, FindTellsWithWhatADocumentWasRead) {
  Archive archive = Archive::OpenForWriting(path_);
  EXPECT_FALSE(archive.Find(SampleHash("ab")).has_value());
  EXPECT_FALSE(archive.LoadReading(SampleHash("ab")).has_value());
  Store(&archive, "brev.pdf", "ab");
  std::optional<StoredDocument> found = archive.Find(SampleHash("ab"));
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->rules_hash, "r1");
  EXPECT_EQ(found->program_version, "0.1.0");
  EXPECT_EQ(found->pages_read, 1);
  EXPECT_EQ(found->page_count, 2);
  EXPECT_FALSE(found->complete);
  EXPECT_EQ(found->state, "incomplete");
  EXPECT_EQ(found->ocr_version, "tesseract 5");
  EXPECT_TRUE(found->whole);
}

TEST_F(ArchiveTest, TextIsKeptWhateverItHolds) {
  extract::Document document = SampleDocument(SampleHash("ab"));
  document.pages[0].words[0].text = "'); DROP TABLE words; --";
  document.pages[0].words[1].text = "\x01\u2028<script>\"";
  rules::Reading reading;
  Archive archive = Archive::OpenForWriting(path_);
  archive.Store({"a'b\n\"c.pdf", &document, &reading, "r1", "0.1.0", kSampleTime});
  archive.Close();
  EXPECT_THAT(Query(path_, "SELECT text FROM words"),
              ElementsAre("'); DROP TABLE words; --", "\x01\u2028<script>\""));
  EXPECT_THAT(Query(path_, "SELECT name FROM document_names"), ElementsAre("a'b\n\"c.pdf"));
}

TEST_F(ArchiveTest, CoordinatesBeyondAnyPageDoNotStopTheDocument) {
  extract::Document document = SampleDocument(SampleHash("ab"));
  document.pages[0].words[0].box = {-1e300, std::nan(""), 1e300, INFINITY};
  rules::Reading reading;
  Archive archive = Archive::OpenForWriting(path_);
  archive.Store({"x.pdf", &document, &reading, "r1", "0.1.0", kSampleTime});
  archive.Close();
  EXPECT_THAT(Query(path_, "SELECT left_cpt, top_cpt, right_cpt, bottom_cpt FROM words WHERE word_no = 0"),
              ElementsAre("-2000000000|0|2000000000|2000000000"));
}

TEST_F(ArchiveTest, AClosedArchiveIsOneFile) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "brev.pdf", "ab");
  archive.Close();
  Archive reader = Archive::OpenForReading(path_);
  EXPECT_EQ(reader.Documents().size(), 1U);
  EXPECT_THAT(reader.CheckIntegrity(), IsEmpty());
  reader.Close();
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
    files.push_back(entry.path().filename().string());
  EXPECT_THAT(files, ElementsAre("a.db"));
}

TEST_F(ArchiveTest, AReaderSeesWholeDocumentsWhileAnotherWrites) {
  Archive writer = Archive::OpenForWriting(path_);
  Store(&writer, "brev.pdf", "ab");
  Archive reader = Archive::OpenForReading(path_);
  EXPECT_EQ(reader.Documents().size(), 1U);
  Store(&writer, "two.pdf", "cd");
  EXPECT_EQ(reader.Documents().size(), 2U);
  EXPECT_THROW(Store(&reader, "three.pdf", "ef"), Error);
  writer.Close();
  EXPECT_EQ(reader.Documents().size(), 2U);
}

TEST_F(ArchiveTest, DamageIsFound) {
  Archive archive = Archive::OpenForWriting(path_);
  for (const char* start : {"a1", "a2", "a3", "a4", "a5", "a6"}) Store(&archive, start, start);
  archive.Close();
  ASSERT_EQ(ExecuteSql(path_, "PRAGMA foreign_keys=OFF; DELETE FROM pages WHERE document_id = 2"), "");
  Archive reader = Archive::OpenForReading(path_);
  EXPECT_THAT(reader.CheckIntegrity(), ::testing::Contains(HasSubstr("refers to a missing row of pages")));
}

TEST_F(ArchiveTest, ANewReadingLeavesTheWords) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "brev.pdf", "ab");
  const std::string words = "SELECT * FROM words";
  const std::vector<std::string> before = Query(path_, words);
  rules::Reading reading = SampleReading();
  reading.checks.clear();
  reading.decisions[1].title = "Arvoden";
  EXPECT_FALSE(archive.StoreReading({SampleHash("cd"), &reading, "r2", "0.2.0", "t"}));
  EXPECT_TRUE(archive.StoreReading({SampleHash("ab"), &reading, "r2", "0.2.0", "t"}));
  const StoredDocument kept = archive.Find(SampleHash("ab")).value();
  EXPECT_EQ(kept.rules_hash, "r2");
  EXPECT_EQ(kept.program_version, "0.2.0");
  EXPECT_EQ(kept.words_version, "0.1.0");
  EXPECT_EQ(rules::Dump(*archive.LoadReading(SampleHash("ab"))), rules::Dump(reading));
  archive.Close();
  EXPECT_EQ(Query(path_, words), before);
  EXPECT_EQ(Query(path_, "SELECT count(*) FROM search_index('arvoden')"), std::vector<std::string>{"1"});
  EXPECT_EQ(Query(path_, "SELECT count(*) FROM search_index('taxa')"), std::vector<std::string>{"0"});
}

TEST_F(ArchiveTest, AReadingThatContradictsItselfLeavesTheOldOne) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "brev.pdf", "ab");
  const std::string before = DumpSql(path_);
  rules::Reading reading = SampleReading();
  reading.checks[0].table = 7;
  EXPECT_THROW(archive.StoreReading({SampleHash("ab"), &reading, "r2", "0.2.0", "t"}), std::logic_error);
  EXPECT_EQ(DumpSql(path_), before);
}

TEST_F(ArchiveTest, HumanDecisionsAreAddedAndOutliveReadings) {
  Archive archive = Archive::OpenForWriting(path_);
  Store(&archive, "brev.pdf", "ab");
  const HumanDecision first{SampleHash("ab"),      "f1", "waive", "misprint", "2027-06-30", "Eva",
                            "2026-01-02T00:00:00Z"};
  HumanDecision later = first;
  later.decision = "reject";
  later.until = std::nullopt;
  later.decided_at = "2026-03-02T00:00:00Z";
  HumanDecision other = first;
  other.sha256 = SampleHash("cd");  // also of a document that is not kept
  for (const HumanDecision& one : {later, other, first, first}) archive.AddHumanDecision(one);
  EXPECT_EQ(archive.HumanDecisionsOf(SampleHash("ab")), (std::vector{first, later}));
  EXPECT_EQ(archive.HumanDecisions(), (std::vector{first, later, other}));
  EXPECT_EQ(archive.CheckIntegrity(), std::vector<std::string>{});
  rules::Reading reading = SampleReading();
  archive.StoreReading({SampleHash("ab"), &reading, "r2", "0.2.0", "t"});
  extract::Document document = SampleDocument(SampleHash("ab"));
  archive.Store({"brev.pdf", &document, &reading, "r3", "0.3.0", "t"});
  EXPECT_EQ(archive.HumanDecisionsOf(SampleHash("ab")), (std::vector{first, later}));
  HumanDecision bad[] = {first, first, first, first, first};
  bad[0].decision = "maybe";
  bad[1].reason = "";
  bad[2].person = "";
  bad[3].sha256 = "ab";
  bad[4].subject = "";
  for (const HumanDecision& one : bad) EXPECT_THROW(archive.AddHumanDecision(one), Error);
  EXPECT_EQ(archive.HumanDecisions().size(), 3U);
}

}  // namespace
}  // namespace avstam::store
