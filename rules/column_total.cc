#include "rules/column_total.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "rules/digit_error.h"
#include "rules/equation.h"
#include "rules/reconcile.h"
#include "rules/too_large.h"

namespace avstam::rules {
namespace {

// How a total and a set of parts agree, over all summable columns.
struct Fit {
  int agree = 0;        // columns whose intervals meet
  int informative = 0;  // of those, the ones that could well have disagreed
  int exact = 0;        // of the informative, those without any difference
  int disagree = 0;
  bool Holds() const { return disagree == 0 && informative > 0; }
};

// The parts of one total, growing row by row, so that each further row costs one look at its figures and not
// one at all the rows before it.
struct ColumnSum {
  int64_t ore = 0, step_ore = 0, magnitude = 0;
  int figures = 0, nonzero = 0;
  bool unread = false;
};

// What may be spent on rows that nothing but arithmetic would call a total, for each figure of the table.
// Tables of some hundred rows never get there.
constexpr int64_t kStepsPerFigure = 1'000;

class TotalFinder {
 public:
  explicit TotalFinder(const Table& table) : table_(table) {
    for (size_t c = 0; c < table.columns.size(); ++c)
      if (Summable(table.columns[c])) columns_.push_back(static_cast<int>(c));
    for (size_t r = 0; r < table.rows.size(); ++r) {
      const Row& row = table.rows[r];
      bool has_figures = std::any_of(columns_.begin(), columns_.end(),
                                     [&](int c) { return row.cells[c].value.has_value(); });
      if (!has_figures) {
        if (row.role == Role::kHeader) section_starts_.push_back(static_cast<int>(r));
        continue;
      }
      if (row.role != Role::kNote && row.role != Role::kHeader) open_.push_back(static_cast<int>(r));
    }
    const size_t figures = table.rows.size() * std::max<size_t>(1, columns_.size());
    allowed_ = kStepsPerFigure * static_cast<int64_t>(figures);
    closed_.assign(table.rows.size(), false);
    is_total_.assign(table.rows.size(), false);
    settled_.assign(table.rows.size(), false);
  }

  int64_t steps() const { return steps_; }

  std::vector<Relation> Find() {
    CloseIndentedGroups();
    // Reducing one group, or giving up one total, may be what lets another close: repeat until nothing moves.
    do {
      for (bool moved = true; moved;) {
        moved = CloseTotalsBelow(/*labelled=*/true);
        moved = CloseTotalsAbove() || moved;
        if (!moved) moved = CloseBoldGroups() || CloseTotalsBelow(/*labelled=*/false);
      }
    } while (SettleOne());
    counted_by_.assign(table_.rows.size(), -1);
    for (size_t i = 0; i < relations_.size(); ++i)
      for (int part : relations_[i].parts) counted_by_[part] = static_cast<int>(i);
    for (Relation& relation : relations_)
      if (!relation.certain) relation.certain = Confirmed(relation) || SumOfSums(relation);
    std::sort(relations_.begin(), relations_.end(),
              [](const Relation& a, const Relation& b) { return a.total < b.total; });
    return relations_;
  }

 private:
  bool Labelled(int row) const { return IsTotal(table_.rows[row]); }
  bool Strong(int row) const { return Labelled(row) && !table_.rows[row].weak; }
  bool Unresolved(int row) const { return Labelled(row) && !is_total_[row]; }

  bool Nought(int row) const {
    return std::all_of(columns_.begin(), columns_.end(), [&](int c) {
      const std::optional<Money>& value = table_.rows[row].cells[c].value;
      return !value || value->ore == 0;
    });
  }

  // No section heading between the two rows.
  bool SameSection(int first, int last) const {
    auto it = std::upper_bound(section_starts_.begin(), section_starts_.end(), first);
    return it == section_starts_.end() || *it > last;
  }

  using Sums = std::vector<ColumnSum>;  // one per column of columns_

