// Amounts, percentages and plain numbers: sign, range, unit, rate and hedge around a figure or a number in
// words.
#include <algorithm>

#include "normalize/scanner.h"

namespace avstam::normalize {
namespace {

// a < b, exactly; false when the two cannot be compared within int64.
bool Less(const Decimal& a, const Decimal& b) {
  int decimals = std::max({0, -a.exponent, -b.exponent});
  std::optional<int64_t> left = a.ToFixed(decimals), right = b.ToFixed(decimals);
  return left && right && *left < *right;
}

// a + b with the finer step; nothing past int64.
std::optional<Decimal> Sum(const Decimal& a, const Decimal& b) {
  int exponent = std::min(a.exponent, b.exponent);
  std::optional<int64_t> left = a.ToFixed(-exponent), right = b.ToFixed(-exponent);
  Decimal sum{0, exponent};
  if (!left || !right || __builtin_add_overflow(*left, *right, &sum.mantissa)) return {};
  return sum;
}

}  // namespace

std::optional<Scanner::Operand> Scanner::OperandAt(size_t at) const {
  if (at >= text_.size()) return {};
  if (!IsDigit(text_[at])) {
    size_t end = WordEnd(text_, at);
    if (end == at || !impl_.table.MayBeNumber(text_.substr(at, end - at))) return {};
    std::optional<NumberPhrase> phrase = impl_.table.Phrase(text_, at);
    if (!phrase) return {};
    return Operand{at, phrase->end, phrase->value, true, *phrase};
  }
  std::optional<Figure> figure = ReadFigure(text_, at, Grouping::kText);
  if (!figure) return {};
  Operand operand{at, figure->end, figure->value, false, {}};
  // Two revised figures set apart by one space, "568 154 568 690 tkr": more groups than money has, in two
  // like halves.
  if (figure->groups >= 4 && figure->groups % 2 == 0 && figure->separator == ' ' && !figure->has_decimals) {
    size_t half = at;
    for (int group = 0; group < figure->groups / 2; ++group) half += DigitsAt(half) + 1;
    std::optional<Decimal> first = Figures(at, half - 1);
    std::optional<Decimal> second = Figures(half, figure->end);
    std::optional<UnitHit> unit = UnitAt(figure->end);
    bool alike = first && second && Less(*first, Decimal{second->mantissa, 1}) &&
                 Less(*second, Decimal{first->mantissa, 1});
    if (alike && unit && unit->form->power + 3 * figure->groups >= 15) {
      operand.end = half - 1;
      operand.value = *first;
      return operand;
    }
  }
  // "5 tusen"; "miljoner" is a unit.
  size_t word = SkipSpaces(operand.end, 2);
  size_t word_end = WordEnd(text_, word);
  if (word > operand.end && word_end > word) {
    std::optional<int> power = impl_.table.MultiplierPower(text_.substr(word, word_end - word));
    if (power && *power < 6 && !UnitAt(operand.end)) {
      operand.value = operand.value.Scaled(*power);
      operand.end = word_end;
    }
  }
  return operand;
}

std::optional<Decimal> Scanner::Figures(size_t start, size_t end) const {
  std::string digits(text_.substr(start, end - start));
  std::erase(digits, ' ');
  return Decimal::Parse(digits);
}

std::optional<Scanner::UnitHit> Scanner::UnitAt(size_t at) const {
  size_t start = SkipSpaces(at, 2);
  if (start >= text_.size() || IsDigit(text_[start]) || text_[start] == ' ' || text_[start] == '(') return {};
  std::optional<PatternList::Hit> hit = impl_.units.At(text_, start);
  if (!hit) return {};
  return UnitHit{&impl_.words.units[static_cast<size_t>(hit->index)], hit->start, hit->end};
}

std::optional<Scanner::UnitHit> Scanner::UnitBefore(size_t at) const {
  size_t end = at;
  while (end > done_ && text_[end - 1] == ' ') --end;
  if (end <= done_ || IsDigit(text_[end - 1])) return {};
  std::optional<PatternList::Hit> hit = impl_.units.Before(text_, at);
  if (!hit || hit->start < done_) return {};
  const UnitForm& form = impl_.words.units[static_cast<size_t>(hit->index)];
  if (!form.before) return {};
  return UnitHit{&form, hit->start, hit->end};
}

bool Scanner::IsMoneyAfter(size_t at) const {
  size_t next = SkipSpaces(at, 3);
  if (next >= text_.size() || !IsLetterAt(text_, next)) return true;
  return impl_.rates.At(text_, next).has_value() || impl_.amount_tails.At(text_, next).has_value();
}

size_t Scanner::Rate(size_t at, std::string* per) const {
  size_t end = at;
  for (size_t from = at; from < text_.size();) {
    std::optional<PatternList::Hit> hit;
    // "kr. per år", "kr (exkl. moms) per timme"
    size_t next = from;
    while (next < text_.size() && next - from < 3 && std::string_view(" .,()").find(text_[next]) < 5) ++next;
    for (size_t start = from; start <= next && !hit; ++start) hit = impl_.rates.At(text_, start);
    if (!hit) break;
    const std::string& name = impl_.words.rates[static_cast<size_t>(hit->index)].per;
    from = hit->end;
    if (name == "none") continue;
    if (per->empty()) *per = name;
    end = hit->end;
  }
  return end;
}

size_t Scanner::SignStart(size_t start, bool* negative) const {
  *negative = false;
  constexpr std::string_view kDeducted = "./.", kPlusMinus = "±";
  size_t end = start;
  if (end > done_ && text_[end - 1] == ' ') --end;
  std::string_view before = text_.substr(done_, end - done_);
  if (before.ends_with(kDeducted)) {
    *negative = true;
    return end - kDeducted.size();
  }
  bool glued = end == start;
  if (before.ends_with('+') && glued) return start - 1;
  if (before.ends_with(kPlusMinus) && glued) return start - kPlusMinus.size();
  size_t dash = before.ends_with('-') ? 1 : before.ends_with("–") || before.ends_with("—") ? 3 : 0;
  if (dash == 0) return start;
  size_t sign = end - dash;
  // After a letter or digit it joins or divides; apart from its figure it is a dash of the sentence or a
  // bullet.
  bool joins =
      IsLetterBefore(text_, sign) || (sign > 0 && (IsDigit(text_[sign - 1]) || text_[sign - 1] == ')'));
  size_t lead = sign;
  while (lead > 0 && text_[lead - 1] == ' ') --lead;
  bool after_colon = lead > 0 && text_[lead - 1] == ':';
  bool apart = signs_stand_apart_ && before.ends_with('-') && !(sign > 0 && text_[sign - 1] == '/');
  if (joins || (!glued && !after_colon && !apart)) return start;
  *negative = true;
  return sign;
}

std::optional<size_t> Scanner::Quantity(const Operand& operand) {
  Operand low = operand;
  size_t end = low.end;
  bool negative = false;
  size_t start = low.in_words ? low.start : SignStart(low.start, &negative);
  if (std::optional<PatternList::Hit> minus = MinusBefore(start); minus && !negative) {
    negative = true;
    start = minus->start;
  }

  // What stands before the sign says how exact, or which unit.
  Before before = LookBefore(start);
  std::optional<UnitHit> unit_before = UnitBefore(start);
  if (unit_before) before = LookBefore(unit_before->start);

  std::optional<UnitHit> unit = UnitAt(end);
  std::optional<Decimal> high;
  // A range: the unit stands once, after its upper end.
  if (!unit) {
    bool opened = before.role == "opens";
    std::optional<size_t> joined = JoinerEnd(end, opened);
    std::optional<Operand> upper = joined ? OperandAt(*joined) : std::nullopt;
    if (upper && !(upper->in_words && upper->phrase.is_article)) {
      bool by_word = DashAt(SkipSpaces(end, 2)) == 0;
      Decimal lower = low.value;
      if (low.in_words && upper->in_words && !low.phrase.has_thousands) {
        lower = lower.Scaled(upper->phrase.multiplier_power);
      }
      bool revised = before.role == "from" && by_word;
      bool sound = Less(lower, upper->value) && !negative && (low.in_words == upper->in_words || by_word);
      std::optional<UnitHit> upper_unit = UnitAt(upper->end);
      bool plain = !by_word && !upper->in_words && EndsFigure(upper->end) && !IsYearAt(upper->start);
      if (sound && !revised && (upper_unit || plain || (upper->in_words && upper->phrase.has_millions))) {
        high = upper->value;
        low.value = lower;
        low.phrase = upper->phrase;
        low.in_words = upper->in_words;
        end = upper->end;
        unit = upper_unit;
      } else if (sound && revised && upper_unit && !upper_unit->form->currency.empty()) {
        AddQuantity(start, end, Kind::kAmount, low.value.Scaled(upper_unit->form->power), {},
                    *upper_unit->form, before);
        drafts_.back().found.unit_shared = true;
        return end;
      }
    }
  }
  // "(1 200) tkr"; "24 000- tkr"
  if (!unit && !low.in_words && !high) {
    if (start > done_ && text_[start - 1] == '(' && Is(end, ')') && UnitAt(end + 1)) {
      // "2,5 (3,1) mnkr": a figure beside another, not below zero.
      bool beside = !drafts_.empty() && drafts_.back().found.unit_shared && SkipSpaces(done_, 2) == start - 1;
      unit = UnitAt(end + 1);
      negative = !beside;
      --start;
      ++end;
    } else if (std::optional<size_t> bracketed = Bracketed(start, low, before)) {
      return bracketed;
    } else if (size_t dash = DashAt(end); dash > 0 && Is(end + dash, ' ') && UnitAt(end + dash)) {
      unit = UnitAt(end + dash);
      negative = true;
      end += dash;
    }
  }
  if (negative) low.value.mantissa = -low.value.mantissa;

  if (unit && !unit->form->currency.empty()) {
    if (low.in_words && !low.phrase.has_count) return {};
    AddQuantity(start, unit->end, Kind::kAmount, low.value.Scaled(unit->form->power),
                high ? std::optional(high->Scaled(unit->form->power)) : high, *unit->form, before);
    return drafts_.back().end;
  }
  if (unit && unit->form->unit == "%") {
    AddQuantity(start, unit->end, Kind::kPercent, low.value, high, *unit->form, before);
    return drafts_.back().end;
  }
  // A multiplier alone: "2,75 miljoner".
  if (unit) {
    low.value = low.value.Scaled(unit->form->power);
    if (high) high = high->Scaled(unit->form->power);
    end = unit->end;
    if (std::optional<size_t> compound = Compound(start, end, low.value, unit->form->power, before);
        compound && !high) {
      return compound;
    }
  }
  // "SEK 2,5m": whatever the letter says, it is not the figure alone.
  if (unit_before && IsLetterAt(text_, end)) return {};
  if (unit_before) {
    AddQuantity(unit_before->start, end, Kind::kAmount, low.value.Scaled(unit_before->form->power),
                high ? std::optional(high->Scaled(unit_before->form->power)) : high, *unit_before->form,
                before);
    return drafts_.back().end;
  }
  bool multiplied = unit.has_value() || (low.in_words && low.phrase.has_millions && low.phrase.has_count);
  if (multiplied && IsMoneyAfter(end)) {
    UnitForm assumed = unit ? *unit->form : UnitForm();
    assumed.currency = kAssumedCurrency;
    AddQuantity(start, end, Kind::kAmount, low.value, high, assumed, before);
    drafts_.back().found.currency_assumed = true;
    return drafts_.back().end;
  }
  if (!low.in_words && !unit && !high) {
    if (std::optional<size_t> shared = SharedUnit(start, end, low, before)) return shared;
  }
  if (low.in_words && !unit && !high) {
    if (std::optional<size_t> bracketed = Bracketed(start, low, before)) return bracketed;
  }
  if (low.in_words && !(low.phrase.has_thousands && low.phrase.has_count)) return {};
  if (!low.in_words && !unit && (IsLetterAt(text_, end) || (Is(end, ':') && IsLetterAt(text_, end + 1))))
    return {};
  AddQuantity(start, end, Kind::kNumber, low.value, high, UnitForm(), before);
  return drafts_.back().end;
}

std::optional<PatternList::Hit> Scanner::MinusBefore(size_t at) const {
  if (at <= done_ || text_[at - 1] != ' ') return {};
  std::optional<PatternList::Hit> hit = impl_.minus_words.Before(text_, at);
  if (!hit || hit->start < done_) return {};
  return hit;
}

// "250 000 (tvåhundrafemtiotusen) kronor" and "tvåhundrafemtiotusen (250 000) kronor" are one amount;
// "2,5 (3,1) mnkr" is two, and the unit stands once.
std::optional<size_t> Scanner::Bracketed(size_t start, const Operand& operand, const Before& before) {
  size_t open = SkipSpaces(operand.end, 2);
  if (!Is(open, '(')) return {};
  std::optional<Operand> inner = OperandAt(open + 1);
  if (!inner || !Is(inner->end, ')')) return {};
  std::optional<UnitHit> unit = UnitAt(inner->end + 1);
  if (!unit || unit->form->currency.empty()) return {};
  bool twice = inner->value == operand.value;
  bool other = !inner->in_words && !operand.in_words;
  if (!twice && !other) return {};
  size_t end = twice ? unit->end : operand.end;
  AddQuantity(start, end, Kind::kAmount, operand.value.Scaled(unit->form->power), {}, *unit->form, before);
  drafts_.back().found.unit_shared = !twice;
  return drafts_.back().end;
}

// "4 miljoner 300 000 kronor": the smaller part belongs to the larger.
std::optional<size_t> Scanner::Compound(size_t start, size_t end, const Decimal& large, int power,
                                        const Before& before) {
  if (!Is(end, ' ')) return {};
  std::optional<Operand> rest = OperandAt(end + 1);
  std::optional<UnitHit> unit = rest ? UnitAt(rest->end) : std::nullopt;
  if (!unit || unit->form->currency.empty() || large.exponent < power) return {};
  Decimal small = rest->value.Scaled(unit->form->power);
  std::optional<Decimal> sum = Sum(large, small);
  if (!sum || !Less(small, Decimal{1, power})) return {};
  AddQuantity(start, unit->end, Kind::kAmount, *sum, {}, *unit->form, before);
  return drafts_.back().end;
}

// "568 154  568 690 tkr": an amount whose unit stands after the next figure, of like size.
std::optional<size_t> Scanner::SharedUnit(size_t start, size_t end, const Operand& operand,
                                          const Before& before) {
  size_t next = SkipSpaces(end, 6);
  if (next == end || next >= text_.size() || !IsDigit(text_[next])) return {};
  std::optional<Figure> figure = ReadFigure(text_, next, Grouping::kText);
  std::optional<UnitHit> unit = figure ? UnitAt(figure->end) : std::nullopt;
  if (!unit || unit->form->currency.empty() || operand.end - operand.start < 2) return {};
  Decimal tenfold = figure->value.Scaled(1), own_tenfold = operand.value.Scaled(1);
  if (!Less(operand.value, tenfold) || !Less(figure->value, own_tenfold)) return {};
  AddQuantity(start, end, Kind::kAmount, operand.value.Scaled(unit->form->power), {}, *unit->form, before);
  drafts_.back().found.unit_shared = true;
  return end;
}

void Scanner::AddQuantity(size_t start, size_t end, Kind kind, const Decimal& value,
                          const std::optional<Decimal>& high, const UnitForm& unit, const Before& before) {
  std::string per;
  if (kind != Kind::kNumber) end = Rate(end, &per);
  std::string qualifier = before.kind == WordKind::kHedge ? std::string(before.role) : std::string();
  // "ett tiotal miljoner" is a hedge in itself.
  if (qualifier.empty() && IsLetterAt(text_, start)) {
    if (std::optional<PatternList::Hit> hit = impl_.hedges.Search(text_.substr(start, end - start))) {
      qualifier = impl_.words.hedges[static_cast<size_t>(hit->index)].qualifier;
    }
  }
  Add(start, end, kind, value.ToString());
  Found& found = drafts_.back().found;
  found.number = value;
  found.high = high;
  found.per = std::move(per);
  found.qualifier = std::move(qualifier);
  if (kind == Kind::kPercent) found.unit = "%";
  if (kind == Kind::kAmount) {
    found.unit = unit.currency;
    found.unit_form = unit.unit;
  }
}

}  // namespace avstam::normalize
