#include "rules/equation.h"

#include <algorithm>
#include <limits>

#include "rules/slip.h"

namespace avstam::rules {
namespace {

Wide Size(Wide value) { return value < 0 ? -value : value; }

// Rounded towards minus (plus) infinity.
Wide FloorOf(Wide a, Wide b) {
  Wide q = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? q - 1 : q;
}
Wide CeilingOf(Wide a, Wide b) { return -FloorOf(-a, b); }

const Cell* CellAt(std::span<const Table> tables, const CellRef& at) {
  if (at.table < 0 || static_cast<size_t>(at.table) >= tables.size()) return nullptr;
  const Table& table = tables[static_cast<size_t>(at.table)];
  if (at.row < 0 || static_cast<size_t>(at.row) >= table.rows.size()) return nullptr;
  const Row& row = table.rows[static_cast<size_t>(at.row)];
  if (at.column < 0 || static_cast<size_t>(at.column) >= row.cells.size()) return nullptr;
  return &row.cells[static_cast<size_t>(at.column)];
}

}  // namespace

Wide Equation::Residual(const Figures& figures) const {
  Wide sum = 0;
  for (const Term& term : terms) sum += Wide(term.coefficient) * figures.at(term.cell).ore;
  return sum;
}

Wide Equation::Slack(const Figures& figures) const {
  Wide sum = 0;
  for (const Term& term : terms) sum += Size(term.coefficient) * figures.at(term.cell).step_ore;
  return sum;
}

bool Equation::Holds(const Figures& figures) const { return 2 * Size(Residual(figures)) <= Slack(figures); }

Need::Need(const Equation& equation, const Figures& figures)
    : figures_(figures), residual_(equation.Residual(figures)), slack_(equation.Slack(figures)) {}

std::optional<std::pair<int64_t, int64_t>> Need::Of(const Term& term) const {
  const Wide own = figures_.at(term.cell).ore;
  // coefficient × (figure - own) lies between these, doubled.
  const Wide low = -2 * residual_ - slack_, high = -2 * residual_ + slack_;
  const Wide c = 2 * Wide(term.coefficient);
  Wide from = own + (c > 0 ? CeilingOf(low, c) : CeilingOf(high, c));
  Wide to = own + (c > 0 ? FloorOf(high, c) : FloorOf(low, c));
  constexpr int64_t kMost = std::numeric_limits<int64_t>::max() / 2;
  if (from > to || from > kMost || to < -kMost) return std::nullopt;
  return std::pair{static_cast<int64_t>(from < -kMost ? -kMost : from),
                   static_cast<int64_t>(to > kMost ? kMost : to)};
}

std::optional<Equation> EquationOf(std::span<const Table> tables, const Check& check, int index,
                                   Figures* figures) {
  if (!check.table || !check.row || !check.column || !check.amounts.empty() || check.parts.empty())
    return std::nullopt;
  Equation out;
  out.check = index;
  out.terms.push_back({{*check.table, *check.row, *check.column}, check.stated_weight});
  for (size_t i = 0; i < check.parts.size(); ++i)
    out.terms.push_back({check.parts[i], check.weights.empty() ? -1 : -check.weights[i]});
  for (const Term& term : out.terms) {
    const Cell* cell = CellAt(tables, term.cell);
    if (cell == nullptr || !cell->value) return std::nullopt;
    figures->emplace(term.cell, *cell->value);
  }
  return out;
}

namespace {

// Among the other parts are such with a minus and such without.
bool PrintsMinus(const Equation& equation, const Figures& figures, const Term& but) {
  int below = 0, above = 0;
  for (size_t i = 1; i < equation.terms.size(); ++i) {
    const Term& term = equation.terms[i];
    if (term.cell == but.cell) continue;
    below += figures.at(term.cell).ore < 0;
    above += figures.at(term.cell).ore > 0;
  }
  return below > 1 && above > 0;
}

}  // namespace

bool SlipExplains(std::span<const Table> tables, const Check& check, Signs signs) {
  Figures figures;
  const std::optional<Equation> equation = EquationOf(tables, check, 0, &figures);
  if (!equation) return false;
  const Need need(*equation, figures);
  return std::any_of(equation->terms.begin(), equation->terms.end(), [&](const Term& term) {
    const auto needed = need.Of(term);
    if (!needed) return false;
    const std::vector<Slip> slips = SlipsWithin(figures.at(term.cell), needed->first, needed->second);
    return std::any_of(slips.begin(), slips.end(), [&](const Slip& slip) {
      return signs == Signs::kMayBeWrong || slip.kind != "sign" || slip.ore > 0 ||
             PrintsMinus(*equation, figures, term);
    });
  });
}

bool SlipExplains(const Table& table, const Check& check, Signs signs) {
  Check moved = check;
  moved.table = 0;
  for (CellRef& part : moved.parts) part.table = 0;
  return SlipExplains(std::span(&table, 1), moved, signs);
}

}  // namespace avstam::rules
