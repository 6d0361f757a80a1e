// How much a text looks like Swedish that was read right.  Counts letters; knows no words of its own.
//
//   TextQuality quality = JudgeText(page.words, common_words);
//   if (quality.Enough() && quality.Score() < 0.5) ... read the page again
//
// Of the letters of Swedish text, 4 to 5 of 100 are å, ä or ö, 35 to 40 are vowels, and of its words some 40
// of 100 are among the most frequent 150.  A text layer made with the model of another language has no å, ä,
// ö.
#ifndef AVSTAM_EXTRACT_TEXT_JUDGE_H_
#define AVSTAM_EXTRACT_TEXT_JUDGE_H_

#include <set>
#include <string>
#include <vector>

#include "extract/document.h"

namespace avstam::extract {

using CommonWords = std::set<std::string, std::less<>>;  // lower case

struct TextQuality {
  int letters = 0, vowels = 0, swedish_letters = 0;  // å ä ö are among all three
  int words = 0, common = 0;                         // of two letters and more
  int unreadable = 0;                                // words with a sign that stands for no letter

  bool Enough() const { return letters >= 150; }
  double Score() const;  // 0 .. 1
};

TextQuality JudgeText(const std::vector<Word>& words, const CommonWords& common);

// U+FFFD and private use: the font does not say what it shows.
bool Unreadable(const Word& word);

// Word::font of those with letters that are others than the ones shown, a font without a map to text that is
// read as if it had one: hardly a vowel among them.
std::set<int> ShiftedFonts(const std::vector<Word>& words);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_TEXT_JUDGE_H_
