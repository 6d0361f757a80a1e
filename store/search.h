// Full text search over decisions, tables' captions and labels, and pages.
//
//   Search(archive, {"vastra gotaland"}, [](const Hit& hit) { ... });
//
// A query is words; all must be there.  "several words" in quotes: side by side.  Otherwise a word also finds
// longer ones that begin with it ("avgift" finds avgiftsnivå), from three letters on.  Accents do not count,
// nor do å ä ö against a a o, unless `exact`: then words stand as they are, and only `ord*` finds longer
// ones.
#ifndef AVSTAM_STORE_SEARCH_H_
#define AVSTAM_STORE_SEARCH_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "store/archive.h"
#include "store/search_id.h"

namespace avstam::store {

struct SearchQuery {
  std::string words;
  bool exact = false;
  int limit = 20;
  int of_each = 1000;  // at most so many decisions, tables and pages each
};

struct Hit {
  std::string id;    // of the decision or table; of a page the document
  std::string kind;  // "decision" "table" "page"
  int page = 0;      // 0: not known
  std::string file;
  std::string snippet;  // what was found between \x02 and \x03, "…" where it goes on
};

// Where words are found in more texts of a kind than this, so many are ranked: those of the documents stored
// last that have the words themselves, then those with longer ones.
inline constexpr int kMostRanked = 1000;

// Decisions first, then tables, then pages; each by bm25 (ranking.h).  Error kUsage when there is no word in
// the query or it is longer than 256 bytes.
void Search(const Archive& archive, const SearchQuery& query, const std::function<void(const Hit&)>& take);

// Numbers in the search index (search_id.h) of texts of a kind that have the words, smallest first; of more
// than `enough` only so many.  Nothing when there are `most` or more: then it is quicker to hold each row
// against the words than to list all.
std::optional<std::vector<int64_t>> TextsWith(const Archive& archive, const std::string& words,
                                              SearchKind kind, int64_t most, int64_t enough);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_SEARCH_H_
