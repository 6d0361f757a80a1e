// What one slip of pen, keyboard or scanner makes of a figure.
//
//   SlipBetween({348067, 1 kr}, 349067 kr ± 1 kr)   // "digit": one digit stands for another
//
// The kinds: "digit" one for another, "swapped" two neighbours changed places, "digit-lost", "digit-added",
// "sign", "factor-1000" (a unit taken for another).
#ifndef AVSTAM_RULES_SLIP_H_
#define AVSTAM_RULES_SLIP_H_

#include <cstdint>
#include <string>
#include <vector>

#include "base/money.h"

namespace avstam::rules {

// PrintedUnits: figures with fewer are equal by chance, and a slip explains any difference between them.
constexpr int64_t kTellingUnits = 100;

struct Slip {
  std::string kind;
  int64_t ore = 0;  // what the figure would be without it
};

// Every figure that `money` may have been before one slip, of those in [low, high] öre; in rising order of
// öre, each figure once with its likeliest kind.  Steps stay.
std::vector<Slip> SlipsWithin(const Money& money, int64_t low, int64_t high);

// In words, for messages: "two neighbouring digits changed places".  Empty for an unknown kind.
std::string SlipInWords(const std::string& kind);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_SLIP_H_
