// How far what was read is from what may have been written: an edit distance whose costs are what recognition
// confuses, in hundredths of a letter.
//
//   MisreadDistance distance(lexicon.confusions);
//   Spelling summa = distance.Spell(U"summa"), read = distance.Spell(U"surnma");
//   distance.Between(summa, read, 150)      // 30: "rn" for "m"; 151 or more: beyond the limit
#ifndef AVSTAM_NORMALIZE_MISREAD_DISTANCE_H_
#define AVSTAM_NORMALIZE_MISREAD_DISTANCE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "normalize/lexicon.h"

namespace avstam::normalize {

constexpr int kOtherLetter = 100;

std::u32string ToCodePoints(std::string_view utf8);
std::string ToUtf8(std::u32string_view text);
// The letter below the accents.
char32_t BaseLetter(char32_t c);
bool IsLetterOrDigit(char32_t c);

// One confusion: `written` is read as `read`, "*" as any one sign.
struct MisreadStep {
  std::u32string written, read;
  int cost = 0;
};

// A word with all that is asked of its letters for each word that it is compared with.
struct Spelling {
  std::u32string letters;  // case folded, letters and digits
  std::u32string bases;    // below the accents
  std::vector<const MisreadStep*>
      steps;                        // those of which `written` ends after letter i are at steps_end[i]..
  std::vector<uint32_t> steps_end;  // ..steps_end[i + 1]
};

class MisreadDistance {
 public:
  explicit MisreadDistance(const std::vector<Confusion>& confusions);

  // `letters`: case folded, NFC.  What it gives must not outlive this.
  Spelling Spell(std::u32string letters) const;

  // Cost of reading `written` as `read`; `limit` + 1 or more when it is beyond `limit`.  `why`: what was
  // taken for what.
  int Between(const Spelling& written, const Spelling& read, int limit,
              std::vector<std::string>* why = nullptr) const;

 private:
  std::unordered_map<char32_t, std::vector<MisreadStep>> steps_ending_with_;
  size_t longest_read_ = 1, longest_written_ = 1;  // of steps
};

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_MISREAD_DISTANCE_H_
