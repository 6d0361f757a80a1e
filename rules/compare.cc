#include <algorithm>

#include "rules/reconcile.h"

namespace avstam::rules {

void Compare(const Money& stated, const std::vector<Money>& parts, Check* check) {
  int64_t computed = 0;
  int64_t steps = stated.step_ore;
  Interval sum;
  for (const Money& part : parts) {
    computed = AddOre(computed, part.ore);
    steps = AddOre(steps, part.step_ore);
    sum = sum + Interval::Of(part);
  }
  check->stated_ore = stated.ore;
  check->computed_ore = computed;
  check->difference_ore = SubtractOre(stated.ore, computed);
  check->tolerance_ore = steps / 2;
  check->status = stated.ore == computed            ? Status::kOk
                  : Interval::Of(stated).Meets(sum) ? Status::kRounding
                                                    : Status::kMismatch;
}

}  // namespace avstam::rules
