#include "store/subjects.h"

namespace avstam::store {
namespace {

using enum QueryColumn::Kind;

// {} is the document's id in the subject's tables.
constexpr char kPartBody[] =
    "EXISTS (SELECT 1 FROM parts p WHERE p.document_id = {} AND p.body IN (SELECT value FROM json_each(?)))";

}  // namespace

const Spec& SpecOf(Subject subject) {
  static const Spec decisions{
      "v_decisions",
      "decisions x WHERE",
      "x.document_id, x.decision_no",
      "x.body IN (SELECT value FROM json_each(?))",
      "x.date",
      "x.case_key",
      "",
      "EXISTS (SELECT 1 FROM statement_people s WHERE s.document_id = x.document_id AND "
      "s.decision_no = x.decision_no AND s.kind = 'party' AND s.name = ? COLLATE NOCASE)",
      "? IN (x.kind, x.outcome)",
      "EXISTS (SELECT 1 FROM amounts a INDEXED BY amounts_of_decisions WHERE a.document_id = x.document_id "
      "AND a.decision_no = x.decision_no "
      "AND "
      "a.value_ore BETWEEN ? AND ?)",
      {SearchKind::kDecision, "x.decision_no"},
      {{kId, "id", true},
       {kDate, "date", true},
       {kText, "body", true},
       {kText, "kind", true},
       {kText, "paragraph", true},
       {kText, "case_number", true},
       {kText, "title"},
       {kText, "text", true},
       {kText, "outcome"},
       {kText, "addressees"},
       {kText, "against"},
       {kInteger, "yes"},
       {kInteger, "no"},
       {kText, "part_kind"},
       {kInteger, "page"},
       {kText, "file"},
       {kText, "rule"}},
      {{"date", "x.date"},
       {"body", "x.body COLLATE sv"},
       {"case_number", "x.case_key"},
       {"paragraph", "x.paragraph COLLATE sv"},
       {"title", "x.title COLLATE sv"}}};
  static const Spec amounts{
      "v_amounts",
      "amounts a LEFT JOIN parts p ON p.document_id = a.document_id AND p.part_no = a.part_no LEFT JOIN "
      "decisions x "
      "ON x.document_id = a.document_id AND x.decision_no = a.decision_no WHERE",
      "a.document_id, a.amount_no",
      "coalesce(x.body, p.body) IN (SELECT value FROM json_each(?))",
      "coalesce(x.date, p.date)",
      "coalesce(x.case_key, p.case_key)",
      "",
      "EXISTS (SELECT 1 FROM statement_people s WHERE s.document_id = a.document_id AND "
      "s.decision_no = a.decision_no AND s.kind = 'party' AND s.name = ? COLLATE NOCASE)",
      "x.kind = ?",
      "a.value_ore BETWEEN ? AND ?",
      {SearchKind::kPage, "a.page"},
      {{kId, "id", true},
       {kMoney, "value_ore", true},
       {kMoney, "high_ore"},
       {kText, "currency"},
       {kMoney, "step_ore"},
       {kText, "per", true},
       {kText, "qualifier", true},
       {kMoney, "revised_from_ore"},
       {kText, "text", true},
       {kDate, "date", true},
       {kText, "body"},
       {kText, "decision_kind"},
       {kText, "paragraph"},
       {kText, "case_number", true},
       {kText, "item_text"},
       {kInteger, "page", true},
       {kText, "file", true},
       {kId, "decision"},
       {kText, "rule"}},
      {{"value", "a.value_ore"},
       {"date", "coalesce(x.date, p.date)"},
       {"body", "coalesce(x.body, p.body) COLLATE sv"}}};
  static const Spec tables{
      "v_tables",
      "document_tables t WHERE",
      "t.document_id, t.table_no",
      kPartBody,
      "",
      "",
      "EXISTS (SELECT 1 FROM table_rows r WHERE r.document_id = t.document_id AND r.table_no = t.table_no "
      "AND "
      "r.region = ?)",
      "",
      "EXISTS (SELECT 1 FROM checks k WHERE k.document_id = t.document_id AND k.table_no = t.table_no AND "
      "k.status = ?)",
      "EXISTS (SELECT 1 FROM table_cells c WHERE c.document_id = t.document_id AND c.table_no = t.table_no "
      "AND "
      "c.kind = 'money' AND c.value_ore BETWEEN ? AND ?)",
      {SearchKind::kTable, "t.table_no"},
      {{kId, "id", true},
       {kText, "caption", true},
       {kText, "unit", true},
       {kInteger, "rows", true},
       {kInteger, "columns", true},
       {kInteger, "checks", true},
       {kInteger, "mismatches", true},
       {kInteger, "page", true},
       {kInteger, "last_page"},
       {kText, "file", true}},
      {{"caption", "t.caption COLLATE sv"}, {"page", "t.page"}}};
  static const Spec cells{
      "v_cells",
      "table_cells c JOIN table_rows r ON r.document_id = c.document_id AND r.table_no = c.table_no AND "
      "r.row_no = c.row_no WHERE c.kind <> 'empty' AND",
      "c.document_id, c.table_no, c.row_no, c.column_no",
      kPartBody,
      "",
      "",
      "r.region = ?",
      "",
      "r.role = ?",
      "c.kind = 'money' AND c.value_ore BETWEEN ? AND ?",
      {SearchKind::kTable, "c.table_no"},
      {{kId, "id", true},
       {kText, "caption", true},
       {kText, "label", true},
       {kText, "header", true},
       {kText, "region"},
       {kText, "role"},
       {kText, "kind"},
       {kText, "text", true},
       {kMoney, "value_ore", true},
       {kMoney, "number"},
       {kMoney, "step_ore"},
       {kText, "unit"},
       {kReal, "confidence"},
       {kText, "note"},
       {kInteger, "page", true},
       {kText, "file", true},
       {kText, "label_read"},
       {kMoney, "read_ore"}},
      {{"value", "c.value_ore"}, {"confidence", "c.confidence"}, {"label", "r.label COLLATE sv"}}};
  static const Spec documents{
      "v_documents",
      "documents d WHERE",
      "d.id",
      kPartBody,
      "",
      "",
      "EXISTS (SELECT 1 FROM table_rows r WHERE r.document_id = d.id AND r.region = ?)",
      "EXISTS (SELECT 1 FROM statement_people s WHERE s.document_id = d.id AND s.kind = 'party' AND "
      "s.name = ? COLLATE NOCASE)",
      "d.state = ?",
      "",
      {SearchKind::kPage, ""},
      {{kId, "id", true},
       {kText, "file", true},
       {kText, "state", true},
       {kInteger, "page_count", true},
       {kInteger, "pages_read"},
       {kFlag, "complete"},
       {kDate, "date", true},
       {kInteger, "parts", true},
       {kInteger, "decisions", true},
       {kInteger, "amounts", true},
       {kInteger, "tables", true},
       {kInteger, "checks", true},
       {kInteger, "mismatches", true},
       {kText, "program_version"},
       {kText, "rules_hash"},
       {kText, "ocr_version"},
       {kText, "stored_at"},
       {kText, "sha256"}},
      {{"file", "(SELECT name FROM document_names n WHERE n.document_id = d.id AND name_no = 0) COLLATE sv"},
       {"date", "(SELECT max(date) FROM parts p WHERE p.document_id = d.id)"},
       {"page_count", "d.page_count"},
       {"stored_at", "d.stored_at"}}};
  static const Spec checks{
      "v_checks",
      "checks k LEFT JOIN table_rows r ON r.document_id = k.document_id AND r.table_no = k.table_no AND "
      "r.row_no = k.row_no WHERE",
      "k.document_id, k.check_no",
      kPartBody,
      "",
      "",
      "r.region = ?",
      "",
      "k.status = ?",
      "abs(k.difference_ore) BETWEEN ? AND ?",
      {SearchKind::kTable, "k.table_no"},
      {{kId, "id", true},
       {kText, "status", true},
       {kText, "rule", true},
       {kText, "caption", true},
       {kText, "label", true},
       {kText, "header", true},
       {kText, "region"},
       {kMoney, "stated_ore", true},
       {kMoney, "computed_ore", true},
       {kMoney, "difference_ore", true},
       {kMoney, "tolerance_ore"},
       {kText, "message"},
       {kText, "diagnosis"},
       {kText, "error_in"},
       {kInteger, "repairs"},
       {kInteger, "page", true},
       {kText, "file", true},
       {kText, "read_status"},
       {kDate, "waived_until"},
       {kText, "waived_reason"}},
      {{"difference", "abs(k.difference_ore)"},
       {"status", "k.status"},
       {"rule", "k.rule"},
       {"page", "k.page"}}};
  static const Spec repairs{"v_repairs",
                            "check_repairs k LEFT JOIN table_rows r ON r.document_id = k.document_id AND "
                            "r.table_no = k.table_no AND "
                            "r.row_no = k.row_no WHERE",
                            "k.document_id, k.check_no, k.repair_no",
                            kPartBody,
                            "",
                            "",
                            "r.region = ?",
                            "",
                            "",
                            "abs(k.proposed_ore - k.read_ore) BETWEEN ? AND ?",
                            {SearchKind::kTable, "k.table_no"},
                            {{kId, "id", true},
                             {kText, "caption", true},
                             {kText, "label", true},
                             {kText, "header", true},
                             {kText, "region"},
                             {kMoney, "read_ore", true},
                             {kMoney, "proposed_ore", true},
                             {kText, "reason", true},
                             {kInteger, "page", true},
                             {kText, "file", true},
                             {kId, "cell"},
                             {kText, "decision"}},
                            {{"proposed", "k.proposed_ore"}}};
  switch (subject) {
    case Subject::kDecisions:
      return decisions;
    case Subject::kAmounts:
      return amounts;
    case Subject::kTables:
      return tables;
    case Subject::kCells:
      return cells;
    case Subject::kDocuments:
      return documents;
    case Subject::kChecks:
      return checks;
    case Subject::kRepairs:
      return repairs;
  }
  return decisions;
}

}  // namespace avstam::store
