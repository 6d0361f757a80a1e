// The project's own rules, loaded once for all tests of a program.
#ifndef AVSTAM_TESTS_RULES_PROJECT_RULES_H_
#define AVSTAM_TESTS_RULES_PROJECT_RULES_H_

#include "normalize/normalizer.h"
#include "rules/ruleset.h"

namespace avstam::rules {

inline const RuleSet& ProjectRules() {
  static const RuleSet* rules = new RuleSet(RuleSet::Load(AVSTAM_SOURCE_DIR "/rules"));
  return *rules;
}

inline const normalize::Normalizer& ProjectNormalizer() {
  static const auto* normalizer = new normalize::Normalizer(ProjectRules().lexicon());
  return *normalizer;
}

}  // namespace avstam::rules

#endif  // AVSTAM_TESTS_RULES_PROJECT_RULES_H_
