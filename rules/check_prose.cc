#include "rules/check_prose.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "rules/prose_cues.h"
#include "rules/reconcile.h"
#include "rules/slip.h"
#include "rules/too_large.h"

namespace avstam::rules {
namespace {

// How far from a sum its parts are looked for.
constexpr size_t kMostParts = 8;
constexpr int kParagraphsOn = 3;

// In parentheses stands what is said by the way: "(2017 avsattes 655 miljoner kronor)".
bool InParentheses(const Prose& prose, const ProseAmount& amount) {
  const std::string& text = prose.paragraphs[static_cast<size_t>(amount.paragraph)];
  int open = 0;
  for (size_t i = 0; i < amount.start; ++i) open += text[i] == '(' ? 1 : text[i] == ')' && open > 0 ? -1 : 0;
  return open > 0 && text.find(')', amount.end) != std::string::npos;
}

class SumFinder {
 public:
  SumFinder(const Reading& reading, const Prose& prose, const RuleSet& rules)
      : reading_(reading), prose_(prose), rules_(rules) {
    cues_.reserve(prose.amounts.size());
    for (size_t i = 0; i < prose.amounts.size(); ++i) {
      const bool known = i > 0 && prose.amounts[i].sentence == prose.amounts[i - 1].sentence;
      cues_.push_back(known ? cues_.back() : FindCues(rules, prose.amounts[i].sentence));
    }
  }

  void Find(std::vector<Check>* checks) {
    for (size_t i = 0; i < prose_.amounts.size(); ++i) {
      const Amount& whole = AmountOf(i);
      if (whole.high || whole.qualifier == "at-most" || whole.qualifier == "at-least" ||
          whole.money.ore <= 0 || IsTooLarge(whole.money))
        continue;
      const Cues& cues = cues_[i];
      std::optional<Check> check = Forwards(i, cues);
      if (!check && cues.together) check = Backwards(i);
      if (!check && !cues.limit && !cues.change) check = Wrong(i);
      if (check) checks->push_back(std::move(*check));
    }
  }

 private:
  const Amount& AmountOf(size_t i) const {
    return reading_.amounts[static_cast<size_t>(prose_.amounts[i].amount)];
  }
  bool MayBePart(size_t whole, size_t part) const {
    const Amount &a = AmountOf(whole), &b = AmountOf(part);
    return a.currency == b.currency && a.per == b.per && b.qualifier.empty() && b.money.ore < a.money.ore &&
           b.money.ore > 0 && a.part == b.part && !b.high && !InParentheses(prose_, prose_.amounts[part]);
  }

  Check Make(size_t whole, const std::vector<size_t>& parts) const {
    const Amount& amount = AmountOf(whole);
    Check check;
    check.rule = "prose-sum";
    check.where = amount.where;
    check.amounts.push_back(prose_.amounts[whole].amount);
    std::vector<Money> figures;
    std::string named;
    for (size_t part : parts) {
      figures.push_back(Hedged(AmountOf(part)));
      check.amounts.push_back(prose_.amounts[part].amount);
      named += (named.empty() ? "" : " + ") + AmountOf(part).text;
    }
    Compare(Hedged(amount), figures, &check);
    check.message = "the text names the parts of " + amount.text + ": " + named;
    return check;
  }
  // Figures of few digits agree within rounding by chance.
  static bool Agrees(const Check& check, const Amount& whole) {
    return check.status == Status::kOk ||
           (check.status == Status::kRounding && PrintedUnits(whole.money) >= kTellingUnits);
  }

