#include <algorithm>
#include <map>
#include <string>

#include "rules/check_prose.h"
#include "rules/prose_cues.h"
#include "rules/reconcile.h"
#include "rules/slip.h"
#include "rules/too_large.h"

namespace avstam::rules {
namespace {

// Evidence is counted in tenths of a digit that agrees.
constexpr int kEnough = 35;
constexpr int kDigit = 10, kLabelWord = 10, kWholeLabel = 5, kTotalRow = 15, kHeaderWord = 7, kYear = 8;
constexpr int kCaptionWord = 4, kRounded = -12, kWellRounded = -6, kDerived = -6, kOtherYear = -25;
constexpr int kOtherYearNamed = -5;       // the row is named beyond doubt
constexpr int kZero = 2, kMostZeros = 4;  // round figures agree by chance, but not always
constexpr int kUnnamedTotal = 8, kChangeOfTotal = 10, kChangeOfNamedTotal = 15;
constexpr int kLongTotal = 5, kLongDigits = 40;  // nothing names a total, but four digits agree
constexpr int kMostDigits = 5;
constexpr int64_t kRoundedUnits = 20;
constexpr int64_t kSurelyMeant = 1000;  // units; a slip in a shorter figure may be another figure
constexpr int kAlike = 3;  // rows with the figure, none of them named: which is meant is not said

// How much the digits of a figure tell: that those before the zeros at its end agree is no chance.
int DigitsWorth(const Money& money) {
  int64_t units = PrintedUnits(money);
  int zeros = 0, digits = 0;
  for (; units != 0 && units % 10 == 0; units /= 10) ++zeros;
  for (; units != 0; units /= 10) ++digits;
  return std::min(digits, kMostDigits) * kDigit + std::min(zeros, kMostZeros) * kZero;
}

// Printed with digits enough for an agreement within rounding to mean something.
bool Significant(const Money& money) { return PrintedUnits(money) >= kRoundedUnits; }

// Is the text's figure the table's, rounded to the step that the text prints?
bool RoundedWell(int64_t said, int64_t step, int64_t table) {
  return Magnitude(SubtractOre(said, table)) <= step / 2;
}

struct TableWords {
  std::vector<std::vector<std::string>> rows, columns;
  std::vector<std::string> caption;
};

// A figure that a table states or that follows from one of its rows or columns.
struct Figure {
  Money money;  // never negative: prose says "an underskott of 550 tkr"
  std::vector<CellRef> cells;
  int row = 0, column = 0;
  bool derived = false, total = false, difference = false;
};

class ProseTable {
 public:
  ProseTable(const Reading& reading, const Prose& prose, const RuleSet& rules)
      : reading_(reading), prose_(prose), rules_(rules) {
    for (size_t t = 0; t < reading.tables.size(); ++t) {
      ReadWords(reading.tables[t]);
      for (size_t r = 0; r < reading.tables[t].rows.size(); ++r)
        FigureOfRow(static_cast<int>(t), static_cast<int>(r));
      for (size_t c = 0; c < reading.tables[t].columns.size(); ++c)
        LoweringRows(static_cast<int>(t), static_cast<int>(c));
    }
  }

  void Find(std::vector<Check>* checks) {
    if (figures_.empty()) return;
    std::sort(figures_.begin(), figures_.end(),
              [](const Figure& a, const Figure& b) { return a.money.ore < b.money.ore; });
    for (const ProseAmount& amount : prose_.amounts) Hold(amount, checks);
  }

 private:
  const Table& TableOf(const Figure& figure) const {
    return reading_.tables[static_cast<size_t>(figure.cells.front().table)];
  }

  void ReadWords(const Table& table) {
    TableWords words;
    std::map<std::string, int> uses;
    for (const Row& row : table.rows) {
      words.rows.push_back(TellingWords(row.label));
      for (const std::string& word : words.rows.back()) ++uses[word];
    }
    // "Region" before every name tells nothing of this row.
    for (std::vector<std::string>& row : words.rows)
      std::erase_if(row, [&](const std::string& word) {
        return uses[word] > 2 && uses[word] * 3 > static_cast<int>(table.rows.size());
      });
    for (const Column& column : table.columns) words.columns.push_back(TellingWords(column.header));
    words.caption = TellingWords(table.caption);
    words_.push_back(std::move(words));
  }

