// What holds of every result, whatever the text: tried on texts put together at random from pieces that
// papers use.
#include <gtest/gtest.h>

#include <random>

#include "normalize/text.h"
#include "tests/normalize/lexicon_for_tests.h"

namespace avstam::normalize {
namespace {

std::string Slice(std::string_view text, int start, int end) {
  size_t byte = 0;
  std::string slice;
  for (int i = 0; byte < text.size(); ++i) {
    size_t length = CodePointBytes(text, byte);
    if (i >= start && i < end) slice += text.substr(byte, length);
    byte += length;
  }
  return slice;
}

void ExpectSound(const std::string& text) {
  int last_end = 0, size = CodePoints(text);
  for (const Found& found : TestNormalizer().Find(text)) {
    ASSERT_GE(found.start, last_end) << text;
    ASSERT_GT(found.end, found.start) << text;
    ASSERT_LE(found.end, size) << text;
    last_end = found.end;
    EXPECT_EQ(found.raw, Slice(text, found.start, found.end)) << text;
    EXPECT_FALSE(found.value.empty()) << text;
    bool quantity =
        found.kind == Kind::kAmount || found.kind == Kind::kNumber || found.kind == Kind::kPercent;
    ASSERT_EQ(found.number.has_value(), quantity) << text;
    if (quantity) {
      EXPECT_EQ(found.value, found.number->ToString()) << text;
    }
    EXPECT_EQ(found.unit.empty(), found.kind != Kind::kAmount && found.kind != Kind::kPercent)
        << text << found.raw;
  }
}

TEST(FindProperties, PlacesAreSoundOnAnyMixture) {
  const std::vector<std::string> pieces = {"1",
                                           "000",
                                           "500",
                                           "2018",
                                           "12,5",
                                           "0",
                                           "-",
                                           "\u2013",
                                           "\u2212",
                                           " ",
                                           " ",
                                           " ",
                                           "\u00a0",
                                           "\u202f",
                                           "\n",
                                           "\r\n",
                                           "\t",
                                           "kr",
                                           "tkr",
                                           "mnkr",
                                           "miljoner",
                                           "kronor",
                                           "SEK",
                                           "%",
                                           "procent",
                                           "§",
                                           "§§",
                                           "/",
                                           ":",
                                           ".",
                                           ",",
                                           "(",
                                           ")",
                                           ":-",
                                           ",-",
                                           "./.",
                                           "+",
                                           "\u00b1",
                                           "*",
                                           "\u00b9",
                                           "\u00bd",
                                           "KS",
                                           "RS",
                                           "Dnr",
                                           "den",
                                           "januari",
                                           "augusti",
                                           "maj",
                                           "kvartal",
                                           "Q",
                                           "T",
                                           "h",
                                           "kap.",
                                           "st",
                                           "en",
                                           "och",
                                           "halv",
                                           "miljon",
                                           "tre",
                                           "hundra",
                                           "tusen",
                                           "till",
                                           "mellan",
                                           "från",
                                           "ca",
                                           "högst",
                                           "per år",
                                           "/år",
                                           "exkl. moms",
                                           "Region Sk\u00e5ne",
                                           "Ska\u030ane",
                                           "Uppsala",
                                           "VGR",
                                           "tel",
                                           "sida",
                                           "\u00ad",
                                           "\u200b",
                                           "\xff",
                                           "\xc3",
                                           "\u00c5",
                                           "A\u030a",
                                           "x",
                                           "Alings\u00e5s",
                                           "hösten",
                                           "l\u00e4s\u00e5ret",
                                           "\U0001F600",
                                           std::string(1, '\0')};
  std::mt19937 random(20180126);
  for (int round = 0; round < 6000; ++round) {
    std::string text;
    size_t length = 1 + random() % 14;
    for (size_t i = 0; i < length; ++i) text += pieces[random() % pieces.size()];
    ExpectSound(text);
    if (HasFatalFailure()) return;
  }
}

TEST(FindProperties, LimitingToAKindOnlyLeavesOut) {
  const std::string text =
      "den 26 januari 2018 § 142 RS 2019-0829 om 1,6 mnkr (3,2 %) till 12 i Region Sk\u00e5ne";
  std::vector<Found> all = TestNormalizer().Find(text);
  size_t sum = 0;
  for (Kind kind : {Kind::kAmount, Kind::kNumber, Kind::kPercent, Kind::kDate, Kind::kCaseNumber,
                    Kind::kParagraph, Kind::kRegion}) {
    std::vector<Found> some = TestNormalizer().Find(text, {}, kind);
    EXPECT_EQ(some.size(), 1u) << KindName(kind);
    sum += some.size();
    EXPECT_EQ(KindFromName(KindName(kind)), kind);
  }
  EXPECT_EQ(sum, all.size());
  EXPECT_EQ(KindFromName("money"), std::nullopt);
}

TEST(FindProperties, LongLinesAreReadInReasonableTime) {
  std::string figures, words, signs;
  for (int i = 0; i < 20000; ++i) {
    figures += "100 ";
    words += "hundra ";
    signs += "- (";
  }
  ExpectSound(figures);
  ExpectSound(words);
  ExpectSound(signs);
  ExpectSound(std::string(100000, '9'));
  ExpectSound(std::string(100000, 'A') + "1");
}

}  // namespace
}  // namespace avstam::normalize
