#include "extract/running_heads.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "extract/bands.h"

namespace avstam::extract {
namespace {

constexpr double kZone = 0.14;       // of the page's height, at the top and at the bottom
constexpr double kSameHeightPt = 3;  // scanned or reflowed pages shift a little
constexpr size_t kNeighbours = 60;   // pages to compare with: a packet's parts have heads of their own

// A line near an edge of its page.
struct Candidate {
  int page = 0, line = 0;
  double height = 0;  // baseline from the edge
  std::vector<int64_t> numbers;
};

struct Key {
  std::string text;  // runs of digits as '#'
  bool top;
  bool operator<(const Key& other) const { return std::tie(text, top) < std::tie(other.text, other.top); }
};

// "Sida 4 (6)" -> "Sida # (#)" and {4, 6}.
std::string Shape(const Page& page, const Line& line, std::vector<int64_t>* numbers) {
  std::string shape;
  bool in_number = false;
  for (int index : line.words) {
    if (!shape.empty()) shape += ' ';
    in_number = false;
    for (char c : page.words[static_cast<size_t>(index)].text) {
      if (c >= '0' && c <= '9') {
        if (!in_number) {
          shape += '#';
          numbers->push_back(0);
        }
        numbers->back() = (numbers->back() * 10 + (c - '0')) % 1'000'000'000'000;
        in_number = true;
      } else {
        shape += c;
        in_number = false;
      }
    }
  }
  return shape;
}

// A bullet or a rule of dashes is no head; a date or a telephone number is as good as a word, for no figure
// of a table has dashes, slashes or colons between digits.
bool ReadsAsWords(const std::string& shape) {
  for (const char* mark : {"#-#", "#/#", "#:#"})
    if (shape.find(mark) != std::string::npos) return true;
  int32_t i = 0;
  const auto size = static_cast<int32_t>(shape.size());
  while (i < size) {
    UChar32 c;
    U8_NEXT(shape.data(), i, size, c);
    if (c >= 0 && u_isalpha(c)) return true;
  }
  return false;
}

enum class Numbers { kDiffer, kSame, kCount };

Numbers Compare(const Candidate& a, const Candidate& b) {
  Numbers result = Numbers::kSame;
  for (size_t i = 0; i < a.numbers.size(); ++i) {
    const int64_t step = b.numbers[i] - a.numbers[i];
    if (step == 0) continue;
    if (step != b.page - a.page) return Numbers::kDiffer;
    result = Numbers::kCount;
  }
  return result;
}

// Does a figure of this line's row end where one of the row above or below it does?
bool FiguresInColumns(const Page& page, const Line& line) {
  constexpr double kSameEdgePt = 1, kNextRow = 4;  // kNextRow: of the size of the type
  const auto figure = [](const Word& word) { return LooksLikeFigure(word.text); };
  const double far = kNextRow * line.font_size;
  std::vector<const Word*> here, near;
  for (const Word& word : page.words) {
    const double away = std::abs(word.baseline - line.baseline);
    if (away > far || !figure(word)) continue;
    (away <= kSameHeightPt ? here : near).push_back(&word);
  }
  return std::any_of(here.begin(), here.end(), [&](const Word* word) {
    return std::any_of(near.begin(), near.end(), [&](const Word* other) {
      return std::abs(word->box.right - other->box.right) <= kSameEdgePt;
    });
  });
}

// Do the lines of the row below stand under those of this row, one under one, at two places at least?
bool HeadsColumns(const Page& page, const Line& line) {
  const double size = line.font_size;
  std::vector<const Line*> row, below;
  double next = 1e9;
  for (const Line& other : page.lines) {
    if (std::abs(other.baseline - line.baseline) <= kSameHeightPt) row.push_back(&other);
    if (other.baseline > line.baseline + 0.7 * size) next = std::min<double>(next, other.baseline);
  }
  if (row.size() > 50) return true;  // cells, not parts of a head
  if (row.size() < 2 || next > line.baseline + 5 * size) return false;
  for (const Line& other : page.lines)
    if (std::abs(other.baseline - next) <= kSameHeightPt) below.push_back(&other);
  size_t places = 0;
  for (const Line* head : row) {
    size_t under = 0;
    for (const Line* other : below) {
      size_t over = 0;
      for (const Line* again : row) over += again->box.OverlapX(other->box) > 0 ? 1 : 0;
      under += over == 1 && head->box.OverlapX(other->box) > 0 ? 1 : 0;
    }
    places += under == 1 ? 1 : 0;
  }
  return places >= 2;
}

}  // namespace

void MarkRunningHeads(Document* document) {
  std::vector<Page>& pages = document->pages;
  if (pages.size() < 2) return;
  const size_t needed = pages.size() == 2 ? 2 : std::min<size_t>(3, (pages.size() + 1) / 2);

  std::map<Key, std::vector<Candidate>> groups;
  for (size_t p = 0; p < pages.size(); ++p) {
    for (size_t i = 0; i < pages[p].lines.size(); ++i) {
      const Line& line = pages[p].lines[i];
      const double middle = line.box.center_y(), height = pages[p].height_pt;
      if (middle > kZone * height && middle < (1 - kZone) * height) continue;
      Candidate candidate;
      candidate.page = static_cast<int>(p);
      candidate.line = static_cast<int>(i);
      const bool top = middle <= kZone * height;
      candidate.height = top ? line.baseline : height - line.baseline;
      if (top && HeadsColumns(pages[p], line)) continue;
      // The label of a row of a table is the same on many pages, the row is not.
      const bool row = FiguresInColumns(pages[p], line);
      std::string shape;
      for (const Line& part : pages[p].lines)
        if (&part == &line || (row && std::abs(part.baseline - line.baseline) <= kSameHeightPt))
          shape += Shape(pages[p], part, &candidate.numbers);
      groups[{std::move(shape), top}].push_back(std::move(candidate));
    }
  }

  std::vector<std::pair<int, int>> same_figures;  // run only beside a running line
  for (auto& [key, group] : groups) {
    const bool words = ReadsAsWords(key.text);
    for (size_t i = 0; i < group.size(); ++i) {
      size_t agree = 1, count = 0;
      bool near = false;  // a letterhead on the first pages of several papers does not run
      int last_page = group[i].page;
      const size_t begin = i > kNeighbours ? i - kNeighbours : 0,
                   end = std::min(group.size(), i + kNeighbours);
      for (size_t j = begin; j < end; ++j) {
        if (group[j].page == group[i].page || group[j].page == last_page) continue;
        if (std::abs(group[j].height - group[i].height) > kSameHeightPt) continue;
        const Numbers numbers = Compare(group[i], group[j]);
        if (numbers == Numbers::kDiffer) continue;
        ++agree;
        count += numbers == Numbers::kCount ? 1 : 0;
        last_page = group[j].page;
        near = near || std::abs(group[j].page - group[i].page) <= 2;
      }
      if (agree < needed || !near) continue;
      if (words || count + 1 >= needed) {
        pages[static_cast<size_t>(group[i].page)].lines[static_cast<size_t>(group[i].line)].running = true;
      } else {
        same_figures.emplace_back(group[i].page, group[i].line);
      }
    }
  }
  for (const auto& [p, i] : same_figures) {
    Page& page = pages[static_cast<size_t>(p)];
    Line& line = page.lines[static_cast<size_t>(i)];
    line.running = std::any_of(page.lines.begin(), page.lines.end(), [&line](const Line& other) {
      return other.running && std::abs(other.baseline - line.baseline) <= kSameHeightPt;
    });
  }
}

}  // namespace avstam::extract
