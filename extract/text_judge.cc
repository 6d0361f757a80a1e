#include "extract/text_judge.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <map>
#include <string_view>

namespace avstam::extract {
namespace {

constexpr double kUsualSwedishLetters = 0.03, kUsualCommonWords = 0.22;

template <typename Visit>
void EachCodePoint(std::string_view text, Visit visit) {
  for (int32_t i = 0, size = static_cast<int32_t>(text.size()); i < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    visit(c < 0 ? UChar32{0xFFFD} : c);
  }
}

bool IsSwedishLetter(UChar32 c) { return c == 0xE5 || c == 0xE4 || c == 0xF6; }
bool IsVowel(UChar32 c) {
  return c < 0x80 ? std::string_view("aeiouy").find(static_cast<char>(c)) != std::string_view::npos
                  : IsSwedishLetter(c) || c == 0xE9;
}

}  // namespace

bool Unreadable(const Word& word) {
  bool found = false;
  EachCodePoint(word.text, [&](UChar32 c) {
    found = found || c == 0xFFFD || (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
  });
  return found;
}

std::set<int> ShiftedFonts(const std::vector<Word>& words) {
  constexpr int kEnoughLetters = 40;
  constexpr double kFewVowels = 0.2;
  std::map<int, std::pair<int, int>> by_font;  // letters, vowels
  for (const Word& word : words) {
    std::pair<int, int>& count = by_font[word.font];
    EachCodePoint(word.text, [&](UChar32 c) {
      if (!u_isalpha(c)) return;
      ++count.first;
      if (IsVowel(u_tolower(c))) ++count.second;
    });
  }
  std::set<int> out;
  for (const auto& [font, count] : by_font)
    if (count.first >= kEnoughLetters && count.second < kFewVowels * count.first) out.insert(font);
  return out;
}

double TextQuality::Score() const {
  if (words == 0 || letters == 0) return 0;
  const double swedish = std::min(1.0, swedish_letters / (kUsualSwedishLetters * letters));
  const double usual = std::min(1.0, common / (kUsualCommonWords * words));
  return (1 - std::min(1.0, static_cast<double>(unreadable) / words)) * (swedish + usual) / 2;
}

TextQuality JudgeText(const std::vector<Word>& words, const CommonWords& common) {
  TextQuality quality;
  for (const Word& word : words) {
    std::string lower;
    int letters = 0;
    EachCodePoint(word.text, [&](UChar32 c) {
      if (!u_isalpha(c)) return;
      c = u_tolower(c);
      ++letters;
      if (IsVowel(c)) ++quality.vowels;
      if (IsSwedishLetter(c)) ++quality.swedish_letters;
      char bytes[4];
      int32_t size = 0;
      U8_APPEND_UNSAFE(bytes, size, c);
      lower.append(bytes, static_cast<size_t>(size));
    });
    quality.letters += letters;
    if (Unreadable(word)) {
      ++quality.words, ++quality.unreadable;
    } else if (letters >= 2) {
      ++quality.words;
      if (common.contains(lower)) ++quality.common;
    }
  }
  return quality;
}

}  // namespace avstam::extract
