#include "store/query.h"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <memory>

#include "base/error.h"
#include "store/case_key.h"
#include "store/folding.h"
#include "store/query_values.h"
#include "store/search.h"
#include "store/search_words.h"
#include "store/sqlite.h"
#include "store/subjects.h"

namespace avstam::store {
namespace {

// "d.id" of "d.id, ..."; the first key is always the document.
std::string DocumentKey(const Spec& spec) {
  const std::string keys = spec.keys;
  return keys.substr(0, keys.find(','));
}

std::string Replaced(std::string text, const std::string& document) {
  if (const size_t at = text.find("= {}"); at != std::string::npos) text.replace(at + 2, 2, document);
  return text;
}

// What the SQL function "avstam_has" asks about: texts by their number, against the words of one query.
class TextTest {
 public:
  TextTest(Database* database, const std::string& words)
      : database_(database),
        text_(database->Prepare("SELECT text FROM search_texts WHERE id = ?")),
        matcher_(ParseWords(words, /*exact=*/false)) {
    const int code = sqlite3_create_function_v2(database->handle(), "avstam_has", 1, SQLITE_UTF8, this,
                                                &HasWords, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) database->Fail(code, "setting up search");
  }
  ~TextTest() {
    sqlite3_create_function_v2(database_->handle(), "avstam_has", 1, SQLITE_UTF8, nullptr, nullptr, nullptr,
                               nullptr, nullptr);
  }
  TextTest(const TextTest&) = delete;
  TextTest& operator=(const TextTest&) = delete;

 private:
  static void HasWords(sqlite3_context* result, int, sqlite3_value** values) {
    try {
      auto* test = static_cast<TextTest*>(sqlite3_user_data(result));
      sqlite3_result_int(result, test->Has(sqlite3_value_int64(values[0])) ? 1 : 0);
    } catch (const std::exception& error) {
      sqlite3_result_error(result, error.what(), -1);
    }
  }
  bool Has(int64_t id) {
    if (id == last_id_) return last_;  // many amounts stand on one page
    last_id_ = id;
    last_ = text_.With(id).Step() && matcher_.Matches(text_.Text(0));
    text_.Reset();
    return last_;
  }

  Database* database_;
  Statement text_;
  TextMatcher matcher_;
  int64_t last_id_ = -1;
  bool last_ = false;
};

// The conditions of a filter, and what is bound to them.
class Conditions {
 public:
  Conditions(Subject subject, const Spec& spec) : subject_(subject), spec_(spec) {}

  void Add(const char* what, const char* sql, std::vector<Value> values) {
    if (*sql == '\0')
      throw Error(ErrorCode::kUsage, fmt::format("{} cannot be chosen by {}", SubjectName(subject_), what));
    conditions_ += conditions_.empty() ? "" : " AND ";
    conditions_ += Replaced(sql, DocumentKey(spec_));
    for (Value& value : values) bound_.push_back(std::move(value));
  }
  const std::string& text() const { return conditions_; }
  const std::vector<Value>& bound() const { return bound_; }
  // As long as the conditions are asked.
  void KeepTest(std::unique_ptr<TextTest> test) { test_ = std::move(test); }

