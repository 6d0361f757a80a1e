// What stands in a column, as queries give it.
#ifndef AVSTAM_STORE_QUERY_VALUES_H_
#define AVSTAM_STORE_QUERY_VALUES_H_

#include "store/query.h"
#include "store/sqlite.h"

namespace avstam::store {

// Columns count from 0.  Bytes become text, in hex.
Value ValueAt(const Statement& row, int column);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_QUERY_VALUES_H_
