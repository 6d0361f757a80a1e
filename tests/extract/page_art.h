// Pages for tests, drawn in characters: one character is 5 pt wide, one line 14 pt high, type size 12 pt.
//
//   Document d = Art({{"Post          2024     2025",
//                      "Lön            100      200"}});
//
// A line of only '-' is a horizontal ruling under the line before; '|' is a vertical ruling through its line;
// "*word" is bold, "^word" raised, "+word" set half as large again.  Several inner lists are several pages.
#ifndef AVSTAM_TESTS_EXTRACT_PAGE_ART_H_
#define AVSTAM_TESTS_EXTRACT_PAGE_ART_H_

#include <string>
#include <vector>

#include "extract/layout.h"

namespace avstam::extract {

inline constexpr double kCharPt = 5, kLinePt = 14, kSizePt = 12;

inline Page ArtPage(const std::vector<std::string>& lines, int number, double shift_x = 0,
                    double shift_y = 0) {
  Page page;
  page.number = number;
  page.width_pt = 600;
  page.height_pt = 800;
  page.source = Source::kText;
  double y = 60 + shift_y;
  for (const std::string& line : lines) {
    if (!line.empty() && line.find_first_not_of("- ") == std::string::npos &&
        line.find("---") != std::string::npos) {
      double left = 50 + shift_x + kCharPt * static_cast<double>(line.find('-')),
             right = 50 + shift_x + kCharPt * static_cast<double>(line.size());
      page.rulings.push_back({{left, y - 9.5, right, y - 9}, true});
      continue;
    }
    double x = 50 + shift_x;
    Word word;
    auto flush = [&] {
      if (word.text.empty()) return;
      if (word.text[0] == '*') word.bold = true, word.text.erase(0, 1);
      if (word.text[0] == '^') word.superscript = true, word.text.erase(0, 1);
      if (word.text[0] == '+') word.font_size *= 1.5F, word.text.erase(0, 1);
      word.box.right = x;
      page.words.push_back(word);
      word = Word();
    };
    for (size_t i = 0; i < line.size(); ++i) {
      bool lead = (static_cast<unsigned char>(line[i]) & 0xC0) != 0x80;
      if (line[i] == ' ' || line[i] == '|') {
        flush();
        if (line[i] == '|') page.rulings.push_back({{x + 2, y - 10, x + 2.5, y + 4}, false});
        x += kCharPt;
        continue;
      }
      if (word.text.empty()) {
        word.box = {x, y - 9, x, y + 3};
        word.baseline = static_cast<float>(y);
        word.font_size = static_cast<float>(kSizePt);
      }
      word.text += line[i];
      if (lead && line[i] != '*' && line[i] != '^' && line[i] != '+') x += kCharPt;
    }
    flush();
    y += kLinePt;
  }
  return page;
}

inline Document Art(const std::vector<std::vector<std::string>>& pages, double shift_x = 0,
                    double shift_y = 0) {
  Document document;
  document.page_count = static_cast<int>(pages.size());
  for (size_t p = 0; p < pages.size(); ++p)
    document.pages.push_back(ArtPage(pages[p], static_cast<int>(p) + 1, shift_x, shift_y));
  FindLines(&document);
  FindGrids(&document);
  return document;
}

// Rows of all grids: cells joined by " | ", header rows with "# " before, grids apart by "---".
inline std::string Grids(const Document& document) {
  std::string out;
  for (const Grid& grid : document.grids) {
    if (!out.empty()) out += "---\n";
    for (int r = 0; r < grid.rows; ++r) {
      std::string line = r < grid.header_rows ? "# " : "";
      for (int c = 0; c < grid.columns; ++c) {
        const GridCell* cell = grid.At(r, c);
        line += (c > 0 ? " | " : "") + (cell != nullptr && cell->column == c ? cell->text : "");
      }
      out += line + "\n";
    }
  }
  return out;
}

}  // namespace avstam::extract

#endif  // AVSTAM_TESTS_EXTRACT_PAGE_ART_H_
