// Cuts a file into the documents that it is made of.
//
// A page begins a new one when its mark says so ("1 (3)"), when its head names another kind, body, meeting or
// number than the page before, when it opens as an e-mail, an agenda or an annex does, or when the page
// before was signed and this one has a title.  Everything else goes on.
#ifndef AVSTAM_RULES_FIND_PARTS_H_
#define AVSTAM_RULES_FIND_PARTS_H_

#include <vector>

#include "normalize/normalizer.h"
#include "rules/decision.h"
#include "rules/page_head.h"
#include "rules/ruleset.h"
#include "rules/running_text.h"

namespace avstam::rules {

struct PartText {
  Part part;
  std::vector<int> rows;      // of RunningText::rows: its text, without heads, feet and tables
  std::vector<int> cover;     // rows of the head of its first page
  bool addressed = false;     // its head says to whom it goes
  bool machine_read = false;  // a page of it was recognised from a picture
};

// At least one where there is a page.  `page_of_mark`: none.
std::vector<PartText> FindParts(const RunningText& text, const RuleSet& rules,
                                const normalize::Normalizer& normalizer);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_FIND_PARTS_H_
