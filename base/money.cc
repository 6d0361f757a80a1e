#include "base/money.h"

#include "base/error.h"

namespace avstam {
namespace {

[[noreturn]] void Overflow() { throw Error(ErrorCode::kOverflow, "a sum of money does not fit in 64 bits"); }

int64_t Double(int64_t value) {
  int64_t out = 0;
  if (__builtin_mul_overflow(value, int64_t{2}, &out)) Overflow();
  return out;
}

}  // namespace

std::optional<Money> Money::FromDecimal(const Decimal& number, int unit_power) {
  Decimal kronor = number.Scaled(unit_power);
  std::optional<int64_t> ore = kronor.ToFixed(2);
  std::optional<int64_t> step = kronor.Step().ToFixed(2);
  if (!ore || !step) return std::nullopt;
  return Money{*ore, *step};
}

std::string OreToString(int64_t ore) { return Decimal{ore, -2}.ToString(); }
std::string Money::ToString() const { return OreToString(ore); }

int64_t AddOre(int64_t a, int64_t b) {
  int64_t out = 0;
  if (__builtin_add_overflow(a, b, &out)) Overflow();
  return out;
}

int64_t SubtractOre(int64_t a, int64_t b) {
  int64_t out = 0;
  if (__builtin_sub_overflow(a, b, &out)) Overflow();
  return out;
}

int64_t Magnitude(int64_t ore) { return ore < 0 ? SubtractOre(0, ore) : ore; }

int64_t PrintedUnits(const Money& money) { return Magnitude(money.ore / money.step_ore); }

Interval Interval::Of(const Money& money) {
  int64_t middle = Double(money.ore);
  return {SubtractOre(middle, money.step_ore), AddOre(middle, money.step_ore)};
}

Interval Interval::operator+(const Interval& other) const {
  return {AddOre(low_half_ore, other.low_half_ore), AddOre(high_half_ore, other.high_half_ore)};
}

Interval Interval::operator-() const { return {SubtractOre(0, high_half_ore), SubtractOre(0, low_half_ore)}; }

}  // namespace avstam