  void Add(const Money& money, std::vector<CellRef> cells, bool total, bool derived, bool difference) {
    if (money.ore == 0) return;
    Figure figure;
    figure.money = {Magnitude(money.ore), money.step_ore};
    figure.row = cells.front().row;
    figure.column = cells.front().column;
    figure.cells = std::move(cells);
    figure.total = total;
    figure.derived = derived;
    figure.difference = difference;
    largest_step_ = std::max(largest_step_, figure.money.step_ore);
    figures_.push_back(std::move(figure));
  }

  void FigureOfRow(int t, int r) {
    const Table& table = reading_.tables[static_cast<size_t>(t)];
    const Row& row = table.rows[static_cast<size_t>(r)];
    if (row.role == Role::kHeader) return;
    std::vector<CellRef> cells;
    Money sum{0, 0};
    bool plain = true;  // columns that may be added: no sums, differences, shares among them
    for (size_t c = 0; c < row.cells.size(); ++c) {
      const Cell& cell = row.cells[c];
      if (cell.kind != CellKind::kMoney || !cell.value) continue;
      const CellRef at{t, r, static_cast<int>(c)};
      Add(*cell.value, {at}, IsTotal(row), false, table.columns[c].role == "difference");
      plain = plain && (table.columns[c].role.empty() || table.columns[c].role == "year");
      cells.push_back(at);
      sum = {AddOre(sum.ore, cell.value->ore), AddOre(sum.step_ore, cell.value->step_ore)};
    }
    if (plain && cells.size() > 1 && sum.step_ore > 0) Add(sum, cells, IsTotal(row), true, false);
    for (size_t a = 0; a < cells.size(); ++a)
      for (size_t b = a + 1; b < cells.size() && b < a + 4; ++b) {
        const Money &left = *row.cells[static_cast<size_t>(cells[a].column)].value,
                    &right = *row.cells[static_cast<size_t>(cells[b].column)].value;
        Add({SubtractOre(left.ore, right.ore), AddOre(left.step_ore, right.step_ore)}, {cells[a], cells[b]},
            IsTotal(row), true, true);
      }
  }

  // The neighbouring rows that lower the rest of their column: what is saved all together.
  void LoweringRows(int t, int c) {
    const Table& table = reading_.tables[static_cast<size_t>(t)];
    std::vector<CellRef> cells;
    Money sum{0, 0};
    bool raised = false;
    auto end = [&] {
      if (cells.size() > 1 && raised) Add(sum, cells, false, true, true);
      cells.clear();
      sum = {0, 0};
    };
    for (size_t r = 0; r < table.rows.size(); ++r) {
      const Row& row = table.rows[r];
      const Cell& cell = row.cells[static_cast<size_t>(c)];
      if (cell.kind != CellKind::kMoney || !cell.value || row.role == Role::kNote) continue;
      if (IsTotal(row) || cell.value->ore >= 0) {
        end();
        raised = raised || cell.value->ore > 0;
        continue;
      }
      cells.push_back({t, static_cast<int>(r), c});
      sum = {AddOre(sum.ore, cell.value->ore), AddOre(sum.step_ore, cell.value->step_ore)};
    }
    end();
  }

