// The archive: one SQLite file that keeps every document read, word by word, and its reading.
//
//   Archive a = Archive::OpenForWriting("avstam.db");
//   a.Store({file, &document, &reading, rules.hash(), version, "2026-01-31T12:00:00Z"});  // or kPresent
//   a.Close();  // throws when the last bytes could not be written
//   { Archive::Batch batch(&a); a.Store(...); a.Store(...); batch.Commit(); }  // many: a multiple of the
//   speed
//
// SHA-256 of the bytes is a document's key; its reading is known by that, the hash of the rules and the
// program's version; one transaction per document, or for a few in a Batch: after any interruption a document
// is wholly there or not at all. Error kArchive: locked, not a database, not ours, newer than this program,
// disk full; then nothing has changed. The file is schema.sql; any SQLite 3.37 or later opens it.
#ifndef AVSTAM_STORE_ARCHIVE_H_
#define AVSTAM_STORE_ARCHIVE_H_

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "extract/document.h"
#include "rules/reading.h"

namespace avstam::store {

class Database;

enum class StoreResult {
  kStored,    // a new document
  kReplaced,  // these bytes were kept with other rules or another program version, or without the OCR that
              // they need: the reading is new
  kPresent,   // nothing changed
  kNewName,   // these bytes were kept; the file name was added
};

// What a document is kept with.
struct DocumentRecord {
  std::string file_name;  // as given, valid UTF-8; another name of the same bytes is added, not stored twice
  const extract::Document* document = nullptr;
  const rules::Reading* reading = nullptr;
  std::string rules_hash;
  std::string program_version;
  std::string stored_at;         // UTC, ISO 8601
  std::string ocr_version = "";  // OcrEngine::Version(); empty: no page was read by OCR
};
// A file that could not be read, kept so that it is not forgotten.
struct FailureRecord {
  std::string file_name;
  std::string sha256;  // empty when the bytes could not be read
  std::string code;    // docs/diagnostics.md
  std::string message;
  std::string program_version;
  std::string failed_at;  // UTC, ISO 8601
  bool operator==(const FailureRecord&) const = default;
};

// A new reading of the words that are kept.
struct ReadingRecord {
  std::string sha256;
  const rules::Reading* reading = nullptr;
  std::string rules_hash, program_version;
  std::string stored_at;  // UTC, ISO 8601
};
// What a person decided about a finding.  Keyed by the bytes and by what the finding says, it outlives every
// reading; all are kept, and of those about one subject the last counts.
struct HumanDecision {
  std::string sha256;
  std::string subject;   // what the finding says and where: settle.h
  std::string decision;  // "accept" "reject" "waive" "withdraw"
  std::string reason;
  std::optional<std::string> until;  // YYYY-MM-DD, the last day it holds; nothing: for good
  std::string person;
  std::string decided_at;  // UTC, ISO 8601
  std::string about = "";  // the finding in words, for readers
  bool operator==(const HumanDecision&) const = default;
};

struct StoredDocument {
  std::vector<std::string> file_names;  // oldest first
  std::string sha256;
  int page_count = 0, pages_read = 0;
  bool complete = false;
  std::string state;  // "ok" "warnings" "incomplete"
  std::string program_version, rules_hash, stored_at;
  std::string words_version;  // of the program that read the words
  std::string ocr_version;    // empty: no page was read by OCR
  bool whole = false;         // LoadDocument can give it; not so if it was stored by schema 1
  bool lacks_ocr = false;     // shortcomings.h
};

class Archive {
 public:
  // Made when absent.  One of an older version is copied to PATH.schema-N, N its version, and brought up to
  // date.
  static Archive OpenForWriting(const std::string& path, int busy_timeout_ms = 5000);
  static Archive OpenForReading(const std::string& path, int busy_timeout_ms = 5000);
  ~Archive();
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  // Writes what is left in the write-ahead log into the file and takes the log away, unless somebody is
  // reading: the file alone is then the whole archive, and can be copied or opened on a read-only disk.
  void Close();

  // What is kept of these bytes.  Under the same rules hash and program version reading them again changes
  // nothing.
  std::optional<StoredDocument> Find(const std::string& sha256) const;
  // Whose hash starts so, by hash; at most two are looked for.
  std::vector<StoredDocument> FindByPrefix(const std::string& start) const;
  // Adds a file name to a document that is kept (and forgets a failure under that name); kPresent when it was
  // known.
  StoreResult AddName(const std::string& sha256, const std::string& file_name);
  // Throws std::logic_error, having changed nothing, when the reading contradicts itself (a check of no
  // table).
  StoreResult Store(const DocumentRecord& record);

  // What Store and StoreReading do while it lives is written to disk for several documents together.  Until
  // then other programs cannot write, and search does not find them; Commit whenever the next document may be
  // long in coming.  It must end before the archive is closed.
  class Batch {
   public:
    explicit Batch(Archive* archive, int documents = 16);
    ~Batch();  // what was not committed is not kept
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    void Commit();

   private:
    Archive* archive_;
  };

  // Puts a new reading in place of the old one, in one transaction; words and human decisions stay.  False:
  // no such document is kept.
  bool StoreReading(const ReadingRecord& record);

  // The same decision of the same person at the same time is kept once.  Error kUsage: no such decision, a
  // hash that is none, or no reason, person or time.
  void AddHumanDecision(const HumanDecision& decision);
  // By document, subject and time, so that of a subject the last one counts.
  std::vector<HumanDecision> HumanDecisions() const;
  std::vector<HumanDecision> HumanDecisionsOf(const std::string& sha256) const;

  // Keeps a failure, in place of an older one under the same name; the same failure again changes nothing.
  void StoreFailure(const FailureRecord& failure);
  // True: there was one.
  bool ForgetFailure(const std::string& file_name);
  std::vector<FailureRecord> Failures() const;  // by name

  std::vector<StoredDocument> Documents() const;  // in the order they were first stored
  // Hashes of the documents kept under this name: more than one when the file has changed.
  std::vector<std::string> HashesOfName(const std::string& file_name) const;
  // Nothing when no such document is kept.  Boxes come back rounded to 1/100 point.
  std::optional<rules::Reading> LoadReading(const std::string& sha256) const;
  // The document as it was given to Store, without lines and grids, which extract::FindLayoutAgain finds
  // anew: reading it again needs neither the file nor OCR.  Coordinates come back rounded to 1/100 point,
  // confidences of characters to 1/1000.  Nothing when no such document is kept, or not the whole of it.
  std::optional<extract::Document> LoadDocument(const std::string& sha256) const;
  // Removes a document, all that was read from it and its failures, for good: the file keeps no trace of the
  // words.  Its hash is kept with the reason, so that it is not taken in again.  False: there was none.
  bool Forget(const std::string& sha256, const std::string& reason, const std::string& forgotten_at);
  // Why the document of this hash was to be forgotten; nothing when it was not.
  std::optional<std::string> ForgottenBecause(const std::string& sha256) const;
  // A copy of all that is stored, whole and alone, also while others read and write; checked before it gets
  // its name.
  void BackUp(const std::string& target) const;
  // Full check of the file's structure and references; empty when in order.  Reads the whole file.
  std::vector<std::string> CheckIntegrity() const;

  // For the other files of this folder.
  Database* database() const;

 private:
  Archive();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace avstam::store

#endif  // AVSTAM_STORE_ARCHIVE_H_