  void AddPart(int part, Sums* sums) const {
    steps_ += static_cast<int64_t>(columns_.size());
    sums->resize(columns_.size());
    for (size_t i = 0; i < columns_.size(); ++i) {
      const Cell& cell = table_.rows[part].cells[columns_[i]];
      ColumnSum& sum = (*sums)[i];
      if (IsUnread(cell)) sum.unread = true;
      if (!cell.value) continue;
      sum.ore = AddOre(sum.ore, cell.value->ore);
      sum.step_ore = AddOre(sum.step_ore, cell.value->step_ore);
      sum.magnitude = AddOre(sum.magnitude, cell.value->ore < 0 ? -cell.value->ore : cell.value->ore);
      sum.nonzero += cell.value->ore != 0;
      ++sum.figures;
    }
  }

  Fit Evaluate(int total, const Sums& sums) const {
    steps_ += static_cast<int64_t>(columns_.size());
    Fit fit;
    for (size_t i = 0; i < columns_.size(); ++i) {
      const std::optional<Money>& stated = table_.rows[total].cells[columns_[i]].value;
      const ColumnSum& sum = sums[i];
      if (!stated || sum.unread || sum.figures == 0) continue;
      Check check;
      Compare(*stated, {{sum.ore, sum.step_ore}}, &check);
      if (check.status == Status::kMismatch) {
        ++fit.disagree;
        continue;
      }
      ++fit.agree;
      // Sums of zeros, of one figure, or of figures no larger than their own rounding agree by chance.
      if (sum.nonzero >= 2 && sum.magnitude / 4 > *check.tolerance_ore) {
        ++fit.informative;
        fit.exact += check.status == Status::kOk;
      }
    }
    return fit;
  }

  Fit Evaluate(int total, const std::vector<int>& parts) const {
    Sums sums(columns_.size());
    for (int part : parts) AddPart(part, &sums);
    return Evaluate(total, sums);
  }

  int Stated(int row) const {
    return static_cast<int>(std::count_if(columns_.begin(), columns_.end(), [&](int c) {
      return table_.rows[row].cells[c].value.has_value();
    }));
  }

  bool Spent() const { return steps_ > allowed_; }

  void Close(int total, std::vector<int> parts, bool certain = true) {
    for (int part : parts) closed_[part] = true;
    is_total_[total] = true;
    first_changed_ = std::min(first_changed_, parts.empty() ? total : std::min(total, parts.front()));
    relations_.push_back({total, std::move(parts), certain});
    std::erase_if(open_, [&](int row) { return closed_[row]; });
  }

  // Position of `row` in open_, or -1.
  int OpenIndex(int row) const {
    auto it = std::lower_bound(open_.begin(), open_.end(), row);
    return it != open_.end() && *it == row ? static_cast<int>(it - open_.begin()) : -1;
  }

  // A row followed by rows further in: the parent sums its children, innermost groups first.
  void CloseIndentedGroups() {
    // How many groups of each level close: where the others do, one that does not is wrong.
    std::map<int, int> closing;
    for (size_t i = open_.size(); i-- > 0;) {
      const int parent = open_[i];
      const std::vector<int> children = Children(i);
      if (children.empty() || is_total_[parent]) continue;
      Fit fit = Evaluate(parent, children);
      bool one_child = children.size() == 1 && fit.disagree == 0 && fit.agree > 0 && !Labelled(children[0]);
      bool mostly = fit.informative >= 2 && fit.disagree == 1 && children.size() > 1;
      if (!fit.Holds() && !one_child && !mostly) continue;
      closing[table_.rows[parent].indent] += fit.Holds() && children.size() > 1;
      Close(parent, children);
    }
    for (size_t i = open_.size(); i-- > 0;) {
      const int parent = open_[i];
      const std::vector<int> children = Children(i);
      if (children.size() < 2 || is_total_[parent]) continue;
      // A parent further out may have failed because this one was open.
      const Fit fit = Evaluate(parent, children);
      const int others = closing[table_.rows[parent].indent];
      const bool wrong = fit.disagree > 0 && (fit.informative > 0 || OneSlip(parent, children));
      if (fit.Holds() || (others > 0 && wrong && fit.disagree <= std::max(1, fit.informative)))
        Close(parent, children);
      else if (others > 1 && fit.agree == 0 && LacksARow(parent, children))
        Close(parent, children, /*certain=*/false);
    }
  }

