// What Normalizer keeps: the lexicon, compiled.  Only the .cc files of this folder include it.
#ifndef AVSTAM_NORMALIZE_IMPL_H_
#define AVSTAM_NORMALIZE_IMPL_H_

#include "normalize/normalizer.h"
#include "normalize/patterns.h"
#include "normalize/places.h"

namespace avstam::normalize {

struct Normalizer::Impl {
  explicit Impl(const Lexicon& lexicon);

  Lexicon words;
  PatternList units, rates, hedges;
  PlaceIndex regions, municipalities;
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_IMPL_H_
