// The words of a text that tell what its sums are, and how well it names a row or a column.
#ifndef AVSTAM_RULES_PROSE_CUES_H_
#define AVSTAM_RULES_PROSE_CUES_H_

#include <string>
#include <vector>

#include "rules/ruleset.h"

namespace avstam::rules {

// Which rules of kind "prose-cue" match.
struct Cues {
  bool total = false;      // "totalt", "omfattar"
  bool together = false;   // "tillsammans", "sammantaget"
  bool partition = false;  // "av dessa", "varav"
  bool change = false;     // "ökning", "lägre", "underskott"
  bool limit = false;      // "inklusive", "exklusive": the sum covers something else
};
Cues FindCues(const RuleSet& rules, const std::string& text);
// "after": what follows is all of it ("består av"); "before": the sum that follows is of what was named (",
// tillsammans").
bool SaysAllParts(const RuleSet& rules, const std::string& text, const std::string& side);

// Words of at least five letters, and years, in small letters.
std::vector<std::string> TellingWords(const std::string& text);
// Forms of one word, or one the beginning of the other: "vårdhus" and "Vårdhuset".
bool SameWord(const std::string& a, const std::string& b);
// How many of `words` stand in `text`.
int WordsFound(const std::vector<std::string>& words, const std::vector<std::string>& text);
bool IsYearWord(const std::string& word);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_PROSE_CUES_H_
