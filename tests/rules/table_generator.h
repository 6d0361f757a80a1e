// Tables of known structure, and slips planted in them.  Everything follows from the seed; no outcome is
// fixed.
//
// Figures are exact in öre, printed rounded to the step of the table, each for itself, the way papers do.  So
// sums may be off by rounding, but never by more than rounding explains.
#ifndef AVSTAM_TESTS_RULES_TABLE_GENERATOR_H_
#define AVSTAM_TESTS_RULES_TABLE_GENERATOR_H_

#include <optional>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "rules/reading.h"

namespace avstam::rules {

// What the columns of a table are.
enum class Layout { kPlain, kDifference, kTurnedDifference, kSum, kRatio };

struct GeneratedTable {
  Table table;
  int levels = 1;
  Layout layout = Layout::kPlain;
  std::vector<int> items;   // rows of the innermost level
  std::vector<int> totals;  // rows of sums, the grand total last
};

class TableGenerator {
 public:
  explicit TableGenerator(uint64_t seed) : random_(seed) {}

  int Pick(int low, int high) { return std::uniform_int_distribution<int>(low, high)(random_); }

  GeneratedTable Make() {
    out_ = {};
    out_.levels = Pick(1, 3);
    out_.layout = static_cast<Layout>(Pick(0, 4));
    step_ = std::vector<int64_t>{100, 100'000, 10'000'000}[static_cast<size_t>(Pick(0, 2))];
    negative_ = Pick(0, 3) == 0;
    notes_ = Pick(0, 2) == 0;
    blanks_ = Pick(0, 1) == 0;
    above_ = Pick(0, 3) == 0;
    base_ = out_.layout == Layout::kPlain ? Pick(1, 5) : out_.layout == Layout::kRatio ? 1 : 2;
    if (out_.layout == Layout::kSum) base_ = Pick(2, 4);
    out_.table.columns.resize(static_cast<size_t>(base_ + (out_.layout == Layout::kPlain ? 0 : 1)));
    if (out_.layout == Layout::kDifference || out_.layout == Layout::kTurnedDifference)
      out_.table.columns.back().role = "difference";
    if (out_.layout == Layout::kSum) out_.table.columns.back().role = "sum";
    Level(out_.levels, 0);
    return std::move(out_);
  }

  std::mt19937_64& random() { return random_; }

 private:
  using Exact = std::vector<int64_t>;

  // The figures of a row, with the columns that follow from them.
  std::vector<int64_t> AllColumns(Exact exact) const {
    switch (out_.layout) {
      case Layout::kPlain:
        break;
      case Layout::kDifference:
        exact.push_back(exact[0] - exact[1]);
        break;
      case Layout::kTurnedDifference:
        exact.push_back(exact[1] - exact[0]);
        break;
      case Layout::kSum: {
        int64_t sum = 0;
        for (int64_t ore : exact) sum += ore;
        exact.push_back(sum);
        break;
      }
      case Layout::kRatio:
        exact.push_back(exact[0] / 10 * 6);
        break;
    }
    return exact;
  }

  Row MakeRow(std::string label, Role role, const Exact& exact, bool blanks, int indent) const {
    Row row;
    row.label = std::move(label);
    row.role = role;
    row.indent = indent;
    for (int64_t ore : AllColumns(exact)) {
      Cell cell;
      if (!(blanks && ore == 0)) {
        const int64_t half = ore < 0 ? -step_ / 2 : step_ / 2;
        cell.kind = CellKind::kMoney;
        cell.value = Money{(ore + half) / step_ * step_, step_};
        cell.text = cell.value->ToString();
      }
      row.cells.push_back(std::move(cell));
    }
    return row;
  }

  int Add(Row row) {
    out_.table.rows.push_back(std::move(row));
    return static_cast<int>(out_.table.rows.size()) - 1;
  }

  Exact Item(int indent) {
    Exact exact;
    for (int c = 0; c < base_; ++c) {
      int64_t ore = Pick(0, 11) == 0 ? 0
                                     : std::uniform_int_distribution<int64_t>(20, 40'000)(random_) * step_ +
                                           Pick(-40, 40) * (step_ / 100);
      if (negative_ && Pick(0, 1) == 0) ore = -ore;
      exact.push_back(ore);
    }
    if (exact[0] == 0) exact[0] = 77 * step_;  // a row states something
    out_.items.push_back(
        Add(MakeRow("post " + std::to_string(out_.table.rows.size()), Role::kItem, exact, blanks_, indent)));
    if (notes_ && Pick(0, 3) == 0) {
      Exact part = exact;
      for (int64_t& ore : part) ore /= 3;
      Add(MakeRow("varav del", Role::kNote, part, false, indent));
    }
    return exact;
  }

  // The rows of a level and its total, below them or above.
  Exact Level(int level, int depth) {
    const bool grand = depth == 0;
    const bool above = above_ && (grand ? out_.levels == 1 : true);
    const size_t first = out_.table.rows.size();
    Exact sum(static_cast<size_t>(base_), 0);
    if (above) Add({});  // its place
    const int parts = Pick(level == 1 ? 3 : 2, level == 1 ? 8 : 4);
    for (int i = 0; i < parts; ++i) {
      const Exact part = level > 1 ? Level(level - 1, depth + 1) : Item(above_ && !grand ? depth : 0);
      for (size_t c = 0; c < sum.size(); ++c) sum[c] += part[c];
    }
    Row total = MakeRow(grand ? "Totalt" : (above ? "grupp " : "Delsumma ") + std::to_string(first),
                        grand   ? Role::kTotal
                        : above ? Role::kItem
                                : Role::kSubtotal,
                        sum, false, above && !grand ? depth - 1 : 0);
    int row = static_cast<int>(first);
    if (above)
      out_.table.rows[first] = std::move(total);
    else
      row = Add(std::move(total));
    out_.totals.push_back(row);
    return sum;
  }

  std::mt19937_64 random_;
  GeneratedTable out_;
  int64_t step_ = 100;
  bool negative_ = false, notes_ = false, blanks_ = false, above_ = false;
  int base_ = 1;
};

// A figure that is not what it should be.
struct PlantedSlip {
  std::string kind;  // as in Check::diagnosis
  CellRef cell;      // "row-missing": the total that lacks it
  Money right;
};

// Changes one figure of the table; nothing when the figure drawn does not lend itself to the slip.
inline std::optional<PlantedSlip> Plant(const std::string& kind, GeneratedTable* generated,
                                        TableGenerator* generator) {
  Table& table = generated->table;
  const int columns = static_cast<int>(table.columns.size());
  if (kind == "row-missing") {
    if (generated->items.size() < 4) return std::nullopt;
    const int row =
        generated
            ->items[static_cast<size_t>(generator->Pick(0, static_cast<int>(generated->items.size()) - 1))];
    if (row + 1 < static_cast<int>(table.rows.size()) &&
        table.rows[static_cast<size_t>(row) + 1].role == Role::kNote)
      return std::nullopt;
    table.rows.erase(table.rows.begin() + row);
    return PlantedSlip{kind, {0, row, 0}, {}};
  }
  const bool in_total = generator->Pick(0, 2) == 0;
  const std::vector<int>& rows = in_total ? generated->totals : generated->items;
  const int r = rows[static_cast<size_t>(generator->Pick(0, static_cast<int>(rows.size()) - 1))];
  const int c = generator->Pick(0, columns - 1);
  Cell& cell = table.rows[static_cast<size_t>(r)].cells[static_cast<size_t>(c)];
  if (!cell.value || cell.value->ore == 0) return std::nullopt;
  const Money right = *cell.value;
  const int64_t units = right.ore / right.step_ore;
  std::string digits = std::to_string(units < 0 ? -units : units);
  int64_t now = units;
  auto take = [&] { now = std::stoll(digits) * (units < 0 ? -1 : 1); };
  if (kind == "digit") {
    const size_t at = static_cast<size_t>(generator->Pick(0, static_cast<int>(digits.size()) - 1));
    digits[at] = static_cast<char>('0' + generator->Pick(at == 0 ? 1 : 0, 9));
    take();
  } else if (kind == "swapped") {
    if (digits.size() < 2) return std::nullopt;
    const size_t at = static_cast<size_t>(generator->Pick(0, static_cast<int>(digits.size()) - 2));
    std::swap(digits[at], digits[at + 1]);
    if (digits[0] == '0') return std::nullopt;
    take();
  } else if (kind == "sign") {
    now = -units;
  } else if (kind == "factor-1000") {
    now = units * 1000;
  } else if (kind == "digit-lost") {
    if (digits.size() < 3) return std::nullopt;
    digits.erase(static_cast<size_t>(generator->Pick(0, static_cast<int>(digits.size()) - 1)), 1);
    if (digits[0] == '0') return std::nullopt;
    take();
  } else if (kind == "copied") {
    if (columns < 2) return std::nullopt;
    const int from = c > 0 ? c - 1 : c + 1;
    const std::optional<Money>& other =
        table.rows[static_cast<size_t>(r)].cells[static_cast<size_t>(from)].value;
    if (!other || (other->ore < 0 ? -other->ore : other->ore) < 100 * other->step_ore) return std::nullopt;
    now = other->ore / other->step_ore;
  }
  if (now == units) return std::nullopt;
  cell.value->ore = now * right.step_ore;
  cell.text = cell.value->ToString();
  return PlantedSlip{kind, {0, r, c}, right};
}

inline std::string Printed(const Table& table) {
  std::string out;
  for (size_t r = 0; r < table.rows.size(); ++r) {
    const Row& row = table.rows[r];
    out += std::to_string(r) + " " + std::string(static_cast<size_t>(row.indent) * 2, ' ') + row.label + " " +
           std::string(RoleName(row.role));
    for (const Cell& cell : row.cells)
      out += " | " + (cell.value ? std::to_string(cell.value->ore / cell.value->step_ore) : "");
    out += "\n";
  }
  return out;
}

}  // namespace avstam::rules

#endif  // AVSTAM_TESTS_RULES_TABLE_GENERATOR_H_
