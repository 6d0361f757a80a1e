// How much is in an archive, and how well it agrees.
//
//   Totals all = CountTotals(archive);                       // one look, some tens of milliseconds at a
//   million for (const DocumentStamp& d : Stamps(archive))           // the rest document by document: a
//   reader who
//     CountDocument(archive, d.document_id);                 // stays long would be in a writer's way
#ifndef AVSTAM_STORE_OVERVIEW_H_
#define AVSTAM_STORE_OVERVIEW_H_

#include <cstdint>
#include <string>
#include <vector>

#include "store/archive.h"

namespace avstam::store {

struct Verdicts {
  int64_t ok = 0, rounding = 0, mismatch = 0, not_comparable = 0;
  int64_t all() const { return ok + rounding + mismatch + not_comparable; }
  Verdicts& operator+=(const Verdicts& other);
};

struct Totals {
  int64_t documents = 0, complete = 0, pages = 0, pages_read = 0, decisions = 0, tables = 0, failures = 0;
  Verdicts checks;
};
Totals CountTotals(const Archive& archive);

// A document and all that its counts follow from: the same stamp, the same counts.
struct DocumentStamp {
  int64_t document_id = 0;
  std::string stamp;
};
std::vector<DocumentStamp> Stamps(const Archive& archive);

struct DocumentCounts {
  std::string year, body;  // of its last dated part, of its first with a body; empty: not known
  Verdicts checks;
  int64_t figures = 0, covered = 0;  // of tables, as rules/coverage.h counts them
};
DocumentCounts CountDocument(const Archive& archive, int64_t document_id);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_OVERVIEW_H_
