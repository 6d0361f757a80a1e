#include "store/archive.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <thread>

#include "store/reading_rows.h"
#include "store/row_values.h"
#include "store/schema.h"
#include "store/settle.h"
#include "store/shortcomings.h"
#include "store/sqlite.h"

namespace avstam::store {
namespace {

// Adds the name unless it is known; true: added.
bool InsertName(Database* database, int64_t document_id, const std::string& name) {
  Statement known = database->Prepare("SELECT 1 FROM document_names WHERE document_id = ? AND name = ?");
  if (known.With(document_id, name).Step()) return false;
  database
      ->Prepare(
          "INSERT INTO document_names SELECT ?1, count(*), ?2 FROM document_names WHERE document_id = ?1")
      .Run(document_id, name);
  return true;
}

std::string StateOf(const extract::Document& document) {
  if (!Shortcomings(document).empty()) return "incomplete";
  if (!document.diagnostics.empty()) return "warnings";
  for (const extract::Page& page : document.pages)
    if (page.state != extract::PageState::kOk) return "warnings";
  return "ok";
}

// Pages that went out of use earlier hold what stood there: they are used once more, and overwritten when
// they go out of use again.  With secure_delete on.
void ClearFreePages(Database* database) {
  constexpr int64_t kMostBytes = 16 << 20;
  Transaction transaction(database);
  database->Execute("CREATE TABLE scrub (zeros BLOB) STRICT");
  const int64_t page = database->Number("PRAGMA page_size");
  while (const int64_t free = database->Number("PRAGMA freelist_count"))
    database->Prepare("INSERT INTO scrub VALUES (zeroblob(?))").Run(std::min(free * page, kMostBytes));
  database->Execute("DROP TABLE scrub");
  transaction.Commit();
}

constexpr int kCheckpointMilliseconds = 500;

}  // namespace

struct Archive::Impl {
  Database database;
  bool writes = false;
  int batch = 0;       // so many documents are committed together; 0: each for itself
  int batched = 0;     // of them not committed yet
  int64_t stored = 0;  // documents, since it was opened
  TextsToIndex texts = {};

