#include "store/search.h"

#include <vector>

#include "base/error.h"
#include "store/sqlite.h"

namespace avstam::store {
namespace {

constexpr size_t kMostBytes = 256;
constexpr int kPrefixLetters = 3;
constexpr int kSnippetTokens = 24;

struct Term {
  std::string text;
  bool phrase = false, prefix = false;
};

int Letters(std::string_view text) {
  int count = 0;
  for (char c : text) count += (c & 0xC0) != 0x80;
  return count;
}

std::vector<Term> Terms(std::string_view words) {
  std::vector<Term> out;
  for (size_t at = 0; at < words.size();) {
    if (words[at] == ' ' || words[at] == '\t' || words[at] == '\n') {
      ++at;
      continue;
    }
    Term term;
    size_t end = 0;
    if (words[at] == '"') {
      end = words.find('"', at + 1);
      if (end == std::string_view::npos) end = words.size();
      term = {std::string(words.substr(at + 1, end - at - 1)), true, false};
      if (end < words.size()) ++end;
    } else {
      end = std::min(words.find_first_of(" \t\n\"", at), words.size());
      term.text = words.substr(at, end - at);
    }
    if (end < words.size() && words[end] == '*') ++end, term.prefix = true;
    if (!term.phrase && term.text.ends_with('*')) {
      term.text.pop_back();
      term.prefix = true;
    }
    at = end;
    out.push_back(std::move(term));
  }
  return out;
}

}  // namespace

std::string MatchExpression(std::string_view words, bool exact) {
  if (words.size() > kMostBytes)
    throw Error(ErrorCode::kUsage, "the words to search for are longer than 256 bytes; use fewer");
  std::string out;
  for (const Term& term : Terms(words)) {
    // Signs alone are no words to FTS5; it would find nothing at all.
    bool any = false;
    std::string quoted = "\"";
    for (char c : term.text) {
      any |= (c & 0x80) != 0 || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      quoted += c == '"' || c == '\0' ? ' ' : c;
    }
    if (!any) continue;
    if (!out.empty()) out += ' ';
    out += quoted + '"';
    const bool longer = !exact && !term.phrase && Letters(term.text) >= kPrefixLetters;
    if (term.prefix || longer) out += '*';
  }
  if (out.empty()) throw Error(ErrorCode::kUsage, "there is no word to search for");
  return out;
}

void Search(const Archive& archive, const SearchQuery& query, const std::function<void(const Hit&)>& take) {
  const std::string expression = MatchExpression(query.words, query.exact);
  const std::string index = query.exact ? "search_exact" : "search_folded";
  struct Column {
    const char *name, *kind, *letter;
  };
  int left = query.limit;
  int number = 0;
  for (const Column& column :
       {Column{"decision", "decision", "d"}, Column{"label", "table", "t"}, Column{"words", "page", ""}}) {
    if (left <= 0) return;
    const std::string match = std::string("{") + column.name + "} : (" + expression + ")";
    // The best first, alone: joined with more, a snippet would be made of every hit before they are sorted.
    Statement best = archive.database()->Prepare("SELECT rowid FROM " + index + " WHERE " + index +
                                                 " MATCH ? ORDER BY rank LIMIT ?");
    Statement one = archive.database()->Prepare(
        "SELECT substr(d.sha256, 1, 12), t.no, t.page, n.name, snippet(" + index + ", " +
        std::to_string(number++) + ", char(2), char(3), '…', " + std::to_string(kSnippetTokens) + ") FROM " +
        index + " JOIN search_texts t ON t.id = " + index +
        ".rowid JOIN documents d ON d.id = t.document_id LEFT JOIN document_names n ON n.document_id = d.id "
        "AND "
        "n.name_no = 0 WHERE " +
        index + " MATCH ? AND " + index + ".rowid = ?");
    best.With(match, left);
    while (best.Step()) {
      --left;
      one.With(match, best.Int(0));
      if (!one.Step()) continue;
      Hit hit;
      hit.id = one.Text(0);
      if (*column.letter != '\0') hit.id += std::string(":") + column.letter + one.Text(1);
      hit.kind = column.kind;
      hit.page = static_cast<int>(one.OptionalInt(2).value_or(0));
      hit.file = one.Text(3);
      hit.snippet = one.Text(4);
      take(hit);
    }
  }
}

}  // namespace avstam::store
