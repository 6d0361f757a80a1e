#include <algorithm>

#include "store/reading_rows.h"
#include "store/row_values.h"

namespace avstam::store {
namespace {

bool StartsSmall(const std::string& word) {
  const unsigned char c = word.empty() ? 0 : static_cast<unsigned char>(word[0]);
  if (c >= 'a' && c <= 'z') return true;
  // U+00DF..U+00FF but ÷: the small letters of Latin-1.
  if (c != 0xC3 || word.size() < 2) return false;
  const auto second = static_cast<unsigned char>(word[1]);
  return second >= 0x9F && second != 0xB7;
}

// Words of one page; one cut by a hyphen at the end of its line becomes whole.
std::string PageText(Statement* words) {
  std::string out;
  int64_t baseline = 0;
  bool hyphen = false;
  while (words->Step()) {
    const std::string word = words->Text(0);
    if (word.empty()) continue;
    if (hyphen && words->Int(1) > baseline && StartsSmall(word)) {
      out.pop_back();
    } else if (!out.empty()) {
      out += ' ';
    }
    out += word;
    baseline = words->Int(1);
    hyphen = word.size() > 1 && word.back() == '-';
  }
  return out;
}

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
        text_(database->Prepare("INSERT INTO search_texts (document_id, no, page, decision, label, words) "
                                "VALUES (?, ?, ?, ?, ?, ?) RETURNING id")),
        folded_(database->Prepare(
            "INSERT INTO search_folded (rowid, decision, label, words) VALUES (?, ?, ?, ?)")),
        exact_(database->Prepare(
            "INSERT INTO search_exact (rowid, decision, label, words) VALUES (?, ?, ?, ?)")) {}

  void Decisions() {
    Statement items = database_->Prepare(
        "SELECT text FROM decision_items WHERE document_id = ?1 AND decision_no = ?2 UNION ALL "
        "SELECT text FROM decision_item_details WHERE document_id = ?1 AND decision_no = ?2");
    Statement rows = database_->Prepare(
        "SELECT decision_no, page, title, body FROM decisions WHERE document_id = ? ORDER BY decision_no");
    rows.With(id_);
    while (rows.Step()) {
      std::string text = rows.Text(2);
      Append(rows.Text(3), &text);
      items.With(id_, rows.Int(0));
      while (items.Step()) Append(items.Text(0), &text);
      Write(rows.Int(0), rows.OptionalInt(1), text, std::nullopt, std::nullopt);
    }
  }
  void Tables() {
    Statement labels = database_->Prepare(
        "SELECT header FROM table_columns WHERE document_id = ?1 AND table_no = ?2 UNION ALL "
        "SELECT label FROM table_rows WHERE document_id = ?1 AND table_no = ?2");
    Statement rows = database_->Prepare(
        "SELECT table_no, page, caption FROM document_tables WHERE document_id = ? ORDER BY table_no");
    rows.With(id_);
    while (rows.Step()) {
      std::string text = rows.Text(2);
      labels.With(id_, rows.Int(0));
      while (labels.Step()) Append(labels.Text(0), &text);
      Write(rows.Int(0), rows.OptionalInt(1), std::nullopt, text, std::nullopt);
    }
  }
  void Pages() {
    Statement words = database_->Prepare(
        "SELECT text, baseline_cpt FROM words WHERE document_id = ? AND page = ? ORDER BY word_no");
    Statement rows = database_->Prepare("SELECT page FROM pages WHERE document_id = ? ORDER BY page");
    rows.With(id_);
    while (rows.Step()) {
      words.With(id_, rows.Int(0));
      Write(rows.Int(0), rows.Int(0), std::nullopt, std::nullopt, PageText(&words));
    }
  }

 private:
  void Write(int64_t no, std::optional<int64_t> page, const std::optional<std::string>& decision,
             const std::optional<std::string>& label, const std::optional<std::string>& words) {
    text_.With(id_, no, page, decision, label, words).Step();
    const int64_t row = text_.Int(0);
    text_.Reset();
    folded_.Run(row, decision, label, words);
    exact_.Run(row, decision, label, words);
  }

  Database* database_;
  int64_t id_;
  Statement text_, folded_, exact_;
};

}  // namespace

void WriteSearch(Database* database, int64_t id) {
  SearchWriter writer(database, id);
  writer.Decisions();
  writer.Tables();
  writer.Pages();
}

void ClearSearch(Database* database, int64_t id) {
  // FTS5 with the text in another table takes a row out by being told what was in it.
  for (const std::string name : {"search_folded", "search_exact"})
    database
        ->Prepare("INSERT INTO " + name + " (" + name +
                  ", rowid, decision, label, words) SELECT 'delete', id, decision, label, words "
                  "FROM search_texts WHERE document_id = ?")
        .Run(id);
  database->Prepare("DELETE FROM search_texts WHERE document_id = ?").Run(id);
}

}  // namespace avstam::store
