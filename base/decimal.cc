#include "base/decimal.h"

#include <cstdlib>

namespace avstam {

std::optional<Decimal> Decimal::Parse(std::string_view ascii) {
  bool negative = !ascii.empty() && ascii[0] == '-';
  if (negative) ascii.remove_prefix(1);
  Decimal out;
  bool point = false, digits = false;
  for (char c : ascii) {
    if (c == '.') {
      if (point) return std::nullopt;
      point = true;
      continue;
    }
    if (c < '0' || c > '9') return std::nullopt;
    digits = true;
    if (__builtin_mul_overflow(out.mantissa, int64_t{10}, &out.mantissa) ||
        __builtin_add_overflow(out.mantissa, int64_t{c - '0'}, &out.mantissa))
      return std::nullopt;
    if (point && --out.exponent < -18) return std::nullopt;
  }
  if (!digits || (point && ascii.back() == '.')) return std::nullopt;
  if (negative) out.mantissa = -out.mantissa;
  return out;
}

std::optional<int64_t> Decimal::ToFixed(int decimals) const {
  int64_t value = mantissa;
  int power = exponent + decimals;
  for (; power > 0; --power)
    if (value == 0)
      return 0;
    else if (__builtin_mul_overflow(value, int64_t{10}, &value))
      return std::nullopt;
  for (; power < 0; ++power) {
    if (value % 10 != 0) return std::nullopt;
    value /= 10;
  }
  return value;
}

std::string Decimal::ToString() const {
  uint64_t magnitude = mantissa < 0 ? 0 - static_cast<uint64_t>(mantissa) : static_cast<uint64_t>(mantissa);
  if (magnitude == 0) return "0";
  int power = exponent;
  while (power < 0 && magnitude % 10 == 0) magnitude /= 10, ++power;
  std::string digits = std::to_string(magnitude);
  if (power >= 0) {
    digits.append(static_cast<size_t>(power), '0');
  } else {
    size_t decimals = static_cast<size_t>(-power);
    if (digits.size() <= decimals) digits.insert(0, decimals + 1 - digits.size(), '0');
    digits.insert(digits.size() - decimals, ".");
  }
  return mantissa < 0 ? "-" + digits : digits;
}

}  // namespace avstam
