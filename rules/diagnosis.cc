#include "rules/diagnosis.h"

#include <algorithm>
#include <set>
#include <string>

#include "rules/equation.h"
#include "rules/slip.h"
#include "rules/solve.h"

namespace avstam::rules {
namespace {

constexpr int kFewTerms = 4;  // an equation this short singles a figure out by itself

const Cell& CellAt(const Reading& reading, const CellRef& at) {
  return reading.tables[static_cast<size_t>(at.table)]
      .rows[static_cast<size_t>(at.row)]
      .cells[static_cast<size_t>(at.column)];
}

bool ReadByMachine(const Reading& reading, const CellRef& at) {
  return reading.tables[static_cast<size_t>(at.table)].machine_read || CellAt(reading, at).confidence < 1;
}

// One way to explain a check that fails.
struct Explanation {
  std::string kind;
  CellRef cell;
  int64_t worth =
      0;  // smaller is likelier: what is left of the difference, in steps, and a price for the kind
};

class Explainer {
 public:
  Explainer(const Reading& reading, const Equation& equation, const Figures& figures)
      : reading_(reading), equation_(equation), figures_(figures), need_(equation, figures) {}

  std::vector<Explanation> Find() {
    const bool total = equation_.terms.size() > 1 &&
                       equation_.terms[1].cell.column == equation_.terms[0].cell.column &&
                       equation_.terms[1].cell.table == equation_.terms[0].cell.table;
    for (const Term& term : equation_.terms) {
      const auto needed = need_.Of(term);
      if (!needed) continue;
      const Money& money = figures_.at(term.cell);
      for (const Slip& slip : SlipsWithin(money, needed->first, needed->second))
        Add(slip.kind, term, slip.ore, Price(slip.kind));
      if (total) Beside(term, *needed);
    }
    // Where many rows have the same figure twice, that is how they are.
    for (const CellRef& cell : repeated_) out_.push_back({"copied", cell, repeated_.size() == 1 ? -1 : 6});
    if (total)
      Rows();
    else
      RepeatedInRow();
    std::stable_sort(out_.begin(), out_.end(),
                     [](const Explanation& a, const Explanation& b) { return a.worth < b.worth; });
    return std::move(out_);
  }

 private:
  // How much less likely a kind is than another that leaves as little of the difference.
  static int64_t Price(const std::string& kind) {
    if (kind == "swapped") return 0;
    if (kind == "digit") return 1;
    if (kind == "sign") return 2;
    return kind == "factor-1000" ? 0 : 4;
  }

  void Add(const std::string& kind, const Term& term, int64_t ore, int64_t price) {
    const Wide change = Wide(ore) - figures_.at(term.cell).ore;
    AddLeft(kind, term.cell, need_.residual() + Wide(term.coefficient) * change, price);
  }
  void AddLeft(const std::string& kind, const CellRef& cell, Wide left, int64_t price) {
    if (left < 0) left = -left;
    const Wide unit =
        Wide(Magnitude(equation_.terms[0].coefficient)) * figures_.at(equation_.terms[0].cell).step_ore;
    out_.push_back({kind, cell, static_cast<int64_t>(left / unit) * 2 + price});
  }

  // The neighbour's figure stands here, or the figure that fits stands there.
  void Beside(const Term& term, const std::pair<int64_t, int64_t>& needed) {
    const Row& row =
        reading_.tables[static_cast<size_t>(term.cell.table)].rows[static_cast<size_t>(term.cell.row)];
    const Money& own = figures_.at(term.cell);
    for (int way : {-1, 1}) {
      const int column = term.cell.column + way;
      if (column < 0 || static_cast<size_t>(column) >= row.cells.size()) continue;
      const std::optional<Money>& other = row.cells[static_cast<size_t>(column)].value;
      if (!other) continue;
      const bool telling = PrintedUnits(own) >= kTellingUnits;
      if (other->ore == own.ore && telling) repeated_.push_back(term.cell);
      if (other->ore != own.ore && PrintedUnits(*other) >= kTellingUnits && other->ore >= needed.first &&
          other->ore <= needed.second)
        Add("shifted", term, other->ore, 1);
    }
  }

  // Of a relation along a row: a figure that is its neighbour's.
  void RepeatedInRow() {
    for (size_t i = 1; i < equation_.terms.size(); ++i) {
      const Term& term = equation_.terms[i];
      const CellRef& first = equation_.terms[0].cell;
      const Money &own = figures_.at(term.cell), &other = figures_.at(first);
      if (term.cell.row == first.row && std::abs(term.cell.column - first.column) == 1 &&
          own.ore == other.ore && PrintedUnits(own) >= kTellingUnits)
        out_.push_back({"copied", term.cell, 3}), out_.push_back({"copied", first, 3});
    }
  }

