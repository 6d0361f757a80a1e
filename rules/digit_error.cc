#include "rules/digit_error.h"

#include <string>

namespace avstam::rules {
namespace {

// `longer` with one digit taken away is `shorter`.
bool OneDigitLess(const std::string& shorter, const std::string& longer) {
  if (longer.size() != shorter.size() + 1) return false;
  for (size_t i = 0; i < longer.size(); ++i)
    if (longer.substr(0, i) + longer.substr(i + 1) == shorter) return true;
  return false;
}

}  // namespace

bool LooksLikeDigitError(const Money& stated, int64_t computed_ore) {
  if (stated.ore == -computed_ore && stated.ore != 0) return true;
  if (stated.ore % 1000 == 0 && stated.ore / 1000 == computed_ore && computed_ore != 0) return true;
  if (computed_ore % 1000 == 0 && computed_ore / 1000 == stated.ore && stated.ore != 0) return true;
  int64_t off = SubtractOre(stated.ore, computed_ore);
  if (off < 0) off = -off;
  if (off == 0 || off % stated.step_ore != 0) return false;
  off /= stated.step_ore;
  while (off % 10 == 0) off /= 10;
  if (off < 10 || (off % 9 == 0 && off / 9 < 10)) return true;
  std::string a = std::to_string(stated.ore < 0 ? -stated.ore : stated.ore);
  std::string b = std::to_string(computed_ore < 0 ? -computed_ore : computed_ore);
  return OneDigitLess(a, b) || OneDigitLess(b, a);
}

}  // namespace avstam::rules