 private:
  Subject subject_;
  const Spec& spec_;
  std::string conditions_;
  std::vector<Value> bound_;
  std::unique_ptr<TextTest> test_;
};

// The spellings of a body's name in the archive that have `part` in them, as a JSON array: there are few of
// them, and looking at each of a million rows would take long.
std::string BodiesLike(const Archive& archive, const std::string& part) {
  const std::string wanted = Folded(part);
  std::string out;
  // From one name to the next in the index of each table.
  Statement bodies = archive.database()->Prepare(
      "WITH RECURSIVE decided (body) AS (SELECT min(body) FROM decisions WHERE body > '' UNION ALL "
      "SELECT (SELECT min(body) FROM decisions d WHERE d.body > decided.body) FROM decided WHERE body IS NOT "
      "NULL), "
      "met (body) AS (SELECT min(body) FROM parts WHERE body > '' UNION ALL "
      "SELECT (SELECT min(body) FROM parts p WHERE p.body > met.body) FROM met WHERE body IS NOT NULL) "
      "SELECT body FROM decided WHERE body IS NOT NULL UNION SELECT body FROM met WHERE body IS NOT NULL");
  while (bodies.Step())
    if (const std::string body = bodies.Text(0); Folded(body).find(wanted) != std::string::npos)
      out += (out.empty() ? "" : ",") + JsonQuoted(body);
  return "[" + out + "]";
}

// Do so many decisions have one of these bodies that it is quicker to go through all in their order, until
// enough are found, than to put those of an index in order?
bool AreMost(const Archive& archive, const std::string& bodies, const Filter& filter) {
  Filter other = filter;
  other.body.clear();
  other.min_ore.reset();
  other.max_ore.reset();
  other.status.clear();
  other.kind.clear();
  other.outcome.clear();
  other.limit = -1;
  other.offset = 0;
  other.after.reset();
  if (other.sort == "date") other.sort.clear();
  other.descending = false;
  if (filter.limit < 0 || other != Filter()) return false;
  constexpr int64_t kMany = 10'000;
  Statement count = archive.database()->Prepare(
      "SELECT count(*) FROM (SELECT 1 FROM decisions WHERE body IN (SELECT value FROM json_each(?)) LIMIT "
      "?)");
  count.With(bodies, kMany).Step();
  return count.Int(0) == kMany;
}

// An amount has its body, date and case from its decision, or else from its part: no index can know which.
// But the documents in question are quickly found, and the rest need not be looked at.  `values` fill three
// times the ? of `compare`.
void AddOfAmount(const char* what, const char* column, const std::string& compare, std::vector<Value> values,
                 Conditions* conditions) {
  conditions->Add(
      what,
      fmt::format("a.document_id IN (SELECT document_id FROM decisions WHERE {0} {1} UNION SELECT "
                  "document_id FROM parts WHERE {0} {1}) AND coalesce(x.{0}, p.{0}) {1}",
                  column, compare)
          .c_str(),
      std::move(values));
}

// For LIKE ... ESCAPE '\'.
std::string Contains(const std::string& text) {
  std::string out = "%";
  for (char c : text) {
    if (c == '%' || c == '_' || c == '\\') out += '\\';
    out += c;
  }
  return out + "%";
}

void AddDates(const Filter& filter, const Spec& spec, Conditions* conditions) {
  if (filter.from.empty() && filter.to.empty()) return;
  const std::string date = spec.date;
  // "2018-09" as the last date means the whole month: no digit or hyphen sorts behind '~'.  Both ends at
  // once, so that one stretch of an index is read.
  const std::string range = "BETWEEN json_extract(?, '$[0]') AND json_extract(?, '$[1]')";
  const std::string ends =
      "[" + JsonQuoted(filter.from) + "," + JsonQuoted((filter.to.empty() ? "9" : filter.to) + "~") + "]";
  if (&spec == &SpecOf(Subject::kAmounts))
    return AddOfAmount("date", "date", range, std::vector<Value>(6, Value(ends)), conditions);
  conditions->Add(
      "date",
      date.empty()
          ? fmt::format("EXISTS (SELECT 1 FROM parts p WHERE p.document_id = {{}} AND p.date {})", range)
                .c_str()
          : fmt::format("{} {}", date, range).c_str(),
      {ends, ends});
}

bool StartsWithDigit(const std::string& key) { return key.front() >= '0' && key.front() <= '9'; }

// The keys of cases that are meant, as a JSON array.  "Dnr KS 2026/12" has a word in front that is no part
// of the number: the first of dnr-ks-2026-12, ks-2026-12, 2026-12 that is kept is it.  Of a number without
// letters all are meant that have it.
std::string CasesLike(const Archive& archive, const std::string& text) {
  std::string key = CaseKey(text);
  if (key.empty()) throw Error(ErrorCode::kUsage, "a case number has digits: " + EscapeForTerminal(text));
  Database* database = archive.database();
  if (!StartsWithDigit(key)) {
    Statement known = database->Prepare(
        "SELECT EXISTS (SELECT 1 FROM decisions WHERE case_key = ?1) OR EXISTS (SELECT 1 FROM parts WHERE "
        "case_key = ?1)");
    for (;; key = key.substr(key.find('-') + 1)) {
      known.With(key).Step();
      if (known.Int(0) != 0 || StartsWithDigit(key)) return "[" + JsonQuoted(key) + "]";
    }
  }
  // From one beginning in letters to the next: they are few, and the numbers behind them many.
  std::string out;
  for (const char* table : {"decisions", "parts"}) {
    Statement next = database->Prepare(
        fmt::format("SELECT case_key FROM {} WHERE case_key >= ? ORDER BY case_key LIMIT 1", table));
    for (std::string from;;) {
      if (!next.With(from).Step()) break;
      const std::string at = next.Text(0);
      const std::string letters = at.substr(0, at.find_first_of("0123456789"));
      if (next.With(letters + key).Step() && next.Text(0) == letters + key)
        out += (out.empty() ? "" : ",") + JsonQuoted(letters + key);
      from = letters + ":";  // behind the digits
    }
  }
  return "[" + out + "]";
}

void AddCase(const Archive& archive, const Filter& filter, const Spec& spec, Conditions* conditions) {
  const std::string among = "IN (SELECT value FROM json_each(?))";
  const std::string column = spec.case_key;
  if (&spec == &SpecOf(Subject::kAmounts))
    return AddOfAmount("case number", "case_key", among,
                       std::vector<Value>(3, Value(CasesLike(archive, filter.case_number))), conditions);
  conditions->Add(
      "case number",
      column.empty()
          ? fmt::format("EXISTS (SELECT 1 FROM parts p WHERE p.document_id = {{}} AND p.case_key {})", among)
                .c_str()
          : (column + " " + among).c_str(),
      {CasesLike(archive, filter.case_number)});
}

// Lists the texts that have the words where they are few; else each row that the other conditions leave is
// held against the words itself.
class TextCondition {
 public:
  TextCondition(const Archive& archive, const Filter& filter, const Spec& spec)
      : archive_(archive),
        filter_(filter),
        document_(DocumentKey(spec)),
        no_(spec.text.no),
        kind_(spec.text.kind) {}

