#include "app/reading_json.h"

#include <gtest/gtest.h>

#include <limits>

namespace avstam::app {
namespace {

// The expected text is written from CONTRACT's description and the values below, key by key.
TEST(ReadingJson, HasTheShapeOfTheContract) {
  extract::Document document;
  document.sha256 = "ab";
  document.page_count = 1;
  extract::Page page;
  page.number = 1;
  page.width_pt = 595.276;
  page.height_pt = 841.89;
  page.source = extract::Source::kText;
  page.words.resize(3);
  page.messages = {"odd"};
  document.pages = {page};
  document.diagnostics = {{"truncated", 0, "no end"}, {"page-size", 1, "wide"}};

  rules::Reading reading;
  rules::Part part;
  part.kind = "letter";
  part.date = "2018-01-26";
  part.first_page = part.last_page = 1;
  reading.parts = {part};
  rules::Amount amount;
  amount.where = {1, {1.234, 2.345, 3, 4}};
  amount.text = "34 mkr";
  amount.money = {3'400'000'000, 100'000'000};
  amount.qualifier = "about";
  amount.per = "year";
  amount.revised_from = Money{50, 1};
  amount.part = 0;
  amount.rule = "amount";
  reading.amounts = {amount};
  rules::Table table;
  table.first_page = table.last_page = 1;
  table.caption = "Tabell";
  table.unit = "tkr";
  table.unit_rule = "caption";
  rules::Column column;
  column.header = "2016";
  table.columns = {column};
  rules::Row row;
  row.label = "Skåne";
  row.region = "12";
  row.role = rules::Role::kTotal;
  rules::Cell money;
  money.text = "6 031";
  money.kind = rules::CellKind::kMoney;
  money.value = Money{603'100'000, 100'000};
  money.where = {1, {0, 0, 10, 5}};
  rules::Cell percent;
  percent.text = "12,5 %";
  percent.kind = rules::CellKind::kPercent;
  percent.value = Money{1250, 10};
  rules::Cell empty;
  row.cells = {money, percent, empty};
  table.rows = {row};
  reading.tables = {table};
  rules::Check check;
  check.rule = "column-total";
  check.status = rules::Status::kNotComparable;
  check.table = check.row = check.column = 0;
  check.stated_ore = std::numeric_limits<int64_t>::min();
  check.difference_ore = -5;
  check.message = "why";
  rules::Repair repair;
  repair.read = {100, 100};
  repair.proposed = {200, 100};
  repair.reason = "1 for 2";
  check.repairs = {repair};
  reading.checks = {check};

  EXPECT_EQ(
      JsonText(ReadingJson("a.pdf", document, reading), /*pretty=*/false),
      R"({"schema":1,"file":"a.pdf","sha256":"ab","page_count":1,"complete":false,)"
      R"("pages":[{"page":1,"width":595.28,"height":841.89,"source":"text","state":"ok","confidence":1.0,"words":3,"messages":["odd"]}],)"
      R"("parts":[{"id":0,"ref":"p0","kind":"letter","date":"2018-01-26","first_page":1,"last_page":1}],"decisions":[],"attendance":[],"agenda":[],)"
      R"("amounts":[{"id":0,"ref":"a0","page":1,"bbox":[1.23,2.35,3.0,4.0],"text":"34 mkr","value":"34000000","currency":"SEK","step":"1000000",)"
      R"("per":"year","qualifier":"about","revised_from":"0.5","part":0,"rule":"amount"}],)"
      R"("tables":[{"id":0,"ref":"t0","page":1,"last_page":1,"bbox":[0.0,0.0,0.0,0.0],"kind":"money","caption":"Tabell","unit":"tkr","unit_source":"caption",)"
      R"("columns":[{"header":"2016","kind":"money"}],"rows":[{"label":"Skåne","region":"12","role":"total","cells":[)"
      R"({"text":"6 031","value":"6031000","page":1,"bbox":[0.0,0.0,10.0,5.0],"confidence":1.0},)"
      R"({"text":"12,5 %","value":null,"kind":"percent","number":"12.5","confidence":1.0},)"
      R"({"text":"","value":null,"kind":"empty","confidence":1.0}]}]}],)"
      R"("checks":[{"rule":"column-total","status":"not-comparable","table":0,"row":0,"column":0,)"
      R"("stated":"-92233720368547758.08","difference":"-0.05","message":"why",)"
      R"("repairs":[{"table":0,"row":0,"column":0,"read":"1","proposed":"2","reason":"1 for 2"}],"ref":"c0"}],)"
      R"("diagnostics":[{"code":"truncated","message":"no end"},{"code":"page-size","page":1,"message":"wide"}]})"
      "\n");
}

TEST(ReadingJson, IsValidUtf8WhateverTheDocumentHolds) {
  extract::Document document;
  document.page_count = 1;
  extract::Page page;
  page.number = 1;
  page.width_pt = std::numeric_limits<double>::quiet_NaN();
  page.messages = {"bad \xFF\x01\"</script>"};
  document.pages = {page};
  std::string text = JsonText(ReadingJson("\xE5.pdf", document, {}), false);
  EXPECT_NE(text.find(R"("messages":["bad �\u0001\"</script>"])"), std::string::npos) << text;
  EXPECT_NE(text.find(R"("file":"�.pdf")"), std::string::npos) << text;
}

}  // namespace
}  // namespace avstam::app
