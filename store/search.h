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

#include <functional>
#include <string>
#include <string_view>

#include "store/archive.h"

namespace avstam::store {

struct SearchQuery {
  std::string words;
  bool exact = false;
  int limit = 20;
};

struct Hit {
  std::string id;    // of the decision or table; of a page the document
  std::string kind;  // "decision" "table" "page"
  int page = 0;      // 0: not known
  std::string file;
  std::string snippet;  // what was found between \x02 and \x03, "…" where it goes on
};

// Decisions first, then tables, then pages; each by bm25.  Error kUsage when there is no word in the query or
// it is longer than 256 bytes.
void Search(const Archive& archive, const SearchQuery& query, const std::function<void(const Hit&)>& take);

// The query in FTS5's language, every word quoted: nothing of the user's is syntax.  Error kUsage as above.
std::string MatchExpression(std::string_view words, bool exact);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_SEARCH_H_
