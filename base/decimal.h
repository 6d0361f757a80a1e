// An exact decimal number, as printed: mantissa × 10^exponent, never a double.
//
//   Decimal d = *Decimal::Parse("4.75");      // mantissa 475, exponent -2
//   d.Scaled(6)->ToString()                   // "4750000"
//
// The exponent keeps the printed step: "1,60" has exponent -2 although its value equals "1,6".
#ifndef AVSTAM_BASE_DECIMAL_H_
#define AVSTAM_BASE_DECIMAL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace avstam {

struct Decimal {
  int64_t mantissa = 0;
  int exponent = 0;  // -18..18

  // Plain ASCII: optional '-', digits, optional '.' and digits.  Nothing on anything else or past int64.
  static std::optional<Decimal> Parse(std::string_view ascii);

  // This × 10^power; only the exponent moves.
  Decimal Scaled(int power) const { return {mantissa, exponent + power}; }
  // The worth of the last printed digit, 10^exponent.
  Decimal Step() const { return {1, exponent}; }
  // Value in units of 10^-decimals (2: öre of kronor); nothing when that is not a whole number or past int64.
  std::optional<int64_t> ToFixed(int decimals) const;
  // Shortest plain form with a point, no trailing zeros: "976000000", "0.5", "-24000".
  std::string ToString() const;

  // Equal in value (1.60 == 1.6).
  bool operator==(const Decimal& other) const { return ToString() == other.ToString(); }
};

}  // namespace avstam

#endif  // AVSTAM_BASE_DECIMAL_H_
