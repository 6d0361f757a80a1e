#include "rules/column_relation.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>

#include "rules/equation.h"
#include "rules/reconcile.h"
#include "rules/too_large.h"

namespace avstam::rules {
namespace {

constexpr int kWindow = 6;       // columns between a difference and what it is of
constexpr int kLongestSum = 24;  // columns
constexpr int kFewestRows = 3;   // that confirm; by the header alone one is enough
constexpr int kFewestRatioRows = 5;
constexpr int64_t kRatioUnits = 200;  // a ratio of smaller figures agrees by chance
constexpr int kWhole = 1000;          // permille

Money Negative(const Money& money) { return {SubtractOre(0, money.ore), money.step_ore}; }

bool MayRelate(const Column& column) {
  if (column.kind != CellKind::kMoney && column.kind != CellKind::kNumber) return false;
  for (const char* role : {"share", "ratio", "average", "index", "note"})
    if (column.role == role) return false;
  return true;
}

// What a row says of a relation.
struct RowFit {
  bool complete = false;     // the target and all parts, or at least one of them, state a figure
  bool whole = false;        // no part is empty
  bool informative = false;  // it could well have disagreed
  bool flipped = false;      // agrees with the sign turned
  bool overflow = false;     // a figure is too large: nothing else is said
  Check check;
};

// a = permille/1000 of b, within the rounding of both?
bool RatioHolds(const Money& a, const Money& b, int permille) {
  Wide off = Wide(a.ore) * kWhole - Wide(b.ore) * permille;
  if (off < 0) off = -off;
  return 2 * off <= Wide(a.step_ore) * kWhole + Wide(b.step_ore) * permille;
}

class RelationFinder {
 public:
  explicit RelationFinder(const Table& table) : table_(table) {
    for (size_t c = 0; c < table.columns.size(); ++c)
      if (MayRelate(table.columns[c])) columns_.push_back(static_cast<int>(c));
    for (size_t r = 0; r < table.rows.size(); ++r)
      if (table.rows[r].role != Role::kHeader) rows_.push_back(static_cast<int>(r));
  }

  std::vector<ColumnRelation> Find() {
    // Columns that say what they are first: a relation can be read from three sides.
    // Among those that do not, a sum is likelier than the difference that follows from it.
    for (const char* role : {"sum", "difference", "", ""}) {
      const bool difference_first = *role == 'd' || (*role == '\0' && sums_done_);
      for (size_t i = 0; i < columns_.size(); ++i) {
        const std::string& own = RoleOf(columns_[i]);
        if (own != role && !(*role == '\0' && own == "year")) continue;
        std::optional<ColumnRelation> best = difference_first ? BestDifference(i) : BestSum(i);
        if (!best && *role != '\0') best = difference_first ? BestSum(i) : BestDifference(i);
        if (best) Take(std::move(*best));
      }
      sums_done_ = *role == '\0';
    }
    for (size_t i = 0; i < columns_.size(); ++i)
      if (std::optional<ColumnRelation> ratio = BestRatio(i)) Take(std::move(*ratio));
    std::sort(found_.begin(), found_.end(),
              [](const ColumnRelation& a, const ColumnRelation& b) { return a.target < b.target; });
    return std::move(found_);
  }

 private:
  const std::string& RoleOf(int column) const { return table_.columns[static_cast<size_t>(column)].role; }
  bool SameKind(int a, int b) const {
    return table_.columns[static_cast<size_t>(a)].kind == table_.columns[static_cast<size_t>(b)].kind;
  }

  void Take(ColumnRelation relation) {
    std::set<int> columns(relation.parts.begin(), relation.parts.end());
    columns.insert(relation.target);
    if (taken_.insert(columns).second) found_.push_back(std::move(relation));
  }

  // Counts how the rows agree; nothing when they do not confirm the relation.
  std::optional<ColumnRelation> Judge(ColumnRelation relation) const;

