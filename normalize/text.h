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
  std::vector<int> source;  // per byte of `text` and one past the end: code point offset in the original
};
NormalText Normalize(std::string_view utf8);

// Case folded, å ä ö é kept apart from a o e, all but letters and digits removed: for comparing labels.
std::string LabelKey(std::string_view utf8);
// As LabelKey, but å ä -> a, ö -> o, é -> e: for finding names in bad OCR.
std::string FoldedKey(std::string_view utf8);

// Number of code points of valid UTF-8 (each invalid byte counts one).
int CodePoints(std::string_view utf8);

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_TEXT_H_
