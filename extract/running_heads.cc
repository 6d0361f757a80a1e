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
// Each line near an edge is held to all of its page; no page that people read has so many.
constexpr size_t kMostLines = 5'000, kMostWords = 20'000;

// A line near an edge of its page.
struct Candidate {
  int page = 0, line = 0;
  double height = 0;  // baseline from the edge
  std::vector<int64_t> numbers;
  bool captions = false;
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

// One of the places, points from the left, is the same.
bool EndTogether(const std::vector<double>& ends, const std::vector<double>& others) {
  constexpr double kSameEdgePt = 1;
  return std::any_of(ends.begin(), ends.end(), [&](double end) {
    return std::any_of(others.begin(), others.end(),
                       [&](double other) { return std::abs(end - other) <= kSameEdgePt; });
  });
}

// Does a figure of this line's row end where one of the row above or below it does?
bool FiguresInColumns(const Page& page, const Line& line) {
  constexpr double kNextRow = 4;  // of the size of the type
  const double far = kNextRow * line.font_size;
  std::vector<double> here, near;
  for (const Word& word : page.words) {
    const double away = std::abs(word.baseline - line.baseline);
    if (away > far || !LooksLikeFigure(word.text)) continue;
    (away <= kSameHeightPt ? here : near).push_back(word.box.right);
  }
  return EndTogether(here, near);
}

// The words of a row, apart where a gap is as wide as between columns.
std::vector<Segment> RowAt(const Page& page, double baseline) {
  constexpr double kGapEm = 0.8;
  std::vector<int> row;
  for (size_t w = 0; w < page.words.size(); ++w)
    if (std::abs(page.words[w].baseline - baseline) <= kSameHeightPt) row.push_back(static_cast<int>(w));
  const auto word = [&](int w) -> const Word& { return page.words[static_cast<size_t>(w)]; };
  std::sort(row.begin(), row.end(), [&](int a, int b) { return word(a).box.left < word(b).box.left; });
  std::vector<Segment> segments;
  for (auto begin = row.begin(); begin != row.end();) {
    auto end = begin + 1;
    while (end != row.end() && word(*end).box.left - word(end[-1]).box.right < kGapEm * word(*end).font_size)
      ++end;
    segments.push_back(MakeSegment(page, {begin, end}));
    begin = end;
  }
  return segments;
}

// Do figures stand under what this row holds, one under one, at two places at least?  A heading or two may
// stand between.
bool HeadsFigures(const Page& page, const Line& line) {
  const std::vector<Segment> row = RowAt(page, line.baseline);
  if (row.size() < 2) return false;
  double baseline = line.baseline;
  for (int below = 0; below < 3; ++below) {
    double next = 1e9;
    for (const Line& other : page.lines)
      if (other.baseline > baseline + 0.7 * line.font_size) next = std::min<double>(next, other.baseline);
    if (next > baseline + 5 * line.font_size) return false;
    baseline = next;
    std::vector<Segment> figures = RowAt(page, baseline);
    std::erase_if(figures, [](const Segment& segment) { return !segment.figure; });
    const auto headed = std::count_if(row.begin(), row.end(), [&](const Segment& head) {
      return std::count_if(figures.begin(), figures.end(),
                           [&](const Segment& figure) { return head.box.OverlapX(figure.box) > 0; }) == 1;
    });
    if (!figures.empty()) return headed >= 2;
  }
  return false;
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

// Does it stand right above the head of a table?  "Tabell 3" counts up with pages, but is no page number.
bool Captions(const Page& page, const Line& line) {
  constexpr double kRightAboveEm = 2.5;
  const Line* below = nullptr;
  for (const Line& other : page.lines)
    if (other.baseline > line.baseline + kSameHeightPt &&
        (below == nullptr || other.baseline < below->baseline))
      below = &other;
  return below != nullptr && below->baseline - line.baseline <= kRightAboveEm * line.font_size &&
         (HeadsColumns(page, *below) || HeadsFigures(page, *below));
}

// What stands at one height.
struct LineRow {
  double baseline = 0;
  std::vector<int> lines;
  std::vector<double> figure_ends;
  bool runs = true;
};

std::vector<LineRow> RowsOf(const Page& page) {
  std::vector<int> order(page.lines.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
  const auto line = [&](int i) -> const Line& { return page.lines[static_cast<size_t>(i)]; };
  std::sort(order.begin(), order.end(), [&](int a, int b) { return line(a).baseline < line(b).baseline; });
  std::vector<LineRow> rows;
  for (int i : order) {
    if (rows.empty() || line(i).baseline - rows.back().baseline > kSameHeightPt)
      rows.push_back({line(i).baseline, {}, {}});
    LineRow& row = rows.back();
    row.lines.push_back(i);
    row.runs = row.runs && line(i).running;
    for (int w : line(i).words) {
      const Word& word = page.words[static_cast<size_t>(w)];
      if (LooksLikeFigure(word.text)) row.figure_ends.push_back(word.box.right);
    }
  }
  return rows;
}

// A row that is the same on all pages, of noughts perhaps, belongs to the table in whose columns and line
// spacing it stands.
void KeepRowsOfTables(Page* page) {
  constexpr double kSameSpacing = 1.3;
  if (std::none_of(page->lines.begin(), page->lines.end(), [](const Line& line) { return line.running; }))
    return;
  std::vector<LineRow> rows = RowsOf(*page);
  const auto belongs = [&](size_t i, int step) {
    const auto at = [&](int n) { return static_cast<size_t>(static_cast<int>(i) + n * step); };
    if (at(1) >= rows.size() || at(2) >= rows.size()) return false;
    const LineRow &row = rows[i], &near = rows[at(1)], &beyond = rows[at(2)];
    return !near.runs &&
           std::abs(row.baseline - near.baseline) <=
               kSameSpacing * std::abs(near.baseline - beyond.baseline) &&
           EndTogether(row.figure_ends, near.figure_ends);
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 0; i < rows.size(); ++i) {
      if (!rows[i].runs || (!belongs(i, 1) && !belongs(i, -1))) continue;
      rows[i].runs = false;
      changed = true;
      for (int line : rows[i].lines) page->lines[static_cast<size_t>(line)].running = false;
    }
  }
}

}  // namespace

void MarkRunningHeads(Document* document) {
  std::vector<Page>& pages = document->pages;
  if (pages.size() < 2) return;
  const size_t needed = pages.size() == 2 ? 2 : std::min<size_t>(3, (pages.size() + 1) / 2);

  std::map<Key, std::vector<Candidate>> groups;
  for (size_t p = 0; p < pages.size(); ++p) {
    if (pages[p].lines.size() > kMostLines || pages[p].words.size() > kMostWords) continue;
    for (size_t i = 0; i < pages[p].lines.size(); ++i) {
      const Line& line = pages[p].lines[i];
      const double middle = line.box.center_y(), height = pages[p].height_pt;
      if (middle > kZone * height && middle < (1 - kZone) * height) continue;
      Candidate candidate;
      candidate.page = static_cast<int>(p);
      candidate.line = static_cast<int>(i);
      const bool top = middle <= kZone * height;
      candidate.height = top ? line.baseline : height - line.baseline;
      if (top && (HeadsColumns(pages[p], line) || HeadsFigures(pages[p], line))) continue;
      // The label of a row of a table is the same on many pages, the row is not.
      const bool row = FiguresInColumns(pages[p], line);
      std::string shape;
      for (const Line& part : pages[p].lines)
        if (&part == &line || (row && std::abs(part.baseline - line.baseline) <= kSameHeightPt))
          shape += Shape(pages[p], part, &candidate.numbers);
      candidate.captions = top && !candidate.numbers.empty() && Captions(pages[p], line);
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
        if (numbers == Numbers::kDiffer || (numbers == Numbers::kCount && group[i].captions)) continue;
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
  for (Page& page : pages) KeepRowsOfTables(&page);
}

}  // namespace avstam::extract