  // How much speaks for the figure being what the sentence means; 0: nothing but the digits.
  int Evidence(const Figure& figure, const std::vector<std::string>& sentence, const Cues& cues, int digits,
               bool exact, bool rounded_well) const {
    const TableWords& words = words_[static_cast<size_t>(figure.cells.front().table)];
    const std::vector<std::string>& label = words.rows[static_cast<size_t>(figure.row)];
    int said = 0;
    const int found = WordsFound(label, sentence);
    said += std::min(found, 3) * kLabelWord;
    if (found > 0 && found == static_cast<int>(label.size())) said += kWholeLabel;
    if (figure.total && (cues.total || cues.together)) said += kTotalRow;
    int years = 0, other_years = 0;
    for (const std::string& word : sentence) years += IsYearWord(word);
    std::vector<std::string> headers;
    for (const CellRef& cell : figure.cells)
      if (cell.row == figure.row)
        for (const std::string& word : words.columns[static_cast<size_t>(cell.column)])
          headers.push_back(word);
    int header_words = 0;
    for (const std::string& word : headers) {
      const bool there = WordsFound({word}, sentence) > 0;
      if (!IsYearWord(word))
        header_words += there;
      else if (there)
        said += figure.cells.size() == 1 ? kYear : kYear / 2;
      else if (years > 0)
        ++other_years;
    }
    said += std::min(header_words, 3) * kHeaderWord;
    if (figure.cells.size() == 1 && other_years > 0) said += found > 1 ? kOtherYearNamed : kOtherYear;
    if (figure.difference && cues.change) said += kHeaderWord;
    // A column is named and no row: its total is meant.
    const int caption_words = WordsFound(words.caption, sentence);
    said += std::min(caption_words, 2) * kCaptionWord;
    if (figure.total && found == 0 && (header_words > 0 || caption_words > 0) && !figure.derived)
      said += kUnnamedTotal;
    if (figure.total && exact && !figure.derived && digits >= kLongDigits) said += kLongTotal;
    if (figure.total && figure.difference && cues.change)
      said += header_words > 0 ? kChangeOfNamedTotal : kChangeOfTotal;
    if (figure.derived) {
      // Many figures can be made of a table: what the sentence says must ask for this one.
      const bool asked = figure.difference ? (cues.change || cues.together) : found > 0;
      const bool named = found > 0 || header_words > 0 || (figure.total && (cues.total || cues.together)) ||
                         (figure.total && cues.change);
      if (!asked || !named) return 0;
      said += kDerived;
    }
    if (said <= 0 && digits < kMostDigits * kDigit) return 0;
    return said + digits + (exact ? 0 : rounded_well ? kWellRounded : kRounded);
  }

  void Hold(const ProseAmount& place, std::vector<Check>* checks) const {
    const Amount& amount = reading_.amounts[static_cast<size_t>(place.amount)];
    if (amount.currency != "SEK" || (!amount.per.empty() && amount.per != "year") || amount.high) return;
    if (amount.qualifier == "at-most" || amount.qualifier == "at-least" || IsTooLarge(amount.money)) return;
    const Money said = Hedged(amount);
    const int64_t size = Magnitude(said.ore);
    const int digits = DigitsWorth(amount.money);
    const std::vector<std::string> sentence = TellingWords(place.sentence);
    const Cues cues = FindCues(rules_, place.sentence);
    const int64_t slack = AddOre(said.step_ore, largest_step_);
    auto first = std::lower_bound(figures_.begin(), figures_.end(), SubtractOre(size, slack),
                                  [](const Figure& f, int64_t ore) { return f.money.ore < ore; });
    const Figure* best = nullptr;
    int best_evidence = 0, alike = 0;
    for (auto it = first; it != figures_.end() && it->money.ore <= AddOre(size, slack); ++it) {
      const bool exact = it->money.ore == size;
      if (!exact && (!Significant(it->money) || !Significant({size, said.step_ore}) ||
                     !Interval::Of({size, said.step_ore}).Meets(Interval::Of(it->money))))
        continue;
      const int evidence =
          Evidence(*it, sentence, cues, digits, exact, RoundedWell(size, said.step_ore, it->money.ore));
      alike = evidence == best_evidence ? alike + 1 : evidence > best_evidence ? 1 : alike;
      if (evidence <= best_evidence) continue;
      best_evidence = evidence;
      best = &*it;
    }
    if (best != nullptr && best_evidence >= kEnough) {
      if (alike < kAlike) checks->push_back(Make(place, *best));
    } else if (!cues.limit && !cues.change) {
      Contradict(place, sentence, checks);
    }
  }

  // The one figure that the sentence names by row and column, where no other could be meant; null: none.
  const Figure* Named(const std::vector<std::string>& sentence) const {
    const Figure* named = nullptr;
    for (const Figure& figure : figures_) {
      const TableWords& words = words_[static_cast<size_t>(figure.cells.front().table)];
      const std::vector<std::string>& label = words.rows[static_cast<size_t>(figure.row)];
      const std::vector<std::string>& header = words.columns[static_cast<size_t>(figure.column)];
      if (figure.derived || figure.difference || label.empty() || header.empty()) continue;
      if (WordsFound(label, sentence) < static_cast<int>(label.size()) ||
          WordsFound(header, sentence) < static_cast<int>(header.size()))
        continue;
      const bool other_year = std::any_of(sentence.begin(), sentence.end(), [&](const std::string& word) {
        return IsYearWord(word) && WordsFound({word}, header) == 0;
      });
      if (other_year) continue;
      if (named != nullptr) return nullptr;
      named = &figure;
    }
    return named;
  }

