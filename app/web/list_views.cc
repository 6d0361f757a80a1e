// Overview, and the lists that are searched and paged through.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/web/charts.h"
#include "app/web/views.h"
#include "base/error.h"
#include "store/search.h"
#include "store/search_words.h"

namespace avstam::app::web {
namespace {

constexpr int64_t kShortList = 8;
constexpr int64_t kCountedForFacets = 500, kCountedWithWords = 100;  // words: each text is looked at
constexpr int kSnippetWords = 36;

Json VerdictsJson(const store::Verdicts& verdicts) {
  return {{"ok", verdicts.ok},
          {"rounding", verdicts.rounding},
          {"mismatch", verdicts.mismatch},
          {"not_comparable", verdicts.not_comparable},
          {"checks", verdicts.all()}};
}

// "12.5": of a hundred, cut so that 99.96 is not said to be all.
Json Percent(int64_t part, int64_t whole, char point) {
  if (whole == 0) return nullptr;
  const int64_t thousandths = part * 1000 / whole;
  return fmt::format("{}{}{}", thousandths / 10, point, thousandths % 10);
}

Json Rows(const Visit& visit, store::Subject subject, const store::Filter& filter, const std::string& what,
          std::optional<store::Cursor>* next, int64_t counted = 0, store::Facets* facets = nullptr) {
  Json out = Json::array();
  const auto take = [&](const store::Row& row) {
    Json one = ColumnsOf(row, subject);
    if (!what.empty()) one["_url"] = AddressOf(what, one["id"]);
    out.push_back(std::move(one));
  };
  *next = store::RunQuery(visit.archive, subject, filter, take, counted, facets);
  return out;
}

// The address of the rest, for people and as `next` for programs.
void TellNextAt(const Visit& visit, std::string address, Json* model) {
  (*model)["_next_url"] = address;
  (*model)["next"] = visit.format == "html" ? address
                                            : address.replace(0, visit.request.path.size(),
                                                              visit.request.path + "." + visit.format);
}

void TellNext(const Visit& visit, const std::optional<store::Cursor>& next, Json* model) {
  if (!visit.request.Query("after").empty()) (*model)["_first_url"] = AddressWith(visit.request, "after", "");
  if (next) TellNextAt(visit, NextAddress(visit.request, *next), model);
}

std::string DateOf(const Visit& visit, const std::string& name) {
  const std::string text = visit.request.Query(name);
  const std::string_view shape = "dddd-dd-dd";
  bool good = text.empty() || text.size() == 4 || text.size() == 7 || text.size() == 10;
  for (size_t i = 0; good && i < text.size(); ++i)
    good = shape[i] == '-' ? text[i] == '-' : text[i] >= '0' && text[i] <= '9';
  if (!good) throw Error(ErrorCode::kUsage, "no date: " + EscapeForTerminal(text));
  return text;
}

store::Filter FilterOf(const Visit& visit) {
  store::Filter out;
  out.text = visit.request.Query("q");
  out.limit = LimitOf(visit.request);
  out.after = CursorOf(visit.request);
  return out;
}

// What was chosen, for the form to show again.
Json Chosen(const Visit& visit) {
  Json out = Json::object();
  for (const auto& [name, value] : visit.request.query)
    if (name != "after" && name != "lang") out[name] = value;
  return out;
}

// Values to choose from: {"value", "count", "url", "chosen"}.
Json FacetJson(const Visit& visit, const std::string& name, const store::Facets::Counts& counts,
               const std::string& group) {
  constexpr size_t kMost = 12;
  Json out = Json::array();
  const std::string chosen = visit.request.Query(name);
  for (const auto& [value, count] : counts) {
    if (out.size() == kMost) break;
    const bool is_chosen = value == chosen;
    out.push_back({{"value", value},
                   {"count", count},
                   {"_word", group.empty() ? value : visit.texts.Word(group, value)},
                   {"_chosen", is_chosen},
                   {"_url", AddressWith(visit.request, name, is_chosen ? "" : value)}});
  }
  return out;
}

Json OptionsJson(const Visit& visit, const std::string& name, const std::string& group,
                 const std::vector<std::string>& codes) {
  Json out = Json::array();
  for (const std::string& code : codes)
    out.push_back({{"_value", code},
                   {"_word", visit.texts.Word(group, code)},
                   {"_chosen", visit.request.Query(name) == code}});
  return out;
}

}  // namespace

View OverviewView(const Visit& visit) {
  View out{"overview", Json::object(), ""};
  Json& model = out.model;
  const Overview all = visit.overview->Now();
  const store::Totals& totals = all.totals;
  model["ready"] = all.ready;
  model["trouble"] = all.trouble;
  model["documents"] = totals.documents;
  model["complete"] = totals.complete;
  model["incomplete"] = totals.documents - totals.complete;
  model["pages"] = totals.pages;
  model["pages_read"] = totals.pages_read;
  model["decisions"] = totals.decisions;
  model["tables"] = totals.tables;
  model["failures"] = totals.failures;
  model["verdicts"] = VerdictsJson(totals.checks);
  model["figures"] = all.figures;
  model["covered"] = all.covered;
  model["coverage_percent"] = Percent(all.covered, all.figures, '.');
  model["_coverage"] = Percent(all.covered, all.figures, visit.texts.Word("number", "point").front());
  model["counted"] = all.counted;
  model["counting"] = all.counted < totals.documents;
  model["_bar"] = VerdictBar(totals.checks);
  Json years = Json::array(), bodies = Json::array();
  for (const auto& [year, verdicts] : all.years) {
    Json one = {{"year_or_none", year}};
    one.update(VerdictsJson(verdicts));
    years.push_back(std::move(one));
  }
  for (const auto& [body, verdicts] : all.bodies) {
    Json one = {{"body", body}};
    one.update(VerdictsJson(verdicts));
    if (!body.empty()) one["_url"] = "/documents?body=" + EscapeUrl(body);
    one["_bar"] = VerdictBar(verdicts);
    bodies.push_back(std::move(one));
  }
  std::stable_sort(bodies.begin(), bodies.end(), [](const Json& a, const Json& b) {
    const auto weight = [](const Json& one) {
      return std::tuple(one["body"] != "", one["mismatch"].get<int64_t>(), one["checks"].get<int64_t>());
    };
    return weight(a) > weight(b);
  });
  constexpr size_t kBodies = 12;
  if (bodies.size() > kBodies) bodies.erase(bodies.begin() + kBodies, bodies.end());
  model["_years_chart"] = YearsChart(all.years);
  model["years"] = std::move(years);
  model["bodies"] = std::move(bodies);
  std::optional<store::Cursor> next;
  store::Filter filter;
  filter.limit = kShortList;
  filter.descending = true;
  filter.status = "mismatch";
  filter.sort = "difference";
  model["mismatches"] = Rows(visit, store::Subject::kChecks, filter, "check", &next);
  filter.status.clear();
  filter.sort.clear();
  model["latest"] = Rows(visit, store::Subject::kDocuments, filter, "document", &next);
  Json failed = Json::array();
  for (const store::FailureRecord& failure : store::LatestFailures(visit.archive, kShortList))
    failed.push_back(
        {{"file", failure.file_name}, {"failure", failure.code}, {"failed_at", failure.failed_at}});
  model["failed"] = std::move(failed);
  return out;
}

View DecisionsView(const Visit& visit) {
  View out{"decisions", Json::object(), "decisions"};
  const Request& request = visit.request;
  store::Filter filter = FilterOf(visit);
  filter.body = request.Query("body");
  filter.kind = request.Query("kind");
  filter.outcome = request.Query("outcome");
  filter.party = request.Query("party");
  filter.case_number = request.Query("case");
  filter.from = DateOf(visit, "from");
  filter.to = DateOf(visit, "to");
  if (const std::string year = DateOf(visit, "year"); !year.empty()) filter.from = filter.to = year;
  if (const std::string min = request.Query("min"); !min.empty()) filter.min_ore = visit.ore(min);
  if (const std::string max = request.Query("max"); !max.empty()) filter.max_ore = visit.ore(max);
  filter.sort = "date";
  filter.descending = true;
  std::optional<store::Cursor> next;
  out.model["chosen"] = Chosen(visit);
  const bool html = visit.format == "html";
  const int64_t counted = filter.text.empty() ? kCountedForFacets : kCountedWithWords;
  store::Facets facets;
  Json rows = Rows(visit, store::Subject::kDecisions, filter, "decision", &next, counted,
                   html && !filter.after ? &facets : nullptr);
  if (html && filter.after) facets = store::CountFacets(visit.archive, filter, counted);
  if (html) {
    // Without words to look for, the beginning.
    std::optional<store::TextMatcher> matcher;
    if (!filter.text.empty()) matcher.emplace(store::ParseWords(filter.text, false));
    const store::TextMatcher shortener{store::WordQuery{}};
    for (Json& row : rows) {
      const std::string text = row["text"].is_string() ? row["text"].get<std::string>() : "";
      row["_html_snippet"] = MarkedHtml(matcher ? matcher->Snippet(text, kSnippetWords)
                                                : shortener.Snippet(text, kSnippetWords));
      row.erase("text");
      if (row["title"].is_string()) {
        const std::string title = row["title"];
        row["_html_title_shown"] =
            matcher ? MarkedHtml(matcher->Snippet(title, kSnippetWords)) : EscapeHtml(title);
      } else {
        row["_html_title_shown"] = "";
      }
      row["_document_url"] = AddressOf("document", row["id"].get<std::string>().substr(0, 12));
    }
    out.model["_facets"] = {{"all", facets.all},
                            {"counted", facets.counted},
                            {"bodies", FacetJson(visit, "body", facets.bodies, "")},
                            {"years", FacetJson(visit, "year", facets.years, "")},
                            {"kinds", FacetJson(visit, "kind", facets.kinds, "kind")},
                            {"outcomes", FacetJson(visit, "outcome", facets.outcomes, "outcome")}};
    out.model["_kinds"] = OptionsJson(visit, "kind", "kind", {"decided", "proposed", "recommended"});
    out.model["_outcomes"] =
        OptionsJson(visit, "outcome", "outcome", {"approved", "rejected", "remitted", "tabled", "noted"});
    out.model["_more_chosen"] = request.query.contains("party") || request.query.contains("min") ||
                                request.query.contains("max") || request.query.contains("from");
  }
  out.model["decisions"] = std::move(rows);
  TellNext(visit, next, &out.model);
  return out;
}

View TablesView(const Visit& visit) {
  View out{"tables", Json::object(), "tables"};
  store::Filter filter = FilterOf(visit);
  filter.body = visit.request.Query("body");
  filter.status = visit.request.Query("status");
  filter.region = visit.request.Query("region");
  std::optional<store::Cursor> next;
  out.model["chosen"] = Chosen(visit);
  out.model["_statuses"] =
      OptionsJson(visit, "status", "status", {"mismatch", "rounding", "ok", "not-comparable"});
  out.model["tables"] = Rows(visit, store::Subject::kTables, filter, "table", &next);
  TellNext(visit, next, &out.model);
  return out;
}

View ChecksView(const Visit& visit) {
  View out{"checks", Json::object(), "checks"};
  store::Filter filter = FilterOf(visit);
  const bool chosen = visit.request.query.contains("status");
  filter.status = chosen ? visit.request.Query("status") : "mismatch";
  filter.body = visit.request.Query("body");
  // Of the others there may be a million, and nobody asks which is the largest.
  if (filter.status == "mismatch") {
    filter.sort = "difference";
    filter.descending = true;
  }
  std::optional<store::Cursor> next;
  out.model["chosen"] = Chosen(visit);
  out.model["status_shown"] = filter.status;
  Json statuses = OptionsJson(visit, "status", "status", {"mismatch", "rounding", "not-comparable", "ok"});
  for (Json& one : statuses) one["_chosen"] = one["_value"] == filter.status;
  out.model["_statuses"] = std::move(statuses);
  out.model["checks"] = Rows(visit, store::Subject::kChecks, filter, "check", &next);
  const std::string today = Today();
  for (Json& row : out.model["checks"]) {
    row["_mismatch"] = row["status"] == "mismatch";
    row["_waived"] = row["waived_until"].is_string() && row["waived_until"].get<std::string>() >= today;
  }
  TellNext(visit, next, &out.model);
  return out;
}

View DocumentsView(const Visit& visit) {
  View out{"documents", Json::object(), "documents"};
  store::Filter filter = FilterOf(visit);
  filter.body = visit.request.Query("body");
  filter.file = visit.request.Query("file");
  filter.status = visit.request.Query("state");
  filter.descending = true;  // what was loaded last comes first
  std::optional<store::Cursor> next;
  out.model["chosen"] = Chosen(visit);
  out.model["_states"] = OptionsJson(visit, "state", "state", {"ok", "warnings", "incomplete"});
  out.model["documents"] = Rows(visit, store::Subject::kDocuments, filter, "document", &next);
  TellNext(visit, next, &out.model);
  return out;
}

View FailuresView(const Visit& visit) {
  View out{"failures", Json::object(), "failures"};
  Json rows = Json::array();
  const int64_t limit = LimitOf(visit.request);
  for (const store::FailureRecord& failure :
       store::FailuresBehind(visit.archive, visit.request.Query("after"), limit + 1)) {
    if (static_cast<int64_t>(rows.size()) == limit) {
      TellNextAt(visit, AddressWith(visit.request, "after", rows.back()["file"]), &out.model);
      break;
    }
    rows.push_back({{"file", failure.file_name},
                    {"failure", failure.code},
                    {"message", failure.message},
                    {"failed_at", failure.failed_at},
                    {"program_version", failure.program_version},
                    {"sha256", failure.sha256}});
  }
  out.model["failures"] = std::move(rows);
  return out;
}

View SearchView(const Visit& visit) {
  View out{"search", Json::object(), "hits"};
  const std::string words = visit.request.Query("q");
  out.model["query"] = words;
  Json decisions = Json::array(), tables = Json::array(), pages = Json::array(), all = Json::array();
  if (words.find_first_not_of(' ') != std::string::npos) {
    constexpr int kOfEach = 20;
    store::Search(visit.archive, {words, false, 3 * kOfEach, kOfEach}, [&](const store::Hit& hit) {
      Json& list = hit.kind == "decision" ? decisions : hit.kind == "table" ? tables : pages;
      Json one = {{"id", hit.id}, {"found", hit.kind}, {"file", hit.file}, {"page", hit.page}};
      std::string plain = hit.snippet;
      std::erase_if(plain, [](char c) { return c == '\x02' || c == '\x03'; });
      one["snippet"] = plain;
      one["_html_shown"] = MarkedHtml(hit.snippet);
      one["_url"] =
          hit.kind == "page" ? PageAddress(hit.id.substr(0, 12), hit.page, "") : AddressOf(hit.kind, hit.id);
      list.push_back(std::move(one));
    });
  }
  for (const Json* list : {&decisions, &tables, &pages})
    for (const Json& one : *list) all.push_back(one);
  out.model["hits"] = all;
  out.model["_decisions"] = std::move(decisions);
  out.model["_tables"] = std::move(tables);
  out.model["_pages"] = std::move(pages);
  out.model["_none"] = all.empty();
  out.model["_decisions_any"] = !out.model["_decisions"].empty();
  out.model["_tables_any"] = !out.model["_tables"].empty();
  out.model["_pages_any"] = !out.model["_pages"].empty();
  out.model["_all_url"] = "/decisions?q=" + EscapeUrl(words);
  return out;
}

}  // namespace avstam::app::web
