#include "store/reading_rows.h"
#include "store/row_values.h"

namespace avstam::store {
namespace {

void ReadParts(Database* database, int64_t id, std::vector<rules::Part>* parts) {
  Statement rows = database->Prepare(
      "SELECT kind, title, body, date, case_number, document_number, paragraph, sender, signatory, "
      "first_page, "
      "last_page, rule, page, left_cpt, top_cpt, right_cpt, bottom_cpt "
      "FROM parts WHERE document_id = ? ORDER BY part_no");
  rows.With(id);
  while (rows.Step()) {
    rules::Part part;
    part.kind = rows.Text(0);
    part.title = rows.OptionalText(1);
    part.body = rows.OptionalText(2);
    part.date = rows.OptionalText(3);
    part.case_number = rows.OptionalText(4);
    part.document_number = rows.OptionalText(5);
    part.paragraph = rows.OptionalText(6);
    part.sender = rows.OptionalText(7);
    part.signatory = rows.OptionalText(8);
    part.first_page = static_cast<int>(rows.Int(9));
    part.last_page = static_cast<int>(rows.Int(10));
    part.rule = rows.Text(11);
    part.where = WhereAt(rows, 12);
    parts->push_back(std::move(part));
  }
}

void ReadItems(Database* database, int64_t id, std::vector<rules::Decision>* decisions) {
  Statement items = database->Prepare(
      "SELECT decision_no, number, text, page, left_cpt, top_cpt, right_cpt, bottom_cpt FROM decision_items "
      "WHERE document_id = ? ORDER BY decision_no, item_no");
  items.With(id);
  while (items.Step())
    At(*decisions, items.Int(0)).items.push_back({items.Text(1), items.Text(2), {}, WhereAt(items, 3)});
  Statement details = database->Prepare(
      "SELECT decision_no, item_no, text FROM decision_item_details WHERE document_id = ? "
      "ORDER BY decision_no, item_no, detail_no");
  details.With(id);
  while (details.Step())
    At(At(*decisions, details.Int(0)).items, details.Int(1)).details.push_back(details.Text(2));
  Statement entries = database->Prepare(
      "SELECT decision_no, list, text FROM decision_lists WHERE document_id = ? "
      "ORDER BY decision_no, list, entry_no");
  entries.With(id);
  while (entries.Step()) {
    rules::Decision& decision = At(*decisions, entries.Int(0));
    const std::string list = entries.Text(1);
    (list == "addressee"   ? decision.addressees
     : list == "recipient" ? decision.recipients
                           : decision.basis)
        .push_back(entries.Text(2));
  }
}

struct People {
  std::vector<std::string> persons, parties;
};

void ReadStatements(Database* database, int64_t id, std::vector<rules::Decision>* decisions) {
  Statement names = database->Prepare(
      "SELECT kind, name FROM statement_people WHERE document_id = ? AND decision_no = ? AND statement_no = "
      "? "
      "ORDER BY name_no");
  Statement rows = database->Prepare(
      "SELECT decision_no, statement_no, class, kind, text, rule, page, left_cpt, top_cpt, right_cpt, "
      "bottom_cpt "
      "FROM statements WHERE document_id = ? ORDER BY decision_no, statement_no");
  rows.With(id);
  while (rows.Step()) {
    rules::Decision& decision = At(*decisions, rows.Int(0));
    People people;
    names.With(id, rows.Int(0), rows.Int(1));
    while (names.Step())
      (names.Text(0) == "person" ? people.persons : people.parties).push_back(names.Text(1));
    const std::string cls = rows.Text(2), kind = rows.Text(3), text = rows.Text(4), rule = rows.Text(5);
    const Where where = WhereAt(rows, 6);
    if (cls == "motion") {
      const std::string party = people.parties.empty() ? "" : people.parties.front();
      decision.motions.push_back({At(people.persons, 0), party, text, where, rule});
    } else if (cls == "reservation") {
      decision.reservations.push_back({people.persons, people.parties, text, where, rule});
    } else {
      decision.remarks.push_back({kind, people.persons, text, where, rule});
    }
  }
}

void ReadDecisions(Database* database, int64_t id, std::vector<rules::Decision>* decisions) {
  Statement rows = database->Prepare(
      "SELECT part_no, kind, body, paragraph, title, case_number, date, outcome, outcome_rule, chair_order, "
      "rule, "
      "page, left_cpt, top_cpt, right_cpt, bottom_cpt FROM decisions WHERE document_id = ? ORDER BY "
      "decision_no");
  rows.With(id);
  while (rows.Step()) {
    rules::Decision decision;
    decision.part = static_cast<int>(rows.Int(0));
    decision.kind = rows.Text(1);
    decision.body = rows.Text(2);
    decision.paragraph = rows.OptionalText(3);
    decision.title = rows.OptionalText(4);
    decision.case_number = rows.OptionalText(5);
    decision.date = rows.OptionalText(6);
    decision.outcome = rows.OptionalText(7);
    decision.outcome_rule = rows.Text(8);
    decision.order = rows.Text(9);
    decision.rule = rows.Text(10);
    decision.where = WhereAt(rows, 11);
    decisions->push_back(std::move(decision));
  }
  ReadItems(database, id, decisions);
  ReadStatements(database, id, decisions);
  Statement votes = database->Prepare(
      "SELECT decision_no, yes, no, abstain, absent, yes_means, text, rule, page, left_cpt, top_cpt, "
      "right_cpt, "
      "bottom_cpt FROM votes WHERE document_id = ? ORDER BY decision_no, vote_no");
  votes.With(id);
  while (votes.Step()) {
    rules::Vote vote;
    vote.yes = SmallInt(votes, 1);
    vote.no = SmallInt(votes, 2);
    vote.abstain = SmallInt(votes, 3);
    vote.absent = SmallInt(votes, 4);
    vote.yes_means = votes.Text(5);
    vote.text = votes.Text(6);
    vote.rule = votes.Text(7);
    vote.where = WhereAt(votes, 8);
    At(*decisions, votes.Int(0)).votes.push_back(std::move(vote));
  }
}

void ReadAttendance(Database* database, int64_t id, std::vector<rules::Attendee>* attendance) {
  Statement rows = database->Prepare(
      "SELECT part_no, name, party, role, post, note, rule, page, left_cpt, top_cpt, right_cpt, bottom_cpt "
      "FROM attendance WHERE document_id = ? ORDER BY attendee_no");
  rows.With(id);
  while (rows.Step())
    attendance->push_back({static_cast<int>(rows.Int(0)), rows.Text(1), rows.Text(2), rows.Text(3),
                           rows.Text(4), rows.Text(5), WhereAt(rows, 7), rows.Text(6)});
}

void ReadAgenda(Database* database, int64_t id, std::vector<rules::AgendaItem>* agenda) {
  Statement rows = database->Prepare(
      "SELECT part_no, number, title, case_number, rule, page, left_cpt, top_cpt, right_cpt, bottom_cpt "
      "FROM agenda WHERE document_id = ? ORDER BY agenda_no");
  rows.With(id);
  while (rows.Step())
    agenda->push_back({static_cast<int>(rows.Int(0)),
                       rows.Text(1),
                       rows.Text(2),
                       rows.OptionalText(3),
                       {},
                       WhereAt(rows, 5),
                       rows.Text(4)});
  Statement treated = database->Prepare(
      "SELECT agenda_no, part_no FROM agenda_treated_by WHERE document_id = ? ORDER BY agenda_no, "
      "treated_no");
  treated.With(id);
  while (treated.Step()) At(*agenda, treated.Int(0)).treated_by.push_back(static_cast<int>(treated.Int(1)));
}

}  // namespace

void ReadMeetings(Database* database, int64_t id, rules::Reading* reading) {
  ReadParts(database, id, &reading->parts);
  ReadDecisions(database, id, &reading->decisions);
  ReadAttendance(database, id, &reading->attendance);
  ReadAgenda(database, id, &reading->agenda);
}

}  // namespace avstam::store
