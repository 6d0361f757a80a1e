#include "rules/table_reading.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "extract/bands.h"
#include "normalize/text.h"
#include "rules/blocks.h"
#include "rules/damage.h"
#include "rules/machine_read.h"

namespace avstam::rules {
namespace {

using normalize::CellFigure;
using normalize::Normalizer;
using Unit = Normalizer::Unit;

constexpr double kIndentPt = 2.5;
constexpr int kMostIndents = 5;                 // more left edges than this are centred labels, not levels
constexpr int64_t kSurelyMoneyOre = 10'000'00;  // without any unit, figures of this size are taken for kronor

// Two parts of one text, with a word broken by a hyphen made whole.
std::string JoinText(std::string left, const std::string& right) {
  if (left.empty() || right.empty()) return left + right;
  if (left.size() > 1 && left.back() == '-' && left[left.size() - 2] != ' ' && StartsLower(right)) {
    left.pop_back();
    return left + right;
  }
  return left + " " + right;
}

class TableReader {
 public:
  TableReader(const extract::Grid& grid, const TableSurroundings& near, const RuleSet& rules,
              const Normalizer& normalizer)
      : grid_(grid),
        near_(near),
        rules_(rules),
        normalizer_(normalizer),
        at_(static_cast<size_t>(grid.rows * grid.columns), nullptr) {
    for (const extract::GridCell& cell : grid.cells)
      for (int span = 0; span < cell.column_span && cell.column + span < grid.columns; ++span)
        at_[Index(cell.row, cell.column + span)] = &cell;
    figures_.resize(at_.size());
    for (int r = 0; r < grid.rows; ++r)
      for (int c = 0; c < grid.columns; ++c)
        if (const extract::GridCell* cell = Own(r, c))
          figures_[Index(r, c)] = normalizer.ReadCell(cell->text);
  }

  std::optional<Table> Read() {
    FindColumns();
    if (Mend()) FindColumns();
    if (value_columns_.empty()) return std::nullopt;
    table_.first_page = grid_.first_page;
    table_.last_page = grid_.last_page;
    table_.box = grid_.box;
    table_.caption = near_.caption;
    ReadHeaders();
    ReadHead();
    if (!ReadUnits()) return std::nullopt;
    for (int r = header_rows_; r < grid_.rows; ++r) ReadRow(r);
    SetRoles();
    SetIndents();
    bool items = std::any_of(table_.rows.begin(), table_.rows.end(),
                             [](const Row& row) { return row.role != Role::kHeader; });
    if (!items) return std::nullopt;
    return std::move(table_);
  }

 private:
  size_t Index(int row, int column) const {
    return static_cast<size_t>(row) * static_cast<size_t>(grid_.columns) + static_cast<size_t>(column);
  }
  // The cell that covers (row, column), and the cell that begins there.
  const extract::GridCell* Covering(int row, int column) const { return at_[Index(row, column)]; }
  const extract::GridCell* Own(int row, int column) const {
    const extract::GridCell* cell = Covering(row, column);
    return cell != nullptr && cell->column == column ? cell : nullptr;
  }
  const CellFigure& Figure(int row, int column) const { return figures_[Index(row, column)]; }
  bool IsFigure(int row, int column) const {
    return Own(row, column) != nullptr && Figure(row, column).kind == CellFigure::Kind::kFigure;
  }
  bool IsYear(int row, int column) const {
    return IsFigure(row, column) && extract::LooksLikeYear(Own(row, column)->text);
  }

  // Leading rows whose figures, if any, are years.
  int HeaderCandidates() const {
    int rows = 0;
    for (; rows < grid_.rows; ++rows) {
      bool real = false;
      for (int c = 0; c < grid_.columns; ++c) real = real || (IsFigure(rows, c) && !IsYear(rows, c));
      if (real) break;
    }
    return rows;
  }