  // A row of the column that is not counted, or one that should not be.
  void Rows() {
    const CellRef& total = equation_.terms[0].cell;
    const Table& table = reading_.tables[static_cast<size_t>(total.table)];
    std::set<int> counted;
    for (const Term& term : equation_.terms) counted.insert(term.cell.row);
    const Wide residual = need_.residual(), slack = need_.slack();
    for (size_t r = 0; r < table.rows.size(); ++r) {
      const Row& row = table.rows[r];
      const std::optional<Money>& value = row.cells[static_cast<size_t>(total.column)].value;
      if (!value || value->ore == 0 || row.role == Role::kHeader || static_cast<int>(r) == total.row)
        continue;
      const bool in = counted.count(static_cast<int>(r)) > 0;
      const Wide left = in ? residual + value->ore : residual - value->ore;
      if (2 * left > slack || 2 * left < -slack) continue;
      AddLeft(in ? "row-twice" : "row-missing", {total.table, static_cast<int>(r), total.column}, left, 3);
    }
  }

  const Reading& reading_;
  const Equation& equation_;
  const Figures& figures_;
  Need need_;
  std::vector<CellRef> repeated_;
  std::vector<Explanation> out_;
};

class Diagnoser {
 public:
  Diagnoser(const Reading& reading, std::vector<Check>* checks) : reading_(reading), checks_(*checks) {}

  void Run() {
    if (std::none_of(checks_.begin(), checks_.end(), [](const Check& check) {
          return check.status == Status::kMismatch || check.status == Status::kNotComparable;
        }))
      return;
    for (size_t i = 0; i < checks_.size(); ++i) {
      std::optional<Equation> equation =
          EquationOf(reading_.tables, checks_[i], static_cast<int>(i), &figures_);
      if (!equation) continue;
      (checks_[i].status == Status::kNotComparable ? doubtful_ : equations_).push_back(std::move(*equation));
    }
    for (const Solution& solution : SolveFailing(equations_, figures_)) Use(solution);
    FindMissingRows();
    for (const Equation& equation : equations_) {
      Check& check = checks_[static_cast<size_t>(equation.check)];
      if (check.status == Status::kMismatch && check.diagnosis.empty()) Explain(equation, &check);
    }
    // No mismatch, because the structure is in doubt; but what would explain it helps whoever looks.
    for (const Equation& equation : doubtful_) {
      Check& check = checks_[static_cast<size_t>(equation.check)];
      if (check.reason == "structure" && check.diagnosis.empty()) Explain(equation, &check);
      if (!check.diagnosis.empty()) check.message += "; perhaps " + SlipInWords(check.diagnosis);
    }
    for (Check& check : checks_)
      if (check.status == Status::kMismatch) Conclude(&check);
  }

 private:
  // The equations that now hold, by rule, for the reason of a repair.
  std::string Proof(const CellRef& cell) const {
    std::set<std::string> rules;
    for (const Equation& equation : equations_)
      for (const Term& term : equation.terms)
        if (term.cell == cell) rules.insert(checks_[static_cast<size_t>(equation.check)].rule);
    std::string out;
    for (const std::string& rule : rules) out += (out.empty() ? "" : " and ") + rule;
    return out;
  }

  // A figure of the failing equations repeats its neighbour's: it may be a copy, of which no slip tells what
  // should stand there.
  bool MayBeCopied(const Solution& solution) const {
    for (int e : solution.equations)
      for (const Term& term : equations_[static_cast<size_t>(e)].terms) {
        const Money& own = figures_.at(term.cell);
        if (PrintedUnits(own) < kTellingUnits) continue;
        const Row& row =
            reading_.tables[static_cast<size_t>(term.cell.table)].rows[static_cast<size_t>(term.cell.row)];
        for (int column : {term.cell.column - 1, term.cell.column + 1}) {
          if (column < 0 || static_cast<size_t>(column) >= row.cells.size()) continue;
          const std::optional<Money>& other = row.cells[static_cast<size_t>(column)].value;
          if (other && other->ore == own.ore) return true;
        }
      }
    return false;
  }

