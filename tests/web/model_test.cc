#include "app/web/model.h"

#include <gtest/gtest.h>

#include "app/picture_reader.h"
#include "app/web/assets.h"
#include "app/web/renderer.h"

namespace avstam::app::web {
namespace {

struct TextRow {
  const char* name;
  std::string text, html;
};

class Escaping : public ::testing::TestWithParam<TextRow> {};
TEST_P(Escaping, LeavesNothingToHtml) { EXPECT_EQ(EscapeHtml(GetParam().text), GetParam().html); }

INSTANTIATE_TEST_SUITE_P(
    Rows, Escaping,
    ::testing::Values(TextRow{"plain", "Taxa för vatten", "Taxa för vatten"},
                      TextRow{"script", "<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"},
                      TextRow{"attribute", "\"><img onerror='x'>",
                              "&quot;&gt;&lt;img onerror=&#39;x&#39;&gt;"},
                      TextRow{"title", "</title>&amp;", "&lt;/title&gt;&amp;amp;"},
                      TextRow{"cdata", "]]>", "]]&gt;"}, TextRow{"nul", std::string("a\0b", 3), "a\uFFFDb"},
                      TextRow{"escape", "a\x1b[31mb\x7f", "a\uFFFD[31mb\uFFFD"},
                      TextRow{"line_breaks_stay", "a\tb\nc", "a\tb\nc"},
                      TextRow{"line_separator", "a\u2028b", "a\u2028b"},
                      TextRow{"c1",
                              "a\xc2\x85"
                              "b",
                              "a\uFFFD\uFFFD"
                              "b"},
                      TextRow{"half_a_pair", "\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},
                      TextRow{"too_long_form", "\xc0\xbc", "\uFFFD\uFFFD"},
                      TextRow{"cut_off", "a\xe2\x82", "a\uFFFD\uFFFD"},
                      TextRow{"four_bytes", "\xf0\x9f\x98\x80", "\xf0\x9f\x98\x80"}),
    [](const auto& row) { return row.param.name; });

TEST(MarkedHtmlTest, EscapesBeforeItMarks) {
  EXPECT_EQ(MarkedHtml("a \x02<b>\x03 c"), "a <mark>&lt;b&gt;</mark> c");
  EXPECT_EQ(MarkedHtml("\x02 not closed"), "<mark> not closed</mark>");
  EXPECT_EQ(MarkedHtml("\x03 \x02\x02 x \x03"), " <mark> x </mark>");
}

View Sample() {
  View view{"decisions", Json::object(), "rows"};
  view.model["rows"] = Json::array();
  view.model["rows"].push_back({{"id", "x:d1"},
                                {"stated_ore", -123456789012345},
                                {"status", "mismatch"},
                                {"_url", "/y"},
                                {"list", Json::array({1})}});
  view.model["rows"].push_back({{"id", "=1+1"}, {"stated_ore", 50}, {"page", 7}, {"status", nullptr}});
  return view;
}

TEST(ModelTest, JsonHasMoneyAsTextAndNothingForThePage) {
  EXPECT_EQ(Json::parse(JsonOf(Sample())),
            Json::parse(
                R"({"rows": [{"id": "x:d1", "stated": "-1234567890123.45", "status": "mismatch", "list": [1]},
                                     {"id": "=1+1", "stated": "0.5", "page": 7, "status": null}]})"));
}

TEST(ModelTest, JsonIsUtf8WhateverTheText) {
  View view;
  view.model["text"] = "a\xffz";
  EXPECT_EQ(JsonOf(view), "{\n \"text\": \"a\uFFFDz\"\n}\n");
}

TEST(ModelTest, CsvHasFormulasMadeHarmlessAndFiguresUntouched) {
  EXPECT_EQ(CsvOf(Sample()),
            "\"id\",\"stated\",\"status\",\"page\"\r\n"
            "\"x:d1\",-1234567890123.45,\"mismatch\",\r\n"
            "\"'=1+1\",0.5,,7\r\n");
}

TEST(ModelTest, TemplatesGetWordsAndGroupedFigures) {
  const kainjow::mustache::data data = MustacheOf(Sample().model, Texts::Of("sv"));
  kainjow::mustache::mustache text(
      "{{#rows}}{{stated}}|{{status}}|{{status_text}}|{{url}}|{{page}};{{/rows}}");
  EXPECT_EQ(text.render(data),
            "\u22121\u00a0234\u00a0567\u00a0890\u00a0123,45|mismatch|stämmer inte|/y|;0,50||||7;");
}

TEST(TextsTest, EveryWordIsThereInBothLanguages) {
  const std::function<void(const Json&, const Json&, const std::string&)> compare =
      [&](const Json& a, const Json& b, const std::string& path) {
        ASSERT_EQ(a.is_object(), b.is_object()) << path;
        if (!a.is_object()) {
          EXPECT_FALSE(a.get<std::string>().empty()) << path;
          EXPECT_FALSE(b.get<std::string>().empty()) << path;
          return;
        }
        for (const auto& [key, value] : a.items()) {
          ASSERT_TRUE(b.contains(key)) << path << "." << key;
          compare(value, b[key], path + "." + key);
        }
      };
  compare(Texts::Of("sv").all(), Texts::Of("en").all(), "");
  EXPECT_EQ(Texts::Of("en").Word("status", "mismatch"), "does not agree");
  EXPECT_EQ(Texts::Of("sv").Word("status", "new-code"), "new-code");
}

TEST(ByteCacheTest, ForgetsWhatWasNotUsedLongest) {
  ByteCache cache(100);
  for (const char* name : {"a", "b", "c", "d"}) cache.Put(name, std::string(20, *name));
  ASSERT_NE(cache.Find("a"), nullptr);
  cache.Put("e", std::string(20, 'e'));
  EXPECT_NE(cache.Find("a"), nullptr);
  EXPECT_EQ(cache.Find("b"), nullptr);
  EXPECT_LE(cache.bytes(), 100U);
  cache.Put("large", std::string(99, 'x'));
  EXPECT_EQ(cache.Find("large"), nullptr);
}

TEST(PictureOrderTest, IsReadAsItWasWritten) {
  extract::Page page;
  page.number = 7;
  page.width_pt = 595.5;
  page.height_pt = 842;
  page.turned = 90;
  extract::Page back;
  PictureWish wish;
  ReadPictureOrder(
      PictureOrder(page, {.dpi = 30, .piece = Box{1, 2, 3, 4}, .frames = {{{5, 6, 7, 8}, {9, 10, 11}, 12}}}),
      &back, &wish);
  EXPECT_EQ(back.number, 7);
  EXPECT_EQ(back.width_pt, 595.5);
  EXPECT_EQ(back.turned, 90);
  EXPECT_EQ(wish.dpi, 30);
  EXPECT_EQ(wish.piece, (Box{1, 2, 3, 4}));
  ASSERT_EQ(wish.frames.size(), 1U);
  EXPECT_EQ(wish.frames[0].box, (Box{5, 6, 7, 8}));
  EXPECT_EQ(wish.frames[0].colour.blue, 11);
  EXPECT_EQ(wish.frames[0].pen_px, 12);
}

}  // namespace
}  // namespace avstam::app::web
