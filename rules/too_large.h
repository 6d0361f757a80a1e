// Figures too large to be added to others in 64 bits: a line of digits read as one figure, a table full of
// enormous sums.  They must not cost the document its other checks, so they are set aside while it is
// reconciled; the checks that they take part in are not comparable, with the reason "overflow".
//
//   const SetAside set_aside(&reading);     // until the end of the scope
//   IsTooLarge(cell)                        // true for what was set aside
#ifndef AVSTAM_RULES_TOO_LARGE_H_
#define AVSTAM_RULES_TOO_LARGE_H_

#include <utility>
#include <vector>

#include "rules/reading.h"

namespace avstam::rules {

// Of a single figure: more than 10^15 kronor, or a step as large.
bool IsTooLarge(const Money& money);
// A cell whose figure is set aside: it keeps its text and its kind, but has no value.
bool IsTooLarge(const Cell& cell);

// Takes the values of the largest cells away, as many as it takes for the sum of the magnitudes of all others
// to fit; gives them back when it goes.
class SetAside {
 public:
  explicit SetAside(Reading* reading);
  ~SetAside();
  SetAside(const SetAside&) = delete;
  SetAside& operator=(const SetAside&) = delete;

 private:
  std::vector<std::pair<Cell*, Money>> cells_;
};

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_TOO_LARGE_H_
