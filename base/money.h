// Money as printed, and the arithmetic of printed figures.
//
//   Money a{1'900'000'00, 100'000'00};        // "1,9 mnkr": value 1 900 000 kr, step 100 000 kr, both in öre
//   Interval i = Interval::Of(a);             // 1 850 000 .. 1 950 000 kr
//
// A printed figure is not a number but an interval, value ± step/2, both ends included (the model is
// XBRL "Calculations 1.1", 2023).  All sums are int64 with overflow checked: past it is Error(kOverflow),
// never a wrap.
#ifndef AVSTAM_BASE_MONEY_H_
#define AVSTAM_BASE_MONEY_H_

#include <cstdint>
#include <optional>
#include <string>

#include "base/decimal.h"

namespace avstam {

struct Money {
  int64_t ore = 0;       // value, 1/100 krona
  int64_t step_ore = 1;  // worth of the last printed digit, > 0; "45 644 tkr" -> 100 000

  // kronor × 10^unit_power: FromDecimal("45.6", 6) is 45.6 mnkr.  Nothing below one öre or past int64.
  static std::optional<Money> FromDecimal(const Decimal& number, int unit_power);
  // Kronor as a decimal string: "45644000", "0.5".
  std::string ToString() const;
  bool operator==(const Money&) const = default;
};

// öre as kronor: 4564400000 -> "45644000", 50 -> "0.5".
std::string OreToString(int64_t ore);

// Checked int64 arithmetic; Error(kOverflow) past the range.
int64_t AddOre(int64_t a, int64_t b);
int64_t SubtractOre(int64_t a, int64_t b);
// Without its sign.
int64_t Magnitude(int64_t ore);
// The figure as printed, without its sign: of 45 644 tkr 45644.  How many digits that has tells whether two
// figures agree by chance.
int64_t PrintedUnits(const Money& money);

// What a printed figure, or a sum of them, may stand for.  Ends in half öre, so that step/2 is always whole.
struct Interval {
  int64_t low_half_ore = 0, high_half_ore = 0;

  static Interval Of(const Money& money);
  Interval operator+(const Interval& other) const;
  Interval operator-() const;
  bool Meets(const Interval& other) const {
    return low_half_ore <= other.high_half_ore && other.low_half_ore <= high_half_ore;
  }
  bool operator==(const Interval&) const = default;
};

}  // namespace avstam

#endif  // AVSTAM_BASE_MONEY_H_
