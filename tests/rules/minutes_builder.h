// Pages of minutes for tests, written as they look:
//
//   Typeset({"#§ 12 Taxa för vatten", "", "#Beslut", "Nämnden beslutar", "1. att anta taxan,", "2. att ..."})
//
// One string is one printed line; "" is a blank line, "\f" the next page, '#' before a line sets it bold,
// "*bold*" inside a line a few words.  Two spaces before a line indent it, three inside it begin another
// column.  Long lines are not broken: what stands in one string stands on one line.
#ifndef AVSTAM_TESTS_RULES_MINUTES_BUILDER_H_
#define AVSTAM_TESTS_RULES_MINUTES_BUILDER_H_

#include <string>
#include <string_view>
#include <vector>

#include "extract/document.h"
#include "extract/layout.h"
#include "normalize/text.h"

namespace avstam::rules {

class MinutesTypesetter {
 public:
  MinutesTypesetter() { NewPage(); }

  void Line(std::string_view line) {
    if (line == "\f") {
      NewPage();
      return;
    }
    y_ += kLeading;
    bool bold = line.starts_with('#');
    if (bold) line.remove_prefix(1);
    double x = kLeft;
    while (line.starts_with("  ")) line.remove_prefix(2), x += 2 * kIndent;
    bool in_bold = bold;
    while (!line.empty()) {
      const size_t space = std::min(line.find(' '), line.size());
      std::string text(line.substr(0, space));
      size_t blanks = 0;
      while (space + blanks < line.size() && line[space + blanks] == ' ') ++blanks;
      line.remove_prefix(space + blanks);
      if (text.starts_with('*')) in_bold = true, text.erase(0, 1);
      const bool ends = text.ends_with('*');
      if (ends) text.pop_back();
      if (!text.empty()) x = Word(text, x, in_bold);
      if (ends) in_bold = bold;
      x += blanks >= 3 ? kColumn : kSpace;
    }
  }

  extract::Document Take() {
    document_.page_count = static_cast<int>(document_.pages.size());
    extract::FindLines(&document_);
    extract::FindGrids(&document_);
    return std::move(document_);
  }

 private:
  static constexpr double kLeft = 80, kIndent = 9, kSpace = 3, kColumn = 60, kLetter = 5.5, kLeading = 14;
  static constexpr float kSize = 11;

  void NewPage() {
    extract::Page page;
    page.number = static_cast<int>(document_.pages.size()) + 1;
    page.width_pt = 595, page.height_pt = 842;
    page.source = extract::Source::kText;
    document_.pages.push_back(page);
    y_ = 90;
  }

  double Word(const std::string& text, double x, bool bold) {
    extract::Word word;
    word.text = text;
    const int letters = normalize::CodePoints(text);
    for (int i = 0; i <= letters; ++i) word.x_edges.push_back(static_cast<float>(x + i * kLetter));
    word.box = {x, y_ - 8, x + letters * kLetter, y_ + 2};
    word.baseline = static_cast<float>(y_);
    word.font_size = kSize;
    word.bold = bold;
    word.space_before = true;
    document_.pages.back().words.push_back(word);
    return word.box.right;
  }

  extract::Document document_;
  double y_ = 0;
};

inline extract::Document Typeset(const std::vector<std::string>& lines) {
  MinutesTypesetter out;
  for (const std::string& line : lines) out.Line(line);
  return out.Take();
}

}  // namespace avstam::rules

#endif  // AVSTAM_TESTS_RULES_MINUTES_BUILDER_H_