  void Use(const Solution& solution) {
    const bool copied = MayBeCopied(solution);
    for (const auto& [cell, kind] : solution.suspects) {
      auto agreed = solution.agreed.find(cell);
      bool first = true;
      for (int e : solution.equations) {
        const Equation& equation = equations_[static_cast<size_t>(e)];
        if (std::none_of(equation.terms.begin(), equation.terms.end(),
                         [&, &at = cell](const Term& term) { return term.cell == at; }))
          continue;
        Check& check = checks_[static_cast<size_t>(equation.check)];
        if (check.suspect && *check.suspect != cell) {
          check.suspect.reset();  // two figures of this check are wrong
        } else if (check.diagnosis.empty()) {
          check.suspect = cell;
          check.diagnosis = kind;
        }
        const bool proven = agreed != solution.agreed.end() &&
                            (agreed->second.equations > 1 || agreed->second.terms <= kFewTerms);
        if (!first || !proven || copied || !ReadByMachine(reading_, cell)) continue;
        first = false;
        const Money& read = figures_.at(cell);
        check.repairs.push_back(
            {cell.table,
             cell.row,
             cell.column,
             read,
             {agreed->second.slip.ore, read.step_ore},
             SlipInWords(agreed->second.slip.kind) + "; with it " + Proof(cell) + " agree"});
      }
    }
  }

  // A total that fails in every column, by amounts such as its rows have: one of them is not there.
  void FindMissingRows() {
    std::map<std::pair<int, int>, std::vector<const Equation*>> totals;
    for (const std::vector<Equation>* list : {&equations_, &doubtful_})
      for (const Equation& equation : *list)
        if (checks_[static_cast<size_t>(equation.check)].rule == "column-total")
          totals[{equation.terms[0].cell.table, equation.terms[0].cell.row}].push_back(&equation);
    for (const auto& [place, equations] : totals) {
      if (equations.size() < 2 ||
          !std::all_of(equations.begin(), equations.end(),
                       [&](const Equation* equation) { return LacksARow(*equation); }))
        continue;
      for (const Equation* equation : equations) {
        Check& check = checks_[static_cast<size_t>(equation->check)];
        check.diagnosis = "row-missing";
        check.suspect.reset();
        check.repairs.clear();
      }
    }
  }

  // Fails by no more than the largest of its parts, with some room.
  bool LacksARow(const Equation& equation) const {
    const Check& check = checks_[static_cast<size_t>(equation.check)];
    const bool fails = check.status == Status::kMismatch || check.reason == "structure";
    int64_t largest = 0;
    for (size_t i = 1; i < equation.terms.size(); ++i)
      largest = std::max(largest, Magnitude(figures_.at(equation.terms[i].cell).ore));
    return fails && check.difference_ore && Magnitude(*check.difference_ore) <= AddOre(largest, largest);
  }

  void Explain(const Equation& equation, Check* check) const {
    const std::vector<Explanation> found = Explainer(reading_, equation, figures_).Find();
    if (found.empty()) {
      if (check->rule == "column-total" && LacksARow(equation)) check->diagnosis = "row-missing";
      return;
    }
    check->diagnosis = found.front().kind;
    // Another figure with a slip as likely: nobody can say which.
    const bool alone = std::all_of(found.begin(), found.end(), [&](const Explanation& other) {
      return other.cell == found.front().cell || other.worth > found.front().worth;
    });
    if (alone) check->suspect = found.front().cell;
  }

  void Conclude(Check* check) const {
    if (check->diagnosis.empty()) check->diagnosis = "unknown";
    bool machine = false;
    if (check->suspect) {
      machine = ReadByMachine(reading_, *check->suspect);
    } else {
      for (const CellRef& part : check->parts) machine = machine || ReadByMachine(reading_, part);
    }
    check->error_in = machine ? "reading" : "print";
    check->message += "; " + SlipInWords(check->diagnosis);
    if (check->suspect) {
      const Row& row = reading_.tables[static_cast<size_t>(check->suspect->table)]
                           .rows[static_cast<size_t>(check->suspect->row)];
      check->message += " (" +
                        (row.label.empty() ? "row " + std::to_string(check->suspect->row + 1) : row.label) +
                        ": " + CellAt(reading_, *check->suspect).text + ")";
    }
  }

  const Reading& reading_;
  std::vector<Check>& checks_;
  Figures figures_;
  std::vector<Equation> equations_, doubtful_;
};

}  // namespace

void DiagnoseMismatches(const Reading& reading, std::vector<Check>* checks) {
  Diagnoser(reading, checks).Run();
}

}  // namespace avstam::rules
