// What a new reading says otherwise than an old one.
//
//   for (const Change& c : Changes(*archive.LoadReading(sha256), fresh)) ...
//       // {kChanged, "check", "c3", "c3", 2, "column-total, Summa, 2018", "status", "mismatch", "ok"}
//
// Numbers of tables and decisions shift when one comes in front of them; so things are matched by the place
// they stand at, then by what they say.  What only moved is no change.  Money as kronor ("21750084").
#ifndef AVSTAM_STORE_CHANGES_H_
#define AVSTAM_STORE_CHANGES_H_

#include <string>
#include <string_view>
#include <vector>

#include "rules/reading.h"

namespace avstam::store {

struct Change {
  enum class Kind { kCame, kWent, kChanged } kind = Kind::kChanged;
  std::string thing;          // "decision" "amount" "table" "row" "cell" "check"
  std::string before, after;  // refs (ref.h); empty where there is none
  int page = 0;               // 0: nowhere
  std::string what;           // in words
  std::string field;          // of kChanged; one Change for each field
  std::string old_value, new_value;
};
std::string_view ChangeKindName(Change::Kind kind);  // "came" "went" "changed"

// By kind of thing, then in the order of the new reading, what went last.
std::vector<Change> Changes(const rules::Reading& before, const rules::Reading& after);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_CHANGES_H_
