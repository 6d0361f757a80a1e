#include "normalize/text.h"

#include <gtest/gtest.h>

namespace avstam::normalize {
namespace {

struct TextRow {
  const char* given;
  const char* text;
};

TEST(Normalize, EveryFormOfSpaceAndHyphenIsOne) {
  const TextRow rows[] = {
      {"1\u202f000\u00a0000 kr", "1 000 000 kr"},
      {"1\u2009000\u2007000", "1 000 000"},
      {"815,6\nmiljoner\tkronor", "815,6 miljoner kronor"},
      {"rad\r\nrad", "rad rad"},
      {"\u221224 000", "-24 000"},
      {"KS\u20112026", "KS-2026"},
      {"100\u2013200", "100\u2013200"},
      {"hand\u00adling", "handling"},
      {"A\u030als\u00f6", "\u00c5ls\u00f6"},
      {"Ja\u0308mtland", "J\u00e4mtland"},
      {"\ufeffSumma", "Summa"},
      {"  tv\u00e5  ord ", "  tv\u00e5  ord "},
      {"fel\xff", "fel\ufffd"},
      {"", ""},
  };
  for (const TextRow& row : rows) EXPECT_EQ(Normalize(row.given).text, row.text) << row.given;
}

TEST(Normalize, KnowsWhereEachByteCameFrom) {
  NormalText t = Normalize("A\u030a\u00ad\u2212x");  // code points: A, ring, soft hyphen, minus, x
  ASSERT_EQ(t.text, "\u00c5-x");
  EXPECT_EQ(t.source, (std::vector<int>{0, 0, 3, 4, 5}));
}

TEST(Normalize, CountsAnInvalidByteAsOneCodePoint) {
  NormalText t = Normalize("a\xc3(b");
  EXPECT_EQ(t.source.back(), 4);
  EXPECT_EQ(CodePoints("a\xc3(b"), 4);
  EXPECT_EQ(CodePoints("\u00e5\u00e4\u00f6"), 3);
}

TEST(ByteOf, StepsOverWholeCharacters) {
  const std::string text = "å€\xFFx";  // two bytes, three, one that is invalid, one
  const size_t bytes[] = {0, 2, 5, 6, 7, 7};
  for (int i = 0; i < 6; ++i) EXPECT_EQ(ByteOf(text, i), bytes[i]) << i;
}

TEST(LabelKey, ComparesLettersAndDigitsOnly) {
  EXPECT_EQ(LabelKey("Summa  inkl. (X):"), "summainklx");
  EXPECT_EQ(LabelKey("S:A"), "sa");
  EXPECT_EQ(LabelKey("J\u00c4MTLAND/H\u00e4rjedalen"), "j\u00e4mtlandh\u00e4rjedalen");
  EXPECT_EQ(LabelKey("Ja\u0308mtland"), "j\u00e4mtland");
  EXPECT_NE(LabelKey("\u00c5re"), LabelKey("Are"));
  EXPECT_EQ(FoldedKey("\u00d6rebro l\u00e4n, Lin\u00e9"), "orebrolanline");
}

}  // namespace
}  // namespace avstam::normalize
