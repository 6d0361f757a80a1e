#include "store/schema.h"

#include <fmt/format.h>

#include <map>
#include <string>

#include "base/error.h"

namespace avstam::store {
namespace {

// Tables and views by name; the inner tables of full text search are SQLite's own affair.
std::map<std::string, std::string> Declared(Database* database) {
  std::map<std::string, std::string> out;
  Statement rows = database->Prepare(
      "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT GLOB "
      "'search_index_*'");
  while (rows.Step()) out[rows.Text(0)] = rows.Text(1);
  return out;
}

[[noreturn]] void Refuse(const Database& database, const std::string& reason) {
  throw Error(ErrorCode::kArchive, EscapeForTerminal(database.path()) + ": " + reason);
}

}  // namespace

int64_t VerifySchema(Database* database) {
  int64_t application = database->Number("PRAGMA application_id");
  int64_t version = database->Number("PRAGMA user_version");
  int64_t objects = database->Number("SELECT count(*) FROM sqlite_schema");
  if (application == 0 && version == 0 && objects == 0) return 0;
  if (application != kApplicationId)
    Refuse(*database, fmt::format("is a database of another program (application id {:#x}, expected {:#x}); "
                                  "it was not changed; name another file with --db",
                                  application, kApplicationId));
  if (version > kSchemaVersion)
    Refuse(*database, fmt::format("was made by a newer avstam (schema {}, this program knows {}); "
                                  "use that version",
                                  version, kSchemaVersion));
  if (version < 1)
    Refuse(*database,
           fmt::format("has schema {}, which no released avstam wrote; ingest the documents anew", version));

  Database fresh = Database::Open("", Database::Mode::kMemory, 0);
  fresh.Execute(kSchemaSql);
  const std::map<std::string, std::string> ours = Declared(&fresh);
  Statement active = database->Prepare(
      "SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name");
  while (active.Step()) {
    const auto at = ours.find(active.Text(1));
    // The views of an older version are dropped unseen (migrate.cc).
    const bool older = version >= 3 && version < kSchemaVersion && active.Text(0) == "view";
    if (at == ours.end() || version < 3 || (at->second != active.Text(2) && !older))
      Refuse(*database, fmt::format("has a {} \"{}\" that avstam did not make; drop it or go back to a copy",
                                    active.Text(0), EscapeForTerminal(active.Text(1))));
  }
  if (version < kSchemaVersion) return version;
  const std::map<std::string, std::string> found = Declared(database);
  for (const auto& [name, sql] : ours) {
    auto at = found.find(name);
    if (at == found.end() || at->second != sql)
      Refuse(*database, fmt::format("its table \"{}\" is {}; go back to a copy or ingest the documents anew",
                                    name, at == found.end() ? "missing" : "not the one avstam made"));
  }
  database->AllowViews();
  return version;
}

void MakeSchema(Database* database) {
  Transaction transaction(database);
  if (VerifySchema(database) != 0) return;
  database->Execute(kSchemaSql);
  database->Execute(
      fmt::format("PRAGMA application_id={}; PRAGMA user_version={}", kApplicationId, kSchemaVersion));
  transaction.Commit();
}

}  // namespace avstam::store
