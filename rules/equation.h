// A check as an equation over cells: Σ coefficient × figure = 0, within half a step of each figure.
#ifndef AVSTAM_RULES_EQUATION_H_
#define AVSTAM_RULES_EQUATION_H_

#include <map>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "rules/reading.h"

namespace avstam::rules {

using Wide = __int128;  // thousandths of a sum of figures may pass int64
using Figures = std::map<CellRef, Money>;

struct Term {
  CellRef cell;
  int64_t coefficient = 1;
};

struct Equation {
  int check = 0;            // index of the check
  std::vector<Term> terms;  // the stated figure first

  Wide Residual(const Figures& figures) const;  // 0: exact
  Wide Slack(const Figures& figures) const;     // largest |residual| that rounding explains, doubled
  bool Holds(const Figures& figures) const;
};

// What an equation needs of one figure.  Made once for all of its terms: a total of thousands of rows is
// added up once and not once per row.
class Need {
 public:
  Need(const Equation& equation, const Figures& figures);
  // The figures öre that `term` may have for the equation to hold while the others stay; nothing past int64.
  std::optional<std::pair<int64_t, int64_t>> Of(const Term& term) const;
  Wide residual() const { return residual_; }
  Wide slack() const { return slack_; }

 private:
  const Figures& figures_;
  Wide residual_ = 0, slack_ = 0;
};

// The equation of a check over table cells, its figures added to `figures`; nothing for other checks.
std::optional<Equation> EquationOf(std::span<const Table> tables, const Check& check, int index,
                                   Figures* figures);

// May one slip (slip.h) in one of its figures be why an equation fails?
// kMinusOnly: a plus is not taken for wrong, as papers print what is taken off without a minus; unless other
// parts are printed with theirs, so that this paper does not.
enum class Signs { kMayBeWrong, kMinusOnly };
bool SlipExplains(std::span<const Table> tables, const Check& check, Signs signs = Signs::kMayBeWrong);
// The same for a check of one table, whatever its number.
bool SlipExplains(const Table& table, const Check& check, Signs signs = Signs::kMayBeWrong);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_EQUATION_H_
