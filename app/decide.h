// What people decide about findings, from the command line or the web page.
//
//   Decide(&archive, {"accept", "3f2a9c81d0e4:c2.0", "seen on paper", "", "anna"});   // and it counts
//
// Error kUsage, and nothing is kept: there is no such finding, it cannot be decided so, or something is
// missing.
#ifndef AVSTAM_APP_DECIDE_H_
#define AVSTAM_APP_DECIDE_H_

#include <string>

#include "store/archive.h"

namespace avstam::app {

struct Ruling {
  std::string decision;  // "accept" or "reject" a repair, "waive" a mismatch, "withdraw" what was decided
  std::string id;        // of the repair or check
  std::string reason;
  std::string until;   // YYYY-MM-DD: the last day of a waiver
  std::string person;  // empty: the login name
};
// Keeps it; what was decided and by whom, in a line.
std::string Decide(store::Archive* archive, const Ruling& ruling);

}  // namespace avstam::app

#endif  // AVSTAM_APP_DECIDE_H_
