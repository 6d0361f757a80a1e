// A document and its reading as rows of the archive, and back.
#ifndef AVSTAM_STORE_READING_ROWS_H_
#define AVSTAM_STORE_READING_ROWS_H_

#include <set>
#include <utility>

#include "extract/document.h"
#include "rules/reading.h"
#include "store/search_id.h"
#include "store/sqlite.h"

namespace avstam::store {

// Rows below `document_id`, which must have none yet.  Inside the caller's transaction.
void WriteDocument(Database* database, int64_t document_id, const extract::Document& document);
void WriteReading(Database* database, int64_t document_id, const rules::Reading& reading);
// Parts, decisions, attendance and agenda: what WriteReading and ReadReading leave to these.
void WriteMeetings(Database* database, int64_t document_id, const rules::Reading& reading);
void ReadMeetings(Database* database, int64_t document_id, rules::Reading* reading);
// What full text search finds: decisions and tables, from the rows that are there, and pages.  To be written
// after the rows and cleared before them, and what was written to be indexed (TextsToIndex) before it is
// cleared.
void WriteReadingSearch(Database* database, int64_t document_id);
void WritePageSearch(Database* database, int64_t document_id, const extract::Document& document);
void ClearReadingSearch(Database* database, int64_t document_id);
void ClearPageSearch(Database* database, int64_t document_id);
// Texts that were written and are not in the index yet.  Of many documents together they take a third of the
// time: FTS5 gathers what it is told in the order of its numbers, which is by kind, and writes it when they
// go back.
class TextsToIndex {
 public:
  void AddReading(int64_t document_id);  // its decisions and tables
  void AddPages(int64_t document_id);
  void Write(Database* database);
  void Forget() { texts_.clear(); }

 private:
  std::set<std::pair<SearchKind, int64_t>> texts_;
};

// Removes what was read from the words; they stay.
void ClearReading(Database* database, int64_t document_id);
// Removes all rows below a document but its names.
void ClearDocument(Database* database, int64_t document_id);

// Pages without lines and grids (extract/skew.h: FindLayoutAgain).
extract::Document ReadDocument(Database* database, int64_t document_id);
rules::Reading ReadReading(Database* database, int64_t document_id);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_READING_ROWS_H_
