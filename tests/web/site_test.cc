// The site over an archive that holds what a hostile paper may hold.
#include "app/web/site.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "app/web/deflate.h"
#include "app/web/security.h"
#include "tests/store/samples.h"
#include "tests/store/sql.h"

namespace avstam::app::web {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const char kHostile[] =
    "<script>alert(1)</script> \"><img src=x onerror=alert(1)> </title> ]]> \u2028 \x1b[31m";

class SiteTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new store::TemporaryFolder;
    database_ = *folder_ / "a.db";
    store::Archive archive = store::Archive::OpenForWriting(database_);
    rules::Reading sample = store::SampleReading();
    extract::Document document = store::SampleDocument(store::SampleHash("aaaaaaaaaaaa"));
    archive.Store({"brev.pdf", &document, &sample, "r1", "0.1.0", "2026-01-01T00:00:00Z"});
    // Every text of it is hostile.
    document = store::SampleDocument(store::SampleHash("bbbbbbbbbbbb"));
    document.pages[0].words[0].text = kHostile;
    document.pages[0].words[0].x_edges.clear();
    document.pages[0].words[1].text = "2)";
    for (rules::Part& part : sample.parts) part.title = part.body = kHostile;
    for (rules::Decision& decision : sample.decisions) {
      decision.title = kHostile;
      decision.body = decision.order = kHostile;
      decision.date = "2020-01-01";
      for (rules::DecisionItem& item : decision.items) item.text = kHostile, item.details = {kHostile};
      for (rules::Motion& motion : decision.motions) motion.person = motion.text = motion.party = kHostile;
      decision.recipients = decision.basis = decision.addressees = {kHostile};
    }
    for (rules::Amount& amount : sample.amounts) amount.text = kHostile;
    for (rules::Table& table : sample.tables) {
      table.caption = table.unit = kHostile;
      for (rules::Column& column : table.columns) column.header = kHostile;
      for (rules::Row& row : table.rows) {
        row.label = kHostile;
        for (rules::Cell& cell : row.cells) cell.text = cell.note = kHostile;
      }
    }
    for (rules::Check& check : sample.checks) {
      check.message = kHostile;
      for (rules::Repair& repair : check.repairs) repair.reason = kHostile;
    }
    archive.Store(
        {std::string(kHostile) + ".pdf", &document, &sample, "r1", "0.1.0", "2026-01-02T00:00:00Z"});
    archive.StoreFailure(
        {std::string("bad ") + kHostile, "", "not-pdf", kHostile, "0.1.0", "2026-01-03T00:00:00Z"});
    archive.Close();
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  static SiteOptions Options() {
    SiteOptions options;
    options.database = database_;
    options.readers = 2;
    return options;
  }
  static Response Get(Site* site, const std::string& path, std::map<std::string, std::string> query = {}) {
    return site->Answer({"GET", path, std::move(query), {}, {}});
  }
  static store::TemporaryFolder* folder_;
  static std::string database_;
};
store::TemporaryFolder* SiteTest::folder_ = nullptr;
std::string SiteTest::database_;

// Addresses inside the site that a page leads to.
std::vector<std::string> LinksOf(const std::string& html) {
  std::vector<std::string> out;
  const std::string start = "href=\"/";
  for (size_t at = 0; (at = html.find(start, at)) != std::string::npos;) {
    at += start.size() - 1;
    out.push_back(html.substr(at, html.find('"', at) - at));
  }
  return out;
}

std::string Unescaped(std::string text) {
  const std::pair<const char*, const char*> entities[] = {
      {"&quot;", "\""}, {"&#39;", "'"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}};
  for (const auto& [entity, plain] : entities)
    for (size_t at = 0; (at = text.find(entity, at)) != std::string::npos; ++at)
      text.replace(at, std::string(entity).size(), plain);
  return text;
}