  void AddTo(Conditions* conditions) {
    if (*no_ == '\0') return AddAnywhere(conditions);
    const std::optional<std::vector<int64_t>> found =
        TextsWith(archive_, filter_.text, kind_, kMostListed, Enough());
    const std::string id = fmt::format("(({} << {}) + ({} << {}) + {})", static_cast<int64_t>(kind_),
                                       kSearchKindShift, document_, kSearchDocumentShift, no_);
    if (!found) return TestEach(fmt::format("avstam_has({})", id), conditions);
    const std::string list = Listed(*found);
    if (kind_ != SearchKind::kPage)
      return conditions->Add(
          "text",
          fmt::format("({}, {}) IN (SELECT (value >> {}) & 4294967295, value & 1048575 FROM "
                      "json_each(?))",
                      document_, no_, kSearchDocumentShift)
              .c_str(),
          {list});
    // The documents, so that an index leads to the rows; then the texts themselves.
    conditions->Add(
        "text",
        fmt::format("{} IN (SELECT DISTINCT (value >> {}) & 4294967295 FROM json_each(?)) AND {} IN "
                    "(SELECT value FROM json_each(?))",
                    document_, kSearchDocumentShift, id)
            .c_str(),
        {list, list});
  }

 private:
  static constexpr int64_t kMostListed = 10'000;

  // The first decisions that have the words are those that are shown, if nothing else is asked.
  int64_t Enough() const {
    Filter other = filter_;
    other.text.clear();
    other.limit = -1;
    other.offset = 0;
    if (kind_ != SearchKind::kDecision || filter_.limit < 0 || other != Filter()) return INT64_MAX;
    return filter_.limit + filter_.offset;
  }

  static std::string Listed(const std::vector<int64_t>& ids) {
    return fmt::format("[{}]", fmt::join(ids, ","));
  }

