// The project's own lexicon, loaded once: the rows of these tests prove the rule files as much as the code.
#ifndef AVSTAM_TESTS_NORMALIZE_LEXICON_FOR_TESTS_H_
#define AVSTAM_TESTS_NORMALIZE_LEXICON_FOR_TESTS_H_

#include "normalize/normalizer.h"
#include "rules/ruleset.h"

namespace avstam::normalize {

inline const Normalizer& TestNormalizer() {
  static const Normalizer* normalizer =
      new Normalizer(rules::RuleSet::Load(AVSTAM_SOURCE_DIR "/rules").lexicon());
  return *normalizer;
}

}  // namespace avstam::normalize

#endif  // AVSTAM_TESTS_NORMALIZE_LEXICON_FOR_TESTS_H_
