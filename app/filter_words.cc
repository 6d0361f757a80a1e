#include "app/filter_words.h"

#include "app/pipeline.h"
#include "base/decimal.h"
#include "base/error.h"
#include "base/money.h"
#include "store/folding.h"

namespace avstam::app {
namespace {

std::string Letters(const std::string& text) {
  std::string out;
  for (char c : store::Folded(text))
    if ((c & 0x80) != 0 || (c >= 'a' && c <= 'z')) out += c;
  return out;
}

}  // namespace

std::string FilterWords::Region(const std::string& text) {
  if (text.size() == 2 && text.find_first_not_of("0123456789") == std::string::npos) return text;
  std::optional<std::string> code = Normalizer().RegionCode(text);
  if (!code) code = PlainRegion(text);
  if (!code) throw Error(ErrorCode::kUsage, "no such region: " + EscapeForTerminal(text));
  return *code;
}

int64_t FilterWords::Ore(const std::string& text) {
  if (std::optional<Decimal> plain = Decimal::Parse(text))
    if (std::optional<Money> money = Money::FromDecimal(*plain, 0)) return money->ore;
  const normalize::CellFigure figure = Normalizer().ReadCell(text);
  if (figure.number && !figure.percent)
    if (std::optional<Money> money = Money::FromDecimal(*figure.number, figure.unit_power)) return money->ore;
  throw Error(ErrorCode::kUsage, "no amount: " + EscapeForTerminal(text) + "; like 5000000 or \"5 mkr\"");
}

std::optional<std::string> FilterWords::PlainRegion(const std::string& text) {
  for (const normalize::PlaceName& place : rules().lexicon().regions)
    if (Letters(place.name) == Letters(text)) return place.code;
  return std::nullopt;
}

const rules::RuleSet& FilterWords::rules() {
  if (!rule_set_) rule_set_ = LoadRules(rules_);
  return *rule_set_;
}

const normalize::Normalizer& FilterWords::Normalizer() {
  if (!loaded_) loaded_.emplace(rules().lexicon());
  return *loaded_;
}

}  // namespace avstam::app
