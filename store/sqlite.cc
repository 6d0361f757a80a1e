#include "store/sqlite.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <stdexcept>

#include "base/error.h"

namespace avstam::store {
namespace {

// The process that holds a write lock on `path`, as the kernel lists it: "process 1234 (avstam)", or empty.
// The list is read instead of asked with F_GETLK: closing a second descriptor would drop SQLite's own locks.
std::string LockHolder(const std::string& path) {
  std::ifstream locks("/proc/locks");
  std::string line;
  for (const char* suffix : {"-shm", ""}) {
    struct stat info {};
    if (stat((path + suffix).c_str(), &info) != 0) continue;
    std::string place = fmt::format("{:02x}:{:02x}:{}", major(info.st_dev), minor(info.st_dev),
                                    static_cast<uint64_t>(info.st_ino));
    locks.clear();
    locks.seekg(0);
    while (std::getline(locks, line)) {
      char mode[16] = {}, file[64] = {};
      int pid = 0;
      if (std::sscanf(line.c_str(), "%*s %*s %*s %15s %d %63s", mode, &pid, file) != 3) continue;
      if (std::string_view(mode) != "WRITE" || place != file || pid <= 0 || pid == getpid()) continue;
      std::string name;
      std::getline(std::ifstream(fmt::format("/proc/{}/comm", pid)) >> std::ws, name);
      return name.empty() ? fmt::format("process {}", pid)
                          : fmt::format("process {} ({})", pid, EscapeForTerminal(name));
    }
  }
  return {};
}

std::string Advice(int code, const std::string& path) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: {
      std::string holder = LockHolder(path);
      return fmt::format("it is locked by {}; wait until that is done and run the command again",
                         holder.empty() ? "another program" : holder);
    }
    case SQLITE_NOTADB:
      return "it is not an SQLite database; it was not changed; name another file with --db";
    case SQLITE_CORRUPT:
      return "it is damaged; go back to a copy, or move it away and ingest the documents again";
    case SQLITE_FULL:
      return "the disk is full; what was stored before is safe; make room and run the command again";
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return "it, or its folder, is read-only; change the permissions or name another file with --db";
    case SQLITE_CANTOPEN:
      return "it cannot be opened; see that the file exists and that its folder exists and is writable";
    case SQLITE_IOERR:
      return "the file system failed (disk full, quota or file size limit?); what was stored before is safe; "
             "mend that and run the command again";
    case SQLITE_NOMEM:
      return "there is not enough memory";
    default:
      return "SQLite failed";
  }
}

}  // namespace

sqlite3_stmt* IdleStatements::Take(std::string_view sql) {
  const auto at = idle_.find(sql);
  if (at == idle_.end()) return nullptr;
  sqlite3_stmt* statement = at->second;
  idle_.erase(at);
  return statement;
}

void IdleStatements::Put(sqlite3_stmt* statement) {
  constexpr size_t kMost = 200;
  const char* sql = sqlite3_sql(statement);
  // The code of resetting or finalizing repeats the error of the last step, which was thrown then.
  if (sql == nullptr || idle_.size() >= kMost) {
    sqlite3_finalize(statement);
    return;
  }
  sqlite3_reset(statement);
  sqlite3_clear_bindings(statement);
  idle_.emplace(sql, statement);
}

void IdleStatements::Clear() {
  for (const auto& [sql, statement] : idle_) sqlite3_finalize(statement);
  idle_.clear();
}

void Statement::GiveBack::operator()(sqlite3_stmt* statement) const { idle->Put(statement); }

Statement::Statement(Database* database, std::string_view sql)
    : database_(database), statement_(nullptr, GiveBack{database->idle()}) {
  sqlite3_stmt* statement = database->idle()->Take(sql);
  int code = SQLITE_OK;
  if (statement == nullptr)
    code = sqlite3_prepare_v3(database->handle(), sql.data(), static_cast<int>(sql.size()),
                              SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  statement_.reset(statement);
  if (code != SQLITE_OK) database->Fail(code, "reading its tables");
}

void Statement::Check(int code, const char* doing) const {
  if (code != SQLITE_OK) database_->Fail(code, doing);
}

void Statement::Bind(int index, int64_t value) {
  Check(sqlite3_bind_int64(statement_.get(), index, value), "binding a value");
}
void Statement::Bind(int index, double value) {
  Check(sqlite3_bind_double(statement_.get(), index, value), "binding a value");
}
void Statement::Bind(int index, std::string_view text) {
  // A null pointer would bind NULL instead of the empty text.
  const char* data = text.data() == nullptr ? "" : text.data();
  Check(sqlite3_bind_text64(statement_.get(), index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8),
        "binding a value");
}
void Statement::Bind(int index, Blob blob) {
  // A null pointer would bind NULL instead of the empty blob.
  const char* data = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
  Check(sqlite3_bind_blob64(statement_.get(), index, data, blob.bytes.size(), SQLITE_STATIC),
        "binding a value");
}
void Statement::Bind(int index, std::nullopt_t) {
  Check(sqlite3_bind_null(statement_.get(), index), "binding a value");
}

bool Statement::Step() {
  int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    bool reads = sqlite3_stmt_readonly(statement_.get()) != 0;
    database_->Fail(code, reads ? "reading" : "writing");
  }
  return false;
}

