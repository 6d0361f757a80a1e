#include "store/browse.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/row_values.h"
#include "store/settle.h"
#include "store/sqlite.h"

namespace avstam::store {
namespace {

std::string TextAt(const Statement& row, int column) { return row.OptionalText(column).value_or(""); }

// Columns of both halves of a history; {} is the condition, on x (decisions) or p (parts).
std::string HistorySql(const std::string& condition_x, const std::string& condition_p) {
  const char* file = "(SELECT name FROM document_names n WHERE n.document_id = d.id AND n.name_no = 0)";
  return fmt::format(
      "SELECT substr(d.sha256, 1, 12) || ':d' || x.decision_no, x.date, x.kind, x.body, x.paragraph, "
      "x.title, "
      "x.outcome, {0}, x.page, x.document_id, x.decision_no "
      "FROM decisions x JOIN documents d ON d.id = x.document_id WHERE {1} "
      "UNION ALL "
      "SELECT substr(d.sha256, 1, 12) || ':p' || p.part_no, p.date, p.kind, p.body, p.paragraph, p.title, "
      "NULL, "
      "{0}, p.first_page, p.document_id, p.part_no "
      "FROM parts p JOIN documents d ON d.id = p.document_id WHERE {2} AND NOT EXISTS (SELECT 1 FROM "
      "decisions x "
      "WHERE x.document_id = p.document_id AND x.part_no = p.part_no AND {1}) "
      "ORDER BY 2 NULLS LAST, 10, 9 LIMIT 500",
      file, condition_x, condition_p);
}

std::vector<CaseEvent> Events(Statement* rows) {
  std::vector<CaseEvent> out;
  while (rows->Step())
    out.push_back({TextAt(*rows, 0), TextAt(*rows, 1), TextAt(*rows, 2), TextAt(*rows, 3), TextAt(*rows, 4),
                   TextAt(*rows, 5), TextAt(*rows, 6), TextAt(*rows, 7),
                   static_cast<int>(rows->OptionalInt(8).value_or(0))});
  return out;
}

}  // namespace

std::vector<PageFacts> PagesOf(const Archive& archive, const std::string& sha256) {
  Statement rows = archive.database()->Prepare(
      "SELECT page, width_pt, height_pt, turned, state, source, confidence FROM pages "
      "WHERE document_id = (SELECT id FROM documents WHERE sha256 = ?) ORDER BY page");
  rows.With(sha256);
  std::vector<PageFacts> out;
  while (rows.Step())
    out.push_back({static_cast<int>(rows.Int(0)), rows.Real(1), rows.Real(2), static_cast<int>(rows.Int(3)),
                   rows.Text(4), rows.Text(5), rows.Real(6)});
  return out;
}

std::vector<PageWord> WordsOf(const Archive& archive, const std::string& sha256, int page) {
  Statement rows = archive.database()->Prepare(
      // As the view `words`, which itself is refused here: functions of JSON are not for an untrusted schema.
      "SELECT json_extract(w.value, '$[0]'), json_extract(w.value, '$[1]'), json_extract(r.value, '$[1]'), "
      "json_extract(w.value, '$[2]'), json_extract(r.value, '$[2]') "
      "FROM page_words p, json_each(p.words) r, json_each(r.value) w "
      "WHERE p.document_id = (SELECT id FROM documents WHERE sha256 = ?) AND p.page = ? AND w.key >= 6");
  rows.With(sha256, page);
  std::vector<PageWord> out;
  while (rows.Step()) out.push_back({rows.Text(0), BoxAt(rows, 1)});
  return out;
}

std::vector<CaseEvent> CaseHistory(const Archive& archive, const std::string& case_key) {
  Statement rows = archive.database()->Prepare(HistorySql("x.case_key = ?1", "p.case_key = ?1"));
  rows.With(case_key);
  return Events(&rows);
}

std::vector<CaseEvent> ParagraphHistory(const Archive& archive, const std::string& body,
                                        const std::string& date, const std::string& paragraph) {
  Statement rows =
      archive.database()->Prepare(HistorySql("x.body = ?1 AND x.date = ?2 AND x.paragraph = ?3",
                                             "p.body = ?1 AND p.date = ?2 AND p.paragraph = ?3"));
  rows.With(body, date, paragraph);
  return Events(&rows);
}

ReviewQueue OpenMismatches(const Archive& archive, const std::string& today, const std::string& after,
                           int64_t most) {
  Statement rows = archive.database()->Prepare(
      "SELECT (SELECT substr(sha256, 1, 12) FROM documents WHERE id = k.document_id) || ':c' || k.check_no "
      "FROM checks k WHERE k.status = 'mismatch' AND (k.waived_until IS NULL OR k.waived_until < ?) "
      "ORDER BY abs(k.difference_ore) DESC NULLS LAST, k.document_id, k.check_no");
  rows.With(today);
  std::vector<std::string> all;
  while (rows.Step()) all.push_back(rows.Text(0));
  ReviewQueue out;
  out.open = static_cast<int64_t>(all.size());
  auto from = all.begin();
  if (const auto at = std::find(all.begin(), all.end(), after); at != all.end()) from = at + 1;
  const auto count = std::min<int64_t>(most, all.end() - from);
  out.ids.assign(from, from + count);
  return out;
}

namespace {

constexpr char kFailureColumns[] =
    "SELECT name, coalesce(sha256, ''), code, message, program_version, failed_at FROM failures ";

std::vector<FailureRecord> FailuresOf(Statement* rows) {
  std::vector<FailureRecord> out;
  while (rows->Step())
    out.push_back({rows->Text(0), rows->Text(1), rows->Text(2), rows->Text(3), rows->Text(4), rows->Text(5)});
  return out;
}

}  // namespace

std::vector<FailureRecord> LatestFailures(const Archive& archive, int64_t most) {
  Statement rows =
      archive.database()->Prepare(std::string(kFailureColumns) + "ORDER BY failed_at DESC, name LIMIT ?");
  rows.With(most);
  return FailuresOf(&rows);
}

std::vector<FailureRecord> FailuresBehind(const Archive& archive, const std::string& after, int64_t most) {
  Statement rows =
      archive.database()->Prepare(std::string(kFailureColumns) + "WHERE name > ? ORDER BY name LIMIT ?");
  rows.With(after, most);
  return FailuresOf(&rows);
}

std::vector<HumanDecision> DecisionsInForce(const Archive& archive, const std::string& sha256) {
  return InForce(archive.HumanDecisionsOf(sha256));
}

int64_t DataVersion(const Archive& archive) { return archive.database()->Number("PRAGMA data_version"); }

}  // namespace avstam::store
