#include "store/browse.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "rules/coverage.h"
#include "store/overview.h"
#include "store/query.h"
#include "store/search.h"
#include "store/sqlite.h"
#include "tests/store/samples.h"
#include "tests/store/sql.h"

namespace avstam::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

// 40 decisions in four documents, every fifth without a date and many on the same day.
class BrowseTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new TemporaryFolder;
    path_ = *folder_ / "a.db";
    Archive archive = Archive::OpenForWriting(path_);
    for (int n = 0; n < 4; ++n) {
      extract::Document document = SampleDocument(SampleHash("abc" + std::to_string(n)));
      rules::Reading reading;
      rules::Part part;
      part.kind = "protocol";
      part.body = n == 3 ? "Styrelsen" : "Nämnden";
      part.date = "201" + std::to_string(n) + "-02-03";
      reading.parts = {part};
      for (int d = 0; d < 10; ++d) {
        rules::Decision decision;
        decision.kind = d % 3 == 0 ? "proposed" : "decided";
        decision.body = *part.body;
        decision.paragraph = "§ " + std::to_string(d);
        if (d % 5 != 0)
          decision.date = "201" + std::to_string((n * d) % 7) + "-01-0" + std::to_string(1 + d % 3);
        if (d % 4 == 1) decision.outcome = "approved";
        if (d == 2) decision.case_number = "KS 2019/7";
        decision.items = {{"1", "Avgiften höjs.", {}, {1, {1, 2, 3, 4}}}};
        reading.decisions.push_back(decision);
      }
      archive.Store({"p" + std::to_string(n) + ".pdf", &document, &reading, "r1", "0.1.0", "t"});
    }
    extract::Document document = SampleDocument(SampleHash("def"));
    rules::Reading sample = SampleReading();
    archive.Store({"sample.pdf", &document, &sample, "r1", "0.1.0", "t"});
    archive.Close();
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  static std::vector<std::string> Ids(const Archive& archive, const Filter& filter,
                                      std::optional<Cursor>* next) {
    std::vector<std::string> out;
    *next = RunQuery(archive, Subject::kDecisions, filter,
                     [&](const Row& row) { out.push_back(std::get<std::string>(row[0])); });
    return out;
  }
  static TemporaryFolder* folder_;
  static std::string path_;
};
TemporaryFolder* BrowseTest::folder_ = nullptr;
std::string BrowseTest::path_;

struct PagingRow {
  const char* name;
  const char* sort;
  bool descending;
  const char* body;
  const char* text;
};
class Paging : public BrowseTest, public ::testing::WithParamInterface<PagingRow> {};

// Whatever the order and the size of a page: the same rows, each once.
TEST_P(Paging, GivesEachRowOnceAndInOrder) {
  const Archive archive = Archive::OpenForReading(path_);
  Filter filter;
  filter.sort = GetParam().sort;
  filter.descending = GetParam().descending;
  filter.body = GetParam().body;
  filter.text = GetParam().text;
  std::optional<Cursor> next;
  const std::vector<std::string> all = Ids(archive, filter, &next);
  EXPECT_FALSE(next);
  ASSERT_GT(all.size(), 9U);
  for (int64_t page : {1, 3, 7, 41}) {
    filter.limit = page;
    filter.after.reset();
    std::vector<std::string> paged;
    for (size_t round = 0; round < 60; ++round) {
      for (const std::string& id : Ids(archive, filter, &next)) paged.push_back(id);
      if (!next) break;
      filter.after = next;
    }
    EXPECT_EQ(paged, all) << page << " to a page";
  }
}

INSTANTIATE_TEST_SUITE_P(Rows, Paging,
                         ::testing::Values(PagingRow{"as_they_stand", "", false, "", ""},
                                           PagingRow{"backwards", "", true, "", ""},
                                           PagingRow{"by_date", "date", false, "", ""},
                                           PagingRow{"newest_first", "date", true, "", ""},
                                           PagingRow{"by_body", "body", false, "", ""},
                                           PagingRow{"by_paragraph", "paragraph", true, "", ""},
                                           PagingRow{"of_a_body", "date", true, "styr", ""},
                                           PagingRow{"with_a_word", "date", true, "", "avgift"}),
                         [](const auto& row) { return row.param.name; });

