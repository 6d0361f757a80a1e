// The words that introduce items: who decides, proposes or recommends, and to whom.
//
//   "Arbetsutskottet beslutar att föreslå regionstyrelsen föreslå regionfullmäktige besluta"
//     -> body "Arbetsutskottet", kind "proposed", addressees {"regionstyrelsen", "regionfullmäktige"}
#ifndef AVSTAM_RULES_LEAD_IN_H_
#define AVSTAM_RULES_LEAD_IN_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rules/ruleset.h"

namespace avstam::rules {

struct LeadIn {
  std::string kind;  // of Decision::kind
  std::string body;  // empty: not said
  std::vector<std::string> addressees;
  std::string rule;
  size_t end = 0;       // bytes of the text that the words take, with "att" and a colon
  bool bare = false;    // nothing follows them
  bool letter = false;  // told in a letter, after the meeting
};

// At the beginning of `text` (normalised).
std::optional<LeadIn> ReadLeadIn(const std::string& text, const RuleSet& rules);

// "Kommunfullmäktiges" -> "Kommunfullmäktige"; other words as they are.  First letter a capital.
std::string BodyName(std::string name);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_LEAD_IN_H_
