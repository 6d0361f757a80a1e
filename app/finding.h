// What `check` has to say beyond "ok": one mismatch, or one thing that could not be compared, in a form that
// every report format can print.
#ifndef AVSTAM_APP_FINDING_H_
#define AVSTAM_APP_FINDING_H_

#include <optional>
#include <string>
#include <vector>

#include "base/where.h"
#include "rules/reading.h"

namespace avstam::app {

struct Finding {
  std::string file, rule;
  rules::Status status = rules::Status::kMismatch;
  Where where;             // page 0: of no page
  std::string place;       // table, row and column in words
  std::string message;     // the figures and what is wrong with them, one line
  std::string diagnosis;   // as Check::diagnosis
  int64_t weight_ore = 0;  // |difference|: the heaviest are listed first
  // SHA-256 of what the finding is about: file name, rule, names of table, row and column, both figures.  It
  // stays the same when the page is laid out anew or the program finds the table elsewhere in its list.
  std::string fingerprint;
  bool accepted = false;  // by a baseline
  std::string accepted_reason;
};

// Mismatches first, then by weight, then in order of the file.
void SortByWeight(std::vector<Finding>* findings);

}  // namespace avstam::app

#endif  // AVSTAM_APP_FINDING_H_
