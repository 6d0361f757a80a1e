#include "store/search.h"

#include <algorithm>

#include "base/error.h"
#include "store/ranking.h"
#include "store/search_words.h"
#include "store/sqlite.h"

namespace avstam::store {
namespace {

constexpr int kSnippetTokens = 24;

struct Ranked {
  int64_t row = 0;
  double score = 0;
};

class Searcher {
 public:
  Searcher(const Archive& archive, const SearchQuery& query)
      : database_(archive.database()), query_(ParseWords(query.words, query.exact)), matcher_(query_) {
    UseRanking(database_);
  }

  // The best of a kind first.
  std::vector<Ranked> Best(SearchKind kind) {
    std::vector<Ranked> out;
    for (Reach reach : {Reach::kWhole, Reach::kSome, Reach::kAll}) {
      const MatchExpression& expression = Expression(reach);
      // All have the words of the smaller reach, too, but are ranked by all that they have.
      std::vector<Ranked> more = Candidates(expression, kind);
      if (out.empty() || static_cast<int>(more.size()) < kMostRanked) {
        out = std::move(more);
      } else {
        Add(more, &out);
      }
      if (expression.all || static_cast<int>(out.size()) >= kMostRanked) break;
    }
    std::sort(out.begin(), out.end(), [](const Ranked& a, const Ranked& b) {
      return a.score != b.score ? a.score > b.score : a.row < b.row;
    });
    return out;
  }

  Hit HitAt(SearchKind kind, int64_t row) {
    static constexpr const char* kNames[] = {"decision", "table", "page"};
    static constexpr const char* kLetters[] = {":d", ":t", ""};
    const auto index = static_cast<size_t>(kind);
    Statement found = database_->Prepare(
        "SELECT substr(d.sha256, 1, 12), n.name, t.text FROM search_texts t JOIN documents d ON d.id = "
        "t.document_id LEFT JOIN document_names n ON n.document_id = d.id AND n.name_no = 0 WHERE t.id = ?");
    Hit hit;
    if (!found.With(row).Step()) return hit;
    hit.id = found.Text(0) + kLetters[index];
    if (kind != SearchKind::kPage) hit.id += std::to_string(NoOfSearchId(row));
    hit.kind = kNames[index];
    hit.page = Page(kind, row);
    hit.file = found.Text(1);
    hit.snippet = matcher_.Snippet(found.Text(2), kSnippetTokens);
    return hit;
  }

 private:
  const MatchExpression& Expression(Reach reach) {
    std::optional<MatchExpression>& expression = expressions_[static_cast<size_t>(reach)];
    if (!expression) expression = ExpressionFor(database_, query_, reach);
    return *expression;
  }

  std::vector<Ranked> Candidates(const MatchExpression& expression, SearchKind kind) {
    std::string weights;
    for (size_t t = 0; t < expression.phrases.size(); ++t) weights += ", ?, ?";
    Statement rows = database_->Prepare("SELECT rowid, avstam_rank(search_index" + weights +
                                        ") FROM search_index WHERE search_index MATCH ? AND rowid >= ? AND "
                                        "rowid < ? ORDER BY rowid DESC LIMIT ?");
    int index = 0;
    for (size_t t = 0; t < expression.phrases.size(); ++t) {
      rows.BindValue(++index, expression.phrases[t]);
      rows.BindValue(++index, Weight(t, kind));
    }
    rows.BindValue(++index, expression.text);
    rows.BindValue(++index, FirstSearchId(static_cast<int64_t>(kind)));
    rows.BindValue(++index, FirstSearchId(static_cast<int64_t>(kind) + 1));
    rows.BindValue(++index, kMostRanked);
    std::vector<Ranked> out;
    while (rows.Step()) out.push_back({rows.Int(0), rows.Real(1)});
    return out;
  }

  // How rare the word itself is among texts of this kind: told from how far back the last thousand reach.
  double Weight(size_t term, SearchKind kind) {
    if (query_.terms.size() == 1) return 1;
    std::vector<double>& weights = weights_[static_cast<size_t>(kind)];
    while (weights.size() <= term) {
      const WordQuery alone{{query_.terms[weights.size()]}, query_.exact};
      const int64_t first = FirstSearchId(static_cast<int64_t>(kind));
      Statement rows = database_->Prepare(
          "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid >= ? AND rowid < ? ORDER BY "
          "rowid DESC LIMIT ?");
      const std::string text = ExpressionFor(database_, alone, Reach::kWhole).text;
      rows.With(text, first, FirstSearchId(static_cast<int64_t>(kind) + 1), kMostRanked);
      int64_t found = 0, last = first;
      for (; rows.Step(); ++found) last = rows.Int(0);
      if (found == kMostRanked) {
        const int64_t documents = database_->Number("SELECT max(id) FROM documents");
        found = found * documents / std::max<int64_t>(1, documents - DocumentOfSearchId(last) + 1);
      }
      weights.push_back(WeightOf(found, Texts(kind)));
    }
    return weights[term];
  }