  // What recognition left damaged: names, then the figures beside them.  True when figures changed.
  bool Mend() {
    if (label_column_ < 0) return false;
    std::vector<std::string> labels(static_cast<size_t>(grid_.rows));
    for (int r = 0; r < grid_.rows; ++r)
      if (const extract::GridCell* cell = Own(r, label_column_);
          cell != nullptr && Figure(r, label_column_).kind == CellFigure::Kind::kText)
        labels[static_cast<size_t>(r)] = cell->text;
    labels_ = RepairLabels(labels, near_.machine_read, rules_, normalizer_);
    bool damaged = near_.machine_read || std::any_of(labels_.begin(), labels_.end(),
                                                     [](const auto& label) { return label.has_value(); });
    bool changed = false;
    for (int c = 0; c < grid_.columns; ++c) {
      if (c == label_column_) continue;
      std::vector<std::string> texts;
      std::vector<int> rows;
      for (int r = 0; r < grid_.rows; ++r)
        if (const extract::GridCell* cell = Own(r, c)) texts.push_back(cell->text), rows.push_back(r);
      for (const MendedCell& mended : MendColumn(texts, damaged, normalizer_)) {
        size_t at = Index(rows[mended.index], c);
        figures_[at] = normalizer_.ReadCell(mended.text);
        notes_[at] = mended.why;
        changed = true;
      }
    }
    return changed;
  }

  void FindColumns() {
    label_column_ = -1;
    header_rows_ = 0;
    value_columns_.clear();
    int candidates = HeaderCandidates();
    std::vector<int> figures(static_cast<size_t>(grid_.columns), 0), texts = figures, characters = figures;
    for (int r = candidates; r < grid_.rows; ++r)
      for (int c = 0; c < grid_.columns; ++c) {
        if (Own(r, c) == nullptr) continue;
        if (Figure(r, c).kind == CellFigure::Kind::kFigure) ++figures[static_cast<size_t>(c)];
        if (Figure(r, c).kind == CellFigure::Kind::kText) {
          ++texts[static_cast<size_t>(c)];
          characters[static_cast<size_t>(c)] += static_cast<int>(Own(r, c)->text.size());
        }
      }
    int most = 0;
    for (int c = 0; c < grid_.columns; ++c) {
      size_t i = static_cast<size_t>(c);
      if (figures[i] <= texts[i] && characters[i] > most) most = characters[i], label_column_ = c;
    }
    // Rows named by years or numbers: the first column names them.
    if (label_column_ < 0 && grid_.columns > 1) label_column_ = 0;
    // Figures left of the labels are codes or row numbers, unless there are none to the right.
    for (int c = 0; c < grid_.columns; ++c)
      if (c != label_column_ && figures[static_cast<size_t>(c)] > 0 &&
          figures[static_cast<size_t>(c)] > texts[static_cast<size_t>(c)])
        value_columns_.push_back(c);
    const bool right =
        std::any_of(value_columns_.begin(), value_columns_.end(), [&](int c) { return c > label_column_; });
    if (right) std::erase_if(value_columns_, [&](int c) { return c < label_column_; });
    AddDateColumns(candidates);
    // The header ends with the last candidate row that says something over the value columns.
    for (int r = 0; r < candidates; ++r)
      for (int c : value_columns_)
        if (Own(r, c) != nullptr && Figure(r, c).kind != CellFigure::Kind::kEmpty) header_rows_ = r + 1;
    bool all_years = true;
    for (int r = candidates; r < grid_.rows; ++r)
      for (int c : value_columns_)
        if (IsFigure(r, c) && !IsYear(r, c)) all_years = false;
    if (all_years && candidates == grid_.rows) value_columns_.clear();
  }

  // A date for each row is a value of the row, though nothing to add up.
  void AddDateColumns(int first_row) {
    date_columns_.clear();
    if (value_columns_.empty()) return;
    for (int c = label_column_ + 1; c < grid_.columns; ++c) {
      int filled = 0, dates = 0;
      for (int r = first_row; r < grid_.rows; ++r) {
        if (Own(r, c) == nullptr) continue;
        ++filled;
        dates += Figure(r, c).kind == CellFigure::Kind::kText && IsDate(Own(r, c)->text);
      }
      if (dates < 2 || dates * 2 <= filled) continue;
      date_columns_.insert(c);
      if (std::find(value_columns_.begin(), value_columns_.end(), c) == value_columns_.end())
        value_columns_.push_back(c);
    }
    std::sort(value_columns_.begin(), value_columns_.end());
  }

  bool IsDate(const std::string& text) const {
    const std::vector<normalize::Found> found = normalizer_.Find(text, {}, normalize::Kind::kDate);
    return found.size() == 1 && found[0].raw.size() * 10 >= text.size() * 8;
  }

