#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "extract/layout.h"
#include "extract/page_reader.h"
#include "tests/extract/pdf_builder.h"

namespace avstam::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Document WithLines(const PdfBuilder& builder) {
  Document document = ReadPdf(builder.Build(), {});
  FindLines(&document);
  return document;
}

std::string LineText(const Page& page, const Line& line) {
  std::string text;
  for (int word : line.words) text += (text.empty() ? "" : " ") + page.words[static_cast<size_t>(word)].text;
  return text;
}

std::vector<std::string> Lines(const Page& page) {
  std::vector<std::string> out;
  for (const Line& line : page.lines) out.push_back(LineText(page, line));
  return out;
}

std::vector<std::string> Running(const Document& document) {
  std::vector<std::string> out;
  for (const Page& page : document.pages)
    for (const Line& line : page.lines)
      if (line.running) out.push_back(fmt::format("{}:{}", page.number, LineText(page, line)));
  return out;
}

std::vector<std::string> LinesOf(const std::string& content) {
  return Lines(WithLines(PdfBuilder().Page(content)).pages[0]);
}

TEST(Lines, GoTopToBottomAndLeftToRight) {
  EXPECT_THAT(LinesOf(Text(72, 120, 10, "andra raden") + Text(120, 100, 10, "raden") +
                      Text(72, 100, 10, "Första en")),
              ElementsAre("Första en raden", "andra raden"));
}

TEST(Lines, SplitAtColumnWideGaps) {
  EXPECT_THAT(
      LinesOf(Text(72, 100, 10, "Blekinge") + Text(300, 100, 10, "1 131 226") + Text(352, 100, 10, "kr")),
      ElementsAre("Blekinge", "1 131 226 kr"));
}

TEST(Lines, TakeSmallShiftsOfTheBaseline) {
  EXPECT_THAT(LinesOf(Text(72, 100, 10, "Summa", "F2") + Text(110, 101.5, 10, "45 644")),
              ElementsAre("Summa 45 644"));
}

TEST(Lines, HoldTheSuperscriptsThatTouchThem) {
  EXPECT_THAT(LinesOf(Text(72, 88, 10, "raden före") + Text(72, 100, 10, "Sörmland") +
                      Text(115.6, 96, 6, "1") + Text(122, 100, 10, "471,5")),
              ElementsAre("raden före", "Sörmland 1 471,5"));
}

TEST(Lines, ReadTwoColumnsOfTextOneAfterTheOther) {
  std::string content = Text(72, 80, 14, "En rubrik som går över båda spalterna på sidan");
  std::vector<std::string> left, right;
  for (int i = 0; i < 6; ++i) {
    left.push_back(fmt::format("vänster rad {} med flera vanliga ord", "abcdef"[i]));
    right.push_back(fmt::format("höger rad {} med flera vanliga ord", "abcdef"[i]));
    content += Text(72, 100 + 12 * i, 10, left.back()) + Text(320, 103 + 12 * i, 10, right.back());
  }
  std::vector<std::string> expected = {"En rubrik som går över båda spalterna på sidan"};
  expected.insert(expected.end(), left.begin(), left.end());
  expected.insert(expected.end(), right.begin(), right.end());
  EXPECT_EQ(LinesOf(content), expected);
}

TEST(Lines, ReadTablesRowByRow) {
  std::string content;
  for (int i = 0; i < 6; ++i)
    content += Text(72, 100 + 12 * i, 10, fmt::format("Nämnd {}", "abcdef"[i])) +
               Text(320, 100 + 12 * i, 10, fmt::format("{} 000 {} 500 {} 750", i + 1, i + 2, i + 3));
  const std::vector<std::string> lines = LinesOf(content);
  ASSERT_EQ(lines.size(), 12U);
  EXPECT_EQ(lines[0], "Nämnd a");
  EXPECT_EQ(lines[1], "1 000 2 500 3 750");
}

TEST(Lines, KeepTurnedTextApart) {
  EXPECT_THAT(
      LinesOf("BT /F1 10 Tf 0 1 -1 0 40 600 Tm (i marginalen) Tj ET\n" + Text(72, 200, 10, "i texten")),
      ElementsAre("i texten", "i marginalen"));
}

