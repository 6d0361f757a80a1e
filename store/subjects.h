// What each subject of a query is in SQL: its view, the tables behind it, what each filter means there.
#ifndef AVSTAM_STORE_SUBJECTS_H_
#define AVSTAM_STORE_SUBJECTS_H_

#include <vector>

#include "store/query.h"
#include "store/search_id.h"

namespace avstam::store {

struct Sort {
  const char *name, *expression;
};

// Where the words of a row are searched for: the kind of text, and the number of it in its document; empty:
// in any text of the document.
struct TextPlace {
  SearchKind kind;
  const char* no;
};

// One subject: its view, and the tables that conditions and order are tried on before the view is asked, so
// that only the rows that are shown cost what a view costs.
struct Spec {
  const char* view;
  const char* from;  // ends with WHERE
  const char* keys;  // columns of `from` that name a row of the view, in reading order
  // A condition for each filter: SQL with one ? for each bound value; empty: the subject has no such thing.
  const char *body, *date, *case_key, *region, *party, *status, *amount;
  TextPlace text;
  std::vector<QueryColumn> columns;
  std::vector<Sort> sorts;
};

const Spec& SpecOf(Subject subject);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_SUBJECTS_H_