  void ReadHeaders() {
    for (int c : value_columns_) {
      Column column;
      const extract::GridCell* before = nullptr;
      for (int r = 0; r < header_rows_; ++r) {
        const extract::GridCell* cell = Covering(r, c);
        if (cell == nullptr || cell == before) continue;
        before = cell;
        if (cell->column <= label_column_ && cell->column_span > 1 &&
            cell->column + cell->column_span > label_column_) {
          title_ = JoinText(title_, cell->text);  // a title over the whole table
          continue;
        }
        column.header = JoinText(column.header, cell->text);
      }
      RuleMatch role = rules_.Match("column-role", normalize::Normalize(column.header).text);
      if (role.rule != nullptr) column.role = role.rule->set.at("role");
      table_.columns.push_back(column);
    }
    for (int r = 0; r < header_rows_; ++r)
      for (int c = 0; c <= std::max(label_column_, 0); ++c)
        if (const extract::GridCell* cell = Own(r, c);
            cell != nullptr && Figure(r, c).kind == CellFigure::Kind::kText)
          stub_ = JoinText(stub_, cell->text);
  }

  // First and how many of the value columns a cell stands over; labels and codes together are column -1.
  std::pair<int, int> ValueColumns(const extract::GridCell& cell) const {
    const int first_value = value_columns_.front();
    int first = cell.column < first_value ? -1 : 0, count = cell.column < first_value;
    for (size_t i = 0; i < value_columns_.size(); ++i) {
      if (value_columns_[i] < cell.column || value_columns_[i] >= cell.column + cell.column_span) continue;
      if (count == 0) first = static_cast<int>(i);
      ++count;
    }
    return {first, count};
  }

  void ReadHead() {
    for (const extract::GridCell& cell : grid_.cells) {
      const auto [column, columns] = ValueColumns(cell);
      if (cell.row >= header_rows_ || columns == 0) continue;
      const int rows = std::min(cell.row_span, header_rows_ - cell.row);
      table_.head.push_back({cell.row, column, rows, columns, cell.text, cell.where});
    }
  }

  bool NotMoney(const std::string& text) const {
    return !text.empty() && rules_.Match("not-money-unit", normalize::Normalize(text).text).rule != nullptr;
  }

  // The unit that a line near the table states for it.
  std::optional<Unit> StatedUnit(const std::string& line) const {
    RuleMatch match = rules_.Match("unit-context", normalize::Normalize(line).text);
    if (match.rule == nullptr) return std::nullopt;
    auto unit = match.captures.find("unit");
    return unit == match.captures.end() ? std::nullopt : normalizer_.FindUnit(unit->second);
  }

  // Unit of the whole table, and in table_unit_from_ where it came from.
  std::optional<Unit> TableUnit() {
    auto take = [&](std::optional<Unit> unit, const char* from) {
      if (unit) table_unit_from_ = from;
      return unit;
    };
    std::optional<Unit> unit;
    if ((unit = take(normalizer_.FindUnit(stub_), "header"))) return unit;
    if ((unit = take(normalizer_.FindUnit(title_), "title"))) return unit;
    if (NotMoney(stub_)) return std::nullopt;
    if ((unit = take(StatedUnit(near_.caption), "caption"))) return unit;
    for (const std::string& line : near_.near_text)
      if ((unit = take(StatedUnit(line), "text-near"))) return unit;
    return take(normalizer_.FindUnit(near_.document_unit), "document");
  }

