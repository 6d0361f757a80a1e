// Questions to the archive: which decisions, amounts, tables ... with what about them.
//
//   Filter f;  f.body = "regionstyrelsen";  f.from = "2018-09";  f.text = "patientavgift";
//   RunQuery(archive, Subject::kDecisions, f, [](const Row& row) { ... });     // values of
//   QueryColumns(subject)
//
// Rows come in one order on every machine.  Throws Error kUsage for a filter or sort column that the subject
// does not have, kArchive as Archive does.
#ifndef AVSTAM_STORE_QUERY_H_
#define AVSTAM_STORE_QUERY_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "store/archive.h"

namespace avstam::store {

enum class Subject { kDecisions, kAmounts, kTables, kCells, kDocuments, kChecks, kRepairs };
inline constexpr Subject kSubjects[] = {Subject::kDecisions, Subject::kAmounts,   Subject::kTables,
                                        Subject::kCells,     Subject::kDocuments, Subject::kChecks,
                                        Subject::kRepairs};
std::string_view SubjectName(Subject subject);  // "decisions" "amounts" ...

// Absent; a whole number (of kMoney: öre); a fraction; text.
using Value = std::variant<std::monostate, int64_t, double, std::string>;
using Row = std::vector<Value>;

struct QueryColumn {
  enum class Kind { kText, kId, kDate, kInteger, kReal, kMoney, kFlag } kind = Kind::kText;
  std::string name;
  bool brief = false;  // of those shown where room is scarce
};

// Where a list stopped: what its last row was sorted by, and the keys of that row.
struct Cursor {
  Value sort;
  std::vector<int64_t> keys;
  bool operator==(const Cursor&) const = default;
};

// What rows must fulfil: all that is set.
struct Filter {
  std::string body;           // part of the body's name; case and accents do not count
  std::string from, to;       // first and last date: YYYY, YYYY-MM or YYYY-MM-DD
  std::string case_number;    // in any spelling, with words in front, or without the letters
  std::string region;         // county code: rows of tables, documents with such rows
  std::string party;          // as abbreviated: of motions and reservations
  std::string text;           // words, as for Search
  std::string file;           // part of a file name
  std::string status;         // of checks and documents their status, of decisions their kind or outcome
  std::string kind, outcome;  // of decisions
  std::optional<int64_t> min_ore, max_ore;
  std::string sort;  // name of a column; empty: as they stand in the archive
  bool descending = false;
  bool by_hash = false;  // documents in the order of their hashes, in which no archive differs from another
  int64_t limit = -1, offset = 0;  // negative: all
  std::optional<Cursor> after;     // go on behind this row, however long the list; not with by_hash
  bool operator==(const Filter&) const = default;
};

const std::vector<QueryColumn>& QueryColumns(Subject subject);
// Names for Filter::sort.
std::vector<std::string> SortColumns(Subject subject);

// What is to be `after` for the rows that the limit left out; nothing when there are none.
std::optional<Cursor> RunQuery(const Archive& archive, Subject subject, const Filter& filter,
                               const std::function<void(const Row&)>& take);

// Of the first rows of a query on decisions, how many have which body, year, kind and outcome; most first.
struct Facets {
  using Counts = std::vector<std::pair<std::string, int64_t>>;
  Counts bodies, years, kinds, outcomes;
  int64_t counted = 0;
  bool all = true;  // no row was left out
};
Facets CountFacets(const Archive& archive, const Filter& filter, int64_t most);

// RunQuery on decisions, and the facets of its first rows besides: where no row is left out in front (no
// `after`, no `offset`), what CountFacets gives.
std::optional<Cursor> RunQuery(const Archive& archive, Subject subject, const Filter& filter,
                               const std::function<void(const Row&)>& take, int64_t most, Facets* facets);

// One SELECT of a person's own over tables and views: column names, then rows.  Error kUsage: it is wrong, is
// several, or would change or open something.
void RunSql(const Archive& archive, const std::string& sql,
            const std::function<void(const std::vector<std::string>&)>& take_names,
            const std::function<void(const Row&)>& take);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_QUERY_H_
