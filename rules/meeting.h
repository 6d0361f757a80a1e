// Who was at a meeting, and what was on its agenda.
#ifndef AVSTAM_RULES_MEETING_H_
#define AVSTAM_RULES_MEETING_H_

#include <string>
#include <vector>

#include "normalize/normalizer.h"
#include "rules/blocks.h"
#include "rules/decision.h"
#include "rules/find_decisions.h"
#include "rules/find_parts.h"
#include "rules/ruleset.h"

namespace avstam::rules {

// The label of a row of such a list, beside its first entry or alone: "Ledamöter", "Paragrafer §§ 7–9".
struct AttendanceLabel {
  RuleMatch label;   // rule null: none
  std::string rest;  // what stands beside it
};
AttendanceLabel AttendanceLabelOf(const std::string& text, const RuleSet& rules);

// The lists of the first pages of minutes, and of a summons: everything above the first paragraph that is
// treated or the first agenda item.  `end`: of `rows`, where they stop.
std::vector<Attendee> FindAttendance(const RunningText& text, const std::vector<int>& rows, size_t end,
                                     int part_number, const RuleSet& rules);

// The numbered items of a summons, or the table of contents of minutes.
std::vector<AgendaItem> FindAgenda(const RunningText& text, const std::vector<Block>& blocks,
                                   const PartDecisions& decisions, int part_number, const Part& part,
                                   const RuleSet& rules, const normalize::Normalizer& normalizer);

// Index into `rows` of the first row of the body of minutes, or of the agenda of a summons.
size_t AttendanceEnd(const std::vector<Block>& blocks, const std::vector<int>& rows);

// Which parts treat an item: those of its case, or of its name.
void LinkAgenda(const std::vector<Part>& parts, std::vector<AgendaItem>* agenda);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_MEETING_H_
