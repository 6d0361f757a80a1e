// The text of a document as it is read: printed rows, joined to paragraphs, with the way back to the words.
//
//   RunningText text(document, taken, rules);
//   text.rows()[7].text                       // "Nämnden beslutar"
//   Passage passage = text.Join({{7}, {8}});      // "Nämnden beslutar att godkänna tjänste-" "skrivelsen" ->
//   one text passage.WhereOf(0, 7)                     // page and box of "Nämnden"
//
// Running heads and feet are no text, nor are footnote marks.  Offsets count code points.  The document must
// outlive what is made of it.
#ifndef AVSTAM_RULES_RUNNING_TEXT_H_
#define AVSTAM_RULES_RUNNING_TEXT_H_

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extract/document.h"
#include "rules/ruleset.h"

namespace avstam::rules {

using WordSet = std::set<std::pair<int, int>>;  // (page, index of Page::words)

// Words as one text.
struct Passage {
  std::string text;
  int length = 0;  // code points
  struct Piece {
    int start = 0, end = 0;  // of the text
    const extract::Page* page = nullptr;
    int word = 0;    // of Page::words
    int offset = 0;  // of the first code point in the word
  };
  std::vector<Piece> pieces;

  void Add(const extract::Page& page, int word, std::string_view separator);
  // The last code point goes: the hyphen of a divided word.
  void DropLast();
  // The first page that holds a part of [start, end), and the box of that part there.
  Where WhereOf(int start, int end) const;
  Where WhereOf() const { return WhereOf(0, length); }
  // The text without blanks at its ends between two offsets, with its own pieces.
  Passage Slice(int start, int end) const;
};

// What stands on one baseline, left to right.
struct TextRow {
  int page = 0;              // number of the page
  std::vector<int> words;    // of Page::words
  std::vector<int> columns;  // index into `words` where each column begins; the first is 0
  std::string text;          // normalised; two spaces where columns part
  Box box;
  double baseline = 0, font_size = 0;
  double gap = 0;             // from the baseline of the row above on the page, in font sizes; the first: 99
  bool bold = false;          // most of its letters
  bool bold_start = false;    // its first word
  bool running = false;       // head or foot
  bool machine_read = false;  // by OCR, which measures sizes line by line
  bool in_table = false;      // most of its words are cells of a table
};

// A row from one of its words on.
struct RowSpan {
  int row = 0;
  int first_word = 0;  // index into TextRow::words
  int last_word = -1;  // past the last; -1: to the end
};

class RunningText {
 public:
  // `taken`: the words of tables.
  RunningText(const extract::Document& document, const WordSet& taken, const RuleSet& rules);

  const std::vector<TextRow>& rows() const { return rows_; }
  // Rows of the page with that index in Document::pages, half-open.
  std::pair<int, int> RowsOfPage(size_t page) const { return pages_[page]; }
  const extract::Page* PageOf(int row) const { return row_page_[static_cast<size_t>(row)]; }
  size_t page_count() const { return pages_.size(); }
  const extract::Document& document() const { return *document_; }
  double body_size() const { return body_size_; }  // font size of most letters, points

  // The rows as one text: joined by a space, or by nothing where a word was divided.
  Passage Join(const std::vector<RowSpan>& spans) const;
  // Is a row set larger than the running text, as a title is?
  bool IsLarge(const TextRow& row) const;
  // Would the first word of row `next` have fitted on row `row`?  Then the line was ended on purpose.
  bool EndsEarly(int row, int next) const;
  // Does more space stand above the row than between the lines of a paragraph of its page?
  bool IsApart(int row) const;
  // Is space between paragraphs how this document parts them?
  bool uses_gaps() const { return uses_gaps_; }

 private:
  // A heading that begins several pages by chance looks like a running head; it stands inside pages, too.
  void KeepHeadings();
  // Does a hyphen before this word stay ("in-" "och utlåning")?
  bool KeepsHyphen(std::string_view word) const;

  const extract::Document* document_;
  const RuleSet* rules_;
  std::vector<TextRow> rows_;
  std::vector<const extract::Page*> row_page_;  // of each row
  std::vector<int> page_of_;                    // of each row: index of its page
  std::vector<std::pair<int, int>> pages_;
  double body_size_ = 0;
  std::vector<double> right_edge_;  // of the text of each page, points
  std::vector<double> apart_;  // of each page: more than this between baselines parts paragraphs, font sizes
  bool uses_gaps_ = true;
};

// Does the text end as a sentence does?
bool EndsSentence(std::string_view text);

// The lines of a page that no table holds, those of a paragraph as one text: rows parted by a line break,
// struck-out words and what replaces them by " | ", wide gaps by two spaces.
std::vector<Passage> Paragraphs(const extract::Page& page, const WordSet& taken);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_RUNNING_TEXT_H_
