#include "store/schema.h"

#include <fmt/format.h>

#include <map>
#include <string>

#include "base/error.h"

namespace avstam::store {
namespace {

std::map<std::string, std::string> Tables(Database* database) {
  std::map<std::string, std::string> out;
  Statement rows = database->Prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table'");
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

  Statement active = database->Prepare(
      "SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view') ORDER BY name");
  if (active.Step())
    Refuse(*database, fmt::format("has a {} \"{}\" that avstam did not make; drop it or go back to a copy",
                                  active.Text(0), EscapeForTerminal(active.Text(1))));
  if (version < kSchemaVersion) return version;
  Database fresh = Database::Open("", Database::Mode::kMemory, 0);
  fresh.Execute(kSchemaSql);
  std::map<std::string, std::string> found = Tables(database);
  for (const auto& [name, sql] : Tables(&fresh)) {
    auto at = found.find(name);
    if (at == found.end() || at->second != sql)
      Refuse(*database, fmt::format("its table \"{}\" is {}; go back to a copy or ingest the documents anew",
                                    name, at == found.end() ? "missing" : "not the one avstam made"));
  }
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