  void TestEach(const std::string& sql, Conditions* conditions) {
    conditions->KeepTest(std::make_unique<TextTest>(archive_.database(), filter_.text));
    conditions->Add("text", sql.c_str(), {});
  }

  void AddAnywhere(Conditions* conditions) {
    std::vector<int64_t> documents;
    for (SearchKind kind : {SearchKind::kDecision, SearchKind::kTable, SearchKind::kPage}) {
      const std::optional<std::vector<int64_t>> found =
          TextsWith(archive_, filter_.text, kind, kMostListed, INT64_MAX);
      if (!found)
        return TestEach(fmt::format("EXISTS (SELECT 1 FROM search_texts s WHERE s.document_id = {} AND "
                                    "avstam_has(s.id))",
                                    document_),
                        conditions);
      for (int64_t id : *found) documents.push_back(DocumentOfSearchId(id));
    }
    conditions->Add("text", fmt::format("{} IN (SELECT value FROM json_each(?))", document_).c_str(),
                    {Listed(documents)});
  }

  const Archive& archive_;
  const Filter& filter_;
  std::string document_;
  const char* no_;
  SearchKind kind_;
};

Conditions ConditionsOf(const Archive& archive, Subject subject, const Filter& filter) {
  const Spec& spec = SpecOf(subject);
  Conditions out(subject, spec);
  if (!filter.body.empty()) {
    const std::string bodies = BodiesLike(archive, filter.body);
    if (subject == Subject::kAmounts) {
      AddOfAmount("body", "body", "IN (SELECT value FROM json_each(?))", std::vector<Value>(3, Value(bodies)),
                  &out);
    } else {
      const bool most = subject == Subject::kDecisions && AreMost(archive, bodies, filter);
      // The sign keeps SQLite from taking the index.
      out.Add("body", ((most ? "+" : "") + std::string(spec.body)).c_str(), {bodies});
    }
  }
  AddDates(filter, spec, &out);
  if (!filter.case_number.empty()) AddCase(archive, filter, spec, &out);
  if (!filter.region.empty()) out.Add("region", spec.region, {filter.region});
  if (!filter.party.empty()) out.Add("party", spec.party, {filter.party});
  if (!filter.text.empty()) TextCondition(archive, filter, spec).AddTo(&out);
  if (!filter.status.empty()) out.Add("status", spec.status, {filter.status});
  if (!filter.kind.empty())
    out.Add("kind", subject == Subject::kDecisions ? "x.kind = ?" : "", {filter.kind});
  if (!filter.outcome.empty())
    out.Add("outcome", subject == Subject::kDecisions ? "x.outcome = ?" : "", {filter.outcome});
  if (filter.min_ore || filter.max_ore) {
    std::vector<Value> range;  // a braced list of these makes g++ 12 warn of nothing
    for (int64_t end : {filter.min_ore.value_or(INT64_MIN), filter.max_ore.value_or(INT64_MAX)})
      range.emplace_back(end);
    out.Add("amount", spec.amount, std::move(range));
  }
  if (!filter.file.empty())
    out.Add("file",
            (DocumentKey(spec) + " IN (SELECT document_id FROM document_names WHERE name LIKE ? ESCAPE '\\')")
                .c_str(),
            {Contains(filter.file)});
  return out;
}

// The expression that rows are sorted by; empty: by their keys alone.
std::string SortedBy(Subject subject, const Filter& filter) {
  if (filter.sort.empty()) return {};
  for (const Sort& sort : SpecOf(subject).sorts)
    if (filter.sort == sort.name) return sort.expression;
  throw Error(ErrorCode::kUsage,
              fmt::format("{} cannot be sorted by {}; by {}", SubjectName(subject),
                          EscapeForTerminal(filter.sort), fmt::join(SortColumns(subject), ", ")));
}

std::string OrderOf(Subject subject, const Filter& filter) {
  const Spec& spec = SpecOf(subject);
  const char* direction = filter.descending ? " DESC" : "";
  std::string keys;
  for (char c : std::string(spec.keys)) keys += c == ',' ? std::string(direction) + "," : std::string(1, c);
  keys += direction;
  if (filter.by_hash)
    keys =
        fmt::format("(SELECT sha256 FROM documents WHERE id = {}){}, {}", DocumentKey(spec), direction, keys);
  const std::string sort = SortedBy(subject, filter);
  // What is not known stands last, either way; said so that an index can still give the order.
  return sort.empty() ? keys : fmt::format("{}{} NULLS LAST, {}", sort, direction, keys);
}

}  // namespace

std::string_view SubjectName(Subject subject) { return SpecOf(subject).view + 2; }

const std::vector<QueryColumn>& QueryColumns(Subject subject) { return SpecOf(subject).columns; }

std::vector<std::string> SortColumns(Subject subject) {
  std::vector<std::string> out;
  for (const Sort& sort : SpecOf(subject).sorts) out.push_back(sort.name);
  return out;
}

namespace {

// The keys of the rows that are asked for, in order, until `take` says no.  Rows behind a cursor are found by
// an index, not counted: first those sorted behind it, then those of which nothing is known to sort by.
class KeyQuery {
 public:
  KeyQuery(const Archive& archive, Subject subject, const Filter& filter)
      : database_(archive.database()),
        spec_(SpecOf(subject)),
        filter_(filter),
        conditions_(ConditionsOf(archive, subject, filter)),
        sort_(SortedBy(subject, filter)),
        order_(OrderOf(subject, filter)) {}

