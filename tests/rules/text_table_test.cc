// Tables that only the flow of a text holds: pages made of lines with single spaces.
#include "rules/text_table.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "extract/layout.h"
#include "rules/interpret.h"
#include "tests/rules/project_rules.h"

namespace avstam::rules {
namespace {

// Each line a row of words, six points a character; two spaces and more are as wide as they look.
extract::Document Text(const std::vector<std::vector<std::string>>& pages) {
  extract::Document document;
  document.page_count = static_cast<int>(pages.size());
  for (const std::vector<std::string>& lines : pages) {
    extract::Page page;
    page.number = static_cast<int>(document.pages.size()) + 1;
    page.width_pt = 600;
    page.height_pt = 800;
    page.source = extract::Source::kText;
    for (size_t l = 0; l < lines.size(); ++l) {
      float y = 60 + 14 * static_cast<float>(l), x = 50;
      for (size_t at = 0; at < lines[l].size();) {
        size_t end = std::min(lines[l].find(' ', at), lines[l].size());
        if (end > at) {
          extract::Word word;
          word.text = lines[l].substr(at, end - at);
          float width = 5 * static_cast<float>(word.text.size());
          word.box = {x, y - 9, x + width, y + 2};
          word.baseline = y;
          word.font_size = 11;
          page.words.push_back(word);
          x += width;
        }
        x += 3;
        at = end + 1;
      }
    }
    document.pages.push_back(std::move(page));
  }
  extract::FindLines(&document);
  extract::FindGrids(&document);
  return document;
}

// "label | figure | figure" of each row of each table; figures in kronor, "." where there is none.
std::vector<std::string> Rows(const Reading& reading) {
  std::vector<std::string> out;
  for (const Table& table : reading.tables)
    for (const Row& row : table.rows) {
      out.push_back(row.label);
      for (const Cell& cell : row.cells) out.back() += " | " + (cell.value ? cell.value->ToString() : ".");
    }
  return out;
}
Reading Read(const std::vector<std::string>& lines) {
  return Interpret(Text({lines}), ProjectRules(), ProjectNormalizer());
}
using Lines = std::vector<std::string>;

TEST(TextTable, LabelAndAmountsBySingleSpaces) {
  Reading reading = Read({
      "Kostnad per region",
      "Vid 60% Vid 100%",
      "Region Uppsala 1302 518 kr 781 511 kr",
      "Region Sormland 1207390 kr 724 434 kr",
      "Region Jonkdpings 13n 1285 116 kr 771 070 kr",
      "Totalt: 2 277 015 kr",
  });
  EXPECT_EQ(Rows(reading), (Lines{"Region Uppsala | 1302518 | 781511", "Region Sörmland | 1207390 | 724434",
                                  "Region Jönköpings län | 1285116 | 771070", "Totalt: | . | 2277015"}));
  ASSERT_EQ(reading.tables.size(), 1u);
  const Table& table = reading.tables[0];
  EXPECT_EQ(table.columns[0].header, "Vid 60%");
  EXPECT_EQ(table.columns[1].header, "Vid 100%");
  EXPECT_EQ(table.rows[2].region.value_or("none"), "06");
  ASSERT_TRUE(table.rows[2].repair.has_value());
  EXPECT_EQ(table.rows[2].repair->read, "Region Jonkdpings 13n");
  EXPECT_EQ(table.rows[0].cells[1].where.page, 1);
  EXPECT_GT(table.rows[0].cells[1].where.box.left, table.rows[0].cells[0].where.box.right);
  EXPECT_TRUE(reading.amounts.empty()) << "cells are no sums of the text";
  ASSERT_FALSE(reading.checks.empty());
  EXPECT_EQ(reading.checks[0].status, Status::kOk);
  EXPECT_EQ(reading.checks[0].column, 1);
}

TEST(TextTable, DamagedFiguresAndUnitsBetweenSoundOnes) {
  Reading reading = Read({
      "Region Uppsala 1 302 518 kr 781 511 kr",
      "Region Sormland l 207 390 kr 724 434 kr",
      "Region Gavleborg 1052.161 kr 631 297 kt",
      "Region Varmland 1 O45 972 kr 627 583 k r",
      "Region Jamtland",
      "Harjedalen 467 310 kr 280 386 kr",
      "Sumrna 5 075 351 kr 3 045 211 kr",
  });
  EXPECT_EQ(Rows(reading),
            (Lines{"Region Uppsala | 1302518 | 781511", "Region Sörmland | 1207390 | 724434",
                   "Region Gävleborg | 1052161 | 631297", "Region Värmland | 1045972 | 627583",
                   "Region Jämtland Härjedalen | 467310 | 280386", "Summa | 5075351 | 3045211"}));
  ASSERT_EQ(reading.tables.size(), 1u);
  const std::vector<Row>& rows = reading.tables[0].rows;
  EXPECT_EQ(rows[0].cells[0].note, "");
  EXPECT_EQ(rows[1].cells[0].text, "l 207 390 kr") << "what was read is kept";
  EXPECT_EQ(rows[1].cells[0].note, "l read for 1");
  EXPECT_EQ(rows[2].cells[0].note, ". between groups");
  EXPECT_EQ(rows[2].cells[1].note, "kr read as kt");
  EXPECT_EQ(rows[5].role, Role::kTotal);
}

TEST(TextTable, FiguresThatOnlySpacesPart) {
  EXPECT_EQ(
      Rows(Read({
          "Belopp i kronor",
          "Stockholm 139 507 353 64 280 116",
          "Uppsala 22 608 327 10 815 832",
          "Kalmar 15 675 102 7 223 549",
          "Skane 86 476 254 39 850 808",
          "Total 264 267 036 122 170 305",
      })),
      (Lines{"Stockholm | 139507353 | 64280116", "Uppsala | 22608327 | 10815832",
             "Kalmar | 15675102 | 7223549", "Skåne | 86476254 | 39850808", "Total | 264267036 | 122170305"}));
}

TEST(TextTable, GapsInsideFigures) {
  EXPECT_EQ(Rows(Read({
                "Region Uppsala      1302       518 kr   781 511     kr",
                "Region Sormland   1207390 kr      724    434 kr",
                "Region Ostergdtland 1683     225 kr 1009     935 kr",
                "Region Gavleborg       1052 164    kr       631 298 kr",
            })),
            (Lines{"Region Uppsala | 1302518 | 781511", "Region Sörmland | 1207390 | 724434",
                   "Region Östergötland | 1683225 | 1009935", "Region Gävleborg | 1052164 | 631298"}));
}

TEST(TextTable, GoesOnOverThePage) {
  extract::Document document =
      Text({{"Region Uppsala 1302 518 kr", "Region Skane 781 511 kr", "Region Halland 1 kr"},
            {"Region Kalmar 2 kr", "Region Gotland 3 kr", "Region Blekinge 4 kr"}});
  Reading reading = Interpret(document, ProjectRules(), ProjectNormalizer());
  ASSERT_EQ(reading.tables.size(), 1u);
  EXPECT_EQ(reading.tables[0].rows.size(), 6u);
  EXPECT_EQ(reading.tables[0].last_page, 2);
  EXPECT_EQ(reading.tables[0].rows[5].cells[0].where.page, 2);
}

TEST(TextTable, ProseAndListsAreNone) {
  const std::vector<Lines> texts = {
      {"Kostnaden för skolan är 1 000 kr", "och för förskolan 2 000 kr"},
      {"och sedan höjs avgiften till 500 kr", "per månad, vilket ger intäkter om 1 200 kr",
       "eller i bästa fall 1 500 kr"},
      {"Inledning 3", "Bakgrund 4", "Förslag 7", "Bilagor 12"},
      {"Anna Berg 070 123 45 67", "Nils Ek 070 765 43 21", "Eva Dal 070 111 22 33"},
      {"Stockholm 2024", "Uppsala 2025", "Kalmar 2026"},
      {"Storgatan 12", "Lillgatan 14", "Backgatan 16"},
  };
  for (const Lines& lines : texts)
    EXPECT_TRUE(FindTextTables(Text({lines}), {}, false, ProjectRules(), ProjectNormalizer()).empty())
        << lines[0];
}

TEST(TextTable, WordsOfOtherTablesAreLeft) {
  extract::Document document =
      Text({{"Region Uppsala 1302 518 kr", "Region Skane 781 511 kr", "Region Halland 900 kr"}});
  WordSet taken;
  for (int w = 0; w < 4; ++w) taken.insert({1, w});
  EXPECT_TRUE(FindTextTables(document, taken, false, ProjectRules(), ProjectNormalizer()).empty())
      << "two rows are no table";
  EXPECT_EQ(FindTextTables(document, {}, false, ProjectRules(), ProjectNormalizer()).size(), 1u);
}

TEST(TextTable, TheSumStandsBelowTheColumnItIsTheSumOf) {
  struct Case {
    const char* total;
    const char* row;
  };
  for (Case c : {Case{"Totalt 60 kr", "Totalt | 60 | ."}, Case{"Totalt 600 kr", "Totalt | . | 600"},
                 Case{"Totalt 5 kr", "Totalt | . | 5"}}) {
    std::vector<std::string> rows =
        Rows(Read({"Uppsala 10 kr 100 kr", "Kalmar 20 kr 200 kr", "Gotland 30 kr 300 kr", c.total}));
    ASSERT_FALSE(rows.empty());
    EXPECT_EQ(rows.back(), c.row);
  }
}

}  // namespace
}  // namespace avstam::rules