TEST_F(BrowseTest, TheNextPageIsFoundByAnIndex) {
  const std::vector<std::string> plan = Query(
      path_,
      "EXPLAIN QUERY PLAN SELECT x.document_id, x.decision_no, x.date FROM decisions x WHERE (x.date, "
      "x.document_id, x.decision_no) < ('2015', 1, 1) ORDER BY x.date DESC NULLS LAST, x.document_id DESC, "
      "x.decision_no DESC LIMIT 50");
  EXPECT_THAT(plan, ElementsAre(HasSubstr("SEARCH x USING COVERING INDEX decisions_by_date")))
      << "and is not sorted";
}

TEST_F(BrowseTest, PlaceOfAnotherListIsRefused) {
  const Archive archive = Archive::OpenForReading(path_);
  Filter filter;
  filter.after = Cursor{std::string("2018"), {1}};
  EXPECT_THROW(RunQuery(archive, Subject::kDecisions, filter, [](const Row&) {}), Error);
}

TEST_F(BrowseTest, FacetsCountWhatIsFound) {
  const Archive archive = Archive::OpenForReading(path_);
  Filter filter;
  filter.body = "styrelsen";
  const Facets facets = CountFacets(archive, filter, 100);
  EXPECT_EQ(facets.counted, 10);
  EXPECT_TRUE(facets.all);
  EXPECT_EQ(facets.bodies, (Facets::Counts{{"Styrelsen", 10}}));
  EXPECT_EQ(facets.kinds, (Facets::Counts{{"decided", 6}, {"proposed", 4}}));
  EXPECT_EQ(facets.outcomes, (Facets::Counts{{"approved", 3}}));
  int64_t dated = 0;
  for (const auto& [year, count] : facets.years) dated += count;
  EXPECT_EQ(dated, 8);
  const Facets first = CountFacets(archive, filter, 4);
  EXPECT_EQ(first.counted, 4);
  EXPECT_FALSE(first.all);
}

TEST_F(BrowseTest, FacetsCountedBesideRowsAreTheSame) {
  const Archive archive = Archive::OpenForReading(path_);
  for (const int64_t limit : {0, 2, 4, 7, 50})
    for (const int64_t most : {1, 4, 7, 50})
      for (const bool sorted : {false, true}) {
        Filter filter;
        filter.body = "styrelsen";
        filter.limit = limit;
        if (sorted) filter.sort = "date", filter.descending = true;
        std::vector<Row> alone, beside;
        const std::optional<Cursor> next =
            RunQuery(archive, Subject::kDecisions, filter, [&](const Row& row) { alone.push_back(row); });
        Facets facets;
        const std::optional<Cursor> next_beside = RunQuery(
            archive, Subject::kDecisions, filter, [&](const Row& row) { beside.push_back(row); }, most,
            &facets);
        const Facets want = CountFacets(archive, filter, most);
        SCOPED_TRACE(testing::Message() << limit << " rows, " << most << " counted, sorted: " << sorted);
        EXPECT_EQ(beside, alone);
        EXPECT_EQ(next_beside, next);
        EXPECT_EQ(facets.counted, std::min<int64_t>(most, 10));
        EXPECT_EQ(facets.counted, want.counted);
        EXPECT_EQ(facets.all, most >= 10);
        EXPECT_EQ(facets.all, want.all);
        EXPECT_EQ(facets.bodies, want.bodies);
        EXPECT_EQ(facets.years, want.years);
        EXPECT_EQ(facets.kinds, want.kinds);
        EXPECT_EQ(facets.outcomes, want.outcomes);
      }
}

TEST_F(BrowseTest, KindAndOutcomeAreChosenTogether) {
  const Archive archive = Archive::OpenForReading(path_);
  Filter filter;
  filter.kind = "decided";
  filter.outcome = "approved";
  filter.body = "styrelsen";
  std::optional<Cursor> next;
  EXPECT_EQ(Ids(archive, filter, &next).size(), 2U);
  EXPECT_THROW(RunQuery(archive, Subject::kTables, filter, [](const Row&) {}), Error);
}