void Statement::Reset() {
  sqlite3_reset(statement_.get());
  sqlite3_clear_bindings(statement_.get());
}

int Statement::Columns() const { return sqlite3_column_count(statement_.get()); }
std::string Statement::ColumnName(int column) const {
  const char* name = sqlite3_column_name(statement_.get(), column);
  return name == nullptr ? "" : name;
}
Statement::Kind Statement::Type(int column) const {
  switch (sqlite3_column_type(statement_.get(), column)) {
    case SQLITE_NULL:
      return Kind::kNull;
    case SQLITE_INTEGER:
      return Kind::kInteger;
    case SQLITE_FLOAT:
      return Kind::kReal;
    case SQLITE_BLOB:
      return Kind::kBlob;
    default:
      return Kind::kText;
  }
}
bool Statement::IsNull(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}
int64_t Statement::Int(int column) const { return sqlite3_column_int64(statement_.get(), column); }
double Statement::Real(int column) const { return sqlite3_column_double(statement_.get(), column); }
std::string Statement::Text(int column) const {
  const unsigned char* text = sqlite3_column_text(statement_.get(), column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text),
          static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}
std::string Statement::Bytes(int column) const {
  const void* bytes = sqlite3_column_blob(statement_.get(), column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes),
          static_cast<size_t>(sqlite3_column_bytes(statement_.get(), column))};
}
std::optional<int64_t> Statement::OptionalInt(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Int(column);
}
std::optional<std::string> Statement::OptionalText(int column) const {
  if (IsNull(column)) return std::nullopt;
  return Text(column);
}

void Database::CloseHandle::operator()(sqlite3* handle) const {
  // Reached after an error only; Close() looks at the code.
  sqlite3_close_v2(handle);
}

Database Database::Open(const std::string& path, Mode mode, int busy_timeout_ms) {
  Database database;
  database.path_ = path;
  // An absolute name, so that ":memory:" or "" is a file like any other.
  std::string name = path;
  if (mode == Mode::kMemory) {
    name = ":memory:";
  } else if (path.empty() || path.front() != '/') {
    name = "./" + path;
  }
  if (mode != Mode::kMemory) {
    struct stat info {};
    bool exists = stat(name.c_str(), &info) == 0;
    if (path.empty() || (exists && !S_ISREG(info.st_mode)))
      throw Error(ErrorCode::kArchive,
                  fmt::format("{}: is a folder or device, not a file; name a file with --db",
                              EscapeForTerminal(path.empty() ? "\"\"" : path)));
    if (!exists && mode == Mode::kRead)
      throw Error(ErrorCode::kArchive,
                  fmt::format("{}: no such archive; make one with `avstam ingest --db {} FOLDER`, "
                              "or name another with --db",
                              EscapeForTerminal(path), EscapeForTerminal(path)));
  }
  // Nobody asks how much memory SQLite has; counting it takes a lock each time.
  static const int kNoCounts = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  static_cast<void>(kNoCounts);
  int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  flags |= mode == Mode::kRead ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
  sqlite3* handle = nullptr;
  int code = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
  database.handle_.reset(handle);
  if (code != SQLITE_OK) database.Fail(code, "opening");
  // SQLite opens a file without write permission for reading and says nothing.
  if (mode == Mode::kWrite && sqlite3_db_readonly(handle, "main") == 1)
    database.Fail(SQLITE_READONLY, "opening");

  database.SetBusyTimeout(busy_timeout_ms);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0, nullptr);
  sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, 64 << 20);
  sqlite3_limit(handle, SQLITE_LIMIT_SQL_LENGTH, 100'000);
  database.Execute("PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON");
  // What one document takes, and what queries come back to, fits in memory.
  database.Execute("PRAGMA cache_size=-65536");
  if (mode == Mode::kRead) database.Execute("PRAGMA query_only=ON");
  return database;
}

void Database::Execute(const std::string& sql) {
  int code = sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) Fail(code, "opening");
}

