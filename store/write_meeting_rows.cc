#include "store/case_key.h"
#include "store/reading_rows.h"
#include "store/row_values.h"

namespace avstam::store {
namespace {

std::optional<std::string> KeyOf(const std::optional<std::string>& case_number) {
  if (!case_number) return std::nullopt;
  return TextOrNull(CaseKey(*case_number));
}

void WriteParts(Database* database, int64_t id, const std::vector<rules::Part>& parts) {
  Statement insert = database->Prepare(InsertInto("parts", 20));
  for (size_t p = 0; p < parts.size(); ++p) {
    const rules::Part& part = parts[p];
    const BoxValues b(part.where.box);
    insert.Run(id, static_cast<int64_t>(p), part.kind, part.title, part.body, part.date, part.case_number,
               KeyOf(part.case_number), part.document_number, part.paragraph, part.sender, part.signatory,
               part.first_page, part.last_page, TextOrNull(part.rule), PageOrNull(part.where.page), b.left,
               b.top, b.right, b.bottom);
  }
}

// The rows below a decision.
class DecisionWriter {
 public:
  DecisionWriter(Database* database, int64_t id)
      : id_(id),
        decision_(database->Prepare(InsertInto("decisions", 19))),
        item_(database->Prepare(InsertInto("decision_items", 10))),
        detail_(database->Prepare(InsertInto("decision_item_details", 5))),
        entry_(database->Prepare(InsertInto("decision_lists", 5))),
        statement_(database->Prepare(InsertInto("statements", 12))),
        name_(database->Prepare(InsertInto("statement_people", 6))),
        vote_(database->Prepare(InsertInto("votes", 15))) {}

  void Write(int64_t no, const rules::Decision& decision) {
    no_ = no;
    statements_ = 0;
    const BoxValues b(decision.where.box);
    decision_.Run(id_, no_, decision.part, decision.kind, TextOrNull(decision.body), decision.paragraph,
                  decision.title, decision.case_number, KeyOf(decision.case_number), decision.date,
                  decision.outcome, TextOrNull(decision.outcome_rule), TextOrNull(decision.order),
                  decision.rule, PageOrNull(decision.where.page), b.left, b.top, b.right, b.bottom);
    Items(decision.items);
    List("addressee", decision.addressees);
    List("recipient", decision.recipients);
    List("basis", decision.basis);
    for (const rules::Motion& motion : decision.motions) {
      std::vector<std::string> party;
      if (!motion.party.empty()) party.push_back(motion.party);
      Statement("motion", "motion", motion.text, motion.rule, motion.where, {motion.person}, party);
    }
    for (const rules::Reservation& reservation : decision.reservations)
      Statement("reservation", "reservation", reservation.text, reservation.rule, reservation.where,
                reservation.persons, reservation.parties);
    for (const rules::Remark& remark : decision.remarks)
      Statement("remark", remark.kind, remark.text, remark.rule, remark.where, remark.persons, {});
    Votes(decision.votes);
  }

 private:
  void Items(const std::vector<rules::DecisionItem>& items) {
    for (size_t i = 0; i < items.size(); ++i) {
      const rules::DecisionItem& item = items[i];
      const BoxValues b(item.where.box);
      item_.Run(id_, no_, static_cast<int64_t>(i), TextOrNull(item.number), item.text,
                PageOrNull(item.where.page), b.left, b.top, b.right, b.bottom);
      for (size_t d = 0; d < item.details.size(); ++d)
        detail_.Run(id_, no_, static_cast<int64_t>(i), static_cast<int64_t>(d), item.details[d]);
    }
  }
  void List(const char* list, const std::vector<std::string>& entries) {
    for (size_t e = 0; e < entries.size(); ++e)
      entry_.Run(id_, no_, list, static_cast<int64_t>(e), entries[e]);
  }
  void Statement(const char* cls, const std::string& kind, const std::string& text, const std::string& rule,
                 const Where& where, const std::vector<std::string>& persons,
                 const std::vector<std::string>& parties) {
    const BoxValues b(where.box);
    statement_.Run(id_, no_, statements_, cls, kind, text, rule, PageOrNull(where.page), b.left, b.top,
                   b.right, b.bottom);
    int64_t names = 0;
    for (const std::string& name : persons) name_.Run(id_, no_, statements_, names++, "person", name);
    for (const std::string& name : parties) name_.Run(id_, no_, statements_, names++, "party", name);
    ++statements_;
  }
  void Votes(const std::vector<rules::Vote>& votes) {
    for (size_t v = 0; v < votes.size(); ++v) {
      const rules::Vote& vote = votes[v];
      const BoxValues b(vote.where.box);
      vote_.Run(id_, no_, static_cast<int64_t>(v), vote.yes, vote.no, vote.abstain, vote.absent,
                TextOrNull(vote.yes_means), vote.text, vote.rule, PageOrNull(vote.where.page), b.left, b.top,
                b.right, b.bottom);
    }
  }

  int64_t id_, no_ = 0, statements_ = 0;
  store::Statement decision_, item_, detail_, entry_, statement_, name_, vote_;
};

void WriteAttendance(Database* database, int64_t id, const std::vector<rules::Attendee>& attendance) {
  Statement insert = database->Prepare(InsertInto("attendance", 14));
  for (size_t a = 0; a < attendance.size(); ++a) {
    const rules::Attendee& one = attendance[a];
    const BoxValues b(one.where.box);
    insert.Run(id, static_cast<int64_t>(a), one.part, one.name, TextOrNull(one.party), one.role,
               TextOrNull(one.post), TextOrNull(one.note), one.rule, PageOrNull(one.where.page), b.left,
               b.top, b.right, b.bottom);
  }
}

void WriteAgenda(Database* database, int64_t id, const std::vector<rules::AgendaItem>& agenda) {
  Statement insert = database->Prepare(InsertInto("agenda", 13));
  Statement insert_treated = database->Prepare(InsertInto("agenda_treated_by", 4));
  for (size_t a = 0; a < agenda.size(); ++a) {
    const rules::AgendaItem& item = agenda[a];
    const BoxValues b(item.where.box);
    insert.Run(id, static_cast<int64_t>(a), item.part, item.number, item.title, item.case_number,
               KeyOf(item.case_number), item.rule, PageOrNull(item.where.page), b.left, b.top, b.right,
               b.bottom);
    for (size_t t = 0; t < item.treated_by.size(); ++t)
      insert_treated.Run(id, static_cast<int64_t>(a), static_cast<int64_t>(t), item.treated_by[t]);
  }
}

}  // namespace

void WriteMeetings(Database* database, int64_t id, const rules::Reading& reading) {
  WriteParts(database, id, reading.parts);
  DecisionWriter decisions(database, id);
  for (size_t d = 0; d < reading.decisions.size(); ++d)
    decisions.Write(static_cast<int64_t>(d), reading.decisions[d]);
  WriteAttendance(database, id, reading.attendance);
  WriteAgenda(database, id, reading.agenda);
}

}  // namespace avstam::store