TEST_F(BrowseTest, CaseIsToldInTheOrderOfTime) {
  const Archive archive = Archive::OpenForReading(path_);
  std::vector<std::string> dates;
  for (const CaseEvent& event : CaseHistory(archive, "ks-2019-7")) dates.push_back(event.date);
  EXPECT_EQ(dates.size(), 4U);
  EXPECT_TRUE(std::is_sorted(dates.begin(), dates.end()));
  EXPECT_TRUE(CaseHistory(archive, "ks-2019-8").empty());
}

TEST_F(BrowseTest, PagesAndWordsComeBack) {
  const Archive archive = Archive::OpenForReading(path_);
  const std::vector<PageFacts> pages = PagesOf(archive, SampleHash("def"));
  ASSERT_EQ(pages.size(), 2U);
  EXPECT_EQ(pages[0].turned, 270);
  EXPECT_EQ(pages[1].state, "failed");
  const std::vector<PageWord> words = WordsOf(archive, SampleHash("def"), 1);
  ASSERT_EQ(words.size(), 2U);
  EXPECT_EQ(words[0].text, "Åtgärd");
  EXPECT_EQ(words[0].box, (Box{10, 20.13, 40.5, 30}));
  EXPECT_TRUE(PagesOf(archive, SampleHash("no")).empty());
}

TEST_F(BrowseTest, TotalsAndCoverageAreThoseOfTheReadings) {
  const Archive archive = Archive::OpenForReading(path_);
  const Totals totals = CountTotals(archive);
  EXPECT_EQ(totals.documents, 5);
  EXPECT_EQ(totals.decisions, 42);
  const rules::Reading sample = SampleReading();
  EXPECT_EQ(totals.checks.all(), static_cast<int64_t>(sample.checks.size()));
  const std::vector<DocumentStamp> stamps = Stamps(archive);
  ASSERT_EQ(stamps.size(), 5U);
  const DocumentCounts counts = CountDocument(archive, stamps.back().document_id);
  const rules::Coverage coverage = rules::MeasureCoverage(sample);
  EXPECT_EQ(counts.figures, coverage.all.figures - coverage.amounts.figures);
  EXPECT_EQ(counts.covered, coverage.all.covered - coverage.amounts.covered);
  EXPECT_EQ(counts.year, "2018");
  EXPECT_EQ(counts.body, "Nämnden");
  EXPECT_EQ(counts.checks.all(), totals.checks.all());
}

TEST_F(BrowseTest, QueueHoldsMismatchesOneAfterTheOther) {
  const Archive archive = Archive::OpenForReading(path_);
  const int64_t mismatches = CountTotals(archive).checks.mismatch;
  const ReviewQueue first = OpenMismatches(archive, "2026-01-01", "", 1);
  EXPECT_EQ(first.open, mismatches);
  ASSERT_EQ(first.ids.size(), 1U);
  EXPECT_EQ(OpenMismatches(archive, "2026-01-01", first.ids[0], 100).ids.size(),
            static_cast<size_t>(mismatches - 1));
}

TEST_F(BrowseTest, QuestionsThatTakeTooLongEnd) {
  const Archive archive = Archive::OpenForReading(path_);
  archive.database()->SetDeadline(50);
  const std::string endless =
      "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";
  try {
    archive.database()->Number(endless);
    FAIL() << "it ended";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kTooLarge);
  }
  archive.database()->SetDeadline(0);
  EXPECT_EQ(archive.database()->Number("SELECT count(*) FROM documents"), 5);
}

TEST_F(BrowseTest, SomeOfEachKindAreFound) {
  const Archive archive = Archive::OpenForReading(path_);
  std::vector<std::string> kinds;
  Search(archive, {"avgift", false, 20, 2}, [&](const Hit& hit) { kinds.push_back(hit.kind); });
  EXPECT_THAT(kinds, ElementsAre("decision", "decision"));
}

}  // namespace
}  // namespace avstam::store