TEST(Lines, LeaveOutInvisibleTextThatDoublesTheVisible) {
  EXPECT_THAT(
      LinesOf(Text(72, 100, 10, "Summa 45 644") + Text(72.5, 100.5, 10, "Surnma 45 644", "F1", "3 Tr")),
      ElementsAre("Summa 45 644"));
  EXPECT_THAT(LinesOf(Text(400, 30, 10, "Stämpel") + Text(72, 100, 10, "Hela sidans text", "F1", "3 Tr")),
              ElementsAre("Stämpel", "Hela sidans text"));
}

// Head and foot of a page of minutes, with `body` between.
std::string Minutes(int page, int pages, const std::string& body) {
  return Text(72, 50, 10, "Kommunstyrelsen") + Text(480, 50, 10, fmt::format("Sida {} ({})", page, pages)) +
         Text(72, 800, 8, "Justerandes signatur") + body;
}

TEST(RunningHeads, StandAtTheSamePlaceOnSeveralPages) {
  PdfBuilder builder;
  for (int i = 1; i <= 3; ++i)
    builder.Page(Minutes(i, 3, Text(72, 120, 10, fmt::format("Ärende {}", "abc"[i - 1]))));
  EXPECT_THAT(Running(WithLines(builder)),
              ElementsAre("1:Kommunstyrelsen", "1:Sida 1 (3)", "1:Justerandes signatur", "2:Kommunstyrelsen",
                          "2:Sida 2 (3)", "2:Justerandes signatur", "3:Kommunstyrelsen", "3:Sida 3 (3)",
                          "3:Justerandes signatur"));
}

TEST(RunningHeads, NeedMoreThanOnePage) {
  EXPECT_THAT(Running(WithLines(PdfBuilder().Page(Minutes(1, 1, Text(72, 120, 10, "Ärende"))))), IsEmpty());
}

TEST(RunningHeads, PageNumbersCountUp) {
  PdfBuilder builder;
  for (int i = 1; i <= 4; ++i)
    builder.Page(Text(72, 300, 10, "Text") + Text(300, 800, 10, fmt::format("{}", i + 10)));
  EXPECT_THAT(Running(WithLines(builder)), ElementsAre("1:11", "2:12", "3:13", "4:14"));
}

TEST(RunningHeads, SumsAtTheFootOfPagesAreNone) {
  PdfBuilder builder;
  for (int i = 1; i <= 4; ++i)
    builder.Page(Text(72, 790, 10, "Att transportera") + Text(300, 790, 10, fmt::format("{} 500", 7 * i)));
  EXPECT_THAT(Running(WithLines(builder)), ::testing::Not(::testing::Contains(HasSubstr("500"))));
}

TEST(RunningHeads, EqualFiguresAreNone) {
  PdfBuilder builder;
  for (int i = 1; i <= 4; ++i) builder.Page(Text(300, 90, 10, "1 131 226") + Text(72, 300, 10, "Text"));
  EXPECT_THAT(Running(WithLines(builder)), IsEmpty());
}

TEST(RunningHeads, ADateBesideARunningHeadRunsToo) {
  PdfBuilder builder;
  for (int i = 1; i <= 3; ++i) builder.Page(Text(72, 50, 10, "Protokoll") + Text(400, 50, 10, "2018-02-13"));
  EXPECT_THAT(Running(WithLines(builder)), ElementsAre("1:Protokoll", "1:2018-02-13", "2:Protokoll",
                                                       "2:2018-02-13", "3:Protokoll", "3:2018-02-13"));
}

TEST(RunningHeads, ADateBelowARunningHeadRunsToo) {
  PdfBuilder builder;
  for (int i = 1; i <= 3; ++i) builder.Page(Text(400, 50, 10, "Protokoll") + Text(400, 80, 10, "2018-02-13"));
  EXPECT_THAT(Running(WithLines(builder)), ::testing::SizeIs(6));
}

TEST(RunningHeads, TheRepeatedHeadOfATableIsNone) {
  PdfBuilder builder;
  for (int i = 1; i <= 3; ++i) {
    std::string content = Text(72, 40, 10, "Region Väst") + Text(72, 90, 10, "Nämnd") +
                          Text(250, 90, 10, "Budget") + Text(400, 90, 10, "Utfall");
    for (int row = 0; row < 5; ++row)
      content += Text(72, 104 + 14 * row, 10, fmt::format("Nämnd {}{}", "abc"[i - 1], row)) +
                 Text(250, 104 + 14 * row, 10, fmt::format("{} {}00", i, row + 1)) +
                 Text(400, 104 + 14 * row, 10, fmt::format("{} {}50", i, row + 1));
    builder.Page(content);
  }
  EXPECT_THAT(Running(WithLines(builder)), ElementsAre("1:Region Väst", "2:Region Väst", "3:Region Väst"));
}

