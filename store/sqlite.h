// SQLite's C interface with owners and exceptions; every return code is looked at.
//
//   Database db = Database::Open("avstam.db", Database::Mode::kWrite, 5000);
//   Transaction transaction(&db);                       // BEGIN IMMEDIATE
//   db.Prepare("INSERT INTO t VALUES (?, ?)").Run(1, "x");
//   transaction.Commit();                               // rolls back when this is not reached
//
// Failures are Error(kArchive) with the file, the cause and what to do.  A broken constraint is
// std::logic_error: the values are wrong, not the archive.  One thread per Database.
#ifndef AVSTAM_STORE_SQLITE_H_
#define AVSTAM_STORE_SQLITE_H_

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

struct sqlite3;
struct sqlite3_stmt;

namespace avstam::store {

class Database;

// Bytes for a BLOB column.
struct Blob {
  std::string_view bytes;
};

// Statements that are prepared and not in use, by their SQL: preparing one takes longer than most of them
// run.
class IdleStatements {
 public:
  IdleStatements() = default;
  IdleStatements(const IdleStatements&) = delete;
  IdleStatements& operator=(const IdleStatements&) = delete;
  ~IdleStatements() { Clear(); }
  // Nothing when none is idle.
  sqlite3_stmt* Take(std::string_view sql);
  void Put(sqlite3_stmt* statement);
  void Clear();

 private:
  std::multimap<std::string, sqlite3_stmt*, std::less<>> idle_;
};

// A prepared statement; must not outlive its Database.
class Statement {
 public:
  Statement(Database* database, std::string_view sql);
  Statement(Statement&&) noexcept = default;

  // Binds all parameters in order.  Text and blobs must live until the next Step, Run or Reset.
  template <typename... Values>
  Statement& With(const Values&... values) {
    Reset();
    int index = 0;
    (Bind(++index, values), ...);
    return *this;
  }
  // With(values), to the end, and ready for the next.
  template <typename... Values>
  void Run(const Values&... values) {
    With(values...);
    while (Step()) {
    }
    Reset();
  }
  // True: a row is there.
  bool Step();
  void Reset();

  // Parameters count from 1, for those whose number is not known before; after Reset.
  template <typename Value>
  void BindValue(int index, const Value& value) {
    Bind(index, value);
  }

  // Columns count from 0.
  int Columns() const;
  std::string ColumnName(int column) const;
  enum class Kind { kNull, kInteger, kReal, kText, kBlob };
  Kind Type(int column) const;
  bool IsNull(int column) const;
  int64_t Int(int column) const;
  double Real(int column) const;
  std::string Text(int column) const;
  std::string Bytes(int column) const;
  std::optional<int64_t> OptionalInt(int column) const;
  std::optional<std::string> OptionalText(int column) const;

 private:
  void Bind(int index, int64_t value);
  void Bind(int index, int value) { Bind(index, static_cast<int64_t>(value)); }
  void Bind(int index, bool value) { Bind(index, static_cast<int64_t>(value)); }
  void Bind(int index, double value);
  void Bind(int index, std::string_view text);
  void Bind(int index, const std::string& text) { Bind(index, std::string_view(text)); }
  void Bind(int index, const char* text) { Bind(index, std::string_view(text)); }
  void Bind(int index, Blob blob);
  void Bind(int index, std::nullopt_t);
  template <typename... Kinds>
  void Bind(int index, const std::variant<Kinds...>& value) {
    std::visit([this, index](const auto& one) { this->Bind(index, one); }, value);
  }
  void Bind(int index, std::monostate) { Bind(index, std::nullopt); }
  template <typename Value>
  void Bind(int index, const std::optional<Value>& value) {
    if (value) {
      Bind(index, *value);
    } else {
      Bind(index, std::nullopt);
    }
  }
  void Check(int code, const char* doing) const;

  struct GiveBack {
    IdleStatements* idle;
    void operator()(sqlite3_stmt* statement) const;
  };
  Database* database_;
  std::unique_ptr<sqlite3_stmt, GiveBack> statement_;
};

class Database {
 public:
  enum class Mode {
    kRead,    // the file must exist; nothing can be written
    kWrite,   // the file is made when absent
    kMemory,  // `path` is not used
  };
  // Opens with the safe settings (foreign keys, untrusted schema, defensive), but touches no byte of the
  // file.
  static Database Open(const std::string& path, Mode mode, int busy_timeout_ms);

  Statement Prepare(std::string_view sql) { return Statement(this, sql); }
  // Every statement of `sql`, results dropped.
  void Execute(const std::string& sql);
  // The same for what may well be refused; false: it was.
  bool TryExecute(const std::string& sql);
  // The last call was refused since somebody else holds a lock.
  bool WasBusy() const;
  void SetBusyTimeout(int milliseconds);
  // From now on a statement that is still running `milliseconds` later ends with Error kTooLarge: nobody is
  // to wait longer, and a reader that stays long keeps the write-ahead log from being taken back.  0: no
  // limit.
  void SetDeadline(int milliseconds);
  // Views can be queried from now on; only where it is certain that they are ours.
  void AllowViews();
  // Writes a copy as of now, also while others write, beside `target`, and renames it over.  What the
  // write-ahead log holds is in it.  On failure nothing is left.
  void BackUp(const std::string& target);
  // First column of the first row; 0 when there is no row.
  int64_t Number(std::string_view sql);
  // Throws when the last bytes cannot be written or a statement is still open.
  void Close();

  const std::string& path() const { return path_; }
  sqlite3* handle() const { return handle_.get(); }
  IdleStatements* idle() const { return idle_.get(); }
  // Throws what `code` means; `doing` is what was tried: "storing a document".
  [[noreturn]] void Fail(int code, const char* doing) const;

 private:
  Database() = default;
  struct CloseHandle {
    void operator()(sqlite3* handle) const;
  };
  std::string path_;
  std::unique_ptr<sqlite3, CloseHandle> handle_;
  // Where SQLite looks at it from; in the clock's own ticks.
  std::unique_ptr<int64_t> deadline_ = std::make_unique<int64_t>(0);
  std::unique_ptr<IdleStatements> idle_ = std::make_unique<IdleStatements>();  // goes before the handle
};

// BEGIN IMMEDIATE: the lock is had at once or not at all.  Inside another one, a savepoint of it.
class Transaction {
 public:
  explicit Transaction(Database* database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void Commit();

 private:
  Database* database_;
  bool open_ = true, nested_ = false;
};

// All that is read meanwhile is of one moment, and each statement is spared to ask for it.  Not for long: see
// SetDeadline.
class Snapshot {
 public:
  explicit Snapshot(Database* database);
  ~Snapshot();
  Snapshot(const Snapshot&) = delete;
  Snapshot& operator=(const Snapshot&) = delete;

 private:
  Database* database_;
};

// Version of the SQLite library in use: "3.40.1".
std::string SqliteVersion();

}  // namespace avstam::store

#endif  // AVSTAM_STORE_SQLITE_H_
