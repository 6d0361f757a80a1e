#include <fmt/format.h>

#include <iterator>
#include <string>
#include <vector>

#include "base/error.h"
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
  Statement tables = fresh.Prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid");
  while (tables.Step()) {
    const std::string name = tables.Text(0), sql = tables.Text(1);
    const std::vector<std::string> found =
        List(database, "SELECT sql FROM main.sqlite_schema WHERE type = 'table' AND name = ?", name);
    if (found.empty()) {
      database->Execute(sql);
    } else if (found.front() != sql) {
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
  database->Execute(fmt::format("PRAGMA user_version={}", kSchemaVersion));
  transaction.Commit();
  VerifySchema(database);
}

}  // namespace avstam::store
