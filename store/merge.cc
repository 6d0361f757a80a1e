#include "store/merge.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <map>
#include <memory>
#include <set>
#include <tuple>

#include "base/error.h"
#include "store/archive.h"
#include "store/reading_rows.h"
#include "store/row_values.h"
#include "store/schema.h"
#include "store/settle.h"
#include "store/sqlite.h"

namespace avstam::store {
namespace {

// How good a reading is: larger is better.  The last decide nothing that matters, but always the same way.
using Rank = std::tuple<int64_t, int64_t, std::string, std::string, std::string, std::string>;

struct Holder {
  size_t source = 0;
  int64_t id = 0;
  Rank rank;
};

std::vector<std::string> ColumnsOf(Database* database, const std::string& table) {
  std::vector<std::string> out;
  Statement rows = database->Prepare("SELECT name FROM pragma_table_info(?) ORDER BY cid");
  rows.With(table);
  while (rows.Step()) out.push_back(rows.Text(0));
  return out;
}

// Tables whose rows belong to a document, parents first as they are declared.
std::vector<std::string> DocumentTables(Database* database) {
  std::vector<std::string> out;
  Statement rows = database->Prepare(
      "SELECT m.name FROM sqlite_schema m WHERE m.type = 'table' AND EXISTS (SELECT 1 FROM "
      "pragma_table_info(m.name) c "
      "WHERE c.name = 'document_id') AND m.name NOT IN ('document_names', 'search_texts') ORDER BY m.rowid");
  while (rows.Step()) out.push_back(rows.Text(0));
  return out;
}

void BindCell(Statement* statement, int index, const Statement& row, int column) {
  switch (row.Type(column)) {
    case Statement::Kind::kNull:
      statement->BindValue(index, std::nullopt);
      break;
    case Statement::Kind::kInteger:
      statement->BindValue(index, row.Int(column));
      break;
    case Statement::Kind::kReal:
      statement->BindValue(index, row.Real(column));
      break;
    default:
      throw std::logic_error("BindCell: text and bytes are bound where they live");
  }
}

// Copies `sql`'s rows into `table`; column 0 becomes `id` when that is given.
void CopyRows(Statement* rows, Statement* insert, std::optional<int64_t> id) {
  while (rows->Step()) {
    insert->Reset();
    // Text must live until the row is written.
    std::vector<std::string> texts(static_cast<size_t>(rows->Columns()));
    for (int c = 0; c < rows->Columns(); ++c) {
      std::string& text = texts[static_cast<size_t>(c)];
      if (c == 0 && id) {
        insert->BindValue(1, *id);
      } else if (rows->Type(c) == Statement::Kind::kText) {
        text = rows->Text(c);
        insert->BindValue(c + 1, text);
      } else if (rows->Type(c) == Statement::Kind::kBlob) {
        text = rows->Bytes(c);
        insert->BindValue(c + 1, Blob{text});
      } else {
        BindCell(insert, c + 1, *rows, c);
      }
    }
    insert->Step();
  }
}

class Merger {
 public:
  Merger(const std::vector<std::string>& sources, const std::string& temporary)
      : into_(Archive::OpenForWriting(temporary)), to_(into_.database()) {
    for (const std::string& path : sources) from_.push_back(Archive::OpenForReading(path));
  }

  MergeReport Run() {
    // Readers see one moment of each archive to the end.
    for (Archive& archive : from_) archive.database()->Execute("BEGIN");
    Tombstones();
    Collect();
    for (const auto& [sha256, holders] : documents_) Document(sha256, holders);
    Failures();
    HumanDecisions();
    for (Archive& archive : from_) archive.database()->Execute("COMMIT");
    for (Archive& archive : from_) archive.Close();
    into_.Close();
    return std::move(report_);
  }

 private:
  Database* From(size_t source) { return from_[source].database(); }

