// What stands about meetings in a document: its parts, what was decided or proposed in them, by whom, against
// whom, who was there and what was on the agenda.
//
//   § 5 Dnr KS 2026/12  Taxa för vatten         Decision{kind "decided", body "Kommunstyrelsen",
//   Kommunstyrelsen beslutar                      paragraph "§ 5", case_number "KS 2026/12",
//   1. Taxan fastställs.                          items {"1", "Taxan fastställs."}, outcome "approved"}
//
// Texts are running text: heads, feet and page marks are left out, words hyphenated at the end of a line are
// whole again.  Every `where` is the first page the thing stands on and its box there; `rule` the id of the
// rule that found it.  Dates are ISO 8601.
#ifndef AVSTAM_RULES_DECISION_H_
#define AVSTAM_RULES_DECISION_H_

#include <optional>
#include <string>
#include <vector>

#include "base/where.h"

namespace avstam::rules {

// One of the documents that a file is made of.
struct Part {
  std::string kind = "other";  // CONTRACT: "protocol" "extract" "memo" "agreement" "letter" ...
  std::optional<std::string> title, body, date, case_number, document_number, paragraph;
  std::optional<std::string> sender;     // who wrote it: an official, an office; of an e-mail the From line
  std::optional<std::string> signatory;  // the name under it
  int first_page = 0, last_page = 0;     // a page on which one part ends and the next begins is in both
  Where where;                           // of the title, or of what told the kind
  std::string rule;                      // of the kind; empty: nothing told it
};

struct DecisionItem {
  std::string number;  // as printed, without dot or parenthesis: "1", "a"; empty: not numbered
  std::string text;
  std::vector<std::string> details;  // the entries of a list below it ("enligt följande: - ...")
  Where where;
};

// What someone wanted (yrkande).  A motion of several persons stands once for each.
struct Motion {
  std::string person;  // or the party or group where no person is named
  std::string party;   // "S", "KD"; empty: none said
  std::string text;
  Where where;
  std::string rule;
};

struct Reservation {
  std::vector<std::string> persons;
  std::vector<std::string> parties;  // of the persons, and those named as parties, each once
  std::string text;
  Where where;
  std::string rule;
};

struct Vote {
  std::optional<int> yes, no, abstain, absent;
  std::string yes_means;  // what a Yes stood for, as said; empty: not said
  std::string text;
  Where where;
  std::string rule;
};

// What else is minuted with a decision.
struct Remark {
  std::string kind;  // "note" (to the minutes) "statement" "disqualification" "abstention" (takes no part)
  std::vector<std::string> persons;
  std::string text;
  Where where;
  std::string rule;
};

struct Decision {
  int part = 0;
  std::string kind;                     // "decided" "proposed" "recommended"
  std::string body;                     // whose text it is; empty: not said
  std::vector<std::string> addressees;  // chain of those who are to decide, nearest first
  std::optional<std::string> paragraph, title, case_number, date;
  std::optional<std::string> outcome;  // "approved" "rejected" "remitted" "tabled" "noted"
  std::string outcome_rule;
  std::vector<DecisionItem> items;  // in order; never empty
  std::vector<Motion> motions;
  std::vector<Reservation> reservations;
  std::vector<Vote> votes;
  std::vector<Remark> remarks;
  std::string order;                    // how the chair put the question (beslutsgång); empty: not said
  std::vector<std::string> recipients;  // who is to get the decision
  std::vector<std::string> basis;       // the papers it rests on
  Where where;                          // of the words that introduce it, or of its first item
  std::string rule;
};

struct Attendee {
  int part = 0;
  std::string name;
  std::string party;  // empty: none said
  std::string role;   // "member" "deputy" "serving-deputy" "official" "other" "adjuster"
  std::string post;   // "ordförande", "ekonomichef"; as said
  std::string note;   // "§§ 94–98", "ersätter N.N."; as said
  Where where;
  std::string rule;
};

struct AgendaItem {
  int part = 0;
  std::string number;  // "14", "§ 5"
  std::string title;
  std::optional<std::string> case_number;
  std::vector<int> treated_by;  // parts that treat it
  Where where;
  std::string rule;
};

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_DECISION_H_
