// Slips of pen, keyboard and scanner: may one figure be another with a single slip?
#ifndef AVSTAM_RULES_DIGIT_ERROR_H_
#define AVSTAM_RULES_DIGIT_ERROR_H_

#include <cstdint>

#include "base/money.h"

namespace avstam::rules {

// True when stated and computed differ by what one slip in the total or in one of its parts makes: a digit
// for another (difference d·10^k), two neighbours swapped (9·d·10^k), the sign of the total, a digit of the
// total lost or doubled, a factor 1 000.
bool LooksLikeDigitError(const Money& stated, int64_t computed_ore);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_DIGIT_ERROR_H_
