#include "normalize/figure.h"

namespace avstam::normalize {
namespace {

constexpr std::string_view kApostrophe = "’";

size_t DigitRun(std::string_view text, size_t at) {
  size_t end = at;
  while (end < text.size() && IsDigit(text[end])) ++end;
  return end - at;
}

// Length of the separator at `at` and which it is; 0: none.
size_t SeparatorAt(std::string_view text, size_t at, char* kind) {
  if (at >= text.size()) return 0;
  char c = text[at];
  if (c == ' ' || c == '.' || c == ',' || c == '\'') {
    *kind = c;
    return 1;
  }
  if (text.substr(at, kApostrophe.size()) == kApostrophe) {
    *kind = '\'';
    return kApostrophe.size();
  }
  return 0;
}

bool LooksLikeYear(std::string_view digits) {
  return digits.size() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
}

// "½" and its kin as hundredths; 0: none.  Writes the length in bytes.
int VulgarFraction(std::string_view text, size_t at, size_t* length) {
  struct Row {
    std::string_view sign;
    int hundredths;
  };
  for (Row row : {Row{"½", 50}, Row{"¼", 25}, Row{"¾", 75}}) {
    if (at <= text.size() && text.substr(at, row.sign.size()) == row.sign) {
      *length = row.sign.size();
      return row.hundredths;
    }
  }
  return 0;
}

}  // namespace

std::optional<Figure> ReadFigure(std::string_view text, size_t start, Grouping grouping) {
  size_t run = start < text.size() ? DigitRun(text, start) : 0;
  if (run == 0) return {};
  Figure figure;
  figure.start = start;
  figure.first_group_digits = static_cast<int>(run);
  std::string digits(text.substr(start, run));
  size_t at = start + run;

  // Groups: the same separator each time, exactly three digits after it.
  constexpr size_t kMostDigits = 18;  // no figure of money has more; int64 would not hold it
  if (run > kMostDigits) return {};
  bool may_group = grouping == Grouping::kCell || run <= 3 || !LooksLikeYear(digits);
  if (may_group) {
    for (;;) {
      char kind = 0;
      size_t length = SeparatorAt(text, at, &kind);
      if (length == 0 || DigitRun(text, at + length) != 3) break;
      if (figure.separator != 0 && kind != figure.separator) break;
      if (kind == ',' || kind == '.' || kind == '\'') {
        if (run > 3 || digits == "0") break;
        // "1,234" is a decimal comma; only "1,234,567" and "1,234.50" are grouping.
        if (kind == ',' && figure.separator == 0) {
          char again = 0;
          size_t second = SeparatorAt(text, at + 4, &again);
          size_t after = second == 0 ? 0 : DigitRun(text, at + 5);
          if (!(second != 0 &&
                ((again == ',' && after == 3) || (again == '.' && (after == 1 || after == 2)))))
            break;
        }
      }
      figure.separator = kind;
      ++figure.groups;
      if (digits.size() + 3 > kMostDigits) return {};
      digits += text.substr(at + length, 3);
      at += length + 3;
    }
  }

  size_t decimals = 0;
  if (at + 1 < text.size() && (text[at] == ',' || text[at] == '.') && text[at] != figure.separator) {
    decimals = DigitRun(text, at + 1);
    if (decimals > 0) {
      digits += '.';
      digits += text.substr(at + 1, decimals);
      figure.has_decimals = true;
      at += 1 + decimals;
    }
  }
  // "1.2.3", "1.234.56", "26.1.2018": an outline number or a date.
  if (at + 1 < text.size() && text[at] == '.' && IsDigit(text[at + 1]) &&
      (figure.has_decimals || figure.separator == '.')) {
    return {};
  }
  if (!figure.has_decimals) {
    size_t length = 0;
    size_t sign_at = at < text.size() && text[at] == ' ' ? at + 1 : at;
    if (int hundredths = VulgarFraction(text, sign_at, &length); hundredths != 0) {
      digits += hundredths == 50 ? ".5" : hundredths == 25 ? ".25" : ".75";
      figure.has_decimals = true;
      at = sign_at + length;
    }
  }
  std::optional<Decimal> value = Decimal::Parse(digits);
  if (!value) return {};
  figure.value = *value;
  figure.end = at;
  return figure;
}

}  // namespace avstam::normalize
