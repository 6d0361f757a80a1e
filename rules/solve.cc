#include "rules/solve.h"

#include <algorithm>
#include <numeric>
#include <set>

namespace avstam::rules {
namespace {

constexpr int kMostChanges = 4;
constexpr size_t kMostSolutions = 40;
constexpr size_t kMostTerms = 300;   // of so many figures too many could have slipped
constexpr int kMostTrials = 20'000;  // a table with this many readings of its faults tells nothing

using Changes = std::map<CellRef, Slip>;

class Solver {
 public:
  Solver(const std::vector<Equation>& equations, const Figures& figures)
      : equations_(equations), figures_(figures) {
    for (size_t e = 0; e < equations.size(); ++e)
      for (const Term& term : equations[e].terms) of_cell_[term.cell].push_back(static_cast<int>(e));
    for (const Equation& equation : equations) holds_.push_back(equation.Holds(figures));
  }

  std::vector<Solution> Solve() {
    std::vector<Solution> out;
    for (std::vector<int>& group : Groups()) out.push_back(SolveGroup(std::move(group)));
    return out;
  }

 private:
  // Failing equations joined by the figures they share.
  std::vector<std::vector<int>> Groups() const {
    std::vector<std::vector<int>> out;
    std::set<int> seen;
    for (size_t e = 0; e < equations_.size(); ++e) {
      if (holds_[e] || seen.count(static_cast<int>(e))) continue;
      std::vector<int> group{static_cast<int>(e)};
      seen.insert(static_cast<int>(e));
      for (size_t i = 0; i < group.size(); ++i)
        for (const Term& term : equations_[static_cast<size_t>(group[i])].terms)
          for (int other : of_cell_.at(term.cell))
            if (!holds_[static_cast<size_t>(other)] && seen.insert(other).second) group.push_back(other);
      out.push_back(std::move(group));
    }
    return out;
  }

  Solution SolveGroup(std::vector<int> group) {
    const int most = std::min<int>(kMostChanges, static_cast<int>(group.size()));
    trials_ = 0;
    found_.clear();
    for (int changes = 1; changes <= most && found_.empty() && trials_ < kMostTrials; ++changes) {
      Changes none;
      Figures figures = figures_;
      Search(group, changes, &none, &figures);
    }
    Solution out;
    out.equations = std::move(group);
    if (found_.empty() || found_.size() > kMostSolutions || trials_ >= kMostTrials) return out;
    for (const auto& [cell, slip] : *found_.begin()) {
      bool same_cell = true, same_value = true, same_kind = true;
      for (const Changes& other : found_) {
        auto it = other.find(cell);
        same_cell = same_cell && it != other.end();
        same_value = same_value && it != other.end() && it->second.ore == slip.ore;
        same_kind = same_kind && it != other.end() && it->second.kind == slip.kind;
      }
      if (same_cell) out.suspects[cell] = same_kind ? slip.kind : "";
      if (!same_value) continue;
      Change change{slip, 0, 0};
      for (int e : of_cell_.at(cell)) {
        const int terms = static_cast<int>(equations_[static_cast<size_t>(e)].terms.size());
        change.terms = change.equations == 0 ? terms : std::min(change.terms, terms);
        ++change.equations;
      }
      out.agreed[cell] = change;
    }
    return out;
  }

  // The failing equation with the fewest figures: it leaves least to choose.
  int Tightest(const std::vector<int>& group, const Figures& figures) const {
    int best = -1;
    for (int e : group) {
      const Equation& equation = equations_[static_cast<size_t>(e)];
      if (best >= 0 && equation.terms.size() >= equations_[static_cast<size_t>(best)].terms.size()) continue;
      if (!equation.Holds(figures)) best = e;
    }
    return best;
  }

  void Search(const std::vector<int>& group, int left, Changes* changes, Figures* figures) {
    const int failing = Tightest(group, *figures);
    if (failing < 0) {
      found_.insert(*changes);
      return;
    }
    if (left == 0) return;
    const Equation& equation = equations_[static_cast<size_t>(failing)];
    if (equation.terms.size() > kMostTerms) return;
    const Need need(equation, *figures);
    for (const Term& term : equation.terms) {
      if (changes->count(term.cell)) continue;
      const auto needed = need.Of(term);
      if (!needed) continue;
      const Money money = figures->at(term.cell);
      for (const Slip& slip : SlipsWithin(money, needed->first, needed->second)) {
        if (++trials_ >= kMostTrials || found_.size() > kMostSolutions) return;
        (*figures)[term.cell].ore = slip.ore;
        if (BreaksNone(term.cell, *figures)) {
          (*changes)[term.cell] = slip;
          Search(group, left - 1, changes, figures);
          changes->erase(term.cell);
        }
        (*figures)[term.cell] = money;
      }
    }
  }

  bool BreaksNone(const CellRef& cell, const Figures& figures) const {
    const std::vector<int>& touched = of_cell_.at(cell);
    return std::all_of(touched.begin(), touched.end(), [&](int e) {
      return !holds_[static_cast<size_t>(e)] || equations_[static_cast<size_t>(e)].Holds(figures);
    });
  }

  struct ByValue {
    bool operator()(const Changes& a, const Changes& b) const {
      return std::lexicographical_compare(
          a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
            return x.first != y.first ? x.first < y.first : x.second.ore < y.second.ore;
          });
    }
  };

  const std::vector<Equation>& equations_;
  const Figures& figures_;
  std::map<CellRef, std::vector<int>> of_cell_;
  std::vector<bool> holds_;
  std::set<Changes, ByValue> found_;
  int trials_ = 0;
};

}  // namespace

std::vector<Solution> SolveFailing(const std::vector<Equation>& equations, const Figures& figures) {
  return Solver(equations, figures).Solve();
}

}  // namespace avstam::rules