  void Run(const std::string& columns, const std::function<bool(const Statement&)>& take) {
    if (!filter_.after) return static_cast<void>(Stretch(columns, "", {}, take));
    const char* beyond = filter_.descending ? "<" : ">";
    const Cursor& after = *filter_.after;
    const std::string names = spec_.keys;
    if (after.keys.size() != static_cast<size_t>(std::count(names.begin(), names.end(), ',')) + 1)
      throw Error(ErrorCode::kUsage, "this is no place in the list");
    const bool known = !std::holds_alternative<std::monostate>(after.sort);
    std::vector<Value> keys;
    for (int64_t key : after.keys) keys.emplace_back(key);
    const std::string marks = fmt::format("{}", fmt::join(std::vector<std::string>(keys.size(), "?"), ", "));
    if (sort_.empty()) {
      Stretch(columns, fmt::format("({}) {} ({})", spec_.keys, beyond, marks), keys, take);
    } else if (known) {
      std::vector<Value> all = keys;
      all.insert(all.begin(), after.sort);
      if (Stretch(columns, fmt::format("({}, {}) {} (?, {})", sort_, spec_.keys, beyond, marks), all, take))
        Stretch(columns, fmt::format("{} IS NULL", sort_), {}, take);
    } else {
      Stretch(columns, fmt::format("{} IS NULL AND ({}) {} ({})", sort_, spec_.keys, beyond, marks), keys,
              take);
    }
  }

 private:
  // False: `take` has enough.
  bool Stretch(const std::string& columns, const std::string& condition, const std::vector<Value>& bound,
               const std::function<bool(const Statement&)>& take) {
    std::string where = conditions_.text();
    if (!condition.empty()) where += (where.empty() ? "" : " AND ") + condition;
    Statement keys =
        database_->Prepare(fmt::format("SELECT {} FROM {} {} ORDER BY {} LIMIT ? OFFSET ?", columns,
                                       spec_.from, where.empty() ? "1" : where, order_));
    int index = 0;
    for (const Value& value : conditions_.bound()) keys.BindValue(++index, value);
    for (const Value& value : bound) keys.BindValue(++index, value);
    keys.BindValue(++index, filter_.limit);
    keys.BindValue(++index, filter_.offset);
    while (keys.Step())
      if (!take(keys)) return false;
    return true;
  }

  Database* database_;
  const Spec& spec_;
  const Filter& filter_;
  Conditions conditions_;
  std::string sort_, order_;
};

// One more than asked, to know whether there are more.
Filter WithOneMore(Filter filter) {
  if (filter.limit >= 0) ++filter.limit;
  return filter;
}

// Counts the first rows of a query on decisions.
class FacetCounter {
 public:
  static constexpr char kColumns[] = "x.body, substr(x.date, 1, 4), x.kind, x.outcome";
  explicit FacetCounter(int64_t most) : most_(most) {}