int Hex(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }
std::string Decoded(const std::string& text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      out += static_cast<char>(Hex(text[i + 1]) * 16 + Hex(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

Request RequestOf(std::string link) {
  Request out{"GET", "", {}, {}, {}};
  link = link.substr(0, link.find('#'));
  const size_t mark = std::min(link.find('?'), link.size());
  out.path = Decoded(link.substr(0, mark));
  for (size_t at = mark + 1; at < link.size();) {
    const size_t end = std::min(link.find('&', at), link.size()), equals = link.find('=', at);
    out.query.emplace(Decoded(link.substr(at, equals - at)),
                      Decoded(link.substr(equals + 1, end - equals - 1)));
    at = end + 1;
  }
  return out;
}

// Follows every link there is: nothing is missing, and no hostile text has become markup anywhere.
TEST_F(SiteTest, EveryPageThatIsLinkedIsThereAndHarmless) {
  Site site(Options());
  std::set<std::string> known{"/"};
  std::vector<std::string> todo{"/"};
  int pages = 0;
  while (!todo.empty()) {
    const std::string link = todo.back();
    todo.pop_back();
    const Request request = RequestOf(link);
    const bool picture = request.path.ends_with(".png") || request.path.ends_with(".pdf");
    const Response response = site.Answer(request);
    if (picture) continue;  // the PDF is not there
    ASSERT_EQ(response.status, 200) << link;
    ++pages;
    if (request.path.ends_with(".json")) {
      EXPECT_TRUE(Json::accept(response.body)) << link;
      continue;
    }
    if (!response.type.starts_with("text/html")) continue;
    EXPECT_THAT(response.body, Not(HasSubstr("<script>"))) << link;
    EXPECT_THAT(response.body, Not(HasSubstr("<img src=x"))) << link;
    EXPECT_THAT(response.body, Not(HasSubstr("</title> "))) << link;
    EXPECT_THAT(response.body, Not(HasSubstr("\x1b"))) << link;
    EXPECT_THAT(response.body, Not(HasSubstr("{{"))) << link;
    EXPECT_THAT(response.body, Not(HasSubstr("style=")))
        << link << ": the content security policy forbids it";
    EXPECT_THAT(response.body, Not(HasSubstr("http://"))) << link;
    EXPECT_THAT(response.body, HasSubstr("<html lang=\"")) << link;
    for (const std::string& found : LinksOf(response.body)) {
      const std::string next = Unescaped(found);
      if (known.size() < 600 && known.insert(next.substr(0, next.find('#'))).second) todo.push_back(next);
    }
  }
  EXPECT_GT(pages, 60);
}

TEST_F(SiteTest, HostileTextIsShownAsItIs) {
  Site site(Options());
  EXPECT_THAT(Get(&site, "/decision/bbbbbbbbbbbb:d1").body,
              HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &quot;&gt;&lt;img"));
  EXPECT_THAT(Get(&site, "/decisions", {{"q", "alert"}}).body,
              HasSubstr("&lt;script&gt;<mark>alert</mark>(1)"));
  EXPECT_THAT(Get(&site, "/search", {{"q", "<script>alert"}}).body,
              HasSubstr("value=\"&lt;script&gt;alert\""));
  EXPECT_THAT(Get(&site, "/failures").body, HasSubstr("&lt;script&gt;alert(1)"));
}

struct PathRow {
  const char* name;
  std::string path;
  std::map<std::string, std::string> query;
  int status;
};
class Paths : public SiteTest, public ::testing::WithParamInterface<PathRow> {};

TEST_P(Paths, AreAnswered) {
  Site site(Options());
  for (const char* format : {"", ".json"}) {
    const Response response = Get(&site, GetParam().path + format, GetParam().query);
    EXPECT_EQ(response.status, GetParam().status) << response.body.substr(0, 300);
    EXPECT_THAT(response.body, Not(HasSubstr("root:"))) << "of /etc/passwd";
  }
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Paths,
    ::testing::Values(PathRow{"nothing", "/nothing", {}, 404}, PathRow{"up", "/../../etc/passwd", {}, 404},
                      PathRow{"up_from_static", "/static/../../etc/passwd", {}, 404},
                      PathRow{"template", "/static/layout.html", {}, 404},
                      PathRow{"words", "/static/strings.toml", {}, 404},
                      PathRow{"no_such_document", "/document/cccccccccccc", {}, 404},
                      PathRow{"short_hash", "/document/aaaa", {}, 404},
                      PathRow{"file_as_document", "/document/brev.pdf", {}, 404},
                      PathRow{"no_such_decision", "/decision/aaaaaaaaaaaa:d99", {}, 404},
                      PathRow{"huge_number", "/decision/aaaaaaaaaaaa:d99999999999", {}, 404},
                      PathRow{"other_kind", "/decision/aaaaaaaaaaaa:t0", {}, 404},
                      PathRow{"no_such_page", "/document/aaaaaaaaaaaa/page/3", {}, 404},
                      PathRow{"page_zero", "/document/aaaaaaaaaaaa/page/0", {}, 404},
                      PathRow{"no_such_case", "/case/XX-9999", {}, 404},
                      PathRow{"deeper", "/decisions/x/y", {}, 404},
                      PathRow{"wrong_date", "/decisions", {{"from", "2020'--"}}, 400},
                      PathRow{"wrong_amount", "/decisions", {{"min", "many"}}, 400},
                      PathRow{"amount", "/decisions", {{"min", "5 mkr"}}, 200},
                      PathRow{"wrong_place", "/decisions", {{"after", "x~1~2"}}, 400},
                      PathRow{"place_of_another_list", "/decisions", {{"after", "t2018~1"}}, 400},
                      PathRow{"sql_in_place", "/decisions", {{"after", "t' OR 1=1~1~2"}}, 200},
                      PathRow{"quote", "/search", {{"q", "\""}}, 400},
                      PathRow{"fts_words", "/search", {{"q", "NEAR(a b) OR *"}}, 200},
                      PathRow{"star", "/search", {{"q", "*"}}, 400},
                      PathRow{"long_search", "/search", {{"q", std::string(5000, 'a')}}, 400},
                      PathRow{"regular_expression", "/search", {{"q", "(a+)+$"}}, 200},
                      PathRow{"percents", "/documents", {{"file", std::string(200, '%')}}, 200},
                      PathRow{"large_limit", "/decisions", {{"limit", "999999999"}}, 200},
                      PathRow{"full_hash", "/document/" + store::SampleHash("aaaaaaaaaaaa"), {}, 200}),
    [](const auto& row) { return row.param.name; });

TEST_F(SiteTest, LanguageIsChosenAndKept) {
  Site site(Options());
  EXPECT_THAT(Get(&site, "/decisions").body, HasSubstr("<html lang=\"sv\">"));
  const Response english = Get(&site, "/decisions", {{"lang", "en"}});
  EXPECT_THAT(english.body, HasSubstr("<html lang=\"en\">"));
  ASSERT_EQ(english.headers.size(), 1U);
  EXPECT_THAT(english.headers[0].second, HasSubstr("lang=en; Path=/; HttpOnly; SameSite=Strict"));
  EXPECT_THAT(site.Answer({"GET", "/decisions", {}, {}, {{"lang", "en"}}}).body,
              HasSubstr("<html lang=\"en\">"));
}

TEST_F(SiteTest, ListsGoOnWhereTheyEnded) {
  Site site(Options());
  std::vector<std::string> all, paged;
  const Json whole = Json::parse(Get(&site, "/decisions.json").body);
  for (const Json& row : whole["decisions"]) all.push_back(row["id"]);
  ASSERT_EQ(all.size(), 4U);
  std::string next = "/decisions.json?limit=1";
  for (int i = 0; i < 10 && !next.empty(); ++i) {
    const Json page = Json::parse(site.Answer(RequestOf(next)).body);
    for (const Json& row : page["decisions"]) paged.push_back(row["id"]);
    next = page.value("next", "");
  }
  EXPECT_EQ(paged, all);
}

// ---- deciding ----

TEST_F(SiteTest, KeptAnswersAreLikeTheFirst) {
  Site site(Options());
  for (const char* path : {"/decisions", "/decisions.json", "/decisions.csv", "/table/bbbbbbbbbbbb:t0.csv"}) {
    const Response first = Get(&site, path), kept = Get(&site, path);
    EXPECT_EQ(first.status, 200) << path;
    EXPECT_EQ(kept.body, first.body) << path;
    EXPECT_EQ(kept.type, first.type) << path;
    EXPECT_EQ(kept.headers, first.headers) << path;
  }
}

TEST_F(SiteTest, ManyAskAtOnceAndEachIsAnswered) {
  SiteOptions options = Options();
  options.readers = 1;
  Site site(options), other(Options());
  const std::vector<std::string> paths = {"/decisions", "/tables.csv", "/checks", "/nothing",
                                          "/documents.json"};
  std::vector<std::string> got(40);
  std::vector<std::thread> threads;
  for (size_t i = 0; i < got.size(); ++i)
    threads.emplace_back([&, i] { got[i] = Get(&site, paths[i % paths.size()]).body; });
  for (std::thread& thread : threads) thread.join();
  for (size_t i = 0; i < got.size(); ++i)
    EXPECT_EQ(got[i], Get(&other, paths[i % paths.size()]).body) << paths[i % paths.size()];
}

TEST(Deflate, GivesBackWhatItGot) {
  std::string noise;
  for (uint32_t i = 0, x = 1; i < 100'000; ++i)
    noise += static_cast<char>((x = x * 1664525 + 1013904223) >> 24);
  for (const std::string& text : {std::string(), std::string("a"), std::string(100'000, 'x'), noise})
    EXPECT_EQ(Inflated(Deflated(text)), text);
  EXPECT_LT(Deflated(std::string(100'000, 'x')).size(), 1000);
}

TEST_F(SiteTest, NothingIsDecidedWithoutReview) {
  Site site(Options());
  EXPECT_EQ(site.Answer({"POST", "/review/aaaaaaaaaaaa:c0", {}, {{"decision", "accept"}}, {}}).status, 405);
  EXPECT_THAT(Get(&site, "/review").body, Not(HasSubstr("<form method=\"post\"")));
}

TEST_F(SiteTest, TokenOpensReviewAndIsNeeded) {
  SiteOptions options = Options();
  options.review = true;
  options.token = NewToken();
  Site site(options);
  EXPECT_THAT(Get(&site, "/review").body, Not(HasSubstr("<form method=\"post\"")));
  EXPECT_EQ(Get(&site, "/review", {{"token", "wrong"}}).status, 403);
  const Response opened = Get(&site, "/review", {{"token", options.token}});
  EXPECT_EQ(opened.status, 303);
  ASSERT_EQ(opened.headers.size(), 2U);
  EXPECT_EQ(opened.headers[0].second, "/review") << "the token leaves the address";
  EXPECT_THAT(opened.headers[1].second, HasSubstr("HttpOnly; SameSite=Strict"));
  const std::map<std::string, std::string> cookie{{"avstam", options.token}};
  EXPECT_THAT(site.Answer({"GET", "/review", {}, {}, cookie}).body, HasSubstr("<form method=\"post\""));
  const std::map<std::string, std::string> form{
      {"decision", "waive"}, {"id", "aaaaaaaaaaaa:c0"}, {"reason", "x"}, {"until", "2099-01-01"}};
  EXPECT_EQ(site.Answer({"POST", "/review/aaaaaaaaaaaa:c0", {}, form, {}}).status, 403) << "no cookie";
  EXPECT_EQ(site.Answer({"POST", "/review/aaaaaaaaaaaa:c0", {}, form, cookie}).status, 403)
      << "no form token";
}

TEST_F(SiteTest, ClosedSiteShowsNothingWithoutTheToken) {
  SiteOptions options = Options();
  options.closed = true;
  options.token = NewToken();
  Site site(options);
  for (const char* path :
       {"/", "/decisions", "/decisions.json", "/static/page.css", "/document/aaaaaaaaaaaa.pdf"})
    EXPECT_EQ(Get(&site, path).status, 403) << path;
  EXPECT_EQ(site.Answer({"GET", "/decisions", {}, {}, {{"avstam", options.token}}}).status, 200);
  EXPECT_EQ(site.Answer({"GET", "/decisions", {}, {}, {{"avstam", std::string(64, '0')}}}).status, 403);
}

TEST_F(SiteTest, WhatIsWrittenMeanwhileIsShown) {
  store::TemporaryFolder folder;
  const std::string path = folder / "b.db";
  SiteOptions options = Options();
  {
    store::Archive archive = store::Archive::OpenForWriting(path);
    extract::Document document = store::SampleDocument(store::SampleHash("dddddddddddd"));
    rules::Reading reading = store::SampleReading();
    archive.Store({"one.pdf", &document, &reading, "r1", "0.1.0", "t"});
  }
  options.database = path;
  Site site(options);
  EXPECT_THAT(Get(&site, "/documents").body, Not(HasSubstr("two.pdf")));
  store::Archive archive = store::Archive::OpenForWriting(path);
  extract::Document document = store::SampleDocument(store::SampleHash("eeeeeeeeeeee"));
  rules::Reading reading = store::SampleReading();
  archive.Store({"two.pdf", &document, &reading, "r1", "0.1.0", "t"});
  EXPECT_THAT(Get(&site, "/documents").body, HasSubstr("two.pdf"));
}

}  // namespace
}  // namespace avstam::app::web