  void Tombstones() {
    Transaction transaction(to_);
    Statement insert = to_->Prepare(
        "INSERT INTO tombstones VALUES (?1, ?2, ?3) ON CONFLICT (sha256) DO UPDATE SET reason = ?2, "
        "forgotten_at = ?3 "
        "WHERE (?3, ?2) < (forgotten_at, reason)");
    for (size_t s = 0; s < from_.size(); ++s) {
      Statement rows = From(s)->Prepare("SELECT sha256, reason, forgotten_at FROM tombstones");
      while (rows.Step()) {
        insert.Run(rows.Text(0), rows.Text(1), rows.Text(2));
        forgotten_.insert(rows.Text(0));
      }
    }
    transaction.Commit();
  }

  void Collect() {
    std::set<std::string> left_out;
    for (size_t s = 0; s < from_.size(); ++s) {
      Statement rows = From(s)->Prepare(
          "SELECT id, sha256, pages_read, geometry, program_version, stored_at, rules_hash, "
          "coalesce(ocr_version, '') "
          "FROM documents");
      while (rows.Step()) {
        if (forgotten_.contains(rows.Text(1))) {
          left_out.insert(rows.Text(1));
          continue;
        }
        documents_[rows.Text(1)].push_back(
            {s,
             rows.Int(0),
             {rows.Int(2), rows.Int(3), rows.Text(4), rows.Text(5), rows.Text(6), rows.Text(7)}});
      }
    }
    report_.forgotten = static_cast<int64_t>(left_out.size());
  }

  void Document(const std::string& sha256, const std::vector<Holder>& holders) {
    const Holder& best = *std::max_element(holders.begin(), holders.end(),
                                           [](const Holder& a, const Holder& b) { return a.rank < b.rank; });
    Transaction transaction(to_);
    const int64_t id = ++report_.documents;
    if (holders.size() > 1) ++report_.in_several;
    Copy("documents", "id", best, id);
    Names(holders, id);
    for (const std::string& table : DocumentTables(to_)) Copy(table, "document_id", best, id);
    WriteReadingSearch(to_, id);
    WritePageSearch(to_, id, ReadDocument(to_, id));
    TextsToIndex texts;
    texts.AddReading(id);
    texts.AddPages(id);
    texts.Write(to_);
    transaction.Commit();
    names_of_.insert(sha256);
  }

  void Copy(const std::string& table, const std::string& key, const Holder& from, int64_t id) {
    const std::vector<std::string> columns = ColumnsOf(to_, table);
    Statement rows =
        From(from.source)
            ->Prepare(fmt::format("SELECT {} FROM {} WHERE {} = ?", fmt::join(columns, ", "), table, key));
    rows.With(from.id);
    Statement insert = to_->Prepare(InsertInto(table, static_cast<int>(columns.size())));
    CopyRows(&rows, &insert, id);
  }

  // By name: in which order several archives came by them is not known.
  void Names(const std::vector<Holder>& holders, int64_t id) {
    std::set<std::string> names;
    for (const Holder& holder : holders) {
      Statement rows = From(holder.source)->Prepare("SELECT name FROM document_names WHERE document_id = ?");
      rows.With(holder.id);
      while (rows.Step()) names.insert(rows.Text(0));
    }
    Statement insert = to_->Prepare(InsertInto("document_names", 3));
    int64_t number = 0;
    for (const std::string& name : names) insert.Run(id, number++, name);
  }

  // Of files that no archive has read.
  void Failures() {
    using Failure = std::tuple<std::string, std::string, std::string, std::string, std::string>;
    std::map<std::string, Failure> last;
    for (Archive& archive : from_)
      for (const FailureRecord& one : archive.Failures()) {
        if (names_of_.contains(one.sha256) || forgotten_.contains(one.sha256)) continue;
        Failure& kept = last[one.file_name];
        kept = std::max(kept, Failure{one.failed_at, one.sha256, one.code, one.message, one.program_version});
      }
    Statement known = to_->Prepare("SELECT 1 FROM document_names WHERE name = ?");
    for (const auto& [name, one] : last) {
      if (known.With(name).Step()) continue;
      into_.StoreFailure(
          {name, std::get<1>(one), std::get<2>(one), std::get<3>(one), std::get<4>(one), std::get<0>(one)});
    }
  }

