// Paragraphs, case numbers, and the figures that are none: telephone numbers, page marks, laws, clock times.
#include <algorithm>
#include <string>

#include "normalize/scanner.h"

namespace avstam::normalize {
namespace {

constexpr std::string_view kSectionSign = "§";

std::string WithPlainDashes(std::string_view text) {
  std::string plain;
  for (size_t i = 0; i < text.size();) {
    if (text.substr(i).starts_with("–") || text.substr(i).starts_with("—")) {
      plain += '-';
      i += 3;
    } else {
      plain += text[i++];
    }
  }
  return plain;
}

}  // namespace

size_t Scanner::AtSection(size_t at) {
  size_t end = at;
  while (text_.substr(end).starts_with(kSectionSign)) end += kSectionSign.size();
  bool several = end - at > kSectionSign.size();
  size_t number = SkipSpaces(end, 2);
  std::optional<size_t> taken = DigitsAt(number) > 0 ? Paragraph(number, at) : std::nullopt;
  if (!taken) return end;
  // "§§ 12, 14 och 16"
  while (several) {
    done_ = *taken;
    size_t next = *taken, word_end = 0;
    if (Is(next, ',')) {
      next = SkipSpaces(next + 1, 2);
    } else if (size_t word = SkipSpaces(next, 2); DateRoleAt(word, "closes", &word_end)) {
      next = SkipSpaces(word_end, 2);
    } else {
      break;
    }
    if (DigitsAt(next) == 0 || UnitAt(next + DigitsAt(next))) break;
    std::optional<size_t> more = Paragraph(next, next);
    if (!more) break;
    taken = more;
  }
  return *taken;
}

std::optional<size_t> Scanner::Paragraph(size_t at, size_t raw_start) {
  size_t digits = DigitsAt(at);
  if (digits == 0 || digits > 4) return {};
  size_t end = at + digits;
  std::string value(text_.substr(at, digits));
  size_t year_digits = Is(end, '/') ? DigitsAt(end + 1) : 0;
  if (year_digits == 2 || year_digits == 4) {
    value += text_.substr(end, 1 + year_digits);
    end += 1 + year_digits;
  }
  size_t dash_at = SkipSpaces(end, 1);
  if (size_t dash = DashAt(dash_at)) {
    size_t second = SkipSpaces(dash_at + dash, 1);
    size_t second_digits = DigitsAt(second);
    if (second_digits > 0 && second_digits <= 4 && IntAt(second, second_digits) > IntAt(at, digits)) {
      value += "-" + std::string(text_.substr(second, second_digits));
      end = second + second_digits;
    }
  }
  if (end < text_.size() && (IsDigit(text_[end]) || Is(end, ':'))) {
    if (!Is(end, ':') || DigitsAt(end + 1) > 0) return {};
  }
  // "§ 6 kommunallagen", "kap. 6 § 4": a law's.
  size_t next = SkipSpaces(end, 2);
  size_t word_end = WordEnd(text_, next);
  if (word_end - next <= 2 && Is(word_end, ' ') && !impl_.law_words.At(text_, next))
    next = word_end + 1;  // "§ 3 i lagen"
  bool law =
      impl_.law_words.At(text_, next).has_value() || impl_.chapter_words.Before(text_, raw_start).has_value();
  if (!law) Add(raw_start, end, Kind::kParagraph, std::move(value));
  return end;
}

std::optional<size_t> Scanner::Law(size_t at) const {
  size_t end = at + DigitsAt(at);
  size_t word = SkipSpaces(end, 1);
  if (std::optional<PatternList::Hit> hit = impl_.chapter_words.At(text_, word)) return hit->end;
  // "6 a §"
  if (word < text_.size() && text_[word] >= 'a' && text_[word] <= 'z' && Is(word + 1, ' ')) word += 2;
  if (!text_.substr(word).starts_with(kSectionSign)) return {};
  while (text_.substr(word).starts_with(kSectionSign)) word += kSectionSign.size();
  size_t number = SkipSpaces(word, 1);
  size_t digits = DigitsAt(number);
  if (digits == 0) return word;
  // "KS 2019 § 187" is a paragraph; "6 § 2 st" is a law's.
  std::optional<PatternList::Hit> hit = impl_.law_words.At(text_, SkipSpaces(number + digits, 1));
  if (!hit) return {};
  return hit->end;
}

std::optional<size_t> Scanner::CaseNumber(size_t at, const Before& before) {
  // Letters before the figures, joined by a sign, a space or nothing.
  constexpr size_t kLongestPrefix = 8 * 2;
  size_t start = at, joiner = at;
  if (at > done_ && !IsLetterBefore(text_, at)) {
    joiner = at - 1;
    while (joiner > done_ && (static_cast<unsigned char>(text_[joiner]) & 0xC0) == 0x80) --joiner;
  }
  size_t word = joiner;
  while (word > done_ && joiner - word < kLongestPrefix && IsLetterBefore(text_, word)) {
    --word;
    while (word > done_ && (static_cast<unsigned char>(text_[word]) & 0xC0) == 0x80) --word;
  }
  bool has_prefix = word < joiner && IsUpperAt(text_, word) && !IsLetterBefore(text_, word) &&
                    (word == 0 || !IsDigit(text_[word - 1]));
  bool announced = before.kind == WordKind::kCaseNumber;
  if (announced) has_prefix = false;  // the letters are that word
  if (has_prefix) start = word;
  size_t digits_end = at + DigitsAt(at);
  bool joined =
      digits_end < text_.size() && (Is(digits_end, '/') || Is(digits_end, ':') || Is(digits_end, '.') ||
                                    DashAt(digits_end) > 0 || IsUpperAt(text_, digits_end));
  if (!announced && !joined) return {};
  if (!announced && has_prefix) announced = LookBefore(start).kind == WordKind::kCaseNumber;

  std::optional<PatternList::Hit> best;
  for (size_t from : {start, at}) {
    std::optional<PatternList::Hit> hit = impl_.case_shapes.At(text_, from);
    if (announced) {
      std::optional<PatternList::Hit> loose = impl_.case_after_word.At(text_, from);
      if (loose && (!hit || loose->end > hit->end)) hit = loose;
    }
    if (hit && (!best || hit->end > best->end)) best = hit;
  }
  if (!best || best->end <= at) return {};
  if (best->end < text_.size() && IsDigit(text_[best->end])) return {};
  if (best->start > 0 && IsDigit(text_[best->start - 1])) return {};
  if (!announced) {
    // A span of years, a school year or a session of parliament ("2018/19:96").
    if (IsYearAt(at)) {
      size_t sign = DashAt(at + 4) + (Is(at + 4, '/') ? 1 : 0);
      size_t second_at = at + 4 + sign;
      size_t second_digits = DigitsAt(second_at);
      // "2018-20221": a span with the mark of a footnote
      if (second_digits == 5 && DashAt(at + 4) > 0) --second_digits;
      bool whole = second_at + second_digits <= best->end;
      int year = IntAt(at, 4), second = IntAt(second_at, second_digits);
      bool span_sign = DashAt(at + 4) > 0;
      bool space_before = at == start || text_[at - 1] == ' ';
      if (whole && space_before && second_digits == 4 && second >= 1900 && second <= 2099 &&
          (span_sign ? second > year && second - year <= 50 : second == year + 1)) {
        return {};
      }
      if (second_digits == 2 && second == (year + 1) % 100 && (whole || Is(second_at + 2, ':')) &&
          at == start)
        return {};
    }
    if (UnitAt(best->end)) return {};
    if (Is(best->end, ':') && DigitsAt(best->end + 1) > 0) return {};
  }
  Add(best->start, best->end, Kind::kCaseNumber,
      WithPlainDashes(text_.substr(best->start, best->end - best->start)));
  return best->end;
}

// "12:50 kr": kronor and öre.
std::optional<size_t> Scanner::ColonFigure(size_t at, const Before& before) {
  size_t end = at + DigitsAt(at);
  if (!Is(end, ':') || DigitsAt(end + 1) != 2 || end - at > 6) return {};
  std::optional<UnitHit> unit = UnitAt(end + 3);
  if (!unit || unit->form->currency.empty() || unit->form->power != 0) return {};
  Decimal value{int64_t{IntAt(at, end - at)} * 100 + IntAt(end + 1, 2), -2};
  AddQuantity(at, unit->end, Kind::kAmount, value, {}, *unit->form, before);
  return drafts_.back().end;
}

// The end of digits joined by single signs; `spaces` may join too.
size_t Scanner::ChainEnd(size_t at, bool spaces) const {
  size_t end = at + DigitsAt(at);
  while (end < text_.size()) {
    size_t sign = DashAt(end);
    if (sign == 0 && std::string_view("/.:").find(text_[end]) < 3) sign = 1;
    if (sign == 0 && spaces && Is(end, ' ')) sign = 1;
    if (sign == 1 && spaces && Is(end + 1, ' ')) sign = 2;  // "08- 123 45"
    if (sign == 0 || DigitsAt(end + sign) == 0) break;
    end += sign + DigitsAt(end + sign);
  }
  return end;
}

bool Scanner::IsClockAt(size_t at, char sign) const {
  size_t hours = DigitsAt(at);
  return (hours == 1 || hours == 2) && IntAt(at, hours) < 25 && Is(at + hours, sign) &&
         DigitsAt(at + hours + 1) == 2 && IntAt(at + hours + 1, 2) < 60;
}

// The end of a clock time and, if another is joined to it, of that.
size_t Scanner::ClockRangeEnd(size_t at, char sign) const {
  size_t end = at + DigitsAt(at) + 3;
  std::optional<size_t> second = JoinerEnd(end, true);
  if (!second || !IsClockAt(*second, sign)) return end;
  return *second + DigitsAt(*second) + 3;
}

std::optional<size_t> Scanner::NoFigure(size_t at, const Before& before) {
  size_t digits = DigitsAt(at), end = at + digits;
  if (std::optional<size_t> law = Law(at)) return law;
  // 4 (6)
  size_t open = SkipSpaces(end, 1);
  if (digits <= 3 && Is(open, '(')) {
    size_t second = DigitsAt(open + 1);
    if (second > 0 && second <= 3 && Is(open + 1 + second, ')') &&
        IntAt(open + 1, second) >= IntAt(at, digits)) {
      return open + 2 + second;
    }
  }
  if (before.kind == WordKind::kNotMoney || before.kind == WordKind::kCaseNumber) {
    if (IsClockAt(at, '.') || IsClockAt(at, ':')) return ClockRangeEnd(at, Is(end, '.') ? '.' : ':');
    size_t far = ChainEnd(at, true);
    std::optional<Figure> figure = ReadFigure(text_, at, Grouping::kText);
    if (figure && UnitAt(figure->end)) return {};
    return UnitAt(far) ? ChainEnd(at, false) : far;
  }
  // 13:30, 13.30–15.00
  if (std::optional<size_t> money = ColonFigure(at, before)) return money;
  if (IsClockAt(at, ':')) return ClockRangeEnd(at, ':');
  if (IsClockAt(at, '.') && ClockRangeEnd(at, '.') > end + 3) return ClockRangeEnd(at, '.');
  if (text_[at] == '0' && digits > 1) return ChainEnd(at, true);
  if (at > 0 && text_[at - 1] == '+' && digits == 2 && ChainEnd(at, true) - at > 7 &&
      !UnitAt(ChainEnd(at, true))) {
    return ChainEnd(at, true);
  }
  // 2017:30, 2018/19:96, "Skogen 1:98"
  size_t colon = Is(end, '/') ? end + 1 + DigitsAt(end + 1) : end;
  if (Is(colon, ':') && DigitsAt(colon + 1) > 0) return ChainEnd(at, false);
  // 212000-1355; 5050-1055, unless it is a range of money
  if (Is(end, '-') && DigitsAt(end + 1) == 4 && EndsFigure(end + 5)) {
    bool person_or_company = digits == 6 || digits == 8;
    if (person_or_company || (digits >= 3 && digits <= 4 && !UnitAt(end + 5))) return end + 5;
  }
  // 441 81 Alingsås
  if (digits == 3 && Is(end, ' ') && DigitsAt(end + 1) == 2 && IsUpperAt(text_, SkipSpaces(end + 3, 2)) &&
      Is(end + 3, ' ') && !UnitAt(end + 3)) {
    return end + 3;
  }
  return {};
}

}  // namespace avstam::normalize
