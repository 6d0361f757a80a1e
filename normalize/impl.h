// What Normalizer keeps: the lexicon, compiled.  Only the .cc files of this folder include it.
#ifndef AVSTAM_NORMALIZE_IMPL_H_
#define AVSTAM_NORMALIZE_IMPL_H_

#include <string>
#include <string_view>
#include <vector>

#include "normalize/normalizer.h"
#include "normalize/patterns.h"
#include "normalize/places.h"
#include "normalize/words.h"

namespace avstam::normalize {

// What a word right before a figure makes of it.
enum class WordKind { kNone, kCaseNumber, kParagraph, kNotMoney, kDate, kHedge };

struct ContextWord {
  WordKind kind = WordKind::kNone;
  std::string role;  // of a date word; of a hedge the qualifier
};

struct Normalizer::Impl {
  explicit Impl(const Lexicon& lexicon);

  Lexicon words;
  PatternList units, rates, hedges, amount_tails, minus_words;
  PatternList law_words, chapter_words;
  PatternList date_words;                  // beside words.date_forms
  std::vector<ContextWord> context_words;  // beside `context`
  PatternList context;                     // all that may stand before a figure, looked up at once
  PatternList case_shapes, case_after_word;
  PlaceIndex regions, municipalities;
  PlaceFinder place_finder;
  WordTable table;
  NameRepairer names;
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_IMPL_H_
