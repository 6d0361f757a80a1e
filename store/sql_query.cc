#include <fmt/format.h>
#include <sqlite3.h>

#include "base/error.h"
#include "store/folding.h"
#include "store/query.h"
#include "store/query_values.h"
#include "store/sqlite.h"

namespace avstam::store {

Value ValueAt(const Statement& row, int column) {
  switch (row.Type(column)) {
    case Statement::Kind::kInteger:
      return row.Int(column);
    case Statement::Kind::kReal:
      return row.Real(column);
    case Statement::Kind::kText:
      return row.Text(column);
    case Statement::Kind::kBlob: {
      std::string hex;
      for (char c : row.Bytes(column)) hex += fmt::format("{:02x}", static_cast<unsigned char>(c));
      return hex;
    }
    case Statement::Kind::kNull:
      break;
  }
  return std::monostate();
}

namespace {

// SELECT and what it needs, and nothing else: no PRAGMA, ATTACH or writing.
int OnlySelect(void*, int action, const char*, const char* second, const char*, const char*) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_RECURSIVE:
      return SQLITE_OK;
    case SQLITE_FUNCTION:
      return second != nullptr && std::string_view(second) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    default:
      return SQLITE_DENY;
  }
}

class Authorised {
 public:
  explicit Authorised(Database* database) : database_(database) {
    sqlite3_set_authorizer(database->handle(), &OnlySelect, nullptr);
  }
  ~Authorised() { sqlite3_set_authorizer(database_->handle(), nullptr, nullptr); }
  Authorised(const Authorised&) = delete;
  Authorised& operator=(const Authorised&) = delete;

 private:
  Database* database_;
};

}  // namespace

void RunSql(const Archive& archive, const std::string& sql,
            const std::function<void(const std::vector<std::string>&)>& take_names,
            const std::function<void(const Row&)>& take) {
  Database* database = archive.database();
  UseSwedishOrder(database);
  // FTS5 prepares statements of its own when it is first used; they are not the user's.
  database->Number("SELECT count(*) FROM search_index WHERE search_index MATCH 'a' LIMIT 1");
  database->Number("SELECT count(*) FROM search_words WHERE term = 'a' LIMIT 1");
  sqlite3_stmt* probe = nullptr;
  const char* rest = nullptr;
  int code = SQLITE_OK;
  {
    const Authorised only_select(database);
    code = sqlite3_prepare_v2(database->handle(), sql.c_str(), -1, &probe, &rest);
  }
  const bool nothing = probe == nullptr;
  sqlite3_finalize(probe);
  if (code == SQLITE_AUTH)
    throw Error(ErrorCode::kUsage, "only SELECT is possible: the archive is not to be changed");
  if (code != SQLITE_OK)
    throw Error(ErrorCode::kUsage,
                "the SQL is wrong: " + EscapeForTerminal(sqlite3_errmsg(database->handle())));
  if (nothing || std::string_view(rest).find_first_not_of(" \t\r\n;") != std::string_view::npos)
    throw Error(ErrorCode::kUsage, "one SELECT is expected, and nothing after it");
  Statement rows = database->Prepare(sql);
  std::vector<std::string> names;
  for (int c = 0; c < rows.Columns(); ++c) names.push_back(rows.ColumnName(c));
  take_names(names);
  while (rows.Step()) {
    Row row;
    for (int c = 0; c < rows.Columns(); ++c) row.push_back(ValueAt(rows, c));
    take(row);
  }
}

}  // namespace avstam::store
