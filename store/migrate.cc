#include <fmt/format.h>

#include <iterator>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/case_key.h"
#include "store/reading_rows.h"
#include "store/schema.h"

namespace avstam::store {
namespace {

// kSteps[n] makes version n + 2 of version n + 1: columns and what is in them.  New tables, and how the
// columns are declared, follow from schema.sql afterwards (Declare).
constexpr const char* kSteps[] = {
    // Version 1 kept of a document what it says, but not what is drawn around it.  Only words that OCR read
    // had a confidence.
    R"sql(
      ALTER TABLE documents ADD COLUMN ocr_version TEXT;
      ALTER TABLE documents ADD COLUMN geometry INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE pages ADD COLUMN source_reason TEXT;
      ALTER TABLE pages ADD COLUMN turned INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE pages ADD COLUMN skew_degrees REAL NOT NULL DEFAULT 0.0;
      ALTER TABLE pages ADD COLUMN shapes INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE words ADD COLUMN edges BLOB;
      ALTER TABLE words ADD COLUMN reading_no INTEGER;
      UPDATE words SET flags = flags | 32 WHERE confidence IS NOT NULL;
    )sql",
    // Version 2 knew no decisions: what an amount says of one refers to nothing.
    R"sql(
      ALTER TABLE documents ADD COLUMN words_version TEXT NOT NULL DEFAULT '';
      UPDATE documents SET words_version = program_version;
      ALTER TABLE parts ADD COLUMN case_key TEXT;
      ALTER TABLE parts ADD COLUMN sender TEXT;
      ALTER TABLE parts ADD COLUMN signatory TEXT;
      ALTER TABLE parts ADD COLUMN rule TEXT;
      ALTER TABLE parts ADD COLUMN page INTEGER;
      ALTER TABLE parts ADD COLUMN left_cpt INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE parts ADD COLUMN top_cpt INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE parts ADD COLUMN right_cpt INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE parts ADD COLUMN bottom_cpt INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE amounts ADD COLUMN item_no INTEGER;
      UPDATE amounts SET decision_no = NULL;
      ALTER TABLE table_rows ADD COLUMN label_read TEXT;
      ALTER TABLE table_rows ADD COLUMN label_reason TEXT;
      ALTER TABLE table_rows ADD COLUMN label_distance INTEGER;
      ALTER TABLE table_cells ADD COLUMN note TEXT;
      ALTER TABLE document_tables ADD COLUMN machine_read INTEGER NOT NULL DEFAULT 0;
      ALTER TABLE checks ADD COLUMN diagnosis TEXT;
      ALTER TABLE checks ADD COLUMN error_in TEXT;
      ALTER TABLE checks ADD COLUMN suspect_table_no INTEGER;
      ALTER TABLE checks ADD COLUMN suspect_row_no INTEGER;
      ALTER TABLE checks ADD COLUMN suspect_column_no INTEGER;
    )sql",
    // Version 3 kept no weights: what is subtracted is known from reading anew.  Its views look as they did.
    // A row for each word, and two indices for search, made it slow.
    R"sql(
      DROP VIEW IF EXISTS v_documents;
      DROP VIEW IF EXISTS v_decisions;
      DROP VIEW IF EXISTS v_amounts;
      DROP VIEW IF EXISTS v_tables;
      DROP VIEW IF EXISTS v_cells;
      DROP VIEW IF EXISTS v_checks;
      DROP VIEW IF EXISTS v_repairs;
      ALTER TABLE table_cells ADD COLUMN read_ore INTEGER;
      ALTER TABLE checks ADD COLUMN stated_weight INTEGER NOT NULL DEFAULT 1;
      ALTER TABLE checks ADD COLUMN reason TEXT;
      ALTER TABLE checks ADD COLUMN settled TEXT;
      ALTER TABLE checks ADD COLUMN read_status TEXT;
      ALTER TABLE checks ADD COLUMN read_stated_ore INTEGER;
      ALTER TABLE checks ADD COLUMN read_computed_ore INTEGER;
      ALTER TABLE checks ADD COLUMN read_difference_ore INTEGER;
      ALTER TABLE checks ADD COLUMN waived_until TEXT;
      ALTER TABLE checks ADD COLUMN waived_reason TEXT;
      ALTER TABLE check_parts ADD COLUMN weight INTEGER NOT NULL DEFAULT 1;
      ALTER TABLE check_repairs ADD COLUMN decision TEXT;
      CREATE TABLE IF NOT EXISTS human_decisions (sha256, subject, decided_at, person, decision, reason, until);
      ALTER TABLE human_decisions ADD COLUMN about TEXT NOT NULL DEFAULT '';
      CREATE TABLE page_words (document_id INTEGER, page INTEGER, words TEXT);
      INSERT INTO page_words SELECT document_id, page, json_group_array(json(run)) FROM (
        SELECT document_id, page, json_array(word_no, top_cpt, bottom_cpt, baseline_cpt, font_size_cpt, flags,
          json_array(text, left_cpt, right_cpt, confidence, iif(edges IS NULL, NULL, hex(edges)), reading_no)) AS run
        FROM words ORDER BY document_id, page, word_no) GROUP BY document_id, page;
      INSERT INTO page_words SELECT document_id, page, '[]' FROM pages
        WHERE (document_id, page) NOT IN (SELECT document_id, page FROM page_words);
      DROP TABLE words;
      DROP TABLE IF EXISTS search_folded;
      DROP TABLE IF EXISTS search_exact;
      DROP TABLE IF EXISTS search_texts;
      DROP INDEX IF EXISTS amounts_by_decision;
    )sql",
};
static_assert(std::size(kSteps) + 1 == kSchemaVersion);

