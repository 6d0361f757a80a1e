// How well a text fits a search: bm25 (Robertson and Zaragoza 2009; k1 = 1.2, b = 0.75), as FTS5's own, but
// for two things.  How rare a word is comes from the caller, as FTS5 would read all its places in the archive
// to know; and a word counts as one, however many spellings and longer words stand for it.
//
//   UseRanking(&database);
//   SELECT rowid, avstam_rank(search_index, 2, 5.1, 1, 0.3) FROM search_index('("a" OR "å") AND "bo"')
//
// After the index: for each word the number of its phrases, and its weight.  Larger is better.
#ifndef AVSTAM_STORE_RANKING_H_
#define AVSTAM_STORE_RANKING_H_

#include <cstdint>

#include "store/sqlite.h"

namespace avstam::store {

void UseRanking(Database* database);
// The weight of a word that `found` of `texts` have: the rarer, the larger, and never below a hundredth.
double WeightOf(int64_t found, int64_t texts);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_RANKING_H_
