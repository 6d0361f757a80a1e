#include "rules/amounts.h"

#include <algorithm>
#include <map>
#include <string>

#include "normalize/text.h"
#include "rules/running_text.h"

namespace avstam::rules {
namespace {

constexpr int kRevisionReach = 4;  // code points between an old amount and the one that replaces it

class AmountReader {
 public:
  AmountReader(const RuleSet& rules, const normalize::Normalizer& normalizer) : normalizer_(normalizer) {
    for (const Rule& rule : rules.rules())
      if (rule.kind == "unit") unit_rules_.insert({rule.set.at("unit"), rule.id});
    for (const normalize::UnitForm& unit : rules.lexicon().units) unit_power_.insert({unit.unit, unit.power});
  }

  void Read(const Passage& paragraph, std::vector<Amount>* out) const {
    std::vector<normalize::Found> found = normalizer_.Find(paragraph.text);
    const normalize::Found* old = nullptr;  // a sum that the next one replaces
    for (const normalize::Found& f : found) {
      bool number = f.kind == normalize::Kind::kNumber || f.kind == normalize::Kind::kDate;
      if ((f.kind != normalize::Kind::kAmount && !number) || !f.number) continue;
      bool struck = false;
      Amount amount = Make(paragraph, f, &struck);
      if (struck || (f.unit_shared && f.kind == normalize::Kind::kAmount)) {
        old = &f;
        continue;
      }
      if (number) continue;
      std::optional<Money> money = Money::FromDecimal(*f.number, 0);
      if (!money) continue;  // below one öre, or past what a sum can be
      amount.money = *money;
      if (old != nullptr && f.start - old->end <= kRevisionReach) amount.revised_from = Replaced(*old, f);
      old = nullptr;
      if (f.high) amount.high = Money::FromDecimal(*f.high, 0);
      out->push_back(amount);
      // A range names two sums.
      if (amount.high) {
        Amount upper = amount;
        upper.money = *amount.high;
        upper.high.reset();
        out->back().high.reset();
        out->push_back(upper);
      }
    }
  }

 private:
  // The old sum, in the unit of the new one where it has none of its own.
  std::optional<Money> Replaced(const normalize::Found& old, const normalize::Found& f) const {
    if (old.kind == normalize::Kind::kAmount) return Money::FromDecimal(*old.number, 0);
    auto power = unit_power_.find(f.unit_form);
    return Money::FromDecimal(*old.number, power == unit_power_.end() ? 0 : power->second);
  }

  Amount Make(const Passage& paragraph, const normalize::Found& f, bool* struck) const {
    Amount amount;
    amount.where = paragraph.WhereOf(f.start, f.end);
    int words = 0, lines = 0;
    for (const Passage::Piece& piece : paragraph.pieces) {
      if (piece.end <= f.start || piece.start >= f.end) continue;
      ++words;
      lines += piece.page->words[static_cast<size_t>(piece.word)].struck_out;
    }
    *struck = words > 0 && 2 * lines >= words;
    amount.text = normalize::Normalize(f.raw).text;
    amount.currency = f.unit;
    amount.per = f.per;
    amount.qualifier = f.qualifier;
    auto rule = unit_rules_.find(f.unit_form);
    amount.rule = rule == unit_rules_.end() ? "amount" : rule->second;
    return amount;
  }

  const normalize::Normalizer& normalizer_;
  std::map<std::string, std::string> unit_rules_;  // unit form -> rule id
  std::map<std::string, int> unit_power_;
};

}  // namespace

std::vector<Amount> FindAmounts(const extract::Document& document, const WordSet& taken, const RuleSet& rules,
                                const normalize::Normalizer& normalizer) {
  std::vector<Amount> out;
  AmountReader reader(rules, normalizer);
  for (const extract::Page& page : document.pages)
    for (const Passage& paragraph : Paragraphs(page, taken)) reader.Read(paragraph, &out);
  return out;
}

}  // namespace avstam::rules