  // Does the paragraph, or one beside it, tell of the rest as well?  A figure of 240 000 that is paid as 140
  // 000 now and 100 000 later is not contradicted.
  bool MayBePaidInParts(const ProseAmount& place, int64_t rest) const {
    return std::any_of(prose_.amounts.begin(), prose_.amounts.end(), [&](const ProseAmount& other) {
      return std::abs(other.paragraph - place.paragraph) <= 1 &&
             Magnitude(reading_.amounts[static_cast<size_t>(other.amount)].money.ore) == Magnitude(rest);
    });
  }

  // Row, column and year are named and the sentence holds no other sum: when a slip explains why the figure
  // differs, it is one.
  void Contradict(const ProseAmount& place, const std::vector<std::string>& sentence,
                  std::vector<Check>* checks) const {
    const Amount& amount = reading_.amounts[static_cast<size_t>(place.amount)];
    if (!amount.qualifier.empty() || !amount.per.empty() || amount.revised_from ||
        PrintedUnits(amount.money) < kSurelyMeant)
      return;
    const auto beside =
        std::count_if(prose_.amounts.begin(), prose_.amounts.end(), [&](const ProseAmount& other) {
          return other.paragraph == place.paragraph && other.sentence_number == place.sentence_number;
        });
    const Figure* figure = beside == 1 ? Named(sentence) : nullptr;
    if (figure == nullptr) return;
    const Money said{Magnitude(amount.money.ore), amount.money.step_ore};
    if (MayBePaidInParts(place, SubtractOre(figure->money.ore, said.ore))) return;
    std::string slip;
    for (const Slip& one : SlipsWithin(said, figure->money.ore, figure->money.ore)) slip = one.kind;
    const bool same_step = said.step_ore == figure->money.step_ore;
    if (slip.empty() || (!same_step && slip != "factor-1000")) return;
    Check check = Make(place, *figure);
    if (check.status != Status::kMismatch) return;
    check.diagnosis = slip;
    check.message = amount.text + " in the text is stated otherwise by table " +
                    std::to_string(*check.table + 1) + " (" +
                    TableOf(*figure).rows[static_cast<size_t>(figure->row)].label + ")";
    checks->push_back(std::move(check));
  }

  Check Make(const ProseAmount& place, const Figure& figure) const {
    const Amount& amount = reading_.amounts[static_cast<size_t>(place.amount)];
    Check check;
    check.rule = "prose-table";
    check.table = figure.cells.front().table;
    check.row = figure.row;
    check.column = figure.column;
    check.parts = figure.cells;
    check.amounts = {place.amount};
    check.where = amount.where;
    Money said = Hedged(amount);
    said.ore = Magnitude(said.ore);
    Compare(said, {figure.money}, &check);
    // Prose rounds on purpose: a figure rounded as it should be is the same figure.
    if (check.status == Status::kRounding && figure.money.step_ore < said.step_ore &&
        RoundedWell(said.ore, amount.money.step_ore, figure.money.ore))
      check.status = Status::kOk;
    const Row& row = TableOf(figure).rows[static_cast<size_t>(figure.row)];
    check.message = amount.text + " in the text is " +
                    (!figure.derived     ? "this figure of table "
                     : figure.difference ? "the difference of figures of table "
                                         : "the sum of the row in table ") +
                    std::to_string(*check.table + 1) + (row.label.empty() ? "" : " (" + row.label + ")");
    return check;
  }

  const Reading& reading_;
  const Prose& prose_;
  const RuleSet& rules_;
  std::vector<TableWords> words_;
  std::vector<Figure> figures_;  // by size
  int64_t largest_step_ = 1;
};

}  // namespace

void CheckProseAgainstTables(const Reading& reading, const Prose& prose, const RuleSet& rules,
                             std::vector<Check>* checks) {
  ProseTable(reading, prose, rules).Find(checks);
}

}  // namespace avstam::rules
