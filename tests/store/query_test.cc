#include "store/query.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/folding.h"
#include "store/search.h"
#include "store/search_words.h"
#include "tests/store/samples.h"
#include "tests/store/sql.h"

namespace avstam::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Three documents: the sample twice, under two hashes, and one with decisions of bodies with Swedish names.
class QueryTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    path_ = *folder_ / "a.db";
    Archive archive = Archive::OpenForWriting(path_);
    rules::Reading sample = SampleReading();
    for (const char* start : {"aa", "bb"}) {
      extract::Document document = SampleDocument(SampleHash(start));
      archive.Store({std::string(start) + "/brev_1.pdf", &document, &sample, "r1", "0.1.0", "t"});
    }
    extract::Document document = SampleDocument(SampleHash("cc"));
    document.pages[0].words[0].text = "Högkostnadsskydd";
    rules::Reading reading;
    rules::Part part;
    part.date = "2020-05-06";
    reading.parts = {part};
    for (const char* body : {"Österns nämnd", "Zeta", "Ålands nämnd"}) {
      rules::Decision decision;
      decision.kind = "decided";
      decision.body = body;
      decision.title = "Ärende 10";
      decision.case_number = "RS/418/2019";
      decision.date = "2019-03-31";
      decision.items = {{"", "Avgiftsnivån höjs för \"alla\".", {}, {}}};
      reading.decisions.push_back(decision);
    }
    archive.Store({"cc/protokoll.pdf", &document, &reading, "r1", "0.1.0", "t"});
    archive.Close();
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }

  static std::vector<std::string> Ids(Subject subject, const Filter& filter) {
    Archive archive = Archive::OpenForReading(path_);
    std::vector<std::string> out;
    RunQuery(archive, subject, filter, [&](const Row& row) {
      EXPECT_EQ(row.size(), QueryColumns(subject).size());
      const std::string& id = std::get<std::string>(row[0]);
      const size_t colon = id.find(':');
      out.push_back(id.substr(0, 2) + (colon == std::string::npos ? "" : id.substr(colon)));
    });
    return out;
  }

  static TemporaryFolder* folder_;
  static std::string path_;
};
TemporaryFolder* QueryTest::folder_ = nullptr;
std::string QueryTest::path_;

struct FilterRow {
  const char* name;
  Subject subject;
  Filter filter;
  std::vector<std::string> ids;
};

Filter With(void (*set)(Filter*)) {
  Filter filter;
  set(&filter);
  return filter;
}

class Filters : public QueryTest, public ::testing::WithParamInterface<FilterRow> {};

TEST_P(Filters, GiveTheRows) { EXPECT_EQ(Ids(GetParam().subject, GetParam().filter), GetParam().ids); }