  // Every column is off by no more than a row could hold.
  bool LacksARow(int total, const std::vector<int>& parts) const {
    for (int c : columns_) {
      if (!table_.rows[total].cells[c].value) continue;
      const Check check = TotalCheck(0, table_, {total, parts, true}, c);
      int64_t largest = 0;
      for (int part : parts) {
        const std::optional<Money>& value = table_.rows[part].cells[c].value;
        if (value) largest = std::max(largest, value->ore < 0 ? -value->ore : value->ore);
      }
      const int64_t off = *check.difference_ore < 0 ? -*check.difference_ore : *check.difference_ore;
      if (off > AddOre(largest, largest)) return false;
    }
    return true;
  }

  std::vector<int> Children(size_t i) const {
    std::vector<int> children;
    for (size_t j = i + 1; j < open_.size() && table_.rows[open_[j]].indent > table_.rows[open_[i]].indent;
         ++j)
      children.push_back(open_[j]);
    return children;
  }

  // Is every column that fails off by what one slip explains?
  bool OneSlip(int total, const std::vector<int>& parts, Signs signs = Signs::kMayBeWrong) const {
    bool any = false;
    for (int c : columns_) {
      if (!table_.rows[total].cells[c].value) continue;
      const Check check = TotalCheck(0, table_, {total, parts, true}, c);
      if (check.status == Status::kNotComparable) return false;
      if (check.status != Status::kMismatch) continue;
      if (!SlipExplains(table_, check, signs)) return false;
      any = true;
    }
    return any;
  }

  // A total that another one counts among its parts and closes with: its own parts are known, so that it is
  // they who are wrong.
  bool Confirmed(const Relation& relation) const {
    const int by = counted_by_[relation.total];
    if (by < 0) return false;
    const Relation& other = relations_[by];
    const bool counted = Evaluate(other.total, other.parts).Holds();
    return counted && OneSlip(relation.total, relation.parts);
  }

  // A strong total of totals that all close.  Income less costs, both printed positive, is no sum: one sign
  // turned and it agrees.
  bool SumOfSums(const Relation& relation) const {
    if (!Strong(relation.total) || relation.parts.size() < 2) return false;
    for (int part : relation.parts)
      if (!is_total_[part]) return false;
    for (int c : columns_) {
      if (!table_.rows[relation.total].cells[c].value) continue;
      const Check check = TotalCheck(0, table_, relation, c);
      for (int turned : relation.parts) {
        const std::optional<Money>& value = table_.rows[turned].cells[c].value;
        if (!value) continue;
        const int64_t twice = AddOre(value->ore, value->ore);
        const int64_t off = AddOre(*check.difference_ore, twice);
        if ((off < 0 ? -off : off) <= *check.tolerance_ore) return false;
      }
    }
    return OneSlip(relation.total, relation.parts, Signs::kMinusOnly);
  }

  // The parts of a total that stands below them: the last k open rows, for the k that fits best.
  std::optional<std::vector<int>> BestSuffix(int end, int total) const {
    int best = -1;
    Fit best_fit;
    bool best_natural = false;
    Sums sums(columns_.size());
    for (int i = end - 1; i >= 0 && !Spent(); --i) {
      AddPart(open_[i], &sums);
      // Never add up across a total that did not close, unless it is nought.
      if (Unresolved(open_[i]) && Strong(open_[i]) && !Nought(open_[i])) break;
      Fit fit = Evaluate(total, sums);
      // A natural beginning: the first row of the table or section, or just below a row that is a total
      // already.
      bool natural = i == 0 || !SameSection(open_[i - 1], open_[i]) || is_total_[open_[i - 1]];
      bool single = i == end - 1 && Strong(total) && natural && fit.disagree == 0 && fit.agree > 0;
      if (!single && (i == end - 1 || !fit.Holds())) continue;
      bool better = best < 0 || fit.informative > best_fit.informative ||
                    (fit.informative == best_fit.informative && fit.exact > best_fit.exact) ||
                    (fit.informative == best_fit.informative && fit.exact == best_fit.exact && natural &&
                     !best_natural);
      if (!better) continue;
      best = i;
      best_fit = fit;
      best_natural = natural;
      // Every figure that it states agrees to the öre, and here a group begins: none fits better.
      if (natural && fit.exact == Stated(total)) break;
    }
    if (best < 0 || Spent()) return std::nullopt;
    return std::vector<int>(open_.begin() + best, open_.begin() + end);
  }

