// Text in the one form that everything after it sees, with a way back to what was read.
//
//   NormalText t = Normalize("1\u202f000\u00a0000 kr");   // t.text == "1 000 000 kr"
//   t.SourceOffset(i)                                      // code point in the original
#ifndef AVSTAM_NORMALIZE_TEXT_H_
#define AVSTAM_NORMALIZE_TEXT_H_

#include <string>
#include <string_view>
#include <vector>

namespace avstam::normalize {

// NFC; every Unicode space (NBSP, U+202F, U+2009, U+2007, tab, line break) as one ' ' (runs are kept, so that
// offsets stay simple); U+2212 and non-breaking hyphen as '-'; soft hyphens removed; typographic quotes as
// they are.
struct NormalText {
  std::string text;
  std::vector<int> source;   // per byte of `text` and one past the end: code point offset in the original
  std::vector<int> dropped;  // code points of the original that have no text, rising

  // Code point after the characters that text[start, end) was made of, end > start.
  int SourceEnd(size_t end) const;
};
NormalText Normalize(std::string_view utf8);

// Inside of an RE2 class: the Latin letters with all that Europe has put on them.  \pL would make each
// automaton ten times as large, and the papers have no letters of other scripts.
inline constexpr std::string_view kLatinLetters = "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f";

// Case folded, å ä ö é kept apart from a o e, all but letters and digits removed: for comparing labels.
std::string LabelKey(std::string_view utf8);
// As LabelKey, but å ä -> a, ö -> o, é -> e: for finding names in bad OCR.
std::string FoldedKey(std::string_view utf8);

// As given, each invalid byte as U+FFFD.
std::string ValidUtf8(std::string_view utf8);
// Bytes of the code point that begins at `byte` (an invalid byte is one).
size_t CodePointBytes(std::string_view utf8, size_t byte);
// Where the code point of this number begins, from 0; the size of the text when it has fewer.
size_t ByteOf(std::string_view utf8, int code_point);
// Number of code points of valid UTF-8 (each invalid byte counts one).
int CodePoints(std::string_view utf8);

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_TEXT_H_