using enum Subject;
INSTANTIATE_TEST_SUITE_P(
    Rows, Filters,
    ::testing::Values(
        FilterRow{"all", kDecisions, {}, {"aa:d0", "aa:d1", "bb:d0", "bb:d1", "cc:d0", "cc:d1", "cc:d2"}},
        FilterRow{"part_of_the_body",
                  kDecisions,
                  With([](Filter* f) { f->body = "NAMND"; }),
                  {"aa:d1", "bb:d1", "cc:d0", "cc:d2"}},
        FilterRow{"no_such_body", kDecisions, With([](Filter* f) { f->body = "utskott"; }), {}},
        FilterRow{
            "from", kDecisions, With([](Filter* f) { f->from = "2018-03"; }), {"cc:d0", "cc:d1", "cc:d2"}},
        FilterRow{"to_is_the_whole_month",
                  kDecisions,
                  With([](Filter* f) { f->from = f->to = "2019-03"; }),
                  {"cc:d0", "cc:d1", "cc:d2"}},
        FilterRow{"to_before", kDecisions, With([](Filter* f) { f->to = "2018"; }), {"aa:d1", "bb:d1"}},
        FilterRow{"case_in_another_spelling",
                  kDecisions,
                  With([](Filter* f) { f->case_number = "KS 2018-12"; }),
                  {}},
        FilterRow{"case_number",
                  kDecisions,
                  With([](Filter* f) { f->case_number = "KS 18-12"; }),
                  {"aa:d1", "bb:d1"}},
        FilterRow{"case_without_letters",
                  kDecisions,
                  With([](Filter* f) { f->case_number = "418/2019"; }),
                  {"cc:d0", "cc:d1", "cc:d2"}},
        FilterRow{"party", kDecisions, With([](Filter* f) { f->party = "kd"; }), {"aa:d1", "bb:d1"}},
        FilterRow{"text_folded_and_longer",
                  kDecisions,
                  With([](Filter* f) { f->text = "avgiftsniva"; }),
                  {"cc:d0", "cc:d1", "cc:d2"}},
        FilterRow{"kind", kDecisions, With([](Filter* f) { f->status = "proposed"; }), {"aa:d0", "bb:d0"}},
        FilterRow{"outcome", kDecisions, With([](Filter* f) { f->status = "approved"; }), {"aa:d1", "bb:d1"}},
        FilterRow{"amount_of_decision",
                  kDecisions,
                  With([](Filter* f) { f->min_ore = 100'000'000; }),
                  {"aa:d1", "bb:d1"}},
        FilterRow{
            "file", kDecisions, With([](Filter* f) { f->file = "PROTO"; }), {"cc:d0", "cc:d1", "cc:d2"}},
        FilterRow{"file_with_signs", kDecisions, With([](Filter* f) { f->file = "%"; }), {}},
        FilterRow{"swedish_order",
                  kDecisions,
                  With(
                      [](Filter* f) {
                        f->sort = "body";
                        f->file = "cc";
                      }),
                  {"cc:d1", "cc:d2", "cc:d0"}},
        FilterRow{"descending_and_unknown_last",
                  kDecisions,
                  With(
                      [](Filter* f) {
                        f->sort = "date";
                        f->descending = true;
                        f->limit = 4;
                      }),
                  {"cc:d2", "cc:d1", "cc:d0", "bb:d1"}},
        FilterRow{"limit_and_offset",
                  kDecisions,
                  With(
                      [](Filter* f) {
                        f->limit = 2;
                        f->offset = 3;
                      }),
                  {"bb:d1", "cc:d0"}},
        FilterRow{"amounts_by_value",
                  kAmounts,
                  With(
                      [](Filter* f) {
                        f->sort = "value";
                        f->max_ore = 1000;
                      }),
                  {"aa:a1", "bb:a1"}},
        FilterRow{"amounts_on_pages_with_text",
                  kAmounts,
                  With([](Filter* f) { f->text = "atgard"; }),
                  {"aa:a0", "bb:a0"}},
        FilterRow{
            "tables_with_region", kTables, With([](Filter* f) { f->region = "12"; }), {"aa:t0", "bb:t0"}},
        FilterRow{"tables_without", kTables, With([](Filter* f) { f->region = "01"; }), {}},
        FilterRow{
            "tables_with_text", kTables, With([](Filter* f) { f->text = "tabell"; }), {"aa:t0", "bb:t0"}},
        FilterRow{"tables_with_mismatch",
                  kTables,
                  With([](Filter* f) { f->status = "mismatch"; }),
                  {"aa:t0", "bb:t0"}},
        FilterRow{"cells",
                  kCells,
                  With(
                      [](Filter* f) {
                        f->region = "12";
                        f->min_ore = 1;
                      }),
                  {"aa:t0.0.0", "bb:t0.0.0"}},
        FilterRow{"documents", kDocuments, With([](Filter* f) { f->text = "hogkostnadsskydd"; }), {"cc"}},
        FilterRow{"documents_by_state", kDocuments, With([](Filter* f) { f->status = "ok"; }), {}},
        FilterRow{"documents_of_a_date", kDocuments, With([](Filter* f) { f->from = "2020"; }), {"cc"}},
        FilterRow{"mismatches", kChecks, With([](Filter* f) { f->status = "mismatch"; }), {"aa:c0", "bb:c0"}},
        FilterRow{"repairs", kRepairs, {}, {"aa:c0.0", "bb:c0.0"}}),
    [](const auto& info) { return info.param.name; });

TEST_F(QueryTest, EverySubjectGivesEveryColumnAndSort) {
  for (Subject subject : kSubjects) {
    EXPECT_FALSE(Ids(subject, {}).empty()) << SubjectName(subject);
    for (const std::string& sort : SortColumns(subject)) {
      Filter filter;
      filter.sort = sort;
      EXPECT_EQ(Ids(subject, filter).size(), Ids(subject, {}).size()) << SubjectName(subject) << " " << sort;
    }
  }
}

std::string Refusal(const std::function<void()>& run) {
  try {
    run();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kUsage);
    return error.what();
  }
  return "not refused";
}