  int64_t Texts(SearchKind kind) {
    static constexpr const char* kTables[] = {"decisions", "document_tables", "pages"};
    std::optional<int64_t>& texts = texts_[static_cast<size_t>(kind)];
    // Of the last documents, for all: counting a million rows takes long.
    if (!texts)
      texts = database_->Number(
          std::string("SELECT count(*) * (SELECT count(*) FROM documents) / max(1, count("
                      "DISTINCT document_id)) FROM ") +
          kTables[static_cast<size_t>(kind)] + " WHERE document_id > (SELECT max(id) - 20 FROM documents)");
    return *texts;
  }

  int Page(SearchKind kind, int64_t row) {
    if (kind == SearchKind::kPage) return static_cast<int>(NoOfSearchId(row));
    Statement page =
        database_->Prepare(kind == SearchKind::kDecision
                               ? "SELECT page FROM decisions WHERE document_id = ? AND decision_no = ?"
                               : "SELECT page FROM document_tables WHERE document_id = ? AND table_no = ?");
    if (!page.With(DocumentOfSearchId(row), NoOfSearchId(row)).Step()) return 0;
    return static_cast<int>(page.OptionalInt(0).value_or(0));
  }

  static void Add(const std::vector<Ranked>& more, std::vector<Ranked>* out) {
    std::vector<int64_t> known;
    for (const Ranked& one : *out) known.push_back(one.row);
    std::sort(known.begin(), known.end());
    for (const Ranked& one : more)
      if (!std::binary_search(known.begin(), known.end(), one.row)) out->push_back(one);
  }

  Database* database_;
  WordQuery query_;
  TextMatcher matcher_;
  std::optional<MatchExpression> expressions_[3];  // by reach
  std::vector<double> weights_[3];                 // by kind
  std::optional<int64_t> texts_[3];
};

}  // namespace

void Search(const Archive& archive, const SearchQuery& query, const std::function<void(const Hit&)>& take) {
  Searcher searcher(archive, query);
  int left = query.limit;
  for (SearchKind kind : {SearchKind::kDecision, SearchKind::kTable, SearchKind::kPage}) {
    if (left <= 0) return;
    int of_kind = query.of_each;
    for (const Ranked& one : searcher.Best(kind)) {
      if (of_kind-- <= 0) break;
      if (left-- <= 0) return;
      take(searcher.HitAt(kind, one.row));
    }
  }
}

namespace {

// Texts of one kind, by the index.
class Lister {
 public:
  Lister(Database* database, SearchKind kind) : database_(database), kind_(static_cast<int64_t>(kind)) {}

  std::vector<int64_t> List(const std::string& expression, int64_t limit) const {
    Statement rows = database_->Prepare(
        "SELECT rowid FROM search_index WHERE search_index MATCH ? AND rowid >= ? AND rowid < ? ORDER BY "
        "rowid LIMIT ?");
    rows.With(expression, FirstSearchId(kind_), FirstSearchId(kind_ + 1), limit);
    std::vector<int64_t> out;
    while (rows.Step()) out.push_back(rows.Int(0));
    return out;
  }

  // A word that few texts have leaves few to be looked at, however many have the others: FTS5 would read all
  // of those.  Nothing: no word is that rare, or its longer forms are too many to be told.
  std::optional<std::vector<int64_t>> ByRareWord(const WordQuery& query) const {
    if (query.terms.size() < 2) return {};
    for (const WordTerm& term : query.terms) {
      const MatchExpression one = ExpressionFor(database_, {{term}, query.exact}, Reach::kSome);
      if (!one.all || one.phrases.front() > kFewForms) continue;
      std::vector<int64_t> ids = List(one.text, kFewTexts + 1);
      if (static_cast<int64_t>(ids.size()) > kFewTexts) continue;
      const TextMatcher matcher(query);
      Statement text = database_->Prepare("SELECT text FROM search_texts WHERE id = ?");
      std::erase_if(ids, [&](int64_t id) {
        text.With(id);
        const bool has = text.Step() && matcher.Matches(text.Text(0));
        text.Reset();
        return !has;
      });
      return ids;
    }
    return {};
  }

 private:
  static constexpr int kFewForms = 40;
  static constexpr int64_t kFewTexts = 500;
  Database* database_;
  int64_t kind_;
};

}  // namespace

std::optional<std::vector<int64_t>> TextsWith(const Archive& archive, const std::string& words,
                                              SearchKind kind, int64_t most, int64_t enough) {
  const WordQuery query = ParseWords(words, /*exact=*/false);
  const Lister lister(archive.database(), kind);
  if (std::optional<std::vector<int64_t>> few = lister.ByRareWord(query)) {
    if (static_cast<int64_t>(few->size()) > enough) few->resize(static_cast<size_t>(enough));
    return few;
  }
  for (Reach reach : {Reach::kWhole, Reach::kSome, Reach::kAll}) {
    // A few of all are asked for: those of the words alone tell nothing.
    if (reach == Reach::kWhole && enough < most) continue;
    const MatchExpression expression = ExpressionFor(archive.database(), query, reach);
    const std::vector<int64_t> out =
        lister.List(expression.text, expression.all ? std::min(most, enough) : most);
    if (expression.all && static_cast<int64_t>(out.size()) >= enough) return out;
    if (static_cast<int64_t>(out.size()) >= most) return std::nullopt;
    if (expression.all) return out;
  }
  return std::nullopt;
}

}  // namespace avstam::store
