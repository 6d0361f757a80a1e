#include <gtest/gtest.h>

#include "extract/bands.h"
#include "tests/extract/page_art.h"

namespace avstam::extract {
namespace {

struct FigureRow {
  const char* text;
  bool figure;
};

class FigureShape : public ::testing::TestWithParam<FigureRow> {};

TEST_P(FigureShape, IsToldByItsCharacters) {
  EXPECT_EQ(LooksLikeFigure(GetParam().text), GetParam().figure) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Rows, FigureShape,
    ::testing::Values(FigureRow{"0", true}, FigureRow{"1 131 226", true}, FigureRow{"-24 000", true},
                      FigureRow{"−24 000", true}, FigureRow{"(1 200)", true}, FigureRow{"6 600 tkr", true},
                      FigureRow{"12,5 %", true}, FigureRow{"1.234.567", true}, FigureRow{"471,5¹", true},
                      FigureRow{"0,1*", true}, FigureRow{"± 0", true}, FigureRow{"24 000-", true},
                      FigureRow{"2 100:-", true}, FigureRow{"12 500 kr/år", true},
                      FigureRow{"2019-01-01", false}, FigureRow{"4 (6)", false}, FigureRow{"§ 12", false},
                      FigureRow{"12 januari 2018", false}, FigureRow{"0322-61 60 00", false},
                      FigureRow{"A1", false}, FigureRow{"", false}, FigureRow{"-", false},
                      FigureRow{"3 elever och lärare", false},
                      FigureRow{"123456789012345678901234567890123", false}));

struct GridRow {
  const char* name;
  std::vector<std::vector<std::string>> pages;
  const char* grids;
};

class GridOf : public ::testing::TestWithParam<GridRow> {};

TEST_P(GridOf, Page) { EXPECT_EQ(Grids(Art(GetParam().pages)), GetParam().grids); }

INSTANTIATE_TEST_SUITE_P(
    Rows, GridOf,
    ::testing::Values(
        GridRow{"unruled",
                {{"Post                 Budget     Utfall", "Lön                   1 200      1 150",
                  "Hyra                    300        310", "Summa                 1 500      1 460"}},
                "# Post | Budget | Utfall\nLön | 1 200 | 1 150\nHyra | 300 | 310\nSumma | 1 500 | 1 460\n"},
        GridRow{"label_on_two_lines_figure_on_the_first",
                {{"Lön                            1 200", "Stöd till föreningar i            300",
                  "kommunens ytterområden", "Hyra                              90"}},
                "Lön | 1 200\nStöd till föreningar i kommunens ytterområden | 300\nHyra | 90\n"},
        GridRow{"label_on_two_lines_figure_on_the_last",
                {{"Lön                            1 200", "Hyra                              90",
                  "Stöd till föreningar,", "kommunens ytterområden           300"}},
                "Lön | 1 200\nHyra | 90\nStöd till föreningar, kommunens ytterområden | 300\n"},
        GridRow{
            "codes_before_names",
            {{"Driftbudget                2024     2025", "Politik",
              "11 Fullmäktige            2 100    2 250", "12 Valnämnd                 340        0",
              "Summa politik             2 440    2 250", "Infrastruktur",
              "21 Gator                 18 200   19 440", "22 Parker                 5 600    5 480",
              "Summa infrastruktur      23 800   24 920"}},
            "# Driftbudget | 2024 | 2025\nPolitik |  | \n11 Fullmäktige | 2 100 | 2 250\n"
            "12 Valnämnd | 340 | 0\nSumma politik | 2 440 | 2 250\nInfrastruktur |  | \n"
            "21 Gator | 18 200 | 19 440\n22 Parker | 5 600 | 5 480\nSumma infrastruktur | 23 800 | 24 920\n"},
        GridRow{
            "halves_with_the_same_head",
            {{"Ort           Antal     Ort           Antal", "Askhult         120     Ekträsk          45",
              "Björkavad        88     Lindöga          31", "Ceder           204     Summa           488"}},
            "# Ort | Antal\nAskhult | 120\nBjörkavad | 88\nCeder | 204\nEkträsk | 45\nLindöga | 31\n"
            "Summa | 488\n"},
        GridRow{
            "same_head_again_below",
            {{"Tkr                2024     2025", "Avgifter          1 200    1 250",
              "Bidrag              800      790", "Summa             2 000    2 040", "*Kostnader",
              "Tkr                2024     2025", "Personal          1 500    1 560",
              "Lokaler             420      430"}},
            "# Tkr | 2024 | 2025\nAvgifter | 1 200 | 1 250\nBidrag | 800 | 790\nSumma | 2 000 | 2 040\n---\n"
            "# Tkr | 2024 | 2025\nPersonal | 1 500 | 1 560\nLokaler | 420 | 430\n"},
        GridRow{"head_that_ends_with_years_and_a_share",
                {{"                 Bidrag    Uppräkning     Bidrag",
                  "                   2024         3,1 %       2025",
                  "Förskola          2 100            65      2 165",
                  "Grundskola        3 800           118      3 918"}},
                "#  | Bidrag 2024 | Uppräkning 3,1 % | Bidrag 2025\nFörskola | 2 100 | 65 | 2 165\n"
                "Grundskola | 3 800 | 118 | 3 918\n"},
        GridRow{"leader_dots",
                {{"Lön .............       1 200", "Hyra . . . . . . .        300",
                  "Och så vidare...           20"}},
                "Lön | 1 200\nHyra | 300\nOch så vidare... | 20\n"},
        GridRow{"figure_broken_in_its_cell",
                {{"-----------------------------", "|Medel till skolor  |651 000|",
                  "|i ytterområden     |000    |", "-----------------------------",
                  "|Hyra               |90 000 |", "-----------------------------"}},
                "Medel till skolor i ytterområden | 651 000 000\nHyra | 90 000\n"},
        GridRow{"rows_of_hundreds_in_one_box",
                {{"-----------------------------", "|Skolor             |651 000|",
                  "|Lokaler            |120 000|", "|Hyra               |90 500 |",
                  "-----------------------------"}},
                "Skolor | 651 000\nLokaler | 120 000\nHyra | 90 500\n"},
        GridRow{"section_headings",
                {{"*Intäkter", "Avgifter                 40", "Bidrag                   60", "*Kostnader",
                  "Lön                      70"}},
                "Avgifter | 40\nBidrag | 60\nKostnader | \nLön | 70\n"},
        GridRow{
            "empty_cells",
            {{"a               1 000                     30", "b                          2 000          40",
              "c               3 000      4 000          50"}},
            "a | 1 000 |  | 30\nb |  | 2 000 | 40\nc | 3 000 | 4 000 | 50\n"},
        GridRow{"dashes_are_cells",
                {{"a               1 000          -", "b                   -      2 000",
                  "c               3 000      4 000"}},
                "a | 1 000 | -\nb | - | 2 000\nc | 3 000 | 4 000\n"},
        GridRow{"prose_is_no_table",
                {{"Nämnden har under året haft kostnader om 45 749",
                  "tkr, vilket är 200 tkr mer än i budget för 2017", "och beror på högre hyror."}},
                ""},
        GridRow{"unit_far_from_its_figure",
                {{"a            3 117 689  kr     1 039 230  kr",
                  "b              117 689  kr        39 230  kr"}},
                "a | 3 117 689 kr | 1 039 230 kr\nb | 117 689 kr | 39 230 kr\n"},
        GridRow{
            "over_two_pages",
            {{"Kommun                Kronor", "Berg                   1 200", "Krokom                 2 300"},
             {"Kommun                Kronor", "Ragunda                3 400",
              "Summa                  6 900"}},
            "# Kommun | Kronor\nBerg | 1 200\nKrokom | 2 300\nRagunda | 3 400\nSumma | 6 900\n"},
        GridRow{
            "last_row_alone_on_its_page",
            {{"Kommun                Kronor", "Berg                   1 200", "Krokom                 2 300"},
             {"Summa                  3 500"}},
            "# Kommun | Kronor\nBerg | 1 200\nKrokom | 2 300\nSumma | 3 500\n"},
        GridRow{
            "another_table_on_the_next_page",
            {{"Kommun                Kronor", "Berg                   1 200", "Krokom                 2 300"},
             {"Skola                 Elever", "Norra                    120",
              "Södra                    210"}},
            "# Kommun | Kronor\nBerg | 1 200\nKrokom | 2 300\n---\n# Skola | Elever\nNorra | 120\nSödra | "
            "210\n"},
        GridRow{"another_title_on_the_next_page",
                {{"+Barnnämnden", "Post                Kronor", "Lön                  1 200",
                  "Summa                1 200"},
                 {"+Kulturnämnden", "Post                Kronor", "Hyra                 3 400",
                  "Summa                3 400"}},
                "# Post | Kronor\nLön | 1 200\nSumma | 1 200\n---\n# Post | Kronor\nHyra | 3 400\nSumma | 3 "
                "400\n"},
        GridRow{
            "another_bold_title_on_the_next_page",
            {{"*Barnnämnden", "*Post                *Kronor", "Lön                  1 200",
              "Bilar                  300"},
             {"*Kulturnämnden", "*Post                *Kronor", "Hyra                 3 400",
              "Summa                3 400"}},
            "# Post | Kronor\nLön | 1 200\nBilar | 300\n---\n# Post | Kronor\nHyra | 3 400\nSumma | 3 400\n"},
        GridRow{"a_bold_heading_of_rows_on_the_next_page",
                {{"*Post                *Kronor", "Lön                  1 200", "Bilar                  300"},
                 {"*Kultur", "Hyra                 3 400", "Summa                4 900"}},
                "# Post | Kronor\nLön | 1 200\nBilar | 300\nHyra | 3 400\nSumma | 4 900\n"},
        GridRow{"a_page_head_far_above_on_the_next_page",
                {{"Post                Kronor", "Lön                  1 200", "Bilar                  500"},
                 {"+Lindöga", "", "", "", "", "Post                Kronor", "Hyra                 3 400",
                  "Summa                5 100"}},
                "# Post | Kronor\nLön | 1 200\nBilar | 500\nHyra | 3 400\nSumma | 5 100\n"},
        GridRow{"the_title_goes_on_on_the_next_page",
                {{"Lindöga", "+Driftbudget", "Post                Kronor", "Lön                  1 200",
                  "Bilar                  500"},
                 {"+Driftbudget +forts.", "Post                Kronor", "Hyra                 3 400",
                  "Summa                5 100"}},
                "# Post | Kronor\nLön | 1 200\nBilar | 500\nHyra | 3 400\nSumma | 5 100\n"},
        GridRow{"side_by_side",
                {{"Intäkter          Tkr          Kostnader          Tkr",
                  "Avgifter          120          Löner              310",
                  "Bidrag            400          Lokaler             90",
                  "Summa             520          Övrigt             120"}},
                "# Intäkter | Tkr\nAvgifter | 120\nBidrag | 400\nSumma | 520\n---\n# Kostnader | Tkr\nLöner "
                "| 310\nLokaler | 90\nÖvrigt | "
                "120\n"},
        GridRow{"footnote_mark",
                {{"a              471,5 ^1", "b              300,0"}},
                "a | 471,5¹\nb | 300,0\n"}),
    [](const auto& info) { return info.param.name; });

// Property: where a page's content stands on the page does not change what is read.
TEST(Grid, ShiftingThePageChangesNothing) {
  std::vector<std::vector<std::string>> pages = {
      {"Post                 Budget     Utfall", "Lön                   1 200      1 150",
       "Hyra                    300        310", "Summa                 1 500      1 460"}};
  std::string straight = Grids(Art(pages));
  for (double dx : {-30.0, 0.37, 55.0})
    for (double dy : {-20.0, 3.3, 200.0}) EXPECT_EQ(Grids(Art(pages, dx, dy)), straight) << dx << " " << dy;
}

// A drawn table: boxes decide what is one cell, also where a figure is broken inside its cell.
TEST(Lattice, AFigureBrokenInItsCellIsOneFigure) {
  Document document =
      Art({{"|Stöd till kommunerna         | 651 000 |", "|                             |     000 |",
            "|Stöd till regionerna         | 300 000 |", "|                             |     000 |"}});
  document.grids.clear();
  Page& page = document.pages[0];
  for (double y : {50.0, 78.0, 106.0}) page.rulings.push_back({{52, y, 257, y + 0.5}, true});
  FindGrids(&document);
  EXPECT_EQ(Grids(document), "Stöd till kommunerna | 651 000 000\nStöd till regionerna | 300 000 000\n");
}

// Only the frame is drawn: then each line is a row, not the whole box one cell.
TEST(Lattice, AFrameAroundManyRowsIsNoCell) {
  Document document =
      Art({{"|Lön            | 100 |", "|Hyra           | 200 |", "|Summa          | 300 |"}});
  document.grids.clear();
  for (double y : {50.0, 94.0}) document.pages[0].rulings.push_back({{52, y, 162, y + 0.5}, true});
  FindGrids(&document);
  EXPECT_EQ(Grids(document), "Lön | 100\nHyra | 200\nSumma | 300\n");
}

}  // namespace
}  // namespace avstam::extract
