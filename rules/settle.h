// What follows for the checks when people have accepted repairs.
//
//   Settle({{{0, 3, 1}, Money{349067'00, 100}}}, &reading);   // the sums that 349 067 takes part in, anew
#ifndef AVSTAM_RULES_SETTLE_H_
#define AVSTAM_RULES_SETTLE_H_

#include <string>
#include <vector>

#include "rules/reading.h"

namespace avstam::rules {

struct AcceptedFigure {
  CellRef cell;
  Money value;  // its step: as read
};

struct SettledCheck {
  int check = 0;
  Status read_status = Status::kOk;  // before
  std::string with;                  // "with 349067 for 348067"
  std::vector<CellRef> cells;        // of these figures
};

// Puts the figures in place of those that were read; status, figures and difference of every check that they
// take part in follow, and what was proposed for them is proposed no longer.  A check that is not comparable
// stays so.  Returns the checks that were held anew, in their order.  Throws Error kOverflow.
std::vector<SettledCheck> Settle(const std::vector<AcceptedFigure>& figures, Reading* reading);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_SETTLE_H_