  // "totalt X. Av dessa A, B och C": the parts follow.
  std::optional<Check> Forwards(size_t i, const Cues& cues) const {
    std::vector<size_t> parts;
    int64_t sum = 0;
    bool partition = cues.partition;
    int sentence = prose_.amounts[i].sentence_number, paragraph = prose_.amounts[i].paragraph;
    for (size_t j = i + 1; j < prose_.amounts.size() && parts.size() < kMostParts; ++j) {
      if (prose_.amounts[j].paragraph > prose_.amounts[i].paragraph + kParagraphsOn) break;
      if (prose_.amounts[j].sentence_number != sentence || prose_.amounts[j].paragraph != paragraph) {
        sentence = prose_.amounts[j].sentence_number;
        paragraph = prose_.amounts[j].paragraph;
        partition = partition || cues_[j].partition;
      }
      if (!MayBePart(i, j)) continue;
      parts.push_back(j);
      sum = AddOre(sum, AmountOf(j).money.ore);
      if (parts.size() < 2 || !partition) continue;
      Check check = Make(i, parts);
      if (Agrees(check, AmountOf(i))) return check;
      if (sum > AmountOf(i).money.ore) break;
    }
    return std::nullopt;
  }

  // "A och B, tillsammans X": they stand before.
  std::optional<Check> Backwards(size_t i) const {
    std::vector<size_t> parts;
    for (size_t j = i; j-- > 0 && parts.size() < kMostParts;) {
      if (prose_.amounts[j].paragraph != prose_.amounts[i].paragraph) break;
      if (!MayBePart(i, j)) break;
      parts.insert(parts.begin(), j);
      if (parts.size() < 2) continue;
      Check check = Make(i, parts);
      if (check.status == Status::kOk) return check;
    }
    return std::nullopt;
  }

  // Does the sentence name the parts of its sum, and nothing else, and does one slip explain that they
  // differ?
  std::optional<Check> Wrong(size_t i) const {
    const ProseAmount& whole = prose_.amounts[i];
    std::vector<size_t> before, after;
    for (size_t j = 0; j < prose_.amounts.size(); ++j) {
      const ProseAmount& other = prose_.amounts[j];
      if (j == i || other.paragraph != whole.paragraph || other.sentence_number != whole.sentence_number)
        continue;
      if (!MayBePart(i, j) || AmountOf(j).revised_from) return std::nullopt;
      (j < i ? before : after).push_back(j);
    }
    std::vector<size_t> parts;
    if (before.empty() && SaysAllParts(rules_, whole.after, "after"))
      parts = after;
    else if (after.empty() && SaysAllParts(rules_, whole.before, "before"))
      parts = before;
    const Amount& amount = AmountOf(i);
    if (parts.size() < 2 || !amount.qualifier.empty() || PrintedUnits(amount.money) < kTellingUnits)
      return std::nullopt;
    Check check = Make(i, parts);
    if (check.status != Status::kMismatch) return std::nullopt;
    check.diagnosis = SlipIn(i, parts, check);
    if (check.diagnosis.empty()) return std::nullopt;
    return check;
  }
  std::string SlipIn(size_t whole, const std::vector<size_t>& parts, const Check& check) const {
    const auto slip_in = [&](const Money& money, int64_t off) {
      const int64_t wanted = AddOre(money.ore, off), room = *check.tolerance_ore;
      const std::vector<Slip> slips = SlipsWithin(money, SubtractOre(wanted, room), AddOre(wanted, room));
      return slips.empty() ? std::string() : slips.front().kind;
    };
    std::string slip = slip_in(AmountOf(whole).money, SubtractOre(0, *check.difference_ore));
    for (size_t part : parts)
      if (slip.empty()) slip = slip_in(AmountOf(part).money, *check.difference_ore);
    return slip;
  }