  void HumanDecisions() {
    Transaction transaction(to_);
    Statement insert = to_->Prepare("INSERT OR IGNORE INTO human_decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    for (size_t s = 0; s < from_.size(); ++s) {
      Statement rows = From(s)->Prepare(
          "SELECT sha256, subject, decided_at, person, decision, reason, until, about FROM human_decisions");
      CopyRows(&rows, &insert, std::nullopt);
    }
    // An archive knows what follows from its own only.
    std::vector<int64_t> decided;
    Statement about =
        to_->Prepare("SELECT id FROM documents WHERE sha256 IN (SELECT sha256 FROM human_decisions)");
    while (about.Step()) decided.push_back(about.Int(0));
    for (int64_t id : decided) SettleRows(to_, id);
    transaction.Commit();
    Statement differing = to_->Prepare(
        "SELECT sha256, subject, group_concat(said, '; ') FROM (SELECT sha256, subject, decision, person, "
        "decision || ' by ' || person || ' at ' || decided_at AS said FROM human_decisions ORDER BY 1, 2, "
        "decided_at) "
        "GROUP BY sha256, subject HAVING count(DISTINCT decision) > 1 AND count(DISTINCT person) > 1 ORDER "
        "BY 1, 2");
    while (differing.Step())
      report_.conflicts.push_back(
          fmt::format("{} {}: {}", differing.Text(0).substr(0, 12), differing.Text(1), differing.Text(2)));
  }

  std::vector<Archive> from_;
  Archive into_;
  Database* to_;
  std::set<std::string> forgotten_, names_of_;
  std::map<std::string, std::vector<Holder>> documents_;  // in the order they are written
  MergeReport report_;
};

}  // namespace

namespace {

// Copies of archives of older versions, brought up to date; gone with this.
class Renewed {
 public:
  explicit Renewed(const std::string& beside) : beside_(beside) {}
  ~Renewed() {
    for (const std::string& path : copies_)
      for (const char* suffix : {"", "-wal", "-shm", "-journal"}) std::remove((path + suffix).c_str());
  }
  Renewed(const Renewed&) = delete;
  Renewed& operator=(const Renewed&) = delete;

  // The archive itself, or a copy of this program's version.
  std::string Of(const std::string& path) {
    Database database = Database::Open(path, Database::Mode::kRead, 5000);
    const int64_t version = VerifySchema(&database);
    if (version == 0 || version == kSchemaVersion) {
      database.Close();
      return path;
    }
    const std::string copy = fmt::format("{}.renewed-{}", beside_, copies_.size());
    copies_.push_back(copy);
    copies_.push_back(fmt::format("{}.schema-{}", copy, version));  // what renewing keeps
    database.BackUp(copy);
    database.Close();
    Archive::OpenForWriting(copy).Close();
    return copy;
  }

 private:
  std::string beside_;
  std::vector<std::string> copies_;
};

}  // namespace

MergeReport Merge(const std::vector<std::string>& sources, const std::string& target) {
  const std::string temporary = target + ".merging";
  std::remove(temporary.c_str());
  const auto clear = [&] {
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) std::remove((temporary + suffix).c_str());
  };
  try {
    Renewed renewed(temporary);
    std::vector<std::string> current;
    for (const std::string& source : sources) current.push_back(renewed.Of(source));
    MergeReport report = Merger(current, temporary).Run();
    if (std::rename(temporary.c_str(), target.c_str()) != 0)
      throw Error(ErrorCode::kArchive, EscapeForTerminal(target) + ": cannot be written; name another file");
    return report;
  } catch (...) {
    clear();
    throw;
  }
}

}  // namespace avstam::store
