#include "rules/ocr_alternatives.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "normalize/text.h"

namespace avstam::rules {
namespace {

struct Digit {
  char read = 0;
  std::string others;  // what else it may be; characters that are no digits too
};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// The digits of a cell in the order they stand, with what the OCR says of each.
std::vector<Digit> DigitsOf(const extract::Page& page, const Box& cell) {
  std::vector<const extract::Word*> words;
  for (const extract::Word& word : page.words)
    if (word.box.center_x() >= cell.left && word.box.center_x() <= cell.right &&
        word.box.center_y() >= cell.top && word.box.center_y() <= cell.bottom)
      words.push_back(&word);
  std::stable_sort(words.begin(), words.end(),
                   [](const extract::Word* a, const extract::Word* b) { return a->box.left < b->box.left; });
  std::vector<Digit> digits;
  for (const extract::Word* word : words) {
    size_t character = 0;
    for (size_t byte = 0; byte < word->text.size(); byte += normalize::CodePointBytes(word->text, byte)) {
      if (IsDigit(word->text[byte])) {
        Digit digit{word->text[byte], ""};
        if (word->ocr >= 0) {
          const extract::OcrDetail& detail = page.ocr[static_cast<size_t>(word->ocr)];
          if (character < detail.characters.size()) digit.others = detail.characters[character].others;
        }
        digits.push_back(std::move(digit));
      }
      ++character;
    }
  }
  return digits;
}

// The digits of the repair that the OCR held for possible at their places; empty: not all of them.
std::string Supported(const extract::Document& document, const Where& where, const Repair& repair) {
  if (where.page < 1 || static_cast<size_t>(where.page) > document.pages.size()) return {};
  const std::vector<Digit> digits = DigitsOf(document.pages[static_cast<size_t>(where.page - 1)], where.box);
  const std::string read = std::to_string(PrintedUnits(repair.read)),
                    proposed = std::to_string(PrintedUnits(repair.proposed));
  if (digits.size() != read.size() || proposed.size() != read.size()) return {};
  std::string supported;
  for (size_t i = 0; i < digits.size(); ++i) {
    if (digits[i].read != read[i]) return {};
    if (proposed[i] == read[i]) continue;
    if (digits[i].others.find(proposed[i]) == std::string::npos) return {};
    supported += proposed[i];
  }
  return supported;
}

}  // namespace

void RankRepairs(const extract::Document& document, Reading* reading) {
  for (Check& check : reading->checks) {
    std::vector<Repair> surer, others;
    for (Repair& repair : check.repairs) {
      const Row& row =
          reading->tables[static_cast<size_t>(repair.table)].rows[static_cast<size_t>(repair.row)];
      const std::string digits =
          Supported(document, row.cells[static_cast<size_t>(repair.column)].where, repair);
      if (!digits.empty())
        repair.reason += fmt::format("; the OCR itself held {} for possible there", digits);
      (digits.empty() ? others : surer).push_back(std::move(repair));
    }
    surer.insert(surer.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    check.repairs = std::move(surer);
  }
}

}  // namespace avstam::rules
