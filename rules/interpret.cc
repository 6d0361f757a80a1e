#include "rules/interpret.h"

namespace avstam::rules {
Reading Interpret(const extract::Document&, const RuleSet&, const normalize::Normalizer&) { return {}; }
}  // namespace avstam::rules