bool Database::TryExecute(const std::string& sql) {
  return sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

bool Database::WasBusy() const { return (sqlite3_errcode(handle_.get()) & 0xFF) == SQLITE_BUSY; }

void Database::SetBusyTimeout(int milliseconds) { sqlite3_busy_timeout(handle_.get(), milliseconds); }

void Database::SetDeadline(int milliseconds) {
  using Clock = std::chrono::steady_clock;
  constexpr int kStepsBetweenLooks = 2000;  // some tens of microseconds
  *deadline_ = (Clock::now() + std::chrono::milliseconds(milliseconds)).time_since_epoch().count();
  const auto has_passed = [](void* deadline) {
    return Clock::now().time_since_epoch().count() > *static_cast<int64_t*>(deadline) ? 1 : 0;
  };
  sqlite3_progress_handler(handle_.get(), milliseconds == 0 ? 0 : kStepsBetweenLooks,
                           milliseconds == 0 ? nullptr : static_cast<int (*)(void*)>(has_passed),
                           deadline_.get());
}

void Database::AllowViews() { sqlite3_db_config(handle_.get(), SQLITE_DBCONFIG_ENABLE_VIEW, 1, nullptr); }

void Database::BackUp(const std::string& target) {
  const std::string temporary = target + ".unfinished";
  std::remove(temporary.c_str());
  try {
    Database copy = Open(temporary, Mode::kWrite, 0);
    copy.Execute("PRAGMA journal_mode=OFF; PRAGMA synchronous=FULL");
    sqlite3_backup* backup = sqlite3_backup_init(copy.handle(), "main", handle(), "main");
    if (backup == nullptr) copy.Fail(sqlite3_extended_errcode(copy.handle()), "copying");
    // In one go: steps would begin anew whenever somebody writes in between.
    sqlite3_backup_step(backup, -1);
    const int code = sqlite3_backup_finish(backup);
    if (code != SQLITE_OK) copy.Fail(code, "copying");
    // The copy has the mode of the archive; a file to be handed on is better alone.
    copy.Execute("PRAGMA journal_mode=DELETE");
    copy.Close();
    if (std::rename(temporary.c_str(), target.c_str()) != 0)
      throw Error(ErrorCode::kArchive, fmt::format("{}: cannot be written: {}; name another file",
                                                   EscapeForTerminal(target), std::strerror(errno)));
  } catch (const Error&) {
    std::remove(temporary.c_str());
    throw;
  }
}

int64_t Database::Number(std::string_view sql) {
  Statement statement = Prepare(sql);
  return statement.Step() ? statement.Int(0) : 0;
}

void Database::Close() {
  if (!handle_) return;
  idle_->Clear();
  int code = sqlite3_close(handle_.get());
  if (code != SQLITE_OK) Fail(code, "closing");
  static_cast<void>(handle_.release());  // closed above
}

void Database::Fail(int code, const char* doing) const {
  // Of a handle whose last call was another, the text of the code itself.
  bool own = handle_ && sqlite3_extended_errcode(handle_.get()) == code;
  std::string detail = own ? sqlite3_errmsg(handle_.get()) : sqlite3_errstr(code);
  if ((code & 0xFF) == SQLITE_CONSTRAINT)
    throw std::logic_error("a value breaks the archive's schema: " + detail);
  if ((code & 0xFF) == SQLITE_INTERRUPT)
    throw Error(ErrorCode::kTooLarge, "the question takes too long; ask for less");
  throw Error(ErrorCode::kArchive, fmt::format("{}: {} ({}: {}, SQLite {})", EscapeForTerminal(path_),
                                               Advice(code, path_), doing, EscapeForTerminal(detail), code));
}

Transaction::Transaction(Database* database) : database_(database) {
  nested_ = sqlite3_get_autocommit(database->handle()) == 0;
  int code = sqlite3_exec(database->handle(), nested_ ? "SAVEPOINT inner" : "BEGIN IMMEDIATE", nullptr,
                          nullptr, nullptr);
  if (code != SQLITE_OK) database->Fail(code, "starting to write");
}

Transaction::~Transaction() {
  // After some errors (disk full) SQLite has rolled back itself.
  if (open_ && sqlite3_get_autocommit(database_->handle()) == 0)
    sqlite3_exec(database_->handle(), nested_ ? "ROLLBACK TO inner; RELEASE inner" : "ROLLBACK", nullptr,
                 nullptr, nullptr);
}

void Transaction::Commit() {
  int code =
      sqlite3_exec(database_->handle(), nested_ ? "RELEASE inner" : "COMMIT", nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) database_->Fail(code, "committing");
  open_ = false;
}

Snapshot::Snapshot(Database* database) : database_(database) { database->Execute("BEGIN"); }

Snapshot::~Snapshot() { database_->TryExecute("ROLLBACK"); }

std::string SqliteVersion() { return sqlite3_libversion(); }

}  // namespace avstam::store
