#include "extract/page_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/extract/pdf_builder.h"

namespace avstam::extract {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Page ReadOnePage(const std::string& content) {
  Document document = ReadPdf(PdfBuilder().Page(content).Build(), {});
  EXPECT_THAT(document.pages, SizeIs(1));
  EXPECT_EQ(document.pages[0].state, PageState::kOk) << content;
  return document.pages[0];
}

// Words in content order; " " before one that follows a space glyph, "^" before a superscript, "b" "i" "s"
// styles.
std::string Words(const Page& page) {
  std::string out;
  for (const Word& word : page.words) {
    if (!out.empty()) out += "|";
    if (word.space_before) out += " ";
    if (word.superscript) out += "^";
    out += word.text;
  }
  return out;
}

struct WordRow {
  const char* name;
  std::string content;
  std::string expected;
};

class WordBuilding : public ::testing::TestWithParam<WordRow> {};

TEST_P(WordBuilding, MakesTheWordsAPersonSees) {
  EXPECT_EQ(Words(ReadOnePage(GetParam().content)), GetParam().expected) << GetParam().content;
}

// Helvetica: digits 556, space 278, t 278, a 556, l 222 (Adobe's AFM files).
INSTANTIATE_TEST_SUITE_P(
    Rows, WordBuilding,
    ::testing::Values(
        WordRow{"spaces", Text(72, 100, 10, "Summa inkl. moms"), "Summa| inkl.| moms"},
        WordRow{"swedish", Text(72, 100, 10, "Åtgärd på ö"), "Åtgärd| på| ö"},
        WordRow{"thousands", Text(72, 100, 10, "1 131 226"), "1| 131| 226"},
        WordRow{"no_break_space", Text(72, 100, 10, "45\u00A0644"), "45| 644"},
        WordRow{"kerned_by_TJ", "BT /F1 10 Tf 72 700 Td [(V) 80 (ast) -20 (ra)] TJ ET", "Vastra"},
        WordRow{"gap_by_TJ", "BT /F1 10 Tf 72 700 Td [(Region) -300 (Halland)] TJ ET", "Region|Halland"},
        WordRow{"fragments", Text(72, 100, 10, "a") + Text(77.5, 100, 10, "tt"), "att"},
        WordRow{"fragments_overlap", Text(72, 100, 10, "a") + Text(77.0, 100, 10, "tt"), "att"},
        WordRow{"fragments_out_of_order", Text(77.56, 100, 10, "tt") + Text(72, 100, 10, "a"), "att"},
        WordRow{"far_apart", Text(72, 100, 10, "12") + Text(300, 100, 10, "34"), "12|34"},
        WordRow{"number_and_title_by_tab", Text(72, 100, 14, "11.1") + Text(100.8, 100, 14, "Tvist"),
                "11.1|Tvist"},
        WordRow{"fake_bold_string", Text(72, 100, 10, "all") + Text(72.3, 100, 10, "all"), "all"},
        WordRow{"fake_bold_glyphs",
                Text(72, 100, 10, "a") + Text(72.2, 100, 10, "a") + Text(77.56, 100, 10, "l") +
                    Text(77.76, 100, 10, "l"),
                "al"},
        WordRow{"double_letters", Text(72, 100, 10, "Kallt till 1100"), "Kallt| till| 1100"},
        WordRow{"letter_spaced", Text(72, 100, 10, "BESLUT HÄR", "F1", "4 Tc"), "BESLUT| HÄR"},
        WordRow{"letters_set_one_by_one",
                Text(72, 100, 10, "B") + Text(82, 100, 10, "E") + Text(92, 100, 10, "S") +
                    Text(101, 100, 10, "L") + Text(140, 100, 10, "ut"),
                "BESL|ut"},
        WordRow{"four_letters_in_columns",
                Text(72, 100, 10, "A") + Text(102, 100, 10, "B") + Text(132, 100, 10, "C") +
                    Text(162, 100, 10, "D"),
                "A|B|C|D"},
        WordRow{"superscript", Text(72, 100, 10, "471,5") + Text(95.1, 96, 6, "1"), "471,5|^1"},
        WordRow{"superscript_by_rise", "BT /F1 10 Tf 72 700 Td (471,5) Tj /F1 6 Tf 4 Ts (1) Tj ET",
                "471,5|^1"},
        WordRow{"small_text_elsewhere", Text(72, 100, 10, "471,5") + Text(172, 96, 6, "1"), "471,5|1"},
        WordRow{"small_on_baseline", Text(72, 100, 10, "471,5") + Text(172, 100, 6, "not"), "471,5|not"},
        WordRow{"subscript", "BT /F1 10 Tf 72 700 Td (CO) Tj /F1 6 Tf -2 Ts (2) Tj ET", "CO2"},
        WordRow{"two_lines", Text(72, 100, 10, "ett") + Text(72, 112, 10, "två"), "ett|två"},
        WordRow{"ligature", "BT /F4 10 Tf 72 700 Td (A) Tj ET", "fi"},
        WordRow{"soft_hyphen", "BT /F1 10 Tf 72 700 Td (av) Tj /F4 10 Tf (B) Tj ET", "av\u00AD"},
        WordRow{"nul", "BT /F4 10 Tf 72 700 Td (AC) Tj ET", "fi\uFFFD"},
        WordRow{"composed", "BT /F4 10 Tf 72 700 Td (D) Tj ET", "\u00E5"},
        WordRow{"accent_over_letter",
                Text(72, 100, 10, "a") + Text(73.1, 100, 10, "\u00A8") + Text(77.56, 100, 10, "r"),
                "\u00E4r"},
        WordRow{"outside_the_page", Text(72, 100, 10, "in") + Text(-200, 100, 10, "ut"), "in"},
        WordRow{"actual_text",
                "BT /F1 10 Tf 72 700 Td /Span << /ActualText (\\376\\377\\000x\\000y) >> BDC (ab) Tj EMC ET",
                "xy"},
        WordRow{"empty_strings", "BT /F1 10 Tf 72 700 Td () Tj ( ) Tj (x) Tj ET", "x"}),
    [](const auto& info) { return info.param.name; });

TEST(PageReader, PlacesWordsInPointsFromTheTopLeft) {
  const Page page = ReadOnePage(Text(100, 142, 10, "Hej"));
  ASSERT_THAT(page.words, SizeIs(1));
  const Word& word = page.words[0];
  EXPECT_NEAR(word.box.left, 100, 0.01);
  EXPECT_NEAR(word.box.right, 115, 0.01);  // 722 + 556 + 222
  EXPECT_NEAR(word.baseline, 142, 0.01);
  EXPECT_NEAR(word.font_size, 10, 0.01);
  EXPECT_LT(word.box.top, 135);
  EXPECT_GT(word.box.top, 130);
  EXPECT_GT(word.box.bottom, 142);
  EXPECT_LT(word.box.bottom, 146);
  ASSERT_THAT(word.x_edges, SizeIs(4));
  EXPECT_NEAR(word.x_edges[1], 107.22, 0.01);
  EXPECT_NEAR(word.x_edges[3], 115, 0.01);
  EXPECT_EQ(page.source, Source::kText);
}

TEST(PageReader, TurnsAndCropsThePageAsShown) {
  const auto turned =
      ReadPdf(PdfBuilder()
                  .Page("BT /F1 10 Tf 0 1 -1 0 100 50 Tm (Hej) Tj ET", "/MediaBox [0 0 595 842] /Rotate 90")
                  .Build(),
              {});
  EXPECT_NEAR(turned.pages[0].width_pt, 842, 0.01);
  ASSERT_THAT(turned.pages[0].words, SizeIs(1));
  EXPECT_EQ(turned.pages[0].words[0].direction, 0);
  EXPECT_NEAR(turned.pages[0].words[0].box.left, 50, 0.01);
  EXPECT_NEAR(turned.pages[0].words[0].baseline, 100, 0.01);

  const auto cropped = ReadPdf(
      PdfBuilder().Page(Text(100, 142, 10, "Hej"), "/MediaBox [0 0 595 842] /CropBox [50 0 595 800]").Build(),
      {});
  EXPECT_NEAR(cropped.pages[0].width_pt, 545, 0.01);
  ASSERT_THAT(cropped.pages[0].words, SizeIs(1));
  EXPECT_NEAR(cropped.pages[0].words[0].box.left, 50, 0.01);
  EXPECT_NEAR(cropped.pages[0].words[0].baseline, 100, 0.01);
}

TEST(PageReader, KeepsTurnedTextApart) {
  const Page page =
      ReadOnePage(Text(100, 142, 10, "vågrät") + "BT /F1 10 Tf 0 1 -1 0 103 690 Tm (upp dit) Tj ET\n" +
                  "BT /F1 10 Tf 0 -1 1 0 300 690 Tm (ned) Tj ET");
  EXPECT_EQ(Words(page), "vågrät|upp| dit|ned");
  EXPECT_EQ(page.words[1].direction, 270);
  EXPECT_GT(page.words[1].box.height(), page.words[1].box.width());
  EXPECT_NEAR(page.words[1].box.bottom, 152, 0.01);
  EXPECT_EQ(page.words[3].direction, 90);
  EXPECT_NEAR(page.words[3].box.top, 152, 0.01);
  EXPECT_THAT(page.words[3].x_edges, SizeIs(4));
}

TEST(PageReader, TellsStylesAndInvisibleText) {
  const Page page = ReadOnePage(Text(72, 100, 10, "fet", "F2") + Text(72, 120, 10, "kursiv", "F3") +
                                Text(72, 140, 10, "osynlig", "F1", "3 Tr") +
                                Text(72, 160, 10, "dubbel", "F1", "0 Tr") + Text(72.2, 160, 10, "dubbel"));
  ASSERT_THAT(page.words, SizeIs(4));
  EXPECT_TRUE(page.words[0].bold);
  EXPECT_FALSE(page.words[0].italic);
  EXPECT_TRUE(page.words[1].italic);
  EXPECT_FALSE(page.words[1].bold);
  EXPECT_EQ(page.words[2].render_mode, 3);
  EXPECT_TRUE(page.words[3].bold) << "printed twice";
  const Document invisible =
      ReadPdf(PdfBuilder().Page(Text(72, 100, 10, "osynlig", "F1", "3 Tr")).Build(), {});
  EXPECT_EQ(invisible.pages[0].source, Source::kNone);
}

TEST(PageReader, MarksStruckOutWordsButNotUnderlinedOnes) {
  const Page page = ReadOnePage(Text(72, 100, 12, "568 154 ny") + StrokedLine(72, 96, 112, 96, 0.6) +
                                Text(72, 130, 12, "under") + StrokedLine(72, 131.5, 105, 131.5, 0.6) +
                                Text(72, 160, 12, "över") + StrokedLine(72, 150, 105, 150, 0.6) +
                                Text(72, 220, 12, "diagram") + StrokedLine(20, 216, 500, 216, 0.6) +
                                Text(72, 190, 12, "fylld") + FilledBox(72, 185.8, 97, 186.4));
  std::vector<std::string> struck;
  for (const Word& word : page.words)
    if (word.struck_out) struck.push_back(word.text);
  EXPECT_THAT(struck, ElementsAre("568", "154", "fylld"));
}

struct RulingRow {
  const char* name;
  std::string content;
  std::string expected;  // rulings, then areas
};

class Rulings : public ::testing::TestWithParam<RulingRow> {};

TEST_P(Rulings, AreFound) {
  const Page page = ReadOnePage(GetParam().content);
  std::string found;
  for (const Ruling& r : page.rulings)
    found += fmt::format("{}[{:.1f} {:.1f} {:.1f} {:.1f}]", r.horizontal ? "h" : "v", r.box.left, r.box.top,
                         r.box.right, r.box.bottom);
  for (const FilledArea& a : page.areas)
    found += fmt::format("a[{:.1f} {:.1f} {:.1f} {:.1f}]{:.1f}", a.box.left, a.box.top, a.box.right,
                         a.box.bottom, a.luminance);
  EXPECT_EQ(found, GetParam().expected) << GetParam().content;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Rulings,
    ::testing::Values(
        RulingRow{"stroke", StrokedLine(72, 100, 300, 100, 1), "h[72.0 99.5 300.0 100.5]"},
        RulingRow{"vertical", StrokedLine(72, 100, 72, 300, 1), "v[71.5 100.0 72.5 300.0]"},
        RulingRow{"diagonal", StrokedLine(72, 100, 300, 300, 1), ""},
        RulingRow{"thin_fill", FilledBox(72, 100, 300, 100.5), "h[72.0 100.0 300.0 100.5]"},
        RulingRow{"area", FilledBox(72, 100, 300, 120, 0.8), "a[72.0 100.0 300.0 120.0]0.8"},
        RulingRow{"thick_stroke_is_an_area", StrokedLine(72, 100, 300, 100, 10),
                  "a[72.0 95.0 300.0 105.0]0.0"},
        RulingRow{"frame", "1 w 72 700 100 42 re S",
                  "h[72.0 99.5 172.0 100.5]v[71.5 100.0 72.5 142.0]"
                  "v[171.5 100.0 172.5 142.0]h[72.0 141.5 172.0 142.5]"},
        RulingRow{"filled_frame", "0 g 72 700 100 42 re 73 701 98 40 re f*",
                  "h[72.0 100.0 172.0 101.0]v[72.0 100.0 73.0 142.0]v[171.0 100.0 172.0 142.0]"
                  "h[72.0 141.0 172.0 142.0]"},
        RulingRow{"pieces_join", StrokedLine(72, 100, 150, 100) + StrokedLine(150, 100, 300, 100),
                  "h[72.0 99.8 300.0 100.2]"},
        RulingRow{"columns_stay_apart", StrokedLine(72, 100, 150, 100) + StrokedLine(160, 100, 300, 100),
                  "h[72.0 99.8 150.0 100.2]h[160.0 99.8 300.0 100.2]"},
        RulingRow{
            "dashes",
            StrokedLine(72, 100, 75, 100) + StrokedLine(77, 100, 80, 100) + StrokedLine(82, 100, 85, 100),
            "h[72.0 99.8 85.0 100.2]"},
        RulingRow{"speck", FilledBox(72, 100, 73, 101), ""},
        RulingRow{"white_on_white", FilledBox(72, 100, 300, 100.5, 1), ""},
        RulingRow{"padding_of_a_shaded_cell",
                  FilledBox(72, 100, 75, 120, 0.8) + FilledBox(75, 100, 300, 120, 0.8),
                  "a[75.0 100.0 300.0 120.0]0.8"},
        RulingRow{"border_of_a_shaded_cell",
                  FilledBox(72, 100, 75, 120, 0) + FilledBox(75, 100, 300, 120, 0.8),
                  "v[72.0 100.0 75.0 120.0]a[75.0 100.0 300.0 120.0]0.8"},
        RulingRow{"white_between_shaded_cells",
                  FilledBox(72, 100, 300, 120, 0.8) + FilledBox(150, 100, 151, 120, 1),
                  "v[150.0 100.0 151.0 120.0]a[72.0 100.0 300.0 120.0]0.8"},
        RulingRow{"white_page", FilledBox(0, 0, 595, 842, 1), ""},
        RulingRow{"clipped", "q 100 0 100 842 re W n " + StrokedLine(72, 100, 300, 100, 1) + "Q",
                  "h[100.0 99.5 200.0 100.5]"},
        RulingRow{"off_the_page", StrokedLine(-50, 100, 100, 100, 1), "h[0.0 99.5 100.0 100.5]"},
        RulingRow{"turned_coordinates", "q 0 1 -1 0 595 0 cm 1 w 100 95 m 300 95 l S Q",
                  "v[499.5 542.0 500.5 742.0]"}),
    [](const auto& info) { return info.param.name; });

TEST(PageReader, FindsImages) {
  const Page page = ReadOnePage(
      "q 200 0 0 100 72 642 cm /Im Do Q q 50 0 0 50 300 300 cm BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q " +
      Text(72, 50, 10, "efter"));
  ASSERT_THAT(page.images, SizeIs(2));
  EXPECT_EQ(page.images[0].box, (Box{72, 100, 272, 200}));
  EXPECT_EQ(page.images[0].width_px, 2);
  EXPECT_EQ(page.images[0].height_px, 3);
  EXPECT_EQ(page.images[1].width_px, 1);
  EXPECT_EQ(Words(page), "efter");
}

TEST(PageReader, ReadsEveryDocumentOfTheCorpusWithoutComplaint) {
  for (const char* name :
       {"brev-bildtjanster", "budget-namnder", "driftredovisning", "overenskommelse-ungdomspsykiatri"}) {
    FILE* file = std::fopen((std::string(AVSTAM_SOURCE_DIR "/corpus/") + name + ".pdf").c_str(), "rb");
    ASSERT_NE(file, nullptr) << name;
    std::string bytes(1 << 20, '\0');
    bytes.resize(std::fread(bytes.data(), 1, bytes.size(), file));
    std::fclose(file);
    const Document document = ReadPdf(bytes, {});
    EXPECT_TRUE(document.Complete()) << name;
    EXPECT_THAT(document.diagnostics, IsEmpty()) << name;
    for (const Page& page : document.pages) {
      EXPECT_EQ(page.state, PageState::kOk) << name;
      for (const Word& word : page.words)
        EXPECT_EQ(word.text.find("\uFFFD"), std::string::npos) << name << word.text;
    }
  }
}

}  // namespace
}  // namespace avstam::extract