std::vector<std::string> List(Database* database, std::string_view sql, const std::string& value) {
  std::vector<std::string> out;
  Statement rows = database->Prepare(sql);
  rows.With(value);
  while (rows.Step()) out.push_back(rows.Text(0));
  return out;
}

// The table as schema.sql declares it, with the rows it has: ALTER TABLE leaves it declared otherwise, and
// then VerifySchema could not tell it from one that somebody changed.
void Redeclare(Database* database, Database* fresh, const std::string& table, const std::string& sql) {
  std::string columns;
  for (const std::string& column : List(fresh, "SELECT name FROM pragma_table_info(?) ORDER BY cid", table))
    columns += (columns.empty() ? "" : ", ") + column;
  const std::vector<std::string> indices =
      List(database, "SELECT sql FROM main.sqlite_schema WHERE type = 'index' AND sql <> '' AND tbl_name = ?",
           table);
  database->Execute(
      fmt::format("CREATE TEMP TABLE moving AS SELECT * FROM main.{0}; DROP TABLE main.{0}", table));
  database->Execute(sql);
  database->Execute(fmt::format(
      "INSERT INTO main.{0} ({1}) SELECT {1} FROM temp.moving ORDER BY rowid; DROP TABLE temp.moving", table,
      columns));
  for (const std::string& index : indices) database->Execute(index);
}

void Declare(Database* database) {
  Database fresh = Database::Open("", Database::Mode::kMemory, 0);
  fresh.Execute(kSchemaSql);
  // The inner tables of full text search come with it, indices that a constraint makes (no sql) with theirs.
  Statement declared = fresh.Prepare(
      "SELECT name, sql, type FROM sqlite_schema WHERE sql <> '' AND name NOT GLOB 'search_index_*' "
      "ORDER BY rowid");
  while (declared.Step()) {
    const std::string name = declared.Text(0), sql = declared.Text(1);
    const std::vector<std::string> found =
        List(database, "SELECT sql FROM main.sqlite_schema WHERE name = ?", name);
    if (found.empty()) {
      database->Execute(sql);
    } else if (found.front() != sql && declared.Text(2) == "table") {
      Redeclare(database, &fresh, name, sql);
    }
  }
}

// Off while tables are replaced, or the rows below a document would go with it.
class WithoutForeignKeys {
 public:
  explicit WithoutForeignKeys(Database* database) : database_(database) {
    database->Execute("PRAGMA foreign_keys=OFF");
  }
  ~WithoutForeignKeys() { database_->TryExecute("PRAGMA foreign_keys=ON"); }
  WithoutForeignKeys(const WithoutForeignKeys&) = delete;
  WithoutForeignKeys& operator=(const WithoutForeignKeys&) = delete;

 private:
  Database* database_;
};

// What the program computes from rows that are there.
void FillIn(Database* database) {
  std::vector<std::pair<std::string, std::string>> keys;
  Statement cases = database->Prepare("SELECT DISTINCT case_number FROM parts WHERE case_number IS NOT NULL");
  while (cases.Step()) keys.emplace_back(cases.Text(0), CaseKey(cases.Text(0)));
  Statement set_key = database->Prepare("UPDATE parts SET case_key = nullif(?, '') WHERE case_number = ?");
  for (const auto& [number, key] : keys) set_key.Run(key, number);
  std::vector<int64_t> ids;
  Statement documents = database->Prepare("SELECT id FROM documents ORDER BY id");
  while (documents.Step()) ids.push_back(documents.Int(0));
  TextsToIndex texts;
  for (int64_t id : ids) {
    WriteReadingSearch(database, id);
    WritePageSearch(database, id, ReadDocument(database, id));
    texts.AddReading(id);
    texts.AddPages(id);
  }
  texts.Write(database);
}

}  // namespace

void MigrateSchema(Database* database) {
  WithoutForeignKeys off(database);
  Transaction transaction(database);
  // Another process may have been faster.
  for (int64_t version = VerifySchema(database); version < kSchemaVersion; ++version)
    database->Execute(kSteps[version - 1]);
  Declare(database);
  Statement lost = database->Prepare("PRAGMA foreign_key_check");
  if (lost.Step())
    throw Error(
        ErrorCode::kArchive,
        fmt::format("{}: cannot be brought up to date: a row of {} refers to a missing row of {}; it was not "
                    "changed; go back to a copy or ingest the documents anew",
                    EscapeForTerminal(database->path()), lost.Text(0), lost.Text(2)));
  lost.Reset();
  // As in schema.sql; it stands in a row, not in a declaration.
  database->Execute(
      "INSERT INTO search_index (search_index, rank) VALUES ('automerge', 8);"
      "INSERT INTO search_index (search_index, rank) VALUES ('crisismerge', 32);"
      "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', 16777216)");
  FillIn(database);
  database->Execute(fmt::format("PRAGMA user_version={}", kSchemaVersion));
  transaction.Commit();
  VerifySchema(database);
}

}  // namespace avstam::store