TEST_F(QueryTest, WhatASubjectDoesNotHaveIsRefused) {
  const auto refusal = [](Subject subject, const Filter& filter) {
    return Refusal([&] { Ids(subject, filter); });
  };
  EXPECT_EQ(refusal(kDecisions, With([](Filter* f) { f->region = "12"; })),
            "decisions cannot be chosen by region");
  EXPECT_EQ(refusal(kRepairs, With([](Filter* f) { f->status = "ok"; })),
            "repairs cannot be chosen by status");
  EXPECT_THAT(refusal(kTables, With([](Filter* f) { f->sort = "date; DROP"; })),
              HasSubstr("tables cannot be sorted by date; DROP; by caption, page"));
  EXPECT_THAT(refusal(kDecisions, With([](Filter* f) { f->case_number = "KS"; })), HasSubstr("has digits"));
}

struct SqlRow {
  const char* sql;
  const char* result;  // names, then values; or the message
};

TEST_F(QueryTest, SqlReadsAndDoesNothingElse) {
  Archive archive = Archive::OpenForReading(path_);
  for (const SqlRow& row : {
           SqlRow{"SELECT count(*) AS n, 'å' FROM v_decisions", "n 'å' | 7 å"},
           {"SELECT NULL;  ", "NULL | -"},
           {"SELECT name FROM statement_people WHERE name GLOB 'x*'", "name"},
           {"WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 2) SELECT x FROM c",
            "x | 1 | 2"},
           {"SELECT count(*) c FROM search_index('högkostnadsskydd')", "c | 1"},
           {"SELECT 1; SELECT 2", "one SELECT is expected, and nothing after it"},
           {"", "one SELECT is expected, and nothing after it"},
           {"DELETE FROM parts", "only SELECT is possible: the archive is not to be changed"},
           {"PRAGMA writable_schema = 1", "only SELECT is possible: the archive is not to be changed"},
           {"ATTACH 'x' AS y", "only SELECT is possible: the archive is not to be changed"},
           {"SELECT load_extension('x')", "the SQL is wrong: not authorized to use function: load_extension"},
           {"SELECT nix FROM parts", "the SQL is wrong: no such column: nix"},
       }) {
    std::string found;
    try {
      RunSql(
          archive, row.sql,
          [&](const std::vector<std::string>& names) {
            for (const std::string& name : names) found += (found.empty() ? "" : " ") + name;
          },
          [&](const Row& values) {
            found += " |";
            for (const Value& value : values) {
              if (const auto* text = std::get_if<std::string>(&value)) found += " " + *text;
              if (const auto* number = std::get_if<int64_t>(&value)) found += " " + std::to_string(*number);
              if (std::holds_alternative<std::monostate>(value)) found += " -";
            }
          });
    } catch (const Error& error) {
      found = error.what();
    }
    EXPECT_EQ(found, row.result) << row.sql;
  }
}

struct SearchRow {
  const char* words;
  bool exact;
  std::vector<std::string> ids;
};

TEST_F(QueryTest, SearchFindsDecisionsThenTablesThenPages) {
  Archive archive = Archive::OpenForReading(path_);
  for (const SearchRow& row : {
           SearchRow{"hogkostnad", false, {"cc page"}},
           {"hogkostnad", true, {}},
           {"högkostnad*", true, {"cc page"}},
           // The shortest text first: a word weighs more there.
           {"AVGIFTSNIVÅN", true, {"cc:d1 decision", "cc:d0 decision", "cc:d2 decision"}},
           {"ålands", true, {"cc:d2 decision"}},
           {"alands namnd", false, {"cc:d2 decision"}},
           {"\"nämnd ålands\"", false, {}},
           {"\"ålands nämnd\"", false, {"cc:d2 decision"}},
           {"skåne", false, {"aa:t0 table", "bb:t0 table"}},
           {"atgard", false, {"aa page", "bb page"}},
           {"alla\" OR \"skåne", false, {}},  // no operators
           {"NEAR(höjs alla)", false, {}},
       }) {
    std::vector<std::string> found;
    Search(archive, {row.words, row.exact, 20}, [&](const Hit& hit) {
      const size_t colon = hit.id.find(':');
      found.push_back(hit.id.substr(0, 2) + (colon == std::string::npos ? "" : hit.id.substr(colon)) + " " +
                      hit.kind);
      EXPECT_THAT(hit.snippet, HasSubstr("\x02")) << row.words;
    });
    EXPECT_EQ(found, row.ids) << row.words;
  }
  int hits = 0;
  Search(archive, {"nämnd", false, 2}, [&](const Hit&) { ++hits; });
  EXPECT_EQ(hits, 2);
}

