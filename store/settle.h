// What people decided, brought to bear on a reading.
//
// A decision is about a finding: what it says, and where on which page.  So it holds on when the document is
// read anew with other rules, and ends when the figures are read otherwise.
//
//   "figure p1 20050,30000,24000,31100 34806700>34906700"       a repair: öre as read and as proposed
//   "column-total p1 20050,70000,24000,71100 97600000/97500000" a check: stated and computed
#ifndef AVSTAM_STORE_SETTLE_H_
#define AVSTAM_STORE_SETTLE_H_

#include <string>
#include <vector>

#include "rules/settle.h"
#include "store/archive.h"

namespace avstam::store {

std::string SubjectOf(const rules::Check& check);
// Of a repair of `reading`, whose figures are as read.
std::string SubjectOf(const rules::Reading& reading, const rules::Repair& repair);

// Of each subject the last decision, unless it was withdrawn.  `decisions` in the order of their time.
std::vector<HumanDecision> InForce(const std::vector<HumanDecision>& decisions);

struct CheckStanding {
  std::optional<rules::Status> read_status;  // of a check that counts with accepted repairs
  std::string settled;                       // with which, and who accepted them
  std::string waived_until, waived_reason;   // the day may have passed
  std::vector<std::string> repairs;          // as the check has them as read: "accept" "reject" or ""
};

struct Standing {
  std::vector<CheckStanding> checks;  // one for each check
  std::vector<rules::AcceptedFigure> figures;
};

// Accepted repairs take their place in `reading` (rules/settle.h); rejected ones are proposed no longer.
Standing ApplyDecisions(const std::vector<HumanDecision>& decisions, rules::Reading* reading);

// Writes what follows from the decisions about a document into its rows.  Inside the caller's transaction.
void SettleRows(Database* database, int64_t document_id);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_SETTLE_H_
