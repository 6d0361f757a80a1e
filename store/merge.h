// Several archives as one.
//
//   MergeReport report = Merge({"a.db", "b.db"}, "all.db");
//
// The result depends on what the archives hold, not on their order or number: merging twice changes nothing.
// It is written beside `target` and renamed; on failure nothing is changed.  Of a document that several hold,
// the reading is the most complete, then that of the newest program version, then the last stored.  What one
// has forgotten, the result does not hold.  All decisions of people are kept.
#ifndef AVSTAM_STORE_MERGE_H_
#define AVSTAM_STORE_MERGE_H_

#include <cstdint>
#include <string>
#include <vector>

namespace avstam::store {

struct MergeReport {
  int64_t documents = 0;               // in the result
  int64_t in_several = 0;              // of them held by several archives
  int64_t forgotten = 0;               // left out
  std::vector<std::string> conflicts;  // people decided differently about the same thing: one line each
};

// Those of an older schema are brought up to date in copies, and not touched themselves.  `target` may be one
// of them all.
MergeReport Merge(const std::vector<std::string>& sources, const std::string& target);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_MERGE_H_
