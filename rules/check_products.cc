#include "rules/check_products.h"

#include <optional>
#include <string>

#include "base/decimal.h"
#include "rules/check_prose.h"
#include "rules/prose_cues.h"
#include "rules/reconcile.h"
#include "rules/slip.h"
#include "rules/too_large.h"

namespace avstam::rules {
namespace {

constexpr int64_t kMostTimes = 10'000;

// "10", "tre".
std::optional<int64_t> CountIn(const RuleSet& rules, const std::string& text) {
  std::optional<Decimal> number = Decimal::Parse(text);
  for (const normalize::NumberWord& word : rules.lexicon().number_words)
    if (word.word == text) number = Decimal::Parse(word.value);
  const std::optional<int64_t> count = number ? number->ToFixed(0) : std::nullopt;
  return count && *count >= 2 && *count <= kMostTimes ? count : std::nullopt;
}

std::optional<int64_t> CountOf(const RuleSet& rules, const std::string& text, const std::string& of) {
  for (const RuleMatch& match : rules.MatchAll("prose-count", text))
    if (match.rule->set.at("of") == of) return CountIn(rules, match.Captured("count"));
  return std::nullopt;
}

}  // namespace

void CheckProducts(const Reading& reading, const Prose& prose, const RuleSet& rules,
                   std::vector<Check>* checks) {
  for (size_t i = 0; i + 1 < prose.amounts.size(); ++i) {
    const ProseAmount &first = prose.amounts[i], &second = prose.amounts[i + 1];
    if (first.paragraph != second.paragraph || first.sentence_number != second.sentence_number) continue;
    const Amount& each = reading.amounts[static_cast<size_t>(first.amount)];
    const Amount& whole = reading.amounts[static_cast<size_t>(second.amount)];
    if (each.currency != whole.currency || !each.qualifier.empty() || !whole.qualifier.empty() || each.high ||
        whole.high || !whole.per.empty() || IsTooLarge(each.money) || IsTooLarge(whole.money) ||
        each.money.ore <= 0 || !SaysAllParts(rules, second.before, "before") ||
        FindCues(rules, first.sentence).limit)
      continue;
    const std::optional<int64_t> count =
        each.per == "year" ? CountOf(rules, second.before, "years") : CountOf(rules, first.before, "price");
    if (!count) continue;
    const auto times = [&](int64_t ore) {
      int64_t out = 0;
      return __builtin_mul_overflow(ore, *count, &out) ? std::nullopt : std::optional<int64_t>(out);
    };
    const std::optional<int64_t> product = times(each.money.ore), step = times(each.money.step_ore);
    if (!product || !step || IsTooLarge({*product, *step})) continue;
    Check check;
    check.rule = "prose-sum";
    check.where = whole.where;
    check.amounts = {second.amount, first.amount};
    Compare(whole.money, {{*product, *step}}, &check);
    check.message = "the text makes " + whole.text + " of " + std::to_string(*count) + " × " + each.text;
    if (check.status == Status::kMismatch) {
      const std::vector<Slip> slips =
          SlipsWithin(whole.money, SubtractOre(*product, *step / 2), AddOre(*product, *step / 2));
      if (slips.empty()) continue;
      check.diagnosis = slips.front().kind;
    }
    checks->push_back(std::move(check));
  }
}

}  // namespace avstam::rules
