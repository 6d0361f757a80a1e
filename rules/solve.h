// The smallest sets of single slips that make equations hold.
#ifndef AVSTAM_RULES_SOLVE_H_
#define AVSTAM_RULES_SOLVE_H_

#include <map>
#include <string>
#include <vector>

#include "rules/equation.h"
#include "rules/slip.h"

namespace avstam::rules {

struct Change {
  Slip slip;
  int equations = 0;  // that hold with it and that the figure is part of
  int terms = 0;      // of the shortest of them
};

struct Solution {
  std::vector<int> equations;        // indices of those that failed and are solved together
  std::map<CellRef, Change> agreed;  // what every smallest solution says: figure and value
  std::map<CellRef, std::string>
      suspects;  // figure alone, with its slip's kind where they agree on it (else "")
};

// One for each group of failing equations that share figures; nothing agreed where there is no solution, too
// many, or none of up to four changes.
std::vector<Solution> SolveFailing(const std::vector<Equation>& equations, const Figures& figures);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_SOLVE_H_