  std::optional<ColumnRelation> BestDifference(size_t i) const {
    std::optional<ColumnRelation> best;
    const size_t first = i > kWindow ? i - kWindow : 0, last = std::min(columns_.size(), i + kWindow + 1);
    for (size_t a = first; a < last; ++a)
      for (size_t b = first; b < last; ++b) {
        if (a == i || b == i || a == b || !SameKind(columns_[a], columns_[b]) ||
            !SameKind(columns_[i], columns_[a]))
          continue;
        ColumnRelation relation;
        relation.kind = ColumnRelation::Kind::kDifference;
        relation.target = columns_[i];
        relation.parts = {columns_[a], columns_[b]};
        relation.labelled = RoleOf(columns_[i]) == "difference";
        Better(Judge(std::move(relation)), &best);
      }
    return best;
  }

  // The columns beside it, left or right, without those that are sums of others among them already.
  std::optional<ColumnRelation> BestSum(size_t i) const {
    std::optional<ColumnRelation> best;
    for (int way : {-1, 1}) {
      ColumnRelation relation;
      relation.target = columns_[i];
      relation.labelled = RoleOf(columns_[i]) == "sum";
      std::set<int> covered;
      for (int k = static_cast<int>(i) + way; k >= 0 && k < static_cast<int>(columns_.size()); k += way) {
        const int column = columns_[static_cast<size_t>(k)];
        if (!SameKind(column, columns_[i]) || RoleOf(column) == "difference") break;
        if (static_cast<int>(relation.parts.size()) >= kLongestSum) break;
        if (covered.count(column)) continue;
        relation.parts.insert(way < 0 ? relation.parts.begin() : relation.parts.end(), column);
        for (const ColumnRelation& sum : found_)
          if (sum.target == column && sum.kind == ColumnRelation::Kind::kSum)
            covered.insert(sum.parts.begin(), sum.parts.end());
        if (relation.parts.size() > 1) Better(Judge(relation), &best);
      }
    }
    return best;
  }

  std::optional<ColumnRelation> BestRatio(size_t i) const {
    std::optional<ColumnRelation> best;
    const size_t first = i > kWindow ? i - kWindow : 0, last = std::min(columns_.size(), i + kWindow + 1);
    for (size_t b = first; b < last; ++b) {
      if (b == i || !SameKind(columns_[b], columns_[i])) continue;
      for (int permille : LikelyRatios(columns_[i], columns_[b])) {
        ColumnRelation relation;
        relation.kind = ColumnRelation::Kind::kRatio;
        relation.target = columns_[i];
        relation.parts = {columns_[b]};
        relation.permille = permille;
        Better(Judge(std::move(relation)), &best);
      }
    }
    return best;
  }

  // Of the rows with the largest figures: whole percents first, and below 100 %, so that a pair is read one
  // way.
  std::vector<int> LikelyRatios(int a, int b) const {
    std::vector<std::pair<int64_t, int>> sizes;
    for (int r : rows_) {
      const std::vector<Cell>& cells = table_.rows[static_cast<size_t>(r)].cells;
      const std::optional<Money>&left = cells[static_cast<size_t>(a)].value,
            &right = cells[static_cast<size_t>(b)].value;
      if (!left || !right || left->ore <= 0 || right->ore <= left->ore) continue;
      sizes.push_back({-(left->ore / left->step_ore), r});
    }
    if (static_cast<int>(sizes.size()) < kFewestRatioRows) return {};
    const size_t most = std::min<size_t>(sizes.size(), 4);
    std::partial_sort(sizes.begin(), sizes.begin() + static_cast<long>(most), sizes.end());
    std::set<int> out;
    for (size_t k = 0; k < most; ++k) {
      const std::vector<Cell>& cells = table_.rows[static_cast<size_t>(sizes[k].second)].cells;
      const Wide left = cells[static_cast<size_t>(a)].value->ore,
                 right = cells[static_cast<size_t>(b)].value->ore;
      const int percent = static_cast<int>((2 * left * 100 + right) / (2 * right));
      if (percent > 0 && percent < 100) out.insert(percent * 10);
    }
    return {out.begin(), out.end()};
  }

  static void Better(std::optional<ColumnRelation> relation, std::optional<ColumnRelation>* best) {
    if (!relation) return;
    const int now = relation->agree - relation->disagree;
    const int before = *best ? (*best)->agree - (*best)->disagree : 0;
    if (!*best || now > before || (now == before && relation->turned < (*best)->turned))
      *best = std::move(relation);
  }

