#include "rules/reconcile.h"

namespace avstam::rules {
void Compare(const Money&, const std::vector<Money>&, Check*) {}
std::vector<Check> Reconcile(Reading*) { return {}; }
}  // namespace avstam::rules
