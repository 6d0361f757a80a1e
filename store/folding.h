// Swedish text to be compared and sorted.
#ifndef AVSTAM_STORE_FOLDING_H_
#define AVSTAM_STORE_FOLDING_H_

#include <string>
#include <string_view>

#include "store/sqlite.h"

namespace avstam::store {

// Small letters, å ä ö and accents as the letter below: "Västra Götaland" -> "vastra gotaland".
std::string Folded(std::string_view utf8);
// One code point of a text, as searching takes it.
struct Letter {
  enum Kind { kOther, kMark, kLetter } kind = kOther;  // mark: an accent of its own; digits are letters here
  size_t bytes = 1;                                    // that it takes
  std::string small;                                   // as a small letter
  std::string folded;                                  // and without accent: "å" -> "a"
};
// The one that begins at byte `at`; what is no UTF-8 is one byte of kOther.
Letter LetterAt(std::string_view utf8, size_t at);
// As a JSON string, quotes included.
std::string JsonQuoted(std::string_view utf8);
// The collation "sv" (ICU: å ä ö last, numbers inside by their value) for this database.
void UseSwedishOrder(Database* database);

}  // namespace avstam::store

#endif  // AVSTAM_STORE_FOLDING_H_
