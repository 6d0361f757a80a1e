#include "rules/running_text.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "normalize/text.h"

namespace avstam::rules {
namespace {

constexpr double kParagraphGapEm = 1.9;   // lines further apart are not one text
constexpr double kWideSpaceEm = 0.42;     // wider than the space inside a figure,
constexpr double kWideSpaceShare = 1.35;  // and than the usual space of the line: typewriters set wide ones
constexpr double kSameBaselineEm = 0.4;
constexpr double kFirstGap = 99;
constexpr double kLarge = 1.12;            // of the size of the running text: a title
constexpr double kLargeRecognised = 1.17;  // a line's size depends on its letters there
constexpr double kParagraphGap = 1.55;     // font sizes between baselines; more parts paragraphs,
constexpr double kWiderGap = 1.25;         // where it is also so much more than between lines that flow on

// The middle one of the spaces between `words`, points.
double UsualSpace(const extract::Page& page, const std::vector<int>& words) {
  std::vector<double> spaces;
  for (size_t i = 1; i < words.size(); ++i)
    spaces.push_back(page.words[words[i]].box.left - page.words[words[i - 1]].box.right);
  if (spaces.size() < 3) return 0;
  std::nth_element(spaces.begin(), spaces.begin() + static_cast<long>(spaces.size() / 2), spaces.end());
  return spaces[spaces.size() / 2];
}

UChar32 CodePointAt(std::string_view text, size_t byte) {
  int32_t i = static_cast<int32_t>(byte);
  UChar32 c = 0;
  U8_NEXT(text.data(), i, static_cast<int32_t>(text.size()), c);
  return c;
}

// Is a word cut in two by its last sign, and does it go on with `next`?
bool DividedBefore(std::string_view text, std::string_view next) {
  static constexpr std::string_view kSoftHyphen = "\u00ad";
  if (text.ends_with(kSoftHyphen)) return true;
  if (!text.ends_with('-') || text.size() < 3 || next.empty()) return false;
  size_t before = text.size() - 2;
  while (before > 0 && (static_cast<unsigned char>(text[before]) & 0xC0) == 0x80) --before;
  return u_isalpha(CodePointAt(text, before)) && u_islower(CodePointAt(next, 0));
}

// A figure and its range or a number with a hyphen, cut at the end of a line: "2027–" "2030".
bool GoesOnAfterDash(std::string_view text, std::string_view next) {
  if (next.empty() || next[0] < '0' || next[0] > '9') return false;
  for (std::string_view dash : {"-", "\u2013"})
    if (text.ends_with(dash) && text.size() > dash.size()) {
      const char before = text[text.size() - dash.size() - 1];
      return before >= '0' && before <= '9';
    }
  return false;
}

// Was the word before the hyphen written with it, as abbreviations are ("AT-läkare", "e-post")?
bool WrittenWithHyphen(std::string_view text) {
  size_t end = text.size() - 1, start = text.rfind(' ', end);
  std::string_view word = text.substr(start == std::string_view::npos ? 0 : start + 1,
                                      end - (start == std::string_view::npos ? 0 : start + 1));
  int letters = 0, capitals = 0;
  for (size_t i = 0; i < word.size(); i += normalize::CodePointBytes(word, i)) {
    ++letters;
    capitals += u_isupper(CodePointAt(word, i)) ? 1 : 0;
  }
  return letters < 2 || capitals * 2 > letters;
}

struct Style {
  int letters = 0, bold = 0;
};

TextRow MakeRow(const extract::Page& page, const std::vector<const extract::Line*>& lines,
                const WordSet& taken) {
  TextRow row;
  row.page = page.number;
  row.baseline = lines.front()->baseline;
  row.running = std::all_of(lines.begin(), lines.end(), [](const extract::Line* l) { return l->running; });
  std::string text;
  size_t cells = 0, recognised = 0;
  Style style;
  std::map<float, int> sizes;
  for (const extract::Line* line : lines) {
    const char* separator = text.empty() ? "" : "  ";
    row.columns.push_back(static_cast<int>(row.words.size()));
    for (int w : line->words) {
      const extract::Word& word = page.words[static_cast<size_t>(w)];
      row.words.push_back(w);
      cells += taken.count({page.number, w});
      recognised += word.source == extract::Source::kOcr ? 1 : 0;
      if (word.superscript) continue;
      if (text.empty()) row.bold_start = word.bold;
      text += separator + word.text;
      separator = " ";
      const int letters = normalize::CodePoints(word.text);
      style.letters += letters;
      style.bold += word.bold ? letters : 0;
      sizes[word.font_size] += letters;
    }
    row.box.Extend(line->box);
  }
  row.text = normalize::Normalize(text).text;
  row.bold = style.bold * 2 > style.letters;
  row.in_table = cells * 2 > row.words.size();
  row.machine_read = recognised * 2 > row.words.size();
  int most = 0;
  for (const auto& [size, letters] : sizes)
    if (letters > most) most = letters, row.font_size = size;
  return row;
}

}  // namespace

void Passage::Add(const extract::Page& page, int word, std::string_view separator) {
  if (!text.empty()) {
    text += separator;
    length += normalize::CodePoints(separator);
  }
  const std::string& added = page.words[static_cast<size_t>(word)].text;
  const int size = normalize::CodePoints(added);
  pieces.push_back({length, length + size, &page, word, 0});
  text += added;
  length += size;
}

void Passage::DropLast() {
  size_t byte = text.size() - 1;
  while (byte > 0 && (static_cast<unsigned char>(text[byte]) & 0xC0) == 0x80) --byte;
  text.resize(byte);
  --length;
  --pieces.back().end;
}

Where Passage::WhereOf(int start, int end) const {
  Where where;
  for (const Piece& piece : pieces) {
    if (piece.end <= start || piece.start >= end) continue;
    if (where.page == 0) where.page = piece.page->number;
    if (piece.page->number != where.page) break;
    const extract::Word& word = piece.page->words[static_cast<size_t>(piece.word)];
    Box box = word.box;
    // Only the part of the word that is meant.
    const int first = std::max(0, start - piece.start) + piece.offset,
              last = std::min(piece.end, end) - piece.start + piece.offset;
    if (static_cast<size_t>(last) < word.x_edges.size()) {
      box.left = word.x_edges[static_cast<size_t>(first)];
      box.right = word.x_edges[static_cast<size_t>(last)];
    }
    where.box.Extend(box);
  }
  return where;
}

Passage Passage::Slice(int start, int end) const {
  Passage out;
  size_t from = normalize::ByteOf(text, start), to = normalize::ByteOf(text, end);
  while (from < to && text[from] == ' ') ++from, ++start;
  while (to > from && text[to - 1] == ' ') --to, --end;
  out.text = text.substr(from, to - from);
  out.length = end - start;
  for (Piece piece : pieces) {
    if (piece.end <= start || piece.start >= end) continue;
    const int cut = std::max(0, start - piece.start);
    piece.offset += cut;
    piece.start = piece.start + cut - start;
    piece.end = std::min(piece.end, end) - start;
    out.pieces.push_back(piece);
  }
  return out;
}

RunningText::RunningText(const extract::Document& document, const WordSet& taken, const RuleSet& rules)
    : document_(&document), rules_(&rules) {
  std::map<float, size_t> sizes;
  for (const extract::Page& page : document.pages) {
    const int first = static_cast<int>(rows_.size());
    std::vector<const extract::Line*> lines;
    auto close = [&] {
      if (lines.empty()) return;
      TextRow row = MakeRow(page, lines, taken);
      lines.clear();
      if (row.text.empty()) return;
      row.gap = kFirstGap;
      if (static_cast<int>(rows_.size()) > first && row.font_size > 0)
        row.gap = (row.baseline - rows_.back().baseline) / row.font_size;
      sizes[static_cast<float>(row.font_size)] += row.text.size();
      rows_.push_back(std::move(row));
    };
    for (const extract::Line& line : page.lines) {
      if (line.words.empty()) continue;
      if (!lines.empty()) {
        const extract::Line& last = *lines.back();
        const bool same =
            line.box.left >= last.box.right && std::abs(line.baseline - last.baseline) <
                                                   kSameBaselineEm * std::max(line.font_size, last.font_size);
        if (!same) close();
      }
      lines.push_back(&line);
    }
    close();
    pages_.emplace_back(first, static_cast<int>(rows_.size()));
    right_edge_.push_back(0);
    for (size_t r = static_cast<size_t>(first); r < rows_.size(); ++r) {
      row_page_.push_back(&page);
      page_of_.push_back(static_cast<int>(pages_.size()) - 1);
      if (!rows_[r].running && !rows_[r].in_table)
        right_edge_.back() = std::max(right_edge_.back(), rows_[r].box.right);
    }
  }
  KeepHeadings();
  size_t most = 0;
  for (const auto& [size, letters] : sizes)
    if (letters > most) most = letters, body_size_ = size;
  for (size_t page = 0; page < pages_.size(); ++page) {
    std::vector<double> gaps;
    for (int r = pages_[page].first + 1; r < pages_[page].second; ++r) {
      const TextRow &row = rows_[static_cast<size_t>(r)], &above = rows_[static_cast<size_t>(r) - 1];
      if (row.running || above.running || row.in_table || row.gap < 0.8 || row.gap > 3) continue;
      if (!EndsEarly(r - 1, r) && !EndsSentence(above.text)) gaps.push_back(row.gap);
    }
    double usual = 0;
    if (gaps.size() >= 3) {
      std::nth_element(gaps.begin(), gaps.begin() + static_cast<long>(gaps.size() / 2), gaps.end());
      usual = gaps[gaps.size() / 2];
    }
    apart_.push_back(std::max(kParagraphGap, kWiderGap * usual));
  }
  // Of the lines that end a sentence early, most are followed by a gap where paragraphs are set apart.
  int ends = 0, apart = 0;
  for (size_t r = 1; r < rows_.size(); ++r) {
    if (rows_[r].page != rows_[r - 1].page || rows_[r - 1].running || rows_[r].running) continue;
    if (rows_[r].in_table || rows_[r - 1].in_table || !EndsSentence(rows_[r - 1].text)) continue;
    if (!EndsEarly(static_cast<int>(r) - 1, static_cast<int>(r))) continue;
    ++ends;
    apart += IsApart(static_cast<int>(r)) ? 1 : 0;
  }
  uses_gaps_ = ends == 0 || apart * 3 > ends;
}

void RunningText::KeepHeadings() {
  std::set<std::string> elsewhere;
  for (const TextRow& row : rows_)
    if (!row.running) elsewhere.insert(row.text);
  for (TextRow& row : rows_)
    if (row.running && elsewhere.count(row.text) && rules_->Match("heading", row.text).rule != nullptr)
      row.running = false;
}

bool RunningText::KeepsHyphen(std::string_view word) const {
  return rules_->Match("hyphen-word", word).rule != nullptr;
}

Passage RunningText::Join(const std::vector<RowSpan>& spans) const {
  Passage passage;
  for (const RowSpan& span : spans) {
    const TextRow& row = rows_[static_cast<size_t>(span.row)];
    const extract::Page& page = *row_page_[static_cast<size_t>(span.row)];
    const char* separator = " ";
    bool starts = true;
    const int last = span.last_word < 0 ? static_cast<int>(row.words.size()) : span.last_word;
    for (int i = span.first_word; i < last; ++i) {
      const int w = row.words[static_cast<size_t>(i)];
      const extract::Word& word = page.words[static_cast<size_t>(w)];
      if (word.superscript) continue;
      if (starts && DividedBefore(passage.text, word.text) && !KeepsHyphen(word.text)) {
        if (!WrittenWithHyphen(passage.text)) passage.DropLast();
        separator = "";
      }
      if (starts && GoesOnAfterDash(passage.text, word.text)) separator = "";
      passage.Add(page, w, separator);
      separator = " ";
      starts = false;
    }
  }
  return passage;
}

bool RunningText::EndsEarly(int row, int next) const {
  const TextRow& a = rows_[static_cast<size_t>(row)];
  const TextRow& b = rows_[static_cast<size_t>(next)];
  if (b.words.empty()) return true;
  const extract::Page& page = *row_page_[static_cast<size_t>(next)];
  const double width = page.words[static_cast<size_t>(b.words.front())].box.width();
  const double edge = right_edge_[static_cast<size_t>(page_of_[static_cast<size_t>(row)])];
  return a.box.right + width + 0.6 * a.font_size < edge;
}

bool RunningText::IsLarge(const TextRow& row) const {
  return row.font_size > (row.machine_read ? kLargeRecognised : kLarge) * body_size_;
}

bool RunningText::IsApart(int row) const {
  const size_t r = static_cast<size_t>(row);
  return rows_[r].gap > apart_[static_cast<size_t>(page_of_[r])];
}

bool EndsSentence(std::string_view text) {
  while (!text.empty() && (text.back() == ' ' || text.back() == '"' || text.back() == ')'))
    text.remove_suffix(1);
  for (std::string_view quote : {"\u201d", "\u00bb", "\u2019"})
    if (text.ends_with(quote)) text.remove_suffix(quote.size());
  return !text.empty() &&
         (text.back() == '.' || text.back() == '!' || text.back() == '?' || text.back() == ':');
}

std::vector<Passage> Paragraphs(const extract::Page& page, const WordSet& taken) {
  std::vector<Passage> out;
  const extract::Line* before = nullptr;
  for (const extract::Line& line : page.lines) {
    if (line.running) continue;
    std::vector<int> words;
    for (int w : line.words)
      if (!taken.count({page.number, w})) words.push_back(w);
    if (words.empty()) {
      before = nullptr;
      continue;
    }
    bool goes_on =
        before != nullptr && words.size() == line.words.size() && line.baseline >= before->baseline &&
        line.baseline - before->baseline < kParagraphGapEm * std::max(before->font_size, line.font_size) &&
        line.box.OverlapX(before->box) > 0;
    // Neighbours on one baseline are columns, not a text that goes on.
    if (goes_on && line.baseline - before->baseline < 0.5 * line.font_size) goes_on = false;
    if (!goes_on) out.emplace_back();
    const extract::Word* left = nullptr;
    const double usual = UsualSpace(page, words);
    for (int w : words) {
      const extract::Word& word = page.words[static_cast<size_t>(w)];
      if (word.superscript) continue;  // a footnote mark is no part of the text
      // What is struck out and what replaces it are two figures, and so are figures set further apart than
      // groups are.
      const char* separator = " ";
      if (left == nullptr)
        separator = "\n";
      else if (left->struck_out != word.struck_out)
        separator = " | ";
      else if (word.box.left - left->box.right >
               std::max(kWideSpaceEm * word.font_size, kWideSpaceShare * usual))
        separator = "  ";
      out.back().Add(page, w, separator);
      left = &word;
    }
    before = &line;
  }
  return out;
}

}  // namespace avstam::rules