// Headings so near each other that they are one line; a caption that counts up with the pages.
TEST(RunningHeads, ACloseHeadAndItsCaptionAreNone) {
  PdfBuilder builder;
  for (int i = 1; i <= 4; ++i) {
    std::string content = Text(72, 40, 10, "Region Väst") + Text(500, 40, 10, fmt::format("{} (4)", i)) +
                          Text(72, 76, 11, fmt::format("Tabell {}. Kostnader", i)) +
                          Text(240, 96, 10, "Bokslut 2024") + Text(318, 96, 10, "Budget 2025");
    for (int row = 0; row < 5; ++row)
      content += Text(72, 110 + 14 * row, 10, fmt::format("Post {}", "abcde"[row])) +
                 Text(260, 110 + 14 * row, 10, fmt::format("{} {}00", 7 * i, row + 1)) +
                 Text(340, 110 + 14 * row, 10, fmt::format("{} {}50", 9 * i, row + 1));
    builder.Page(content);
  }
  EXPECT_THAT(Running(WithLines(builder)),
              ElementsAre("1:Region Väst", "1:1 (4)", "2:Region Väst", "2:2 (4)", "3:Region Väst", "3:3 (4)",
                          "4:Region Väst", "4:4 (4)"));
}

// The same on every page, but in the spacing of rows that are not; the page number is further off.
TEST(RunningHeads, RowsOfNoughtsAtTheFootAreNone) {
  PdfBuilder builder;
  for (int i = 1; i <= 4; ++i) {
    std::string content;
    for (int row = 0; row < 4; ++row)
      content += Text(72, 700 + 14 * row, 10, fmt::format("Post {}", "abcd"[row])) +
                 (row < 2 ? Text(250, 700 + 14 * row, 10, fmt::format("{}", 100 + 37 * i))
                          : Text(250 + 2 * 5.56, 700 + 14 * row, 10, "0"));
    builder.Page(content + Text(250, 790, 10, fmt::format("{}", i)));
  }
  EXPECT_THAT(Running(WithLines(builder)), ElementsAre("1:1", "2:2", "3:3", "4:4"));
}

// A page for each board, the same labels on all: down to the foot they are rows of tables.
TEST(RunningHeads, LabelsBesideFiguresInColumnsAreNone) {
  PdfBuilder builder;
  for (int i = 1; i <= 4; ++i) {
    std::string content = Text(72, 40, 10, "Region Väst") + Text(72, 826, 8, fmt::format("Sida {}", i));
    for (int row = 0; row < 52; ++row)
      content += Text(72, 54 + 14 * row, 10, fmt::format("Post {}", "abcdefghij"[row % 10])) +
                 Text(250, 54 + 14 * row, 10, fmt::format("{} {:03}", 7 * i, 100 + 7 * row * i));
    builder.Page(content + Text(72, 796, 10, "Summa") + Text(250, 796, 10, fmt::format("{} 500", 7 * i)));
  }
  EXPECT_THAT(Running(WithLines(builder)),
              ElementsAre("1:Region Väst", "1:Sida 1", "2:Region Väst", "2:Sida 2", "3:Region Väst",
                          "3:Sida 3", "4:Region Väst", "4:Sida 4"));
}

// Telephone numbers below each other are the same on every page.
TEST(RunningHeads, AnAddressWithNumbersBelowEachOtherRuns) {
  PdfBuilder builder;
  for (int i = 1; i <= 3; ++i)
    builder.Page(Text(72, 300, 10, "Text") + Text(72, 790, 8, "Telefon") +
                 Text(200, 790, 8, "031 441 00 00") + Text(72, 800, 8, "Fax") +
                 Text(200, 800, 8, "031 441 00 01"));
  EXPECT_THAT(Running(WithLines(builder)), ::testing::SizeIs(12));
}

TEST(RunningHeads, DifferentHeightsAreDifferentPlaces) {
  PdfBuilder builder;
  for (int i = 1; i <= 4; ++i)
    builder.Page(Text(72, 40 + 12 * i, 10, "Protokoll") + Text(72, 300, 10, "Text"));
  EXPECT_THAT(Running(WithLines(builder)), IsEmpty());
}

}  // namespace
}  // namespace avstam::extract