  const Table& table_;
  std::vector<int> columns_, rows_;
  std::vector<ColumnRelation> found_;
  std::set<std::set<int>> taken_;
  bool sums_done_ = false;
};

RowFit FitRow(const Row& row, const ColumnRelation& relation) {
  RowFit fit;
  const Cell& target = row.cells[static_cast<size_t>(relation.target)];
  fit.overflow = IsTooLarge(target) ||
                 std::any_of(relation.parts.begin(), relation.parts.end(),
                             [&](int part) { return IsTooLarge(row.cells[static_cast<size_t>(part)]); });
  const std::optional<Money>& stated = target.value;
  if (!stated || fit.overflow) return fit;
  if (relation.kind == ColumnRelation::Kind::kRatio) {
    const std::optional<Money>& whole = row.cells[static_cast<size_t>(relation.parts[0])].value;
    if (!whole) return fit;
    fit.complete = fit.whole = true;
    fit.informative = PrintedUnits(*stated) >= kRatioUnits;
    const Wide computed =
        (Wide(whole->ore) * relation.permille * 2 + (whole->ore < 0 ? -kWhole : kWhole)) / (2 * kWhole);
    Compare(*stated, {{static_cast<int64_t>(computed), whole->step_ore}}, &fit.check);
    const Wide slack =
        (Wide(stated->step_ore) * kWhole + Wide(whole->step_ore) * relation.permille) / (2 * kWhole);
    fit.check.tolerance_ore = static_cast<int64_t>(slack);
    fit.check.status = *fit.check.difference_ore == 0                   ? Status::kOk
                       : RatioHolds(*stated, *whole, relation.permille) ? Status::kRounding
                                                                        : Status::kMismatch;
    // A figure that is its share rounded to the printed step is as good as equal.
    if (fit.check.status == Status::kRounding && Magnitude(*fit.check.difference_ore) * 2 <= stated->step_ore)
      fit.check.status = Status::kOk;
    return fit;
  }
  std::vector<Money> figures;
  int64_t magnitude = 0;
  int nonzero = 0;
  fit.whole = true;
  for (size_t i = 0; i < relation.parts.size(); ++i) {
    const Cell& cell = row.cells[static_cast<size_t>(relation.parts[i])];
    if (cell.kind == CellKind::kText) return fit;
    if (!cell.value) {
      fit.whole = false;
      continue;
    }
    const bool minus = relation.kind == ColumnRelation::Kind::kDifference && i == 1;
    figures.push_back(minus ? Negative(*cell.value) : *cell.value);
    magnitude = AddOre(magnitude, Magnitude(cell.value->ore));
    nonzero += cell.value->ore != 0;
  }
  if (figures.empty()) return fit;
  fit.complete = true;
  Compare(*stated, figures, &fit.check);
  const bool nought = relation.kind == ColumnRelation::Kind::kDifference && stated->ore == 0;
  fit.informative = nonzero >= 2 && !nought && magnitude / 4 > *fit.check.tolerance_ore &&
                    Magnitude(stated->ore) >= AddOre(*fit.check.tolerance_ore, *fit.check.tolerance_ore);
  if (relation.kind == ColumnRelation::Kind::kDifference && relation.labelled &&
      fit.check.status == Status::kMismatch) {
    Check turned;
    Compare(Negative(*stated), figures, &turned);
    if (turned.status != Status::kMismatch) {
      fit.flipped = true;
      // As printed, with the row's own sign.
      turned.stated_ore = stated->ore;
      turned.computed_ore = SubtractOre(0, *turned.computed_ore);
      turned.difference_ore = SubtractOre(*turned.stated_ore, *turned.computed_ore);
      fit.check = turned;
    }
  }
  return fit;
}

std::optional<ColumnRelation> RelationFinder::Judge(ColumnRelation relation) const {
  relation.agree = relation.disagree = relation.turned = 0;
  for (int r : rows_) {
    const RowFit fit = FitRow(table_.rows[static_cast<size_t>(r)], relation);
    if (!fit.complete) continue;
    if (fit.check.status == Status::kMismatch) {
      ++relation.disagree;
      // What cannot be saved by the rows to come.
      if (relation.disagree * 2 > static_cast<int>(rows_.size())) return std::nullopt;
    } else if (fit.informative) {
      ++relation.agree;
      relation.turned += fit.flipped;
    }
  }
  const bool ratio = relation.kind == ColumnRelation::Kind::kRatio;
  const int fewest = ratio ? kFewestRatioRows : relation.labelled ? 1 : kFewestRows;
  if (relation.agree < fewest) return std::nullopt;
  // One row in four may be wrong, or follow a rule of its own; where the header is silent one in five.
  if (relation.disagree * (relation.labelled ? 3 : 4) > relation.agree) return std::nullopt;
  return relation;
}

std::string Describe(const Table& table, const ColumnRelation& relation) {
  auto name = [&](int column) {
    const std::string& header = table.columns[static_cast<size_t>(column)].header;
    return header.empty() ? "column " + std::to_string(column + 1) : header;
  };
  if (relation.kind == ColumnRelation::Kind::kRatio)
    return std::to_string(relation.permille / 10) +
           (relation.permille % 10 != 0 ? "." + std::to_string(relation.permille % 10) : "") + " % of " +
           name(relation.parts[0]);
  if (relation.kind == ColumnRelation::Kind::kDifference)
    return name(relation.parts[0]) + " - " + name(relation.parts[1]);
  if (relation.parts.size() > 4)
    return "the sum of " + std::to_string(relation.parts.size()) + " columns, " +
           name(relation.parts.front()) + " to " + name(relation.parts.back());
  std::string out;
  for (int part : relation.parts) out += (out.empty() ? "" : " + ") + name(part);
  return out;
}

}  // namespace

std::vector<ColumnRelation> FindColumnRelations(const Table& table) { return RelationFinder(table).Find(); }

std::vector<Check> CheckColumnRelations(int table_index, const Table& table,
                                        const std::vector<ColumnRelation>& relations) {
  std::vector<Check> out;
  for (const ColumnRelation& relation : relations) {
    const std::string what = Describe(table, relation);
    for (size_t r = 0; r < table.rows.size(); ++r) {
      const Row& row = table.rows[r];
      if (row.role == Role::kHeader) continue;
      RowFit fit = FitRow(row, relation);
      if (!fit.complete && !fit.overflow) continue;
      Check check = std::move(fit.check);
      if (fit.overflow) {
        check.status = Status::kNotComparable;
        check.reason = "overflow";
      }
      if (check.status == Status::kMismatch && row.role == Role::kNote) continue;
      check.rule = relation.kind == ColumnRelation::Kind::kRatio ? "column-ratio" : "row-difference";
      check.table = table_index;
      check.row = static_cast<int>(r);
      check.column = relation.target;
      check.where = row.cells[static_cast<size_t>(relation.target)].where;
      for (size_t i = 0; i < relation.parts.size(); ++i) {
        const int part = relation.parts[i];
        if (!row.cells[static_cast<size_t>(part)].value) continue;
        check.parts.push_back({table_index, static_cast<int>(r), part});
        const bool minus = relation.kind == ColumnRelation::Kind::kDifference && (i == 1) != fit.flipped;
        check.weights.push_back(relation.kind == ColumnRelation::Kind::kRatio ? relation.permille
                                : minus                                       ? -1
                                                                              : 1);
      }
      if (relation.kind == ColumnRelation::Kind::kRatio) check.stated_weight = kWhole;
      check.message = "the column is " + what +
                      (fit.flipped    ? ", with the sign turned"
                       : fit.overflow ? "; a figure here is too large to be added"
                                      : "");
      if (check.status == Status::kMismatch) {
        const bool sure = relation.agree >= (relation.labelled ? 4 : 5) * relation.disagree &&
                          relation.agree >= kFewestRows;
        const bool slip = SlipExplains(table, check);
        if (!fit.whole || (!sure && !slip) || (!relation.labelled && !slip && relation.disagree > 1)) {
          check.status = Status::kNotComparable;
          check.message =
              "most rows have it that " + check.message + "; this one may follow a rule of its own";
        } else {
          check.message = "on the other rows " + check.message;
        }
      }
      out.push_back(std::move(check));
    }
  }
  return out;
}

}  // namespace avstam::rules
