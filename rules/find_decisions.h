// What was decided, proposed and recommended in a part, and what is minuted around it.
//
// A paragraph of minutes (or a memo) is read block by block.  Its headings say what stands below them; a
// sentence "X beslutar" introduces items where a decision may stand: below such a heading, or first in a
// paragraph.  Anywhere else it tells of another meeting.
#ifndef AVSTAM_RULES_FIND_DECISIONS_H_
#define AVSTAM_RULES_FIND_DECISIONS_H_

#include <string>
#include <vector>

#include "normalize/normalizer.h"
#include "rules/blocks.h"
#include "rules/decision.h"
#include "rules/find_parts.h"
#include "rules/matters.h"
#include "rules/ruleset.h"

namespace avstam::rules {

// Where an item of a decision stands, word by word.
struct ItemPlace {
  int decision = 0;  // of PartDecisions::decisions
  int item = 0;
  std::vector<Where> words;

  void Add(const Passage& passage);
  bool Holds(const Where& where) const;
};

struct PartDecisions {
  std::vector<Decision> decisions;
  std::vector<ItemPlace> places;  // of all items
  std::vector<Matter> matters;
};

// Decision::part is `part_number`.  Gives the part its paragraph, title and case number where an extract
// holds one paragraph alone.
PartDecisions FindDecisions(const std::vector<Block>& blocks, int part_number, Part* part,
                            const RuleSet& rules, const normalize::Normalizer& normalizer);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_FIND_DECISIONS_H_
