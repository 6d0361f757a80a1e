// The tables of corpus/tables, each with one feature of layout, against what a reader wrote down; and that it
// does not matter where on the page they stand, how large they are set, or what runs above them.
#include "extract/tables.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "extract/layout.h"
#include "extract/page_reader.h"

namespace avstam::extract {
namespace {

namespace fs = std::filesystem;

std::string FileText(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

fs::path Folder() { return fs::path(AVSTAM_SOURCE_DIR) / "corpus" / "tables"; }

std::vector<std::string> Names() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(Folder()))
    if (entry.path().extension() == ".pdf") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

Document WordsOf(const std::string& name) {
  const std::string bytes = FileText(Folder() / (name + ".pdf"));
  PdfFile file(bytes, {});
  Document document = file.Announce();
  for (int page = 1; page <= document.page_count; ++page) file.ReadPage(page, &document);
  return document;
}

// As the truth is written: a row a line, "<" for what a cell to the left covers, "^" for what one above does.
std::string TableText(const Grid& grid) {
  std::vector<std::vector<std::string>> rows(static_cast<size_t>(grid.rows),
                                             std::vector<std::string>(static_cast<size_t>(grid.columns)));
  for (const GridCell& cell : grid.cells)
    for (int r = cell.row; r < cell.row + cell.row_span; ++r)
      for (int c = cell.column; c < cell.column + cell.column_span; ++c)
        rows.at(static_cast<size_t>(r)).at(static_cast<size_t>(c)) = c > cell.column ? "<"
                                                                     : r > cell.row  ? "^"
                                                                                     : cell.text;
  std::string out = fmt::format("page {}, {} header row{}\n", grid.first_page, grid.header_rows,
                                grid.header_rows == 1 ? "" : "s");
  for (const auto& row : rows) {
    std::string line;
    for (size_t c = 0; c < row.size(); ++c) {
      if (c > 0) line += line.ends_with(' ') ? "| " : " | ";
      line += row[c];
    }
    while (line.ends_with(' ')) line.pop_back();
    out += line + "\n";
  }
  return out;
}

std::string TablesText(Document document) {
  FindLines(&document);
  std::string out;
  for (const Page& page : document.pages)
    for (const Grid& grid : FindTables(page)) out += (out.empty() ? "" : "\n") + TableText(grid);
  return out;
}

std::string Truth(const std::string& name) { return FileText(Folder() / (name + ".truth.txt")); }

// Every place on the page: times `scale`, then moved.
Document Placed(Document document, double scale, double dx, double dy) {
  auto place = [&](Box* b) {
    *b = {b->left * scale + dx, b->top * scale + dy, b->right * scale + dx, b->bottom * scale + dy};
  };
  for (Page& page : document.pages) {
    page.width_pt = page.width_pt * scale + 2 * dx;
    page.height_pt = page.height_pt * scale + 2 * dy;
    for (Word& word : page.words) {
      place(&word.box);
      for (float& x : word.x_edges) x = static_cast<float>(x * scale + dx);
      word.baseline = static_cast<float>(word.baseline * scale + dy);
      word.font_size = static_cast<float>(word.font_size * scale);
    }
    for (Ruling& ruling : page.rulings) place(&ruling.box);
    for (FilledArea& area : page.areas) place(&area.box);
  }
  return document;
}

// A line of text and a rule across the top of the page.
Document WithRunningHead(Document document) {
  for (Page& page : document.pages) {
    double x = 60;
    for (const char* text : {"Lindöga", "kommun", "Årsbok", "för", "länets", "kommuner", "2023"}) {
      Word word;
      word.text = text;
      const double width = 5.0 * static_cast<double>(word.text.size());
      word.box = {x, 24, x + width, 35};
      word.baseline = 33;
      word.font_size = 10;
      for (size_t i = 0; i <= word.text.size(); ++i) word.x_edges.push_back(static_cast<float>(x + 5.0 * i));
      page.words.push_back(std::move(word));
      x += width + 3;
    }
    page.rulings.push_back({{60, 40, page.width_pt - 60, 40.5}, true});
  }
  return document;
}

class CorpusTable : public ::testing::TestWithParam<std::string> {};

TEST_P(CorpusTable, IsReadAsItStands) { EXPECT_EQ(TablesText(WordsOf(GetParam())), Truth(GetParam())); }

TEST_P(CorpusTable, IsReadTheSameElsewhereOnThePage) {
  EXPECT_EQ(TablesText(Placed(WordsOf(GetParam()), 1, 21.3, 37.9)), Truth(GetParam()));
}

TEST_P(CorpusTable, IsReadTheSameInOtherSizes) {
  for (double scale : {0.75, 1.5}) {
    SCOPED_TRACE(scale);
    EXPECT_EQ(TablesText(Placed(WordsOf(GetParam()), scale, 0, 0)), Truth(GetParam()));
  }
}

TEST_P(CorpusTable, IsReadTheSameBelowARunningHead) {
  if (GetParam() == "vriden") return;  // a head across it would be vertical
  EXPECT_EQ(TablesText(WithRunningHead(WordsOf(GetParam()))), Truth(GetParam()));
}

INSTANTIATE_TEST_SUITE_P(Corpus, CorpusTable, ::testing::ValuesIn(Names()), [](const auto& info) {
  std::string name = info.param;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

TEST(CorpusTables, HaveATruthEach) {
  EXPECT_GE(Names().size(), 20u);
  for (const std::string& name : Names()) EXPECT_TRUE(fs::exists(Folder() / (name + ".truth.txt"))) << name;
}

}  // namespace
}  // namespace avstam::extract
