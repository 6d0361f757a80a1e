// What is minuted around a decision: motions, order of voting, votes, reservations, notes, who is to get it.
//
//   AroundDecision around(rules);
//   around.Read("motions", rule, block);   // a block below the heading "Yrkanden"
//   around.GiveTo(&decision);
#ifndef AVSTAM_RULES_AROUND_DECISION_H_
#define AVSTAM_RULES_AROUND_DECISION_H_

#include <string>
#include <vector>

#include "rules/blocks.h"
#include "rules/decision.h"
#include "rules/ruleset.h"

namespace avstam::rules {

class AroundDecision {
 public:
  explicit AroundDecision(const RuleSet& rules) : rules_(&rules) {}

  // A block below a heading with that role (kind "heading"); `rule` is the heading's.
  void Read(const std::string& role, const std::string& rule, const Block& block);
  // A block anywhere else: true when it is a reservation or a remark.
  bool TakeAround(const Block& block);
  // ... when it is a motion, or goes on with one.
  bool TakeMotions(const Block& block);
  // A heading stands between: what follows does not go on with what was read last.
  void NewSection() { last_ = Last::kNone; }

  void GiveTo(Decision* decision);
  const std::vector<std::string>& recipients() const { return recipients_; }
  const std::vector<std::string>& basis() const { return basis_; }

 private:
  enum class Last { kNone, kMotion, kRemark, kReservation };

  bool AddMotions(const Block& block);
  void ContinueMotions(const Block& block);
  void TakeVotes(const Block& block);
  void InRemarks(const std::string& role, const std::string& rule, const Block& block);

  const RuleSet* rules_;
  Last last_ = Last::kNone;
  size_t last_motions_ = 0;  // of motions_: the first that the last block made
  std::vector<Motion> motions_;
  std::vector<Reservation> reservations_;
  std::vector<Vote> votes_;
  std::vector<Remark> remarks_;
  std::string order_, yes_means_;
  std::vector<std::string> recipients_, basis_;
};

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_AROUND_DECISION_H_
