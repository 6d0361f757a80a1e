// Do the paragraphs of minutes run without gaps or doubles, as their first page announces them?
#ifndef AVSTAM_RULES_PARAGRAPH_SEQUENCE_H_
#define AVSTAM_RULES_PARAGRAPH_SEQUENCE_H_

#include <optional>
#include <utility>
#include <vector>

#include "rules/find_decisions.h"
#include "rules/reading.h"
#include "rules/ruleset.h"
#include "rules/running_text.h"

namespace avstam::rules {

// What the minutes announce: "Paragrafer §§ 76–86" -> 76, 86.
struct AnnouncedSpan {
  int first = 0, last = 0;
  Where where;
};
std::optional<AnnouncedSpan> FindAnnouncedSpan(const RunningText& text, const std::vector<int>& rows,
                                               size_t end, const RuleSet& rules);

// "paragraph-sequence": one check that is ok, or one for each gap, double or paragraph beyond the announced;
// `where` is the paragraph after the gap.  What was recognised from a picture may have lost a number: its
// gaps are not comparable.
std::vector<Check> CheckParagraphSequence(const std::vector<Matter>& matters,
                                          const std::optional<AnnouncedSpan>& announced, bool machine_read);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_PARAGRAPH_SEQUENCE_H_
