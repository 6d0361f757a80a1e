#include "normalize/misread_figure.h"

#include <gtest/gtest.h>

#include "tests/normalize/lexicon_for_tests.h"

namespace avstam::normalize {
namespace {

TEST(MendFigure, ReadsWhatRecognitionLeft) {
  struct Row {
    const char* read;
    const char* mended;
    const char* why;
  };
  const Row rows[] = {
      {"l 114 770", "1 114 770", "l read for 1"},
      {"I 454 tkr", "1 454 tkr", "I read for 1"},
      {"1 O45 972", "1 045 972", "O read for 0"},
      {"1 OOO kr", "1 000 kr", "O read for 0"},
      {"1 364.307", "1 364 307", ". between groups"},
      {"1.364 307 kr", "1 364 307 kr", ". between groups"},
      {"1052.161 kr", "1052 161 kr", ". between groups"},
      {"1 364. 307", "1 364 307", ". between groups"},
      {"1 114770 kr", "1 114 770 kr", "groups joined"},
      {"1 364 3 07", "1 364 307", "a group in pieces"},
      {"-l 114 770", "-1 114 770", "l read for 1"},
      {"l 114,50 kr", "1 114,50 kr", "l read for 1"},
      {"23 431 236. kr", "23 431 236 kr", ". after the figure"},
  };
  for (const Row& row : rows) {
    std::optional<MendedFigure> mended = TestNormalizer().Mend(row.read);
    ASSERT_TRUE(mended.has_value()) << row.read;
    EXPECT_EQ(mended->text, row.mended);
    EXPECT_EQ(mended->why, row.why) << row.read;
    EXPECT_EQ(TestNormalizer().ReadCell(mended->text).kind, CellFigure::Kind::kFigure) << row.read;
  }
}

TEST(MendFigure, LeavesTheRest) {
  // Undamaged, no figure, or groups that do not come out.
  for (const char* text : {"1 114 770",  "9110035",
                           "1,5",        "1.5",
                           "-",          "",
                           "lIl",        "Il",
                           "SEK",        "B12",
                           "2024-01-31", "12 st",
                           "1 11 77",    "4 (6)",
                           "26.1.2018",  "1234567890123456 l",
                           "Olle",       "Region Skåne",
                           "l2",         "0.161 7"})
    EXPECT_FALSE(TestNormalizer().Mend(text).has_value())
        << text << " -> " << TestNormalizer().Mend(text)->text;
}

}  // namespace
}  // namespace avstam::normalize
