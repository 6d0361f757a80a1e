#include "rules/amounts.h"

#include <gtest/gtest.h>

#include "tests/rules/project_rules.h"

namespace avstam::rules {
namespace {

// A page of lines; "~word" is struck out, "^word" raised.
extract::Document Page(const std::vector<std::string>& lines) {
  extract::Document document;
  document.page_count = 1;
  extract::Page page;
  page.number = 1;
  page.width_pt = 600;
  page.height_pt = 800;
  double y = 100;
  for (const std::string& text : lines) {
    extract::Line line;
    line.baseline = static_cast<float>(y);
    line.font_size = 10;
    double x = 50;
    size_t i = 0;
    while (i < text.size()) {
      if (text[i] == ' ') {
        x += 2.5;
        ++i;
        continue;
      }
      size_t end = std::min(text.find(' ', i), text.size());
      extract::Word word;
      word.text = text.substr(i, end - i);
      if (word.text[0] == '~') word.struck_out = true, word.text.erase(0, 1);
      if (word.text[0] == '^') word.superscript = true, word.text.erase(0, 1);
      word.font_size = 10;
      word.box = {x, y - 8, x + 5.0 * static_cast<double>(word.text.size()), y + 2};
      word.baseline = line.baseline;
      x = word.box.right;
      line.words.push_back(static_cast<int>(page.words.size()));
      line.box.Extend(word.box);
      page.words.push_back(word);
      i = end;
    }
    page.lines.push_back(line);
    y += 14;
  }
  document.pages.push_back(page);
  return document;
}

std::string Found(const std::vector<std::string>& lines, const WordSet& taken = {}) {
  normalize::Normalizer normalizer(ProjectRules().lexicon());
  std::string out;
  for (const Amount& amount : FindAmounts(Page(lines), taken, ProjectRules(), normalizer)) {
    out += (out.empty() ? "" : "; ") + amount.money.ToString();
    if (amount.revised_from) out += " was " + amount.revised_from->ToString();
    if (!amount.per.empty()) out += " per " + amount.per;
    if (!amount.qualifier.empty()) out += " " + amount.qualifier;
  }
  return out;
}

TEST(Amounts, OfALine) {
  EXPECT_EQ(Found({"Bidraget blir drygt 1,6 mnkr per år."}), "1600000 per year about");
}

TEST(Amounts, BrokenOverTwoLinesAreOne) {
  EXPECT_EQ(Found({"Intäkterna uppgår till 815,6", "miljoner kronor under året."}), "815600000");
  EXPECT_EQ(Found({"Nämnden får 4", "000 000 kronor."}), "4000000");
}

TEST(Amounts, ParagraphsApartAreNotOneText) {
  std::vector<std::string> lines = {"Antalet elever är 815", "", "", "", "000 kronor betalas ut."};
  EXPECT_EQ(Found(lines).find("815000"), std::string::npos) << Found(lines);
}

TEST(Amounts, AStruckOutSumIsReplacedByTheNext) {
  EXPECT_EQ(Found({"Ramen är ~1 ~200 1 350 tkr för året."}), "1350000 was 1200000");
  EXPECT_EQ(Found({"Avgiften ~45 ~kr utgår."}), "");
}

TEST(Amounts, FigureGroupsSetApartAreTwoFigures) {
  EXPECT_EQ(Found({"Ersättningen är 512 400    514 900 kr per år."}), "514900 was 512400 per year");
}

TEST(Amounts, AFootnoteMarkIsNoDigit) { EXPECT_EQ(Found({"Kostnaden blir 500 kr ^1 i år."}), "500"); }

TEST(Amounts, ARangeNamesTwoSums) {
  EXPECT_EQ(Found({"Kostnaden väntas bli 1,5–2 mnkr."}), "1500000; 2000000");
}

TEST(Amounts, WordsOfATableAreLeftOut) { EXPECT_EQ(Found({"Summa 500 kr"}, {{1, 0}, {1, 1}, {1, 2}}), ""); }

TEST(Amounts, WhatIsNoMoneyIsNone) {
  EXPECT_EQ(Found({"Org.nr 222000-0315, tel 08-452 70 00, 118 82 Stockholm, dnr 2019/00889, § 142, den 26 "
                   "september 2019."}),
            "");
}

TEST(Amounts, TheBoxCoversTheSumAlone) {
  normalize::Normalizer normalizer(ProjectRules().lexicon());
  std::vector<Amount> amounts = FindAmounts(Page({"Totalt 34 mkr per år"}), {}, ProjectRules(), normalizer);
  ASSERT_EQ(amounts.size(), 1u);
  EXPECT_EQ(amounts[0].text.substr(0, 6), "34 mkr");
  EXPECT_NEAR(amounts[0].where.box.left, 82.5, 0.01);
  EXPECT_FALSE(amounts[0].rule.empty());
}

}  // namespace
}  // namespace avstam::rules
