#include "store/overview.h"

#include "store/sqlite.h"

namespace avstam::store {
namespace {

void Count(const std::string& status, int64_t count, Verdicts* out) {
  if (status == "ok") out->ok += count;
  if (status == "rounding") out->rounding += count;
  if (status == "mismatch") out->mismatch += count;
  if (status == "not-comparable") out->not_comparable += count;
}

}  // namespace

Verdicts& Verdicts::operator+=(const Verdicts& other) {
  ok += other.ok;
  rounding += other.rounding;
  mismatch += other.mismatch;
  not_comparable += other.not_comparable;
  return *this;
}

Totals CountTotals(const Archive& archive) {
  Database* database = archive.database();
  Totals out;
  Statement documents =
      database->Prepare("SELECT count(*), sum(complete), sum(page_count), sum(pages_read) FROM documents");
  if (documents.Step()) {
    out.documents = documents.Int(0);
    out.complete = documents.Int(1);
    out.pages = documents.Int(2);
    out.pages_read = documents.Int(3);
  }
  // Counted in the smallest index that holds every row.
  out.decisions = database->Number("SELECT count(*) FROM decisions");
  out.tables = database->Number("SELECT count(*) FROM document_tables");
  out.failures = database->Number("SELECT count(*) FROM failures");
  Statement checks = database->Prepare("SELECT status, count(*) FROM checks GROUP BY status");
  while (checks.Step()) Count(checks.Text(0), checks.Int(1), &out.checks);
  return out;
}

std::vector<DocumentStamp> Stamps(const Archive& archive) {
  Statement rows = archive.database()->Prepare(
      "SELECT d.id, d.stored_at || d.rules_hash || d.program_version || "
      "coalesce((SELECT count(*) || max(decided_at) FROM human_decisions h WHERE h.sha256 = d.sha256), '') "
      "FROM documents d ORDER BY d.id");
  std::vector<DocumentStamp> out;
  while (rows.Step()) out.push_back({rows.Int(0), rows.Text(1)});
  return out;
}

DocumentCounts CountDocument(const Archive& archive, int64_t document_id) {
  Database* database = archive.database();
  DocumentCounts out;
  Statement part = database->Prepare(
      "SELECT (SELECT substr(max(date), 1, 4) FROM parts WHERE document_id = ?1), (SELECT body FROM parts "
      "WHERE "
      "document_id = ?1 AND body IS NOT NULL ORDER BY part_no LIMIT 1)");
  if (part.With(document_id).Step()) {
    out.year = part.OptionalText(0).value_or("");
    out.body = part.OptionalText(1).value_or("");
  }
  Statement checks =
      database->Prepare("SELECT status, count(*) FROM checks WHERE document_id = ? GROUP BY status");
  checks.With(document_id);
  while (checks.Step()) Count(checks.Text(0), checks.Int(1), &out.checks);
  // What a check that closes has compared, once each; then the figures, with those of them.
  Statement figures = database->Prepare(
      "WITH closed AS MATERIALIZED (SELECT check_no, table_no, row_no, column_no FROM checks "
      "  WHERE document_id = ?1 AND status IN ('ok', 'rounding')), "
      "covered AS MATERIALIZED (SELECT table_no, row_no, column_no FROM closed WHERE column_no IS NOT NULL "
      "  UNION SELECT p.table_no, p.row_no, p.column_no FROM closed JOIN check_parts p "
      "  ON p.document_id = ?1 AND p.check_no = closed.check_no) "
      "SELECT count(*), sum((c.table_no, c.row_no, c.column_no) IN covered) FROM table_cells c "
      "JOIN table_rows r ON r.document_id = ?1 AND r.table_no = c.table_no AND r.row_no = c.row_no "
      "JOIN table_columns k ON k.document_id = ?1 AND k.table_no = c.table_no AND k.column_no = c.column_no "
      "WHERE c.document_id = ?1 AND c.value_ore IS NOT NULL AND c.kind IN ('money', 'number') "
      "AND r.role <> 'header' AND coalesce(k.role, '') NOT IN ('share', 'ratio', 'index', 'note')");
  if (figures.With(document_id).Step()) {
    out.figures = figures.Int(0);
    out.covered = figures.Int(1);
  }
  return out;
}

}  // namespace avstam::store
