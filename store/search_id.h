// Rows of the search index are numbered so that a number tells what is found, and numbers of one kind come in
// the order of documents and, in them, of decisions, tables or pages.
#ifndef AVSTAM_STORE_SEARCH_ID_H_
#define AVSTAM_STORE_SEARCH_ID_H_

#include <cstdint>

namespace avstam::store {

enum class SearchKind : int64_t { kDecision = 0, kTable = 1, kPage = 2 };

inline constexpr int kSearchDocumentShift = 20, kSearchKindShift = 52;

// `no` is decision_no, table_no or page; fewer than 2^20 to a document.
constexpr int64_t SearchId(SearchKind kind, int64_t document, int64_t no) {
  return (static_cast<int64_t>(kind) << kSearchKindShift) + (document << kSearchDocumentShift) + no;
}
// The first number of a kind, or of the next one.
constexpr int64_t FirstSearchId(int64_t kind) { return kind << kSearchKindShift; }
constexpr int64_t DocumentOfSearchId(int64_t id) {
  return (id >> kSearchDocumentShift) & ((int64_t{1} << (kSearchKindShift - kSearchDocumentShift)) - 1);
}
constexpr int64_t NoOfSearchId(int64_t id) { return id & ((int64_t{1} << kSearchDocumentShift) - 1); }

}  // namespace avstam::store

#endif  // AVSTAM_STORE_SEARCH_ID_H_