  bool CloseTotalsBelow(bool labelled) {
    bool moved = false;
    // What stands above the first change since the rows were tried last would give the same again.
    size_t i = 0;
    if (!labelled) {
      i = static_cast<size_t>(std::lower_bound(open_.begin(), open_.end(), first_changed_) - open_.begin());
      first_changed_ = static_cast<int>(table_.rows.size());
    }
    for (; i < open_.size(); ++i) {
      int row = open_[i];
      if (is_total_[row] || Labelled(row) != labelled) continue;
      if (!labelled && !table_.rows[row].label.empty() && columns_.size() < 2) continue;
      std::optional<std::vector<int>> parts = BestSuffix(static_cast<int>(i), row);
      if (!parts) continue;
      if (!labelled && !ArithmeticAlone(row, Evaluate(row, *parts))) continue;
      Close(row, *parts);
      i = static_cast<size_t>(OpenIndex(row));
      moved = true;
      if (!labelled) return true;  // give the labelled ones their turn
    }
    return moved;
  }

  // May a row without a total's label be called a total?  One column may agree by chance, several or a
  // nameless row less so.
  bool ArithmeticAlone(int row, const Fit& fit) const {
    const Row& r = table_.rows[row];
    if (r.label.empty()) return fit.Holds();
    return fit.informative >= 2 && fit.exact >= (r.bold ? 1 : 2);
  }

  // A labelled total that stands above its parts: "Totalt" as the first row of table or section.
  bool CloseTotalsAbove() {
    for (size_t i = open_.size(); i-- > 0;) {
      int row = open_[i];
      if (!Unresolved(row)) continue;
      size_t best = 0;
      Fit best_fit;
      Sums sums(columns_.size());
      for (size_t j = i + 1; j < open_.size() && !Spent(); ++j) {
        AddPart(open_[j], &sums);
        bool reaches_end =
            j + 1 == open_.size() || !SameSection(open_[j], open_[j + 1]) || Labelled(open_[j + 1]);
        if (!reaches_end) continue;
        const Fit fit = Evaluate(row, sums);
        const bool alone = j == i + 1;
        const bool single = alone && Strong(row) && fit.disagree == 0 && fit.agree > 0;
        if (!single && (alone || !fit.Holds())) continue;
        if (fit.informative < best_fit.informative) continue;
        best = j;
        best_fit = fit;
      }
      if (best == 0) continue;
      Close(row, {open_.begin() + static_cast<long>(i) + 1, open_.begin() + static_cast<long>(best) + 1});
      return true;
    }
    return false;
  }

  // Bold rows, each followed by plain rows that it sums, without indentation to tell.  All of them before any
  // total is tried again: half of the groups closed would let a total add up parents of one and children of
  // another.
  bool CloseBoldGroups() {
    bool moved = false;
    for (size_t i = open_.size(); i-- > 0;) {
      int parent = open_[i];
      if (!table_.rows[parent].bold || is_total_[parent]) continue;
      std::vector<int> children;
      for (size_t j = i + 1; j < open_.size() && !table_.rows[open_[j]].bold && !Labelled(open_[j]); ++j)
        children.push_back(open_[j]);
      if (children.size() < 2) continue;
      Fit fit = Evaluate(parent, children);
      if (!fit.Holds() || fit.exact == 0) continue;
      Close(parent, children);  // only rows after i leave open_
      moved = true;
    }
    return moved;
  }