  const Reading& reading_;
  const Prose& prose_;
  const RuleSet& rules_;
  std::vector<Cues> cues_;  // of the sentences of prose_.amounts
};

}  // namespace

Money Hedged(const Amount& amount) {
  Money money = amount.money;
  if (amount.qualifier == "about") money.step_ore = AddOre(money.step_ore, money.step_ore);
  return money;
}

void CheckProseSums(const Reading& reading, const Prose& prose, const RuleSet& rules,
                    std::vector<Check>* checks) {
  SumFinder(reading, prose, rules).Find(checks);
}

void CarrySumsToTables(const Reading& reading, std::vector<Check>* checks) {
  std::map<int, CellRef> cell_of;  // of a sum that repeats one cell
  std::set<int> held;
  std::vector<size_t> sums;
  for (size_t i = 0; i < checks->size(); ++i) {
    const Check& check = (*checks)[i];
    if (check.rule == "prose-sum" && check.status == Status::kOk) sums.push_back(i);
    if (check.rule != "prose-table" || check.amounts.empty()) continue;
    held.insert(check.amounts.front());
    if (check.parts.size() == 1) cell_of.emplace(check.amounts.front(), check.parts.front());
  }
  for (size_t i : sums) {
    Check check = (*checks)[i];
    if (held.count(check.amounts.front())) continue;
    std::vector<Money> figures;
    for (size_t part = 1; part < check.amounts.size(); ++part) {
      auto cell = cell_of.find(check.amounts[part]);
      if (cell == cell_of.end()) break;
      check.parts.push_back(cell->second);
      Money figure = *reading.tables[static_cast<size_t>(cell->second.table)]
                          .rows[static_cast<size_t>(cell->second.row)]
                          .cells[static_cast<size_t>(cell->second.column)]
                          .value;
      if (figure.ore < 0) figure.ore = SubtractOre(0, figure.ore);
      figures.push_back(figure);
    }
    if (figures.size() + 1 != check.amounts.size()) continue;
    const Amount& amount = reading.amounts[static_cast<size_t>(check.amounts.front())];
    Compare(Hedged(amount), figures, &check);
    if (check.status == Status::kMismatch) continue;
    check.rule = "prose-table";
    check.table = check.parts.front().table;
    check.amounts.resize(1);
    check.message =
        amount.text + " in the text is the sum of figures of table " + std::to_string(*check.table + 1);
    checks->push_back(std::move(check));
  }
}

void CheckRevisions(const Reading& reading, std::vector<Check>* checks) {
  std::vector<size_t> revised;
  for (size_t i = 0; i < reading.amounts.size(); ++i)
    if (reading.amounts[i].revised_from && !IsTooLarge(reading.amounts[i].money) &&
        !IsTooLarge(*reading.amounts[i].revised_from))
      revised.push_back(i);
  auto at = [&](size_t i) -> const Amount& { return reading.amounts[revised[i]]; };
  for (size_t i = 0; i < revised.size(); ++i) {
    const Amount& whole = at(i);
    Money change{SubtractOre(whole.money.ore, whole.revised_from->ore),
                 AddOre(whole.money.step_ore, whole.revised_from->step_ore)};
    std::vector<Money> changes;
    Check check;
    check.amounts.push_back(static_cast<int>(revised[i]));
    int64_t old_sum = 0;
    for (size_t j = i + 1; j < revised.size() && changes.size() < kMostParts; ++j) {
      const Amount& part = at(j);
      // A price or a rate beside the sums is none of their parts.
      if (part.currency != whole.currency || part.per != whole.per || part.part != whole.part ||
          part.money.step_ore != whole.money.step_ore || part.money.ore >= whole.money.ore)
        continue;
      changes.push_back({SubtractOre(part.money.ore, part.revised_from->ore),
                         AddOre(part.money.step_ore, part.revised_from->step_ore)});
      check.amounts.push_back(static_cast<int>(revised[j]));
      old_sum = AddOre(old_sum, part.revised_from->ore);
      if (changes.size() < 2) continue;
      Compare(change, changes, &check);
      const bool was_whole = old_sum == whole.revised_from->ore;
      if (*check.difference_ore != 0 && !was_whole) continue;
      check.rule = "revision-delta";
      check.where = whole.where;
      check.message = check.status == Status::kMismatch
                          ? "the old sum was that of its parts, the new one is not"
                          : "the change of the sum is that of its parts";
      checks->push_back(check);
      break;
    }
  }
}

}  // namespace avstam::rules
