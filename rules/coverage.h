// Which figures of a reading does a check that closes cover?  "All reconcile" means as much as this share.
//
//   Coverage c = MeasureCoverage(reading);    // c.tables[0]: {24 figures, 20 covered}
#ifndef AVSTAM_RULES_COVERAGE_H_
#define AVSTAM_RULES_COVERAGE_H_

#include <vector>

#include "rules/reading.h"

namespace avstam::rules {

struct Covered {
  int figures = 0;
  int covered = 0;  // of them, part of a check that is ok or rounding
};

struct Coverage {
  std::vector<Covered> tables;  // per table of the reading
  Covered amounts;              // sums in running text
  Covered all;
  std::vector<CellRef> uncovered;      // figures of tables, in order
  std::vector<int> uncovered_amounts;  // of Reading::amounts
};

// Counted are figures of money and numbers in rows that are no headers; shares, years and notes are not, as
// no check is meant for them.
Coverage MeasureCoverage(const Reading& reading);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_COVERAGE_H_
