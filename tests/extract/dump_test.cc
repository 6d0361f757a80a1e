#include <gtest/gtest.h>

#include "extract/document.h"

namespace avstam::extract {
namespace {

TEST(Dump, HasOneLineForEachThing) {
  Document document;
  document.page_count = 2;
  document.diagnostics.push_back({"truncated", 0, "no end"});
  Page page;
  page.number = 1;
  page.width_pt = 595.28;
  page.height_pt = 841.89;
  page.source = Source::kText;
  page.state = PageState::kWarnings;
  page.messages = {"syntax error: one\ntwo"};
  Word word;
  word.text = "Å\"\x1b";
  word.box = {1, 2, 3, 4.25};
  word.baseline = 4;
  word.font_size = 10;
  word.bold = word.struck_out = word.space_before = true;
  word.render_mode = 3;
  page.words = {word};
  page.rulings = {{{1, 2, 3, 2}, true}};
  page.areas = {{{0, 0, 9, 9}, 0.5F}};
  page.images = {{{0, 0, 5, 5}, 20, 30}};
  Line line;
  line.words = {0};
  line.box = word.box;
  line.baseline = 4;
  line.font_size = 10;
  line.running = true;
  page.lines = {line};
  document.pages = {page};
  Grid grid;
  grid.first_page = grid.last_page = 1;
  grid.rows = 1;
  grid.columns = 2;
  grid.header_rows = 1;
  grid.ruled = true;
  GridCell cell;
  cell.column = 1;
  cell.row_span = 2;
  cell.text = "x";
  grid.cells = {cell};
  document.grids = {grid};
  EXPECT_EQ(Dump(document),
            "document pages=2 incomplete\n"
            "diagnostic truncated page=0 \"no end\"\n"
            "page 1 595.3x841.9 rotation=0 text warnings\n"
            " message \"syntax error: one\\ntwo\"\n"
            " word [1.0 2.0 3.0 4.2] base=4.0 size=10.0 bold struck-out space mode=3 \"Å\"\\x1B\"\n"
            " ruling horizontal [1.0 2.0 3.0 2.0]\n"
            " area [0.0 0.0 9.0 9.0] luminance=0.50\n"
            " image [0.0 0.0 5.0 5.0] 20x30 px\n"
            " line [1.0 2.0 3.0 4.2] base=4.0 size=10.0 running \"Å\"\\x1B\"\n"
            "grid pages=1-1 [0.0 0.0 0.0 0.0] 1x2 header=1 ruled\n"
            " cell 0,1 span=2x1 \"x\"\n");
}

}  // namespace
}  // namespace avstam::extract
