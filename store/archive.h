// The archive: one SQLite file that keeps every document read, word by word, and its reading.
//
//   Archive a = Archive::OpenForWriting("avstam.db");
//   a.Store({file, document, reading, rules.hash()});   // kStored, or kPresent when these bytes are already there
//
// A document is keyed by the SHA-256 of its bytes; one transaction per document: after any interruption it is wholly
// there or not at all.  Error kArchive: locked, not a database, not ours, newer than this program, disk full; then
// nothing has changed.
#ifndef AVSTAM_STORE_ARCHIVE_H_
#define AVSTAM_STORE_ARCHIVE_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "extract/document.h"
#include "rules/reading.h"

namespace avstam::store {

enum class StoreResult { kStored, kPresent, kNewName };

// What a document is kept with.
struct DocumentRecord {
  std::string file_name;  // as given; another name of the same bytes is added, not stored twice
  const extract::Document* document = nullptr;
  const rules::Reading* reading = nullptr;
  std::string rules_hash;
  std::string program_version;
};
// A file that could not be read, kept so that it is not forgotten.
struct FailureRecord {
  std::string file_name;
  std::string sha256;  // empty when the bytes could not be read
  std::string code;    // ErrorCodeName
  std::string message;
};

struct StoredCheck {
  std::string file_name, sha256;
  std::string table_caption, row_label, column_header;
  rules::Check check;
};
struct StoredDocument {
  std::string file_name, sha256;
  int page_count = 0, pages_read = 0;
  bool complete = false;
  std::string failure_code, failure_message;  // empty when it was read
};

class Archive {
 public:
  static Archive OpenForWriting(const std::string& path);  // made when absent
  static Archive OpenForReading(const std::string& path);
  ~Archive();
  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;

  // Already kept under this hash with these rules and this program version?  Then reading it again changes nothing.
  bool Holds(const std::string& sha256, const std::string& rules_hash, const std::string& program_version) const;
  // Adds a file name to a document that is kept; kPresent when it was known.
  StoreResult AddName(const std::string& sha256, const std::string& file_name);
  StoreResult Store(const DocumentRecord& record);
  void StoreFailure(const FailureRecord& failure);

  std::vector<StoredDocument> Documents() const;
  // In order of document, table, row, column.
  void EachCheck(const std::function<void(const StoredCheck&)>& visit) const;

 private:
  Archive();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace avstam::store

#endif  // AVSTAM_STORE_ARCHIVE_H_