  // Unit and kind of each column; false when nothing in the table is money.
  bool ReadUnits() {
    std::optional<Unit> table_unit = TableUnit();
    bool not_money = !table_unit && (NotMoney(stub_) || NotMoney(near_.caption) || NotMoney(title_));
    bool any_money = false;
    std::map<std::string, int> used;
    for (size_t i = 0; i < value_columns_.size(); ++i) {
      int c = value_columns_[i];
      Column& column = table_.columns[i];
      int percents = 0, with_unit = 0, figures = 0, large = 0;
      std::map<std::pair<std::string, int>, int> units;
      for (int r = header_rows_; r < grid_.rows; ++r) {
        if (!IsFigure(r, c)) continue;
        const CellFigure& figure = Figure(r, c);
        ++figures;
        percents += figure.percent;
        with_unit += !figure.unit_form.empty();
        if (!figure.unit_form.empty()) ++units[{figure.unit_form, figure.unit_power}];
        std::optional<Money> kronor = figure.number ? Money::FromDecimal(*figure.number, 0) : std::nullopt;
        large += kronor && (kronor->ore >= kSurelyMoneyOre || kronor->ore <= -kSurelyMoneyOre);
      }
      Unit unit;
      std::string header = column.header;
      std::optional<Unit> header_unit = normalizer_.FindUnit(header);
      bool share = column.role == "share" || column.role == "ratio" || column.role == "index";
      if (date_columns_.count(c)) {
        column.kind = CellKind::kText;
      } else if (column.role == "note") {
        column.kind = CellKind::kNumber;
      } else if (percents * 2 > figures) {
        column.kind = CellKind::kPercent;
      } else if (with_unit * 2 > figures) {
        auto best = std::max_element(units.begin(), units.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
        unit = {best->first.first, "SEK", best->first.second};
        if (table_.unit_rule.empty()) table_.unit_rule = "cell";
        if (share)
          column.role.clear();  // "price at 60 %" in kronor is a sum of money, whatever its header says
      } else if (header_unit) {
        unit = *header_unit;
        if (table_.unit_rule.empty()) table_.unit_rule = "column-header";
      } else if (NotMoney(header) || share) {
        column.kind = share ? CellKind::kPercent : CellKind::kNumber;
      } else if (table_unit) {
        unit = *table_unit;
        if (table_.unit_rule.empty()) table_.unit_rule = table_unit_from_;
      } else if (!not_money && large * 10 >= figures * 6) {
        unit = {"kr", "SEK", 0};
        assumed_ = true;
      } else {
        column.kind = CellKind::kNumber;
      }
      column_units_.push_back(unit);
      if (column.kind != CellKind::kMoney) continue;
      any_money = true;
      ++used[unit.form];
    }
    if (!used.empty())
      table_.unit = std::max_element(used.begin(), used.end(), [](const auto& a, const auto& b) {
                      return a.second < b.second;
                    })->first;
    if (table_.unit_rule.empty() && assumed_) table_.unit_rule = "assumed";
    return any_money;
  }

  Cell ReadCell(int r, size_t i) const {
    Cell out;
    const extract::GridCell* cell = Own(r, value_columns_[i]);
    if (cell == nullptr) return out;
    const CellFigure& figure = Figure(r, value_columns_[i]);
    out.text = cell->text;
    out.where = cell->where;
    out.row_span = cell->row_span;
    out.column_span = std::max(1, ValueColumns(*cell).second);
    if (near_.document != nullptr) out.confidence = Confidence(*near_.document, *cell);
    if (auto note = notes_.find(Index(r, value_columns_[i])); note != notes_.end()) out.note = note->second;
    if (figure.kind == CellFigure::Kind::kEmpty) return out;
    if (figure.kind == CellFigure::Kind::kText || !figure.number || date_columns_.count(value_columns_[i])) {
      out.kind = CellKind::kText;
      return out;
    }
    out.kind = figure.percent ? CellKind::kPercent : table_.columns[i].kind;
    if (!figure.percent && !figure.unit_form.empty()) out.kind = CellKind::kMoney;
    int power = 0;
    if (out.kind == CellKind::kMoney)
      power = figure.unit_form.empty() ? column_units_[i].power : figure.unit_power;
    out.value = Money::FromDecimal(*figure.number, power);
    if (!out.value) out.kind = CellKind::kText;
    return out;
  }

  void ReadRow(int r) {
    Row row;
    const extract::GridCell* label = label_column_ >= 0 ? Own(r, label_column_) : nullptr;
    if (label != nullptr) row.label = label->text;
    for (int c = 0; row.label.empty() && c < grid_.columns; ++c) {
      if (std::find(value_columns_.begin(), value_columns_.end(), c) != value_columns_.end()) break;
      if (const extract::GridCell* cell = Own(r, c);
          cell != nullptr && Figure(r, c).kind == CellFigure::Kind::kText)
        label = cell, row.label = cell->text;
    }
    if (label != nullptr) {
      row.where = label->where;
      row.bold = label->bold;
    }
    bool all_bold = true, any = false, zero = true;
    for (size_t i = 0; i < value_columns_.size(); ++i) {
      Cell cell = ReadCell(r, i);
      const extract::GridCell* own = Own(r, value_columns_[i]);
      if (own != nullptr && !cell.text.empty()) {
        any = true;
        all_bold = all_bold && own->bold;
        if (row.where.page == 0) row.where = cell.where;
        zero = zero && cell.value && cell.value->ore == 0;
      }
      row.cells.push_back(std::move(cell));
    }
    if (row.label.empty() && any) row.bold = all_bold;
    // A nameless row of zeros is a formula that the author forgot to clear; a row without anything is none.
    if (row.label.empty() && (!any || zero)) return;
    if (!any) row.role = Role::kHeader;
    size_t at = static_cast<size_t>(r);
    if (at < labels_.size() && labels_[at] && labels_[at]->read == row.label) {
      row.label = labels_[at]->name;
      row.repair = NameRepair{labels_[at]->read, labels_[at]->why, labels_[at]->distance};
    }
    row.region = normalizer_.RegionCode(row.label);
    label_left_.push_back(LabelLeft(r, label, row));
    table_.rows.push_back(std::move(row));
  }

  // Of a table in halves side by side the grid tells where the label would stand below the first half.
  double LabelLeft(int r, const extract::GridCell* label, const Row& row) const {
    bool first = true;
    for (int c = 0; label != nullptr && c < label->column; ++c) first = first && Own(r, c) == nullptr;
    return label != nullptr && first && row.where.page != 0 ? grid_.row_indent[static_cast<size_t>(r)]
                                                            : row.where.box.left;
  }

  void SetRoles() {
    const Row* carried = nullptr;
    for (Row& row : table_.rows) {
      std::string label = normalize::Normalize(row.label).text;
      bool values = row.role != Role::kHeader;
      if (RuleMatch carry = rules_.Match("carry", label); carry.rule != nullptr && values) {
        auto way = carry.rule->set.find("way");
        bool again = carried != nullptr && carried->cells.size() == row.cells.size() &&
                     std::equal(row.cells.begin(), row.cells.end(), carried->cells.begin(),
                                [](const Cell& a, const Cell& b) { return a.value == b.value; });
        bool from = again || (way != carry.rule->set.end() && way->second == "from");
        row.role = from ? Role::kNote : Role::kSubtotal;
        row.rule = carry.rule->id;
        carried = &row;
        continue;
      }
      RuleMatch match = rules_.Match("row-role", label);
      if (match.rule == nullptr) continue;
      const std::string& role = match.rule->set.at("role");
      auto strength = match.rule->set.find("strength");
      bool weak = strength != match.rule->set.end() && strength->second == "weak";
      if (role == "note") row.role = Role::kNote;
      if (role == "header" && !values) row.role = Role::kHeader;
      if (role == "total" && values) row.role = Role::kTotal;
      if (role == "subtotal" && values) row.role = Role::kSubtotal;
      row.weak = weak && IsTotal(row);
      if (row.role != Role::kItem) row.rule = match.rule->id;
    }
  }

  void SetIndents() {
    std::map<int, double> page_left;
    for (size_t i = 0; i < table_.rows.size(); ++i) {
      const Row& row = table_.rows[i];
      if (row.where.page == 0 || row.label.empty()) continue;
      auto [it, fresh] = page_left.insert({row.where.page, label_left_[i]});
      if (!fresh) it->second = std::min(it->second, label_left_[i]);
    }
    std::vector<double> edges;
    for (size_t i = 0; i < table_.rows.size(); ++i)
      if (!table_.rows[i].label.empty())
        edges.push_back(label_left_[i] - page_left[table_.rows[i].where.page]);
    std::sort(edges.begin(), edges.end());
    std::vector<double> levels;
    for (double x : edges)
      if (levels.empty() || x - levels.back() > kIndentPt) levels.push_back(x);
    if (levels.size() > kMostIndents) return;
    for (size_t i = 0; i < table_.rows.size(); ++i) {
      Row& row = table_.rows[i];
      if (row.label.empty()) continue;
      const double x = label_left_[i] - page_left[row.where.page];
      for (size_t level = 0; level < levels.size(); ++level)
        if (x >= levels[level] - 0.01) row.indent = static_cast<int>(level);
    }
  }

  const extract::Grid& grid_;
  const TableSurroundings& near_;
  const RuleSet& rules_;
  const Normalizer& normalizer_;
  std::vector<const extract::GridCell*> at_;
  std::vector<CellFigure> figures_;
  std::map<size_t, std::string> notes_;                         // by Index: how a damaged figure was read
  std::vector<std::optional<normalize::RepairedName>> labels_;  // by row
  int label_column_ = -1;
  std::vector<int> value_columns_;  // left to right
  std::set<int> date_columns_;      // of them
  int header_rows_ = 0;
  std::string stub_, title_;
  std::vector<Unit> column_units_;
  std::string table_unit_from_;
  bool assumed_ = false;
  std::vector<double> label_left_;  // per row of table_, points
  Table table_;
};

}  // namespace

std::optional<Table> ReadTable(const extract::Grid& grid, const TableSurroundings& surroundings,
                               const RuleSet& rules, const Normalizer& normalizer) {
  if (grid.rows <= 0 || grid.columns <= 0) return std::nullopt;
  return TableReader(grid, surroundings, rules, normalizer).Read();
}

}  // namespace avstam::rules
