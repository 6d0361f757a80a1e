// Mismatches that people know of and have accepted for a time: a file under review, not a switch.
//
//   { "schema": 1, "accepted": [
//     { "fingerprint": "3f2a...", "about": "budget.pdf, Summa 2024", "reason": "misprint, corrected in May",
//       "until": "2027-06-30" } ] }
//
// Each entry needs a reason and a last day; after it the mismatch counts again.  `about` is for readers.
#ifndef AVSTAM_APP_BASELINE_H_
#define AVSTAM_APP_BASELINE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/finding.h"

namespace avstam::app {

class Baseline {
 public:
  Baseline() = default;  // accepts nothing
  // Throws Error kUsage with the name of the file and of the entry that is wrong.
  static Baseline Load(const std::string& path);
  static Baseline Parse(const std::string& name, std::string_view text);

  // Marks a mismatch that an entry accepts on `today` ("2026-11-22"); remembers which entries were used.
  void Apply(std::string_view today, Finding* finding);
  // Entries whose day has passed, and entries that no finding needed: one line each.
  std::vector<std::string> Remarks(std::string_view today) const;

 private:
  struct Entry {
    std::string about, reason, until;
    bool used = false;
  };
  std::map<std::string, Entry> entries_;  // by fingerprint
};

// A baseline of the mismatches, for a person to fill in reason and last day: as it is, it is refused.
std::string BaselineDraft(const std::vector<Finding>& findings);

}  // namespace avstam::app

#endif  // AVSTAM_APP_BASELINE_H_
