#include "store/page_words.h"
#include "store/reading_rows.h"
#include "store/row_values.h"
#include "store/search_id.h"

namespace avstam::store {
namespace {

// Adds `text` as a paragraph of its own.
void Append(const std::string& text, std::string* out) {
  if (text.empty()) return;
  if (!out->empty()) *out += '\n';
  *out += text;
}

class SearchWriter {
 public:
  SearchWriter(Database* database, int64_t id)
      : database_(database),
        id_(id),
        text_(database->Prepare("INSERT INTO search_texts (id, document_id, text) VALUES (?, ?, ?)")) {}

  void Decisions() {
    Statement items = database_->Prepare(
        "SELECT text FROM decision_items WHERE document_id = ?1 AND decision_no = ?2 UNION ALL "
        "SELECT text FROM decision_item_details WHERE document_id = ?1 AND decision_no = ?2");
    Statement rows = database_->Prepare(
        "SELECT decision_no, title, body FROM decisions WHERE document_id = ? ORDER BY decision_no");
    rows.With(id_);
    while (rows.Step()) {
      std::string text = rows.Text(1);
      Append(rows.Text(2), &text);
      items.With(id_, rows.Int(0));
      while (items.Step()) Append(items.Text(0), &text);
      Write(SearchKind::kDecision, rows.Int(0), text);
    }
  }
  void Tables() {
    Statement labels = database_->Prepare(
        "SELECT header FROM table_columns WHERE document_id = ?1 AND table_no = ?2 UNION ALL "
        "SELECT label FROM table_rows WHERE document_id = ?1 AND table_no = ?2");
    Statement rows = database_->Prepare(
        "SELECT table_no, caption FROM document_tables WHERE document_id = ? ORDER BY table_no");
    rows.With(id_);
    while (rows.Step()) {
      std::string text = rows.Text(1);
      labels.With(id_, rows.Int(0));
      while (labels.Step()) Append(labels.Text(0), &text);
      Write(SearchKind::kTable, rows.Int(0), text);
    }
  }
  void Pages(const extract::Document& document) {
    for (const extract::Page& page : document.pages) Write(SearchKind::kPage, page.number, PageText(page));
  }

 private:
  void Write(SearchKind kind, int64_t no, const std::string& text) {
    text_.Run(SearchId(kind, id_, no), id_, text);
  }

  Database* database_;
  int64_t id_;
  Statement text_;
};

void Clear(Database* database, int64_t id, std::initializer_list<SearchKind> kinds) {
  // FTS5 with the text in another table takes a row out by being told what was in it.
  Statement from_index = database->Prepare(
      "INSERT INTO search_index (search_index, rowid, text) SELECT 'delete', id, text FROM search_texts "
      "WHERE id BETWEEN ? AND ?");
  Statement texts = database->Prepare("DELETE FROM search_texts WHERE id BETWEEN ? AND ?");
  for (SearchKind kind : kinds) {
    const int64_t first = SearchId(kind, id, 0), last = SearchId(kind, id + 1, 0) - 1;
    from_index.Run(first, last);
    texts.Run(first, last);
  }
}

}  // namespace

void TextsToIndex::AddReading(int64_t id) {
  texts_.emplace(SearchKind::kDecision, id);
  texts_.emplace(SearchKind::kTable, id);
}

void TextsToIndex::AddPages(int64_t id) { texts_.emplace(SearchKind::kPage, id); }

void TextsToIndex::Write(Database* database) {
  Statement texts =
      database->Prepare("SELECT id, text FROM search_texts WHERE id BETWEEN ? AND ? ORDER BY id");
  // One row a statement: for INSERT ... SELECT a savepoint is made, at which FTS5 writes what it has.
  Statement index = database->Prepare("INSERT INTO search_index (rowid, text) VALUES (?, ?)");
  for (const auto& [kind, id] : texts_) {
    texts.With(SearchId(kind, id, 0), SearchId(kind, id + 1, 0) - 1);
    while (texts.Step()) index.Run(texts.Int(0), texts.Text(1));
  }
  texts_.clear();
}

void WriteReadingSearch(Database* database, int64_t id) {
  SearchWriter writer(database, id);
  writer.Decisions();
  writer.Tables();
}

void WritePageSearch(Database* database, int64_t id, const extract::Document& document) {
  SearchWriter(database, id).Pages(document);
}

void ClearReadingSearch(Database* database, int64_t id) {
  Clear(database, id, {SearchKind::kDecision, SearchKind::kTable});
}

void ClearPageSearch(Database* database, int64_t id) { Clear(database, id, {SearchKind::kPage}); }

}  // namespace avstam::store
