// Persons and parties in a text, and what they wanted.
//
//   PeopleIn("Anna Berg (S) och Bo Ek (V)", rules)  ->  {"Anna Berg", "S"}, {"Bo Ek", "V"}
//   PeopleIn("Socialdemokraterna", rules)           ->  {"Socialdemokraterna", "S"}
#ifndef AVSTAM_RULES_PEOPLE_H_
#define AVSTAM_RULES_PEOPLE_H_

#include <string>
#include <vector>

#include "rules/decision.h"
#include "rules/ruleset.h"

namespace avstam::rules {

struct Named {
  std::string name;
  std::string party;      // empty: none said
  bool is_group = false;  // a party, an alliance, an office: no person
};

// In the order they stand.  `text` is normalised.
std::vector<Named> PeopleIn(const std::string& text, const RuleSet& rules);

// One motion for each person that the sentence names; empty: it is none.
std::vector<Motion> MotionsIn(const std::string& text, const RuleSet& rules);
std::vector<Reservation> ReservationsIn(const std::string& text, const RuleSet& rules);
std::vector<Vote> VotesIn(const std::string& text, const RuleSet& rules);
// Notes, statements, disqualification.
std::vector<Remark> RemarksIn(const std::string& text, const RuleSet& rules);

// Without blanks, quotes and colons at its ends.
std::string Bare(const std::string& text);
// The sentences of a text, at a full stop before a capital.
std::vector<std::string> Sentences(const std::string& text);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_PEOPLE_H_
