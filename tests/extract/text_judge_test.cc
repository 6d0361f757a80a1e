#include "extract/text_judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>

namespace avstam::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const CommonWords kCommon = {"och", "att", "för", "som", "till", "är", "på", "den", "av", "i"};

std::vector<Word> MakeWords(std::string_view text, int font = 0) {
  std::vector<Word> words;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find(' ', at), text.size());
    Word word;
    word.text = text.substr(at, end - at);
    word.font = font;
    if (!word.text.empty()) words.push_back(word);
    at = end + 1;
  }
  return words;
}

std::vector<Word> Times(int count, const std::vector<Word>& words) {
  std::vector<Word> out;
  for (int i = 0; i < count; ++i) out.insert(out.end(), words.begin(), words.end());
  return out;
}

TEST(JudgeText, CountsLettersAndWords) {
  const TextQuality quality = JudgeText(MakeWords("Åtgärder för 45 644 kr, och ett Ö \uFFFDb"), kCommon);
  EXPECT_EQ(quality.letters, 8 + 3 + 2 + 3 + 3 + 1 + 1);
  EXPECT_EQ(quality.vowels, 3 + 1 + 0 + 1 + 1 + 1);
  EXPECT_EQ(quality.swedish_letters, 2 + 1 + 1);
  EXPECT_EQ(quality.words, 6) << "a figure and a letter alone are none";
  EXPECT_EQ(quality.common, 2);
  EXPECT_EQ(quality.unreadable, 1);
  EXPECT_FALSE(quality.Enough());
}

struct ScoreRow {
  const char* name;
  std::string text;
  double at_least, at_most;
};
void PrintTo(const ScoreRow& row, std::ostream* out) { *out << row.name; }

class Score : public ::testing::TestWithParam<ScoreRow> {};
TEST_P(Score, SaysHowSwedishATextIs) {
  const TextQuality quality = JudgeText(Times(4, MakeWords(GetParam().text)), kCommon);
  EXPECT_GE(quality.Score(), GetParam().at_least);
  EXPECT_LE(quality.Score(), GetParam().at_most);
}
INSTANTIATE_TEST_SUITE_P(
    Rows, Score,
    ::testing::Values(
        ScoreRow{"swedish",
                 "Nämnden föreslår att bidraget till föreningarna höjs för den tid som är kvar av året", 0.95,
                 1},
        ScoreRow{"read_as_english",
                 "Namnden foreslar att bidraget till foreningarna hojs for den tid som ar kvar av aret", 0.2,
                 0.5},
        ScoreRow{"nonsense", "Nmdn frslr bdrgt fnngrn hjs tdn kvr rt", 0, 0.05},
        ScoreRow{"unreadable", "N\uFFFDmnden f\uE001resl\uE002r \uFFFD \uFFFD h\uFFFDjs", 0, 0},
        ScoreRow{"half_unreadable",
                 "Nämnden föreslår att h\uFFFDja bid\uFFFDaget till ö\uFFFDriga som kvar å\uFFFDet f\uFFFDr",
                 0.4, 0.7},
        ScoreRow{"figures", "1 234 567 89", 0, 0}, ScoreRow{"empty", "", 0, 0}),
    [](const auto& info) { return info.param.name; });

TEST(JudgeText, WantsEnoughLettersToJudge) {
  EXPECT_FALSE(JudgeText(Times(29, MakeWords("abcde")), {}).Enough());
  EXPECT_TRUE(JudgeText(Times(30, MakeWords("abcde")), {}).Enough());
  EXPECT_EQ(JudgeText({}, kCommon).Score(), 0);
}

TEST(Unreadable, IsASignThatStandsForNoLetter) {
  for (const char* text : {"\uFFFD", "a\uFFFDb", "\uE000", "x\uF8FF", "\U000F0001"})
    EXPECT_TRUE(Unreadable(MakeWords(text)[0])) << text;
  for (const char* text : {"Å", "½", "€", "\uFB01", "–", "§"})
    EXPECT_FALSE(Unreadable(MakeWords(text)[0])) << text;
}

TEST(ShiftedFonts, AreThoseWithoutVowels) {
  const std::string plain = "Verksamhetens intäkter ökade under perioden med fyra procent";
  std::string shifted;  // each letter three on, as a subset font without a map may have it
  for (char c : std::string("verksamhetens kostnader under perioden blev stora ekonomiskt"))
    shifted += c == ' ' ? ' ' : static_cast<char>('a' + (c - 'a' + 3) % 26);
  std::vector<Word> words = MakeWords(plain, 0);
  for (const Word& word : MakeWords(shifted, 1)) words.push_back(word);
  for (const Word& word : MakeWords("1 234 567 kr tkr", 2)) words.push_back(word);
  EXPECT_THAT(ShiftedFonts(words), ElementsAre(1));
  EXPECT_THAT(ShiftedFonts(MakeWords("hdl nr tkr", 3)), IsEmpty()) << "too few letters to tell";
}

}  // namespace
}  // namespace avstam::extract
