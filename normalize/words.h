// Single words of the lexicon, found by hash: number words, months, first words of place names; and number
// phrases.
//
//   WordTable table(lexicon);
//   table.Phrase("en och en halv miljon kronor", 0)   // value 1500000 (15e5), end 22
#ifndef AVSTAM_NORMALIZE_WORDS_H_
#define AVSTAM_NORMALIZE_WORDS_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/decimal.h"
#include "normalize/lexicon.h"
#include "normalize/patterns.h"

namespace avstam::normalize {

// Letters of normalised text.
bool IsLetterAt(std::string_view text, size_t at);
bool IsLetterBefore(std::string_view text, size_t at);
bool IsUpperAt(std::string_view text, size_t at);
// End of the letters that begin at `at`; `at` itself when none does.
size_t WordEnd(std::string_view text, size_t at);
// Small letters; ASCII and Latin-1, all that Swedish names need.
std::string Lower(std::string_view text);

struct NumberPhrase {
  size_t end = 0;
  Decimal value;               // "fyra miljoner" -> 4e6: the exponent is the last multiplier's
  int multiplier_power = 0;    // of the last multiplier from tusen up
  bool has_thousands = false;  // one was said
  bool has_millions = false;
  bool has_count = false;   // something else than multipliers was said: "tusen kronor" alone is a unit
  bool is_article = false;  // "en", "ett": as often no number at all
};

class WordTable {
 public:
  // `closers`: the word that joins in "en och en halv".
  WordTable(const Lexicon& lexicon, const std::vector<std::string>& closers);

  std::optional<int> Month(std::string_view word) const;
  bool MayBeNumber(std::string_view word) const;
  // The number words from `start` on.
  std::optional<NumberPhrase> Phrase(std::string_view text, size_t start) const;
  // "tusen" after a figure -> 1000; only whole powers of ten from 100 up.
  std::optional<int> MultiplierPower(std::string_view word) const;

 private:
  // Values in hundredths of the parts of a word ("trehundratusen"); false when it is not all number words.
  bool Split(std::string_view word, std::vector<int64_t>* atoms) const;

  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  std::unordered_map<std::string, int64_t, Hash, std::equal_to<>> number_hundredths_;
  std::unordered_map<std::string, int, Hash, std::equal_to<>> months_;
  std::unordered_set<std::string, Hash, std::equal_to<>> number_starts_;
  size_t longest_number_word_ = 0;
  PatternList closers_;
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_WORDS_H_
