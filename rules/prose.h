// What stands around a sum in running text: its paragraph, its sentence, the words before it.
//
//   Prose prose = FindProse(document, taken, reading.amounts);
//   prose.amounts[3].sentence      // "Av dessa går 640 miljoner kronor till regionerna, ..."
//
// The checks need it to know what a sum claims to be.  Texts are normalised (normalize/text.h).
#ifndef AVSTAM_RULES_PROSE_H_
#define AVSTAM_RULES_PROSE_H_

#include <string>
#include <vector>

#include "extract/document.h"
#include "rules/reading.h"
#include "rules/running_text.h"

namespace avstam::rules {

struct ProseAmount {
  int amount = 0;             // of Reading::amounts
  int paragraph = 0;          // of Prose::paragraphs
  int sentence_number = 0;    // within the paragraph
  size_t start = 0, end = 0;  // bytes of the paragraph's text
  std::string sentence;       // the whole sentence
  std::string before;         // of the sentence, up to the sum or to the sum before it
  std::string after;          // of the sentence, from the sum to its end or to the next sum
};

struct Prose {
  std::vector<std::string> paragraphs;  // those that hold a sum, and the ones between them, in reading order
  std::vector<ProseAmount> amounts;     // in reading order; a sum that was not found again is left out
};

// `taken`: the words of tables, as FindAmounts saw them.
Prose FindProse(const extract::Document& document, const WordSet& taken, const std::vector<Amount>& amounts);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_PROSE_H_
