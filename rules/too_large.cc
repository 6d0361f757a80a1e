#include "rules/too_large.h"

#include <algorithm>
#include <limits>

#include "rules/equation.h"

namespace avstam::rules {
namespace {

constexpr int64_t kMostOre = 100'000'000'000'000'000;
// Intervals are twice a sum, steps are doubled by hedges, and a difference may be twice its parts.
constexpr int64_t kMostSum = std::numeric_limits<int64_t>::max() / 16;

Wide Size(const Money& money) {
  return (money.ore < 0 ? -Wide(money.ore) : Wide(money.ore)) + money.step_ore;
}

}  // namespace

bool IsTooLarge(const Money& money) { return Size(money) > kMostOre; }

bool IsTooLarge(const Cell& cell) {
  return !cell.value && (cell.kind == CellKind::kMoney || cell.kind == CellKind::kNumber);
}

SetAside::SetAside(Reading* reading) {
  Wide sum = 0;
  std::vector<Cell*> cells;
  for (Table& table : reading->tables)
    for (Row& row : table.rows)
      for (Cell& cell : row.cells)
        if (cell.value) cells.push_back(&cell), sum += Size(*cell.value);
  if (sum <= kMostSum) return;
  std::stable_sort(cells.begin(), cells.end(),
                   [](const Cell* a, const Cell* b) { return Size(*a->value) > Size(*b->value); });
  for (Cell* cell : cells) {
    if (sum <= kMostSum) break;
    sum -= Size(*cell->value);
    cells_.push_back({cell, *cell->value});
    cell->value.reset();
  }
}

SetAside::~SetAside() {
  for (const auto& [cell, money] : cells_) cell->value = money;
}

}  // namespace avstam::rules
