// One printed figure: digits, their grouping and their decimals.  Grammar of figures only, no words, no
// signs.
//
//   ReadFigure("6 600,50 tkr", 0)   // digits "6600.50", end 8
//
// Over normalised text (normalize/text.h), where every space is ' '.
// Source: Myndigheternas skrivregler 8 (groups of three by space, decimal comma); dots and apostrophes as
// papers use them.
#ifndef AVSTAM_NORMALIZE_FIGURE_H_
#define AVSTAM_NORMALIZE_FIGURE_H_

#include <optional>
#include <string>
#include <string_view>

#include "base/decimal.h"

namespace avstam::normalize {

struct Figure {
  size_t start = 0, end = 0;  // bytes
  Decimal value;              // exponent = -(decimals printed)
  int groups = 1;             // groups of digits before the decimals
  int first_group_digits = 0;
  char separator = 0;  // ' ', '.', ',' or '\''; 0: one group
  bool has_decimals = false;
};

enum class Grouping {
  kCell,  // a first group of any length ("1019 096"): the cell is one figure anyway
  kText,  // a year is no first group: "2019 500 kr" is two figures
};

// The longest figure that starts with the digit at `start`.  Nothing when text[start] is no digit, when the
// digits leave int64, or when they run on in a way no figure does ("1.234.56").
std::optional<Figure> ReadFigure(std::string_view text, size_t start, Grouping grouping);

inline bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_FIGURE_H_
