#include "rules/settle.h"

#include <algorithm>
#include <map>

namespace avstam::rules {
namespace {

struct Change {
  int64_t read = 0, accepted = 0;
  int64_t Off() const { return SubtractOre(accepted, read); }
};
using Changes = std::map<CellRef, Change>;

Cell* CellAt(Reading* reading, const CellRef& at) {
  return &reading->tables.at(static_cast<size_t>(at.table))
              .rows.at(static_cast<size_t>(at.row))
              .cells.at(static_cast<size_t>(at.column));
}

int WeightOf(const Check& check, size_t part) { return check.weights.empty() ? 1 : check.weights[part]; }

// Sums in running text are held to the size of a figure, so that its minus may be missing.
int SignOf(const Reading& reading, const Check& check) {
  if (check.amounts.empty()) return 1;
  __int128 sum = 0;
  for (size_t i = 0; i < check.parts.size(); ++i) {
    const CellRef& at = check.parts[i];
    const std::optional<Money>& value = reading.tables[static_cast<size_t>(at.table)]
                                            .rows[static_cast<size_t>(at.row)]
                                            .cells[static_cast<size_t>(at.column)]
                                            .value;
    if (value) sum += static_cast<__int128>(WeightOf(check, i)) * value->ore;
  }
  return sum < 0 && *check.computed_ore > 0 ? -1 : 1;
}

// By how much what is computed changes; `reading` is still as it was read.
int64_t ComputedOff(const Reading& reading, const Check& check, const Changes& changes) {
  __int128 off = 0;
  for (size_t i = 0; i < check.parts.size(); ++i)
    if (auto at = changes.find(check.parts[i]); at != changes.end())
      off += static_cast<__int128>(WeightOf(check, i)) * at->second.Off();
  const __int128 half = check.stated_weight / 2;
  off = (off + (off < 0 ? -half : half)) / check.stated_weight * SignOf(reading, check);
  return static_cast<int64_t>(off);
}

void Hold(int64_t stated_off, int64_t computed_off, Check* check) {
  check->stated_ore = AddOre(*check->stated_ore, stated_off);
  check->computed_ore = AddOre(*check->computed_ore, computed_off);
  const int64_t difference = SubtractOre(*check->stated_ore, *check->computed_ore);
  const int64_t size = difference < 0 ? SubtractOre(0, difference) : difference;
  check->difference_ore = difference;
  check->status = size == 0                                  ? Status::kOk
                  : size <= check->tolerance_ore.value_or(0) ? Status::kRounding
                                                             : Status::kMismatch;
}

}  // namespace

std::vector<SettledCheck> Settle(const std::vector<AcceptedFigure>& figures, Reading* reading) {
  Changes changes;
  for (const AcceptedFigure& one : figures)
    if (const Cell* cell = CellAt(reading, one.cell); cell->value)
      changes[one.cell] = {cell->value->ore, one.value.ore};
  std::vector<SettledCheck> out;
  for (size_t i = 0; i < reading->checks.size() && !changes.empty(); ++i) {
    Check& check = reading->checks[i];
    std::erase_if(check.repairs, [&](const Repair& repair) {
      return changes.contains({repair.table, repair.row, repair.column});
    });
    if (check.status == Status::kNotComparable || !check.stated_ore || !check.computed_ore) continue;
    SettledCheck settled{static_cast<int>(i), check.status, "", {}};
    int64_t stated_off = 0;
    const auto tell = [&](const CellRef& cell, const Change& change) {
      settled.cells.push_back(cell);
      settled.with += (settled.with.empty() ? "with " : ", ") + OreToString(change.accepted) + " for " +
                      OreToString(change.read);
    };
    if (check.amounts.empty() && check.table && check.row && check.column)
      if (auto at = changes.find({*check.table, *check.row, *check.column}); at != changes.end()) {
        stated_off = at->second.Off();
        tell(at->first, at->second);
      }
    for (const CellRef& part : check.parts)
      if (auto at = changes.find(part); at != changes.end()) tell(at->first, at->second);
    if (settled.with.empty()) continue;
    Hold(stated_off, ComputedOff(*reading, check, changes), &check);
    if (check.status != Status::kMismatch) {
      check.diagnosis.clear();
      check.error_in.clear();
      check.suspect.reset();
      check.repairs.clear();
    }
    out.push_back(std::move(settled));
  }
  for (const auto& [cell, change] : changes) CellAt(reading, cell)->value->ore = change.accepted;
  return out;
}

}  // namespace avstam::rules