  std::optional<int64_t> IdOf(const std::string& sha256) {
    Statement find = database.Prepare("SELECT id FROM documents WHERE sha256 = ?");
    if (!find.With(sha256).Step()) return std::nullopt;
    return find.Int(0);
  }
  bool Holds(const std::string& sha256, const std::string& rules_hash, const std::string& program_version) {
    Statement find = database.Prepare(
        "SELECT 1 FROM documents WHERE sha256 = ? AND rules_hash = ? AND program_version = ? AND geometry");
    return find.With(sha256, rules_hash, program_version).Step();
  }
  template <typename... Values>
  std::vector<StoredDocument> Select(const std::string& which, const Values&... values) {
    std::vector<StoredDocument> out;
    Statement rows = database.Prepare(
        "SELECT id, sha256, page_count, pages_read, complete, state, program_version, rules_hash, stored_at, "
        "ocr_version, geometry, words_version FROM documents " +
        which);
    Statement names =
        database.Prepare("SELECT name FROM document_names WHERE document_id = ? ORDER BY name_no");
    Statement codes =
        database.Prepare("SELECT DISTINCT code FROM document_diagnostics WHERE document_id = ?");
    rows.With(values...);
    while (rows.Step()) {
      StoredDocument document;
      document.sha256 = rows.Text(1);
      document.page_count = static_cast<int>(rows.Int(2));
      document.pages_read = static_cast<int>(rows.Int(3));
      document.complete = rows.Int(4) != 0;
      document.state = rows.Text(5);
      document.program_version = rows.Text(6);
      document.rules_hash = rows.Text(7);
      document.stored_at = rows.Text(8);
      document.ocr_version = rows.Text(9);
      document.whole = rows.Int(10) != 0;
      document.words_version = rows.Text(11);
      codes.With(rows.Int(0));
      while (codes.Step()) document.lacks_ocr |= MeansLackOfOcr(codes.Text(0));
      names.With(rows.Int(0));
      while (names.Step()) document.file_names.push_back(names.Text(0));
      out.push_back(std::move(document));
    }
    return out;
  }
  template <typename... Values>
  std::vector<HumanDecision> Decided(const std::string& which, const Values&... values) {
    std::vector<HumanDecision> out;
    Statement rows = database.Prepare(
        "SELECT sha256, subject, decision, reason, until, person, decided_at, about FROM human_decisions "
        "WHERE " +
        which + " ORDER BY sha256, subject, decided_at, person, decision");
    rows.With(values...);
    while (rows.Step())
      out.push_back({rows.Text(0), rows.Text(1), rows.Text(2), rows.Text(3), rows.OptionalText(4),
                     rows.Text(5), rows.Text(6), rows.Text(7)});
    return out;
  }
  // To be called before the transaction of a document, so that what others have in the index outlives its
  // failure.
  void StartBatch(const std::string& sha256) {
    if (batch == 0) return;
    if (batched == 0) database.Execute("BEGIN IMMEDIATE");
    ++batched;
    // It may be taken out of the index, where it must be for that.
    if (IdOf(sha256)) texts.Write(&database);
  }
  void CommitBatch() {
    if (batched == 0) return;
    texts.Write(&database);
    database.Execute("COMMIT");
    batched = 0;
  }
  // Before the document's transaction ends, and after.
  void Index() {
    if (batch == 0) texts.Write(&database);
  }
  void CommitFullBatch() {
    if (batch > 0 && batched >= batch) CommitBatch();
  }
  // Searching looks into each part of the index: where a good share of it is new, it is made one.  Not
  // missed when it fails.
  void MergeIndex() {
    constexpr int64_t kMany = 50, kShare = 4;
    if (stored < kMany || stored * kShare < database.Number("SELECT count(*) FROM documents")) return;
    database.TryExecute("INSERT INTO search_index (search_index) VALUES ('optimize')");
  }
  // What was kept as failed under this name or with these bytes is read now.
  void DropFailures(const std::string& file_name, const std::string& sha256) {
    database.Prepare("DELETE FROM failures WHERE name = ? OR sha256 = ?").Run(file_name, sha256);
  }
};

Archive::Archive() = default;
Archive::~Archive() = default;
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;

namespace {

// Changing the journal does not wait for other processes, as all else does.
void UseWriteAheadLog(Database* database, int busy_timeout_ms) {
  constexpr const char* kUse = "PRAGMA journal_mode=WAL";
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(busy_timeout_ms);
  while (!database->TryExecute(kUse) && database->WasBusy() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  database->Execute(kUse);
}

}  // namespace

Archive Archive::OpenForWriting(const std::string& path, int busy_timeout_ms) {
  Archive archive;
  archive.impl_ = std::make_unique<Impl>(
      Impl{Database::Open(path, Database::Mode::kWrite, busy_timeout_ms), /*writes=*/true});
  Database& database = archive.impl_->database;
  // Nothing is written, not even the journal mode, before it is certain that the file is ours.
  const int64_t version = VerifySchema(&database);
  // Checkpoints write each page once for many documents.
  UseWriteAheadLog(&database, busy_timeout_ms);
  database.Execute("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=65536");
  // What goes out of use is written anew only by Forget; savepoints keep in memory what they may have to put
  // back.
  database.Execute("PRAGMA secure_delete=FAST; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-98304");
  if (version == 0) MakeSchema(&database);
  if (version != 0 && version < kSchemaVersion) {
    database.BackUp(fmt::format("{}.schema-{}", path, version));
    MigrateSchema(&database);
  }
  return archive;
}

Archive Archive::OpenForReading(const std::string& path, int busy_timeout_ms) {
  Archive archive;
  archive.impl_ = std::make_unique<Impl>(
      Impl{Database::Open(path, Database::Mode::kRead, busy_timeout_ms), /*writes=*/false});
  const int64_t version = VerifySchema(&archive.impl_->database);
  if (version != 0 && version < kSchemaVersion)
    throw Error(
        ErrorCode::kArchive,
        fmt::format("{0}: was made by an older avstam (schema {1}, this program reads {2}); `avstam ingest "
                    "--db {0} FOLDER` brings it up to date and keeps all that is in it",
                    EscapeForTerminal(path), version, kSchemaVersion));
  if (version == 0)
    throw Error(
        ErrorCode::kArchive,
        EscapeForTerminal(path) + ": is empty; fill it with `avstam ingest`, or name another with --db");
  return archive;
}

void Archive::Close() {
  if (!impl_) return;
  Database& database = impl_->database;
  if (impl_->writes) {
    impl_->MergeIndex();
    // While it waits for a reader to end, nobody else can write.
    database.SetBusyTimeout(kCheckpointMilliseconds);
    database.Number("PRAGMA wal_checkpoint(TRUNCATE)");
    // Not waited for: whoever is reading still may.
    database.SetBusyTimeout(0);
    database.TryExecute("PRAGMA journal_mode=DELETE");
  }
  database.Close();
  impl_.reset();
}

Database* Archive::database() const { return &impl_->database; }

std::optional<StoredDocument> Archive::Find(const std::string& sha256) const {
  std::vector<StoredDocument> found = impl_->Select("WHERE sha256 = ?", sha256);
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<StoredDocument> Archive::FindByPrefix(const std::string& start) const {
  return impl_->Select("WHERE sha256 >= ?1 AND sha256 < ?1 || 'g' ORDER BY sha256 LIMIT 2", start);
}

StoreResult Archive::AddName(const std::string& sha256, const std::string& file_name) {
  Database& database = impl_->database;
  std::optional<int64_t> id = impl_->IdOf(sha256);
  if (!id) throw std::logic_error("AddName: no such document");
  Transaction transaction(&database);
  bool added = InsertName(&database, *id, file_name);
  impl_->DropFailures(file_name, sha256);
  transaction.Commit();
  return added ? StoreResult::kNewName : StoreResult::kPresent;
}

StoreResult Archive::Store(const DocumentRecord& record) {
  const extract::Document& document = *record.document;
  Database& database = impl_->database;
  impl_->StartBatch(document.sha256);
  Transaction transaction(&database);
  std::optional<int64_t> id = impl_->IdOf(document.sha256);
  StoreResult result = id ? StoreResult::kReplaced : StoreResult::kStored;
  const bool better = id && impl_->Select("WHERE id = ?", *id).front().lacks_ocr && !LacksOcr(document);
  if (!better && impl_->Holds(document.sha256, record.rules_hash, record.program_version)) {
    bool added = InsertName(&database, *id, record.file_name);
    impl_->DropFailures(record.file_name, document.sha256);
    transaction.Commit();
    return added ? StoreResult::kNewName : StoreResult::kPresent;
  }
  if (id) ClearDocument(&database, *id);
  database
      .Prepare(
          "INSERT INTO documents (sha256, page_count, pages_read, complete, state, program_version, "
          "words_version, rules_hash, ocr_version, geometry, stored_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, "
          "?7, ?8, 1, ?9) ON CONFLICT "
          "(sha256) DO UPDATE SET "
          "page_count = excluded.page_count, pages_read = excluded.pages_read, complete = excluded.complete, "
          "state = excluded.state, program_version = excluded.program_version, "
          "words_version = excluded.words_version, "
          "rules_hash = excluded.rules_hash, ocr_version = excluded.ocr_version, geometry = 1, "
          "stored_at = excluded.stored_at")
      .Run(document.sha256, document.page_count, PagesRead(document), Shortcomings(document).empty(),
           StateOf(document), record.program_version, record.rules_hash, TextOrNull(record.ocr_version),
           record.stored_at);
  id = impl_->IdOf(document.sha256);
  InsertName(&database, *id, record.file_name);
  WriteDocument(&database, *id, document);
  WriteReading(&database, *id, *record.reading);
  SettleRows(&database, *id);
  WriteReadingSearch(&database, *id);
  WritePageSearch(&database, *id, document);
  impl_->texts.AddReading(*id);
  impl_->texts.AddPages(*id);
  impl_->Index();
  impl_->DropFailures(record.file_name, document.sha256);
  transaction.Commit();
  ++impl_->stored;
  impl_->CommitFullBatch();
  return result;
}

bool Archive::StoreReading(const ReadingRecord& record) {
  Database& database = impl_->database;
  impl_->StartBatch(record.sha256);
  Transaction transaction(&database);
  const std::optional<int64_t> id = impl_->IdOf(record.sha256);
  if (!id) return false;
  ClearReading(&database, *id);
  database.Prepare("UPDATE documents SET rules_hash = ?, program_version = ?, stored_at = ? WHERE id = ?")
      .Run(record.rules_hash, record.program_version, record.stored_at, *id);
  WriteReading(&database, *id, *record.reading);
  SettleRows(&database, *id);
  WriteReadingSearch(&database, *id);
  impl_->texts.AddReading(*id);
  impl_->Index();
  transaction.Commit();
  impl_->CommitFullBatch();
  return true;
}

Archive::Batch::Batch(Archive* archive, int documents) : archive_(archive) {
  archive->impl_->batch = std::max(1, documents);
}

Archive::Batch::~Batch() {
  Impl& impl = *archive_->impl_;
  impl.batch = 0;
  impl.texts.Forget();
  // After some errors (disk full) SQLite has rolled back itself.
  if (impl.batched > 0) impl.database.TryExecute("ROLLBACK");
  impl.batched = 0;
}

void Archive::Batch::Commit() { archive_->impl_->CommitBatch(); }

void Archive::AddHumanDecision(const HumanDecision& one) {
  const bool hash =
      one.sha256.size() == 64 && one.sha256.find_first_not_of("0123456789abcdef") == std::string::npos;
  const bool known = one.decision == "accept" || one.decision == "reject" || one.decision == "waive" ||
                     one.decision == "withdraw";
  if (!hash || !known || one.subject.empty() || one.reason.empty() || one.person.empty() ||
      one.decided_at.empty())
    throw Error(
        ErrorCode::kUsage,
        fmt::format(
            "not a decision: \"{}\" needs accept, reject, waive or withdraw, a document and a finding, "
            "a reason, a person and a time",
            EscapeForTerminal(one.decision)));
  Transaction transaction(&impl_->database);
  impl_->database.Prepare("INSERT OR IGNORE INTO human_decisions VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .Run(one.sha256, one.subject, one.decided_at, one.person, one.decision, one.reason, one.until,
           one.about);
  if (const std::optional<int64_t> id = impl_->IdOf(one.sha256)) SettleRows(&impl_->database, *id);
  transaction.Commit();
}

std::vector<HumanDecision> Archive::HumanDecisions() const { return impl_->Decided("1"); }

std::vector<HumanDecision> Archive::HumanDecisionsOf(const std::string& sha256) const {
  return impl_->Decided("sha256 = ?", sha256);
}

void Archive::StoreFailure(const FailureRecord& failure) {
  Database& database = impl_->database;
  std::optional<std::string> sha256;
  if (!failure.sha256.empty()) sha256 = failure.sha256;
  Transaction transaction(&database);
  database
      .Prepare(
          "INSERT INTO failures VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
          "sha256 = excluded.sha256, code = excluded.code, message = excluded.message, "
          "program_version = excluded.program_version, failed_at = excluded.failed_at "
          "WHERE sha256 IS NOT excluded.sha256 OR code <> excluded.code OR message <> excluded.message "
          "OR program_version <> excluded.program_version")
      .Run(failure.file_name, sha256, failure.code, failure.message, failure.program_version,
           failure.failed_at);
  transaction.Commit();
}

bool Archive::ForgetFailure(const std::string& file_name) {
  Database& database = impl_->database;
  Transaction transaction(&database);
  Statement gone = database.Prepare("DELETE FROM failures WHERE name = ? RETURNING 1");
  bool was_there = gone.With(file_name).Step();
  gone.Reset();
  transaction.Commit();
  return was_there;
}

std::vector<FailureRecord> Archive::Failures() const {
  std::vector<FailureRecord> out;
  Statement rows = impl_->database.Prepare(
      "SELECT name, sha256, code, message, program_version, failed_at FROM failures ORDER BY name");
  while (rows.Step())
    out.push_back({rows.Text(0), rows.Text(1), rows.Text(2), rows.Text(3), rows.Text(4), rows.Text(5)});
  return out;
}

std::vector<StoredDocument> Archive::Documents() const { return impl_->Select("ORDER BY id"); }

std::vector<std::string> Archive::HashesOfName(const std::string& file_name) const {
  std::vector<std::string> out;
  Statement rows = impl_->database.Prepare(
      "SELECT d.sha256 FROM document_names n JOIN documents d ON d.id = n.document_id WHERE n.name = ? ORDER "
      "BY d.id");
  rows.With(file_name);
  while (rows.Step()) out.push_back(rows.Text(0));
  return out;
}

std::optional<rules::Reading> Archive::LoadReading(const std::string& sha256) const {
  std::optional<int64_t> id = impl_->IdOf(sha256);
  if (!id) return std::nullopt;
  return ReadReading(&impl_->database, *id);
}

std::optional<extract::Document> Archive::LoadDocument(const std::string& sha256) const {
  std::optional<StoredDocument> kept = Find(sha256);
  if (!kept || !kept->whole) return std::nullopt;
  return ReadDocument(&impl_->database, *impl_->IdOf(sha256));
}

bool Archive::Forget(const std::string& sha256, const std::string& reason, const std::string& forgotten_at) {
  Database& database = impl_->database;
  // What is deleted is overwritten, not only given free.
  database.Execute("PRAGMA secure_delete = ON");
  const std::optional<int64_t> id = impl_->IdOf(sha256);
  {
    Transaction transaction(&database);
    if (id) {
      ClearDocument(&database, *id);
      database.Prepare("DELETE FROM documents WHERE id = ?").Run(*id);
    }
    database.Prepare("DELETE FROM failures WHERE sha256 = ?").Run(sha256);
    database.Prepare("DELETE FROM human_decisions WHERE sha256 = ?").Run(sha256);
    database.Prepare("INSERT OR IGNORE INTO tombstones VALUES (?, ?, ?)").Run(sha256, reason, forgotten_at);
    // The index only notes that a text is gone until its segments are merged.
    database.Execute("INSERT INTO search_index (search_index) VALUES ('optimize')");
    transaction.Commit();
  }
  ClearFreePages(&database);
  database.Number("PRAGMA wal_checkpoint(TRUNCATE)");
  database.Execute("PRAGMA secure_delete=FAST");
  return id.has_value();
}

std::optional<std::string> Archive::ForgottenBecause(const std::string& sha256) const {
  Statement find = impl_->database.Prepare("SELECT reason FROM tombstones WHERE sha256 = ?");
  if (!find.With(sha256).Step()) return std::nullopt;
  return find.Text(0);
}

void Archive::BackUp(const std::string& target) const {
  impl_->database.BackUp(target + ".unchecked");
  const std::string unchecked = target + ".unchecked";
  Archive copy = OpenForReading(unchecked);
  const std::vector<std::string> faults = copy.CheckIntegrity();
  copy.Close();
  if (!faults.empty()) {
    std::remove(unchecked.c_str());
    throw Damaged(faults.front());
  }
  if (std::rename(unchecked.c_str(), target.c_str()) != 0)
    throw Error(ErrorCode::kArchive, EscapeForTerminal(target) + ": cannot be written; name another file");
}

std::vector<std::string> Archive::CheckIntegrity() const {
  std::vector<std::string> out;
  Statement structure = impl_->database.Prepare("PRAGMA integrity_check(20)");
  while (structure.Step())
    if (structure.Text(0) != "ok") out.push_back(structure.Text(0));
  Statement references = impl_->database.Prepare("PRAGMA foreign_key_check");
  while (references.Step() && out.size() < 20)
    out.push_back("a row of " + references.Text(0) + " refers to a missing row of " + references.Text(2));
  return out;
}

}  // namespace avstam::store
