#include "rules/amounts.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "normalize/text.h"
#include "rules/running_text.h"

namespace avstam::rules {
namespace {

constexpr int kRevisionReach = 4;     // code points between an old amount and the one that replaces it
constexpr int kPairsOfARevision = 2;  // so many pairs of old and new show that a paper sets them side by side
constexpr int64_t kLikeSizeShare = 10;  // of a figure: the old and the new one differ by less than a tenth

struct FoundIn {
  Passage passage;
  std::vector<normalize::Found> found;
};

class AmountReader {
 public:
  AmountReader(const RuleSet& rules, const normalize::Normalizer& normalizer)
      : rules_(rules), normalizer_(normalizer) {
    for (const Rule& rule : rules.rules())
      if (rule.kind == "unit") unit_rules_.insert({rule.set.at("unit"), rule.id});
    for (const normalize::UnitForm& unit : rules.lexicon().units) unit_power_.insert({unit.unit, unit.power});
  }

  FoundIn Find(Passage passage) const {
    std::vector<normalize::Found> found = normalizer_.Find(passage.text);
    return {std::move(passage), std::move(found)};
  }

  // "670 671 kr" is one figure or two: two in a paper that sets old and new figures side by side.
  static void SplitPairs(std::vector<FoundIn>* all) {
    int pairs = 0;
    for (const FoundIn& in : *all)
      for (const normalize::Found& f : in.found) pairs += f.unit_shared ? 1 : 0;
    if (pairs < kPairsOfARevision) return;
    for (FoundIn& in : *all) {
      std::vector<normalize::Found> out;
      for (normalize::Found& f : in.found) {
        if (IsPair(f)) {
          normalize::Found old = f;
          old.number->mantissa /= 1000;
          old.end = f.start + 3;
          old.raw = f.raw.substr(0, 3);
          old.unit_shared = true;
          out.push_back(std::move(old));
          f.number->mantissa %= 1000;
          f.start += 4;
          f.raw = f.raw.substr(normalize::ByteOf(f.raw, 4));
        }
        out.push_back(std::move(f));
      }
      in.found = std::move(out);
    }
  }

  void Read(const FoundIn& in, std::vector<Amount>* out) const {
    const Passage& paragraph = in.passage;
    const std::vector<normalize::Found>& found = in.found;
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
      if (old != nullptr && Replaces(paragraph.text, *old, f)) amount.revised_from = Replaced(*old, f);
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
  static bool IsPair(const normalize::Found& f) {
    if (f.kind != normalize::Kind::kAmount || !f.number || f.high || f.number->mantissa < 100100 ||
        f.number->mantissa > 999999)
      return false;
    const std::string text = normalize::Normalize(f.raw).text;
    if (text.size() < 8 || text[3] != ' ' || text.find_first_not_of("0123456789") != 3 ||
        text.find_first_not_of("0123456789", 4) != 7)
      return false;
    const int64_t old = f.number->mantissa / 1000, now = f.number->mantissa % 1000;
    return now >= 100 && std::abs(now - old) * kLikeSizeShare < now && now != old;
  }

  // Does nothing stand between them but what parts them, and a word that makes the new one less exact?
  bool Replaces(const std::string& text, const normalize::Found& old, const normalize::Found& now) const {
    if (now.start - old.end <= kRevisionReach) return true;
    const size_t from = normalize::ByteOf(text, old.end), to = normalize::ByteOf(text, now.start);
    std::string between = normalize::Normalize(text.substr(from, to - from)).text;
    const size_t first = between.find_first_not_of(" |"), last = between.find_last_not_of(" |");
    if (first == std::string::npos) return true;
    return rules_.Match("hedge", between.substr(first, last + 1 - first)).rule != nullptr;
  }

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

  const RuleSet& rules_;
  const normalize::Normalizer& normalizer_;
  std::map<std::string, std::string> unit_rules_;  // unit form -> rule id
  std::map<std::string, int> unit_power_;
};

}  // namespace

std::vector<Amount> FindAmounts(const extract::Document& document, const WordSet& taken, const RuleSet& rules,
                                const normalize::Normalizer& normalizer) {
  AmountReader reader(rules, normalizer);
  std::vector<FoundIn> all;
  for (const extract::Page& page : document.pages)
    for (Passage& paragraph : Paragraphs(page, taken)) all.push_back(reader.Find(std::move(paragraph)));
  AmountReader::SplitPairs(&all);
  std::vector<Amount> out;
  for (const FoundIn& in : all) reader.Read(in, &out);
  return out;
}

std::vector<Amount> FindAmountsOverPages(const RunningText& text, const std::vector<int>& rows,
                                         const RuleSet& rules, const normalize::Normalizer& normalizer) {
  AmountReader reader(rules, normalizer);
  std::vector<Amount> out;
  for (size_t i = 1; i < rows.size(); ++i) {
    const TextRow &above = text.rows()[static_cast<size_t>(rows[i - 1])],
                  &below = text.rows()[static_cast<size_t>(rows[i])];
    if (above.page == below.page || above.in_table || below.in_table || EndsSentence(above.text)) continue;
    FoundIn in = reader.Find(text.Join({{rows[i - 1]}, {rows[i]}}));
    const int turn = normalize::CodePoints(text.Join({{rows[i - 1]}}).text);
    std::erase_if(in.found, [&](const normalize::Found& f) { return f.start >= turn || f.end <= turn + 1; });
    reader.Read(in, &out);
  }
  return out;
}

}  // namespace avstam::rules
