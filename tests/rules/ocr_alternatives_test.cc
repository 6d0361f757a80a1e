// Repairs that the OCR itself held for possible are surer, and come first.
#include "rules/ocr_alternatives.h"

#include <gtest/gtest.h>

namespace avstam::rules {
namespace {

constexpr int64_t kKrona = 100;

// A word of figures; `others[i]`: what the OCR held for possible besides its i-th character.
void AddWord(extract::Page* page, const std::string& text, double left, double top,
             const std::vector<std::string>& others) {
  extract::Word word;
  word.text = text;
  word.box = {left, top, left + 6 * static_cast<double>(text.size()), top + 10};
  word.ocr = static_cast<int>(page->ocr.size());
  page->words.push_back(word);
  extract::OcrDetail detail;
  for (const std::string& other : others) detail.characters.push_back({0.5F, other});
  page->ocr.push_back(detail);
}

// One cell a row, "348 067" in each; the OCR held 9 for possible in place of the 8 of the second row only.
extract::Document TwoFigures() {
  extract::Document document;
  document.page_count = 1;
  extract::Page& page = document.pages.emplace_back();
  page.number = 1;
  AddWord(&page, "348", 100, 100, {"", "", "3B"});
  AddWord(&page, "067", 120, 100, {"", "", ""});
  AddWord(&page, "067", 120, 130, {"", "", ""});
  AddWord(&page, "348", 100, 130, {"", "", "B9"});
  return document;
}

Reading ReadingOf(int64_t read, int64_t proposed, int64_t step) {
  Reading reading;
  Table& table = reading.tables.emplace_back();
  table.columns.resize(1);
  for (double top : {100.0, 130.0}) {
    Row& row = table.rows.emplace_back();
    row.cells.resize(1);
    row.cells[0].where = {1, {95, top - 1, 145, top + 12}};
  }
  Check& check = reading.checks.emplace_back();
  for (int row : {0, 1}) check.repairs.push_back({0, row, 0, {read, step}, {proposed, step}, "one digit"});
  return reading;
}

TEST(OcrAlternatives, ARepairThatTheOcrHeldForPossibleComesFirst) {
  for (int64_t step : {kKrona, 1000 * kKrona}) {
    Reading reading = ReadingOf(348'067 * step, 349'067 * step, step);
    RankRepairs(TwoFigures(), &reading);
    ASSERT_EQ(reading.checks[0].repairs.size(), 2u);
    EXPECT_EQ(reading.checks[0].repairs[0].row, 1) << step;
    EXPECT_EQ(reading.checks[0].repairs[0].reason, "one digit; the OCR itself held 9 for possible there");
    EXPECT_EQ(reading.checks[0].repairs[1].reason, "one digit");
  }
}

TEST(OcrAlternatives, SaysNothingWhereFiguresDoNotCorrespond) {
  struct Case {
    const char* what;
    int64_t read, proposed;
  };
  const Case cases[] = {{"another digit", 348'067, 347'067},
                        {"a digit more", 348'067, 3'490'067},
                        {"two digits, one of them never thought of", 348'067, 349'068},
                        {"what was read is not what stands there", 348'061, 349'061},
                        {"nothing is changed", 348'067, 348'067}};
  for (const Case& c : cases) {
    Reading reading = ReadingOf(c.read * kKrona, c.proposed * kKrona, kKrona);
    RankRepairs(TwoFigures(), &reading);
    for (const Repair& repair : reading.checks[0].repairs) EXPECT_EQ(repair.reason, "one digit") << c.what;
    EXPECT_EQ(reading.checks[0].repairs[0].row, 0) << c.what;
  }
}

}  // namespace
}  // namespace avstam::rules