// Which words, of an archive that has all of them, are asked for: "/" between phrases of one word.
TEST_F(QueryTest, EveryWordIsQuotedAndSpeltAsInTheArchive) {
  struct Row {
    const char* words;
    bool exact;
    Reach reach;
    const char* expected;
  };
  Archive archive = Archive::OpenForReading(path_);
  Database* database = archive.database();
  for (const Row& row : {Row{"a bo avgift", false, Reach::kAll, R"("a" AND "bo" AND "avgift"*)"},
                         {"avgift", false, Reach::kWhole, R"("avgift")"},
                         {"avgift", false, Reach::kSome, R"("avgiftsnivån")"},
                         {"Avgift", true, Reach::kAll, R"("avgift")"},
                         {"avg*", true, Reach::kAll, R"("avg"*)"},
                         {"alands", false, Reach::kWhole, R"("ålands")"},
                         {"ålands", false, Reach::kWhole, R"("ålands")"},
                         {"alands", true, Reach::kWhole, R"("alands")"},
                         {"zzz", false, Reach::kAll, R"("zzz"*)"},
                         {"\"for alla\" x", false, Reach::kAll, R"("för alla" AND "x")"},
                         {"\"Österns", true, Reach::kAll, R"("österns")"},
                         {"§ 12/3 - ", false, Reach::kAll, R"("12 3"*)"},
                         {"text:x", false, Reach::kAll, R"("text x"*)"},
                         {"a\" OR \"b", false, Reach::kAll, R"("a" AND "or" AND "b")"}})
    EXPECT_EQ(ExpressionFor(database, ParseWords(row.words, row.exact), row.reach).text, row.expected)
        << row.words;
  EXPECT_EQ(Refusal([] { ParseWords(" - \"\" ", false); }), "there is no word to search for");
  EXPECT_THAT(Refusal([] { ParseWords(std::string(300, 'a'), false); }), HasSubstr("longer than 256 bytes"));
}

// Rows held against the words one by one must be those that the index finds.
TEST_F(QueryTest, ATextMatchesWhenTheIndexFindsIt) {
  Archive archive = Archive::OpenForReading(path_);
  for (const char* words :
       {"avgift", "AVGIFTSNIVÅN", "alands namnd", "\"namnd alands\"", "hojs alla", "taxa vatten",
        "\"taxa för vatten\"", "10", "1", "arende 10", "tabell 1 skane", "atgard 2", "for", "fo"}) {
    const WordQuery query = ParseWords(words, false);
    const TextMatcher matcher(query);
    std::vector<int64_t> by_text, by_index;
    Statement texts = archive.database()->Prepare("SELECT id, text FROM search_texts ORDER BY id");
    while (texts.Step())
      if (matcher.Matches(texts.Text(1))) by_text.push_back(texts.Int(0));
    Statement found = archive.database()->Prepare("SELECT rowid FROM search_index(?) ORDER BY rowid");
    const std::string all = ExpressionFor(archive.database(), query, Reach::kAll).text;
    found.With(all);
    while (found.Step()) by_index.push_back(found.Int(0));
    EXPECT_EQ(by_text, by_index) << words;
    // However they are listed, by the rarest word or by all.
    for (SearchKind kind : {SearchKind::kDecision, SearchKind::kTable, SearchKind::kPage}) {
      std::vector<int64_t> of_kind = by_text;
      std::erase_if(of_kind,
                    [&](int64_t id) { return id >> kSearchKindShift != static_cast<int64_t>(kind); });
      EXPECT_EQ(TextsWith(archive, words, kind, 10'000, INT64_MAX), of_kind) << words;
    }
  }
}

TEST(Snippet, ShowsTheWordsAndWhatIsAround) {
  struct Row {
    const char *words, *text;
    int tokens;
    const char* expected;
  };
  for (const Row& row : {Row{"avgift", "Om avgiften: 5 kr.", 9, "Om [avgiften]: 5 kr."},
                         {"for", "Förslag för alla", 9, "[Förslag] [för] alla"},
                         {"\"b c\"", "a b c d", 9, "a [b c] d"},
                         {"g", "a b c d e f g h i", 4, "…f [g] h i"},
                         {"c", "a b c d e f g h i", 4, "…b [c] d e…"},
                         {"a", "a b c d e f g h i", 4, "[a] b c d…"},
                         {"h b", "b c d e f g h b i", 4, "…g [h] [b] i"},
                         {"x", "", 4, ""}}) {
    std::string found;
    for (char c : TextMatcher(ParseWords(row.words, false)).Snippet(row.text, row.tokens))
      found += c == '\x02' ? '[' : c == '\x03' ? ']' : c;
    EXPECT_EQ(found, row.expected) << row.words << " in " << row.text;
  }
}

TEST(Folded, HasNoCaseAndNoAccents) {
  EXPECT_EQ(Folded("Västra GÖTALAND Åé"), "vastra gotaland ae");
  EXPECT_EQ(Folded(""), "");
}

}  // namespace
}  // namespace avstam::store