  // A row with kColumns from `column` on; false: it is one too many.
  bool Take(const Statement& row, int column) {
    facets_.all = facets_.counted < most_;
    if (!facets_.all) return false;
    ++facets_.counted;
    for (std::map<std::string, int64_t>& counts : counts_) {
      if (!row.IsNull(column)) ++counts[row.Text(column)];
      ++column;
    }
    return true;
  }
  Facets Result() {
    Facets::Counts* lists[] = {&facets_.bodies, &facets_.years, &facets_.kinds, &facets_.outcomes};
    for (size_t i = 0; i < std::size(lists); ++i) {
      lists[i]->assign(counts_[i].begin(), counts_[i].end());
      std::stable_sort(lists[i]->begin(), lists[i]->end(),
                       [](const auto& a, const auto& b) { return a.second > b.second; });
    }
    return facets_;
  }

 private:
  int64_t most_;
  Facets facets_;
  std::map<std::string, int64_t> counts_[4];
};

}  // namespace

std::optional<Cursor> RunQuery(const Archive& archive, Subject subject, const Filter& filter,
                               const std::function<void(const Row&)>& take) {
  return RunQuery(archive, subject, filter, take, 0, nullptr);
}

std::optional<Cursor> RunQuery(const Archive& archive, Subject subject, const Filter& filter,
                               const std::function<void(const Row&)>& take, int64_t most, Facets* facets) {
  const Spec& spec = SpecOf(subject);
  UseSwedishOrder(archive.database());
  std::string columns, where;
  for (const QueryColumn& column : spec.columns)
    columns += (columns.empty() ? "" : ", ") + ("\"" + column.name + "\"");
  const std::string all_keys = spec.keys;
  int key_count = 0;
  for (size_t at = 0; at < all_keys.size(); ++key_count) {
    const size_t end = std::min(all_keys.find(", ", at), all_keys.size());
    std::string key = all_keys.substr(at, end - at);
    key = key.substr(key.find('.') + 1);
    where += (where.empty() ? "" : " AND ") + (key == "id" ? "document_id" : key) + " = ?";
    at = end + 2;
  }
  Statement rows =
      archive.database()->Prepare(fmt::format("SELECT {} FROM {} WHERE {}", columns, spec.view, where));
  const std::string sort = SortedBy(subject, filter);
  Filter asked = WithOneMore(filter);
  if (facets != nullptr && asked.limit >= 0) asked.limit = std::max(asked.limit, most + 1);
  KeyQuery query(archive, subject, asked);
  FacetCounter counter(most);
  std::optional<Cursor> last;
  int64_t taken = 0;
  bool more = false;
  query.Run(fmt::format("{}, {}{}", spec.keys, sort.empty() ? "NULL" : sort,
                        facets == nullptr ? "" : std::string(", ") + FacetCounter::kColumns),
            [&](const Statement& keys) {
              const bool counts = facets != nullptr && counter.Take(keys, key_count + 1);
              if (filter.limit >= 0 && taken == filter.limit) {
                more = true;
                return counts;
              }
              ++taken;
              last.emplace();
              last->sort = ValueAt(keys, key_count);
              rows.Reset();
              for (int k = 0; k < key_count; ++k) {
                last->keys.push_back(keys.Int(k));
                rows.BindValue(k + 1, keys.Int(k));
              }
              if (!rows.Step()) return true;
              Row row;
              for (int c = 0; c < static_cast<int>(spec.columns.size()); ++c) row.push_back(ValueAt(rows, c));
              take(row);
              return true;
            });
  if (facets != nullptr) *facets = counter.Result();
  if (!more) last.reset();
  return last;
}

Facets CountFacets(const Archive& archive, const Filter& filter, int64_t most) {
  Filter asked = filter;
  asked.after.reset();
  asked.offset = 0;
  asked.limit = 0;
  Facets out;
  RunQuery(
      archive, Subject::kDecisions, asked, [](const Row&) {}, most, &out);
  return out;
}

}  // namespace avstam::store