  // A total by its label that no set of rows gives: find what it was meant to sum, if that is plain, so that
  // the difference can be told; otherwise it stays uncertain.  False when there is none left.
  bool SettleOne() {
    for (size_t i = 0; i < open_.size(); ++i) {
      int row = open_[i];
      if (!Unresolved(row) || settled_[row]) continue;
      settled_[row] = true;
      std::vector<int> best;
      Fit best_fit;
      auto consider = [&](const Sums& sums, size_t from, size_t to) {
        if (to - from < 2) return;
        const Fit fit = Evaluate(row, sums);
        if (!best.empty() && fit.informative <= best_fit.informative) return;
        best.assign(open_.begin() + static_cast<long>(from), open_.begin() + static_cast<long>(to));
        best_fit = fit;
      };
      Sums above(columns_.size()), below(columns_.size());
      for (size_t j = i; j-- > 0 && !Spent();) {
        AddPart(open_[j], &above);
        if (j == 0 || !SameSection(open_[j - 1], open_[j]) || is_total_[open_[j - 1]]) consider(above, j, i);
      }
      // First in its table or section: what follows is what it sums.
      if (i == 0 || !SameSection(open_[i - 1], row)) {
        size_t j = i + 1;
        for (; j < open_.size() && SameSection(row, open_[j]) && !Labelled(open_[j]); ++j)
          AddPart(open_[j], &below);
        consider(below, i + 1, j);
      }
      bool strong = Strong(row);
      // Some columns close: the others are wrong.  A weak label needs more of them.
      if (!best.empty() && best_fit.informative >= (strong ? 1 : 2) &&
          best_fit.informative > best_fit.disagree - (strong ? 1 : 0)) {
        Close(row, best);
        return true;
      }
      if (strong && !best.empty()) {
        Close(row, best, /*certain=*/Plain(row, best));
        return true;
      }
    }
    return false;
  }

  // A flat list with one total column, off by what a slip of the pen explains: then it is a mismatch and not
  // our misreading of the structure.
  bool Plain(int total, const std::vector<int>& parts) const {
    for (int part : parts)
      if (is_total_[part] || Labelled(part)) return false;
    if (parts.size() < 3 || !SameSection(std::min(parts.front(), total), std::max(parts.back(), total)))
      return false;
    int stated_columns = 0;
    bool explained = false;
    for (int c : columns_) {
      const std::optional<Money>& stated = table_.rows[total].cells[c].value;
      if (!stated) continue;
      ++stated_columns;
      std::vector<Money> figures;
      for (int part : parts) {
        const Cell& cell = table_.rows[part].cells[c];
        if (IsUnread(cell)) return false;
        if (cell.value) figures.push_back(*cell.value);
      }
      Check check;
      Compare(*stated, figures, &check);
      int64_t off = *check.difference_ore < 0 ? -*check.difference_ore : *check.difference_ore;
      int64_t size = stated->ore < 0 ? -stated->ore : stated->ore;
      explained = LooksLikeDigitError(*stated, *check.computed_ore) || off <= size / 20 ||
                  SlipExplains(table_, TotalCheck(0, table_, {total, parts, true}, c), Signs::kMinusOnly);
    }
    return stated_columns == 1 && explained;
  }

  const Table& table_;
  std::vector<int> columns_;
  std::vector<int> section_starts_;
  std::vector<int> open_;  // rows that no total stands for yet
  std::vector<bool> closed_, is_total_, settled_;
  std::vector<Relation> relations_;
  std::vector<int> counted_by_;  // relation that has the row among its parts, or -1
  int first_changed_ = 0;        // row, since CloseTotalsBelow tried those without a label
  int64_t allowed_ = 0;
  mutable int64_t steps_ = 0;  // figures looked at
};

}  // namespace

bool Summable(const Column& column) {
  if (column.kind != CellKind::kMoney && column.kind != CellKind::kNumber) return false;
  for (const char* role : {"share", "ratio", "average", "index", "note"})
    if (column.role == role) return false;
  return true;
}

bool IsUnread(const Cell& cell) { return !cell.value && (cell.kind == CellKind::kText || IsTooLarge(cell)); }

std::vector<Relation> FindRelations(const Table& table, int64_t* steps) {
  TotalFinder finder(table);
  std::vector<Relation> found = finder.Find();
  if (steps != nullptr) *steps = finder.steps();
  return found;
}

}  // namespace avstam::rules
