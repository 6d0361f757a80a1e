// The fields of everything in a report, in the order they are sent: one list for writing and for reading.
#ifndef AVSTAM_APP_WORKER_FIELDS_H_
#define AVSTAM_APP_WORKER_FIELDS_H_

#include <concepts>
#include <type_traits>

#include "app/worker/codec.h"

namespace avstam::app::worker {

template <class T, class U>
concept Is = std::same_as<std::remove_const_t<T>, U>;

// The last value of each enum.
constexpr extract::Source LastOf(extract::Source) { return extract::Source::kMixed; }
constexpr extract::PageState LastOf(extract::PageState) { return extract::PageState::kSkipped; }
constexpr rules::Role LastOf(rules::Role) { return rules::Role::kNote; }
constexpr rules::CellKind LastOf(rules::CellKind) { return rules::CellKind::kText; }
constexpr rules::Status LastOf(rules::Status) { return rules::Status::kNotComparable; }

void Fields(auto& io, Is<Box> auto& v) { io(v.left, v.top, v.right, v.bottom); }
void Fields(auto& io, Is<Where> auto& v) { io(v.page, v.box); }
void Fields(auto& io, Is<Money> auto& v) { io(v.ore, v.step_ore); }
void Fields(auto& io, Is<Diagnostic> auto& v) { io(v.code, v.page, v.message); }
void Fields(auto& io, Is<Failure> auto& v) { io(v.code, v.message); }

// ---- extract/document.h -----------------------------------------------------------------------------------

void Fields(auto& io, Is<extract::Word> auto& v) {
  io(v.text, v.box, v.x_edges, v.baseline, v.font_size, v.font, v.bold, v.italic, v.struck_out, v.superscript,
     v.space_before, v.render_mode, v.direction, v.source, v.confidence, v.ocr);
}
void Fields(auto& io, Is<extract::OcrDetail::Character> auto& v) { io(v.confidence, v.others); }
void Fields(auto& io, Is<extract::OcrDetail> auto& v) { io(v.first, v.second, v.reason, v.characters); }
void Fields(auto& io, Is<extract::Region> auto& v) { io(v.box, v.source, v.reason, v.dpi); }
void Fields(auto& io, Is<extract::Ruling> auto& v) { io(v.box, v.horizontal); }
void Fields(auto& io, Is<extract::FilledArea> auto& v) { io(v.box, v.luminance); }
void Fields(auto& io, Is<extract::Image> auto& v) { io(v.box, v.width_px, v.height_px, v.object); }
void Fields(auto& io, Is<extract::Page> auto& v) {
  io(v.number, v.width_pt, v.height_pt, v.rotation, v.turned, v.skew_degrees, v.source, v.source_reason,
     v.state, v.confidence, v.messages, v.words, v.rulings, v.areas, v.images, v.shapes, v.ocr, v.regions);
}
void Fields(auto& io, Is<extract::Document> auto& v) { io(v.page_count, v.pages, v.diagnostics); }

// ---- rules/decision.h -------------------------------------------------------------------------------------

void Fields(auto& io, Is<rules::Part> auto& v) {
  io(v.kind, v.title, v.body, v.date, v.case_number, v.document_number, v.paragraph, v.sender, v.signatory,
     v.first_page, v.last_page, v.where, v.rule);
}
void Fields(auto& io, Is<rules::DecisionItem> auto& v) { io(v.number, v.text, v.details, v.where); }
void Fields(auto& io, Is<rules::Motion> auto& v) { io(v.person, v.party, v.text, v.where, v.rule); }
void Fields(auto& io, Is<rules::Reservation> auto& v) { io(v.persons, v.parties, v.text, v.where, v.rule); }
void Fields(auto& io, Is<rules::Vote> auto& v) {
  io(v.yes, v.no, v.abstain, v.absent, v.yes_means, v.text, v.where, v.rule);
}
void Fields(auto& io, Is<rules::Remark> auto& v) { io(v.kind, v.persons, v.text, v.where, v.rule); }
void Fields(auto& io, Is<rules::Decision> auto& v) {
  io(v.part, v.kind, v.body, v.addressees, v.paragraph, v.title, v.case_number, v.date, v.outcome,
     v.outcome_rule, v.items, v.motions, v.reservations, v.votes, v.remarks, v.order, v.recipients, v.basis,
     v.where, v.rule);
}
void Fields(auto& io, Is<rules::Attendee> auto& v) {
  io(v.part, v.name, v.party, v.role, v.post, v.note, v.where, v.rule);
}
void Fields(auto& io, Is<rules::AgendaItem> auto& v) {
  io(v.part, v.number, v.title, v.case_number, v.treated_by, v.where, v.rule);
}

// ---- rules/reading.h --------------------------------------------------------------------------------------

void Fields(auto& io, Is<rules::Amount> auto& v) {
  io(v.where, v.text, v.money, v.high, v.currency, v.per, v.qualifier, v.revised_from, v.part, v.decision,
     v.item, v.rule);
}
void Fields(auto& io, Is<rules::Cell> auto& v) {
  io(v.text, v.kind, v.value, v.where, v.confidence, v.note, v.row_span, v.column_span);
}
void Fields(auto& io, Is<rules::HeadCell> auto& v) {
  io(v.row, v.column, v.row_span, v.column_span, v.text, v.where);
}
void Fields(auto& io, Is<rules::NameRepair> auto& v) { io(v.read, v.reason, v.distance); }
void Fields(auto& io, Is<rules::Row> auto& v) {
  io(v.label, v.repair, v.region, v.role, v.weak, v.rule, v.indent, v.bold, v.where, v.cells);
}
void Fields(auto& io, Is<rules::Column> auto& v) { io(v.header, v.kind, v.role); }
void Fields(auto& io, Is<rules::Table> auto& v) {
  io(v.first_page, v.last_page, v.box, v.caption, v.unit, v.unit_rule, v.machine_read, v.head, v.columns,
     v.rows);
}
void Fields(auto& io, Is<rules::Repair> auto& v) {
  io(v.table, v.row, v.column, v.read, v.proposed, v.reason);
}
void Fields(auto& io, Is<rules::CellRef> auto& v) { io(v.table, v.row, v.column); }
void Fields(auto& io, Is<rules::Check> auto& v) {
  io(v.rule, v.status, v.table, v.row, v.column, v.stated_ore, v.computed_ore, v.difference_ore,
     v.tolerance_ore, v.message, v.where, v.parts, v.stated_weight, v.weights, v.amounts, v.diagnosis,
     v.error_in, v.reason, v.suspect, v.repairs);
}
void Fields(auto& io, Is<rules::Reading> auto& v) {
  io(v.parts, v.decisions, v.attendance, v.agenda, v.amounts, v.tables, v.checks);
}

void Fields(auto& io, Is<StageTime> auto& v) { io(v.cpu_us, v.wall_us); }
void Fields(auto& io, Is<Report> auto& v) {
  io(v.outcome.failure, v.outcome.document, v.outcome.reading, v.ocr_version, v.times);
}

}  // namespace avstam::app::worker

#endif  // AVSTAM_APP_WORKER_FIELDS_H_
