#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include "extract/layout.h"
#include "extract/running_heads.h"

namespace avstam::extract {
namespace {

constexpr double kSameBaseline = 0.3;  // em; rows of a table stand at least one em apart
constexpr double kColumnGap = 2.5;     // em; wider splits a line

class LineFinder {
 public:
  explicit LineFinder(Page* page) : page_(page) {}

  void Find() {
    page_->lines.clear();
    std::vector<int> horizontal, superscripts;
    std::map<int, std::vector<int>> turned;  // by direction
    const bool visible_only = DoublesVisibleText();
    for (int i = 0; i < static_cast<int>(page_->words.size()); ++i) {
      const Word& word = WordAt(i);
      if (visible_only && word.render_mode == 3) continue;
      if (word.direction != 0) {
        turned[word.direction].push_back(i);
      } else {
        (word.superscript ? superscripts : horizontal).push_back(i);
      }
    }
    FindHorizontal(std::move(horizontal));
    Attach(superscripts);
    for (Line& line : page_->lines) Finish(&line);
    std::stable_sort(page_->lines.begin(), page_->lines.end(), [](const Line& a, const Line& b) {
      return a.baseline != b.baseline ? a.baseline < b.baseline : a.box.left < b.box.left;
    });
    AlignRows();
    ReadColumns(0, page_->lines.size(), 0);
    for (auto& [direction, words] : turned) FindTurned(direction, std::move(words));
  }

 private:
  const Word& WordAt(int index) const { return page_->words[static_cast<size_t>(index)]; }

  // Invisible text on a page of visible text says the same again.  Beside a few visible words (a stamp on a
  // scan) it is the text of the page.
  bool DoublesVisibleText() const {
    const auto invisible = std::count_if(page_->words.begin(), page_->words.end(),
                                         [](const Word& word) { return word.render_mode == 3; });
    return invisible > 0 && 3 * invisible < 2 * static_cast<long>(page_->words.size());
  }

  void FindHorizontal(std::vector<int> words) {
    std::stable_sort(words.begin(), words.end(),
                     [this](int a, int b) { return WordAt(a).baseline < WordAt(b).baseline; });
    size_t begin = 0;
    while (begin < words.size()) {
      size_t end = begin + 1;
      while (end < words.size() &&
             WordAt(words[end]).baseline - WordAt(words[begin]).baseline <=
                 kSameBaseline * std::min(WordAt(words[begin]).font_size, WordAt(words[end]).font_size))
        ++end;
      std::vector<int> row(words.begin() + static_cast<long>(begin), words.begin() + static_cast<long>(end));
      std::stable_sort(row.begin(), row.end(),
                       [this](int a, int b) { return WordAt(a).box.left < WordAt(b).box.left; });
      Split(row);
      begin = end;
    }
  }

  void Split(const std::vector<int>& row) {
    double right = 0;
    for (size_t i = 0; i < row.size(); ++i) {
      const Word& word = WordAt(row[i]);
      if (i == 0 ||
          word.box.left - right > kColumnGap * std::max(word.font_size, WordAt(row[i - 1]).font_size)) {
        page_->lines.emplace_back();
        right = word.box.right;
      }
      page_->lines.back().words.push_back(row[i]);
      right = std::max(right, word.box.right);
    }
  }

  // Puts superscripts into the lines of the words they touch.
  void Attach(const std::vector<int>& marks) {
    auto& lines = page_->lines;  // by the baselines of their first words, as FindHorizontal leaves them
    auto baseline = [this](const Line& line) { return WordAt(line.words.front()).baseline; };
    std::vector<float> baselines;
    float largest = 0;
    for (const Line& line : lines) {
      baselines.push_back(std::max(baseline(line), baselines.empty() ? 0 : baselines.back()));
      largest = std::max(largest, WordAt(line.words.front()).font_size);
    }
    const size_t count = lines.size();
    std::vector<std::vector<int>> taken(count);
    for (int index : marks) {
      const Word& mark = WordAt(index);
      size_t best = count;
      double best_gap = 1e9;
      const auto first = std::lower_bound(baselines.begin(), baselines.end(), mark.baseline - largest);
      for (auto i = static_cast<size_t>(first - baselines.begin()); i < count; ++i) {
        const Word& word = WordAt(lines[i].words.front());
        const double raised = word.baseline - mark.baseline;
        if (raised > 0.9 * largest + mark.font_size) break;
        if (raised < 0 || raised > 0.9 * word.font_size + mark.font_size) continue;
        for (int other : lines[i].words) {
          const double gap = std::max(0.0, -WordAt(other).box.OverlapX(mark.box)) + raised;
          if (gap < best_gap) best_gap = gap, best = i;
        }
      }
      if (best < count) {
        taken[best].push_back(index);
      } else {
        lines.emplace_back();
        lines.back().words.push_back(index);
      }
    }
    for (size_t i = 0; i < count; ++i) {
      if (taken[i].empty()) continue;
      std::vector<int>& words = lines[i].words;
      words.insert(words.end(), taken[i].begin(), taken[i].end());
      std::stable_sort(words.begin(), words.end(),
                       [this](int a, int b) { return WordAt(a).box.left < WordAt(b).box.left; });
    }
  }

  void Finish(Line* line) const {
    std::map<float, size_t> baselines, sizes;  // weighed by characters
    for (int index : line->words) {
      const Word& word = WordAt(index);
      line->box.Extend(word.box);
      const size_t weight = word.x_edges.size();
      baselines[word.baseline] += weight;
      sizes[word.font_size] += weight;
    }
    auto most = [](const std::map<float, size_t>& counts) {
      return std::max_element(counts.begin(), counts.end(),
                              [](const auto& a, const auto& b) { return a.second < b.second; })
          ->first;
    };
    line->baseline = most(baselines);
    line->font_size = most(sizes);
  }

  // Lines of one row may differ by a fraction of a point; left to right counts more than that.
  void AlignRows() {
    auto& lines = page_->lines;
    size_t begin = 0;
    while (begin < lines.size()) {
      size_t end = begin + 1;
      while (end < lines.size() && lines[end].baseline - lines[begin].baseline <=
                                       kSameBaseline * std::min(lines[begin].font_size, lines[end].font_size))
        ++end;
      std::stable_sort(lines.begin() + static_cast<long>(begin), lines.begin() + static_cast<long>(end),
                       [](const Line& a, const Line& b) { return a.box.left < b.box.left; });
      begin = end;
    }
  }

  // Running text set in two columns is read column by column: at least kColumnLines lines of several words on
  // each side of a gutter that nothing crosses, neither words nor a ruling (then it is a table).
  void ReadColumns(size_t begin, size_t end, int depth) {
    constexpr size_t kColumnLines = 5;
    if (depth > 3 || end - begin < 2 * kColumnLines) return;
    auto& lines = page_->lines;
    std::map<int, size_t> starts;
    for (size_t i = begin; i < end; ++i) ++starts[static_cast<int>(std::lround(lines[i].box.left / 2))];
    for (const auto& [start, count] : starts) {
      if (count < kColumnLines) continue;
      const double gutter = 2.0 * start - 2;
      const std::vector<double> rulings = RulingsAcross(gutter);
      size_t first = begin;
      while (first < end) {
        size_t last = first;
        while (last < end && !Crosses(lines[last], gutter) &&
               (last == first || !RuledBetween(rulings, lines[last - 1], lines[last])))
          ++last;
        if (last > first && TwoColumns(first, last, gutter, kColumnLines)) {
          const auto middle = std::stable_partition(
              lines.begin() + static_cast<long>(first), lines.begin() + static_cast<long>(last),
              [gutter](const Line& line) { return line.box.left < gutter; });
          const auto split = static_cast<size_t>(middle - lines.begin());
          ReadColumns(begin, first, depth + 1);
          ReadColumns(split, last, depth + 1);
          ReadColumns(last, end, depth + 1);
          return;
        }
        first = last + 1;
      }
    }
  }

  static bool Crosses(const Line& line, double gutter) {
    return line.box.left < gutter && line.box.right > gutter;
  }

  // y of the horizontal rulings that cross a gutter, ascending as Page::rulings.
  std::vector<double> RulingsAcross(double gutter) const {
    std::vector<double> out;
    for (const Ruling& ruling : page_->rulings)
      if (ruling.horizontal && ruling.box.left < gutter - 10 && ruling.box.right > gutter + 10)
        out.push_back(ruling.box.top);
    return out;
  }

  static bool RuledBetween(const std::vector<double>& rulings, const Line& above, const Line& below) {
    const auto next = std::upper_bound(rulings.begin(), rulings.end(), above.baseline - 2.0);
    return next != rulings.end() && *next < below.baseline;
  }

  bool TwoColumns(size_t first, size_t last, double gutter, size_t least) const {
    struct Side {
      size_t lines = 0, words = 0, figures = 0;
      double width = 0, top = 1e9, bottom = -1e9;
    } sides[2];
    for (size_t i = first; i < last; ++i) {
      const Line& line = page_->lines[i];
      Side& side = sides[line.box.left < gutter ? 0 : 1];
      ++side.lines;
      side.words += line.words.size();
      side.width += line.box.width();
      side.top = std::min(side.top, line.box.top);
      side.bottom = std::max(side.bottom, line.box.bottom);
      for (int word : line.words)
        if (WordAt(word).text.find_first_of("0123456789") != std::string::npos) ++side.figures;
    }
    for (const Side& side : sides) {
      if (side.lines < least || side.words < 4 * side.lines || 4 * side.figures > side.words) return false;
      if (side.width / static_cast<double>(side.lines) < 0.2 * page_->width_pt) return false;
    }
    const double shared = std::min(sides[0].bottom, sides[1].bottom) - std::max(sides[0].top, sides[1].top);
    const double shorter = std::min(sides[0].bottom - sides[0].top, sides[1].bottom - sides[1].top);
    return shared > 0.6 * shorter;
  }

  // Text that runs up or down the page: words of one direction that stand in one file.
  void FindTurned(int direction, std::vector<int> words) {
    auto across = [&](int i) {
      const Box& box = WordAt(i).box;
      return direction == 180 ? -box.center_y() : direction == 90 ? -box.center_x() : box.center_x();
    };
    auto along = [&](int i) {
      const Box& box = WordAt(i).box;
      return direction == 180 ? -box.right : direction == 90 ? box.top : -box.bottom;
    };
    std::stable_sort(words.begin(), words.end(), [&](int a, int b) { return across(a) < across(b); });
    size_t begin = 0;
    while (begin < words.size()) {
      size_t end = begin + 1;
      while (end < words.size() &&
             across(words[end]) - across(words[begin]) <= kSameBaseline * WordAt(words[begin]).font_size)
        ++end;
      Line line;
      line.words.assign(words.begin() + static_cast<long>(begin), words.begin() + static_cast<long>(end));
      std::stable_sort(line.words.begin(), line.words.end(),
                       [&](int a, int b) { return along(a) < along(b); });
      Finish(&line);
      line.baseline = static_cast<float>(line.box.bottom);
      page_->lines.push_back(std::move(line));
      begin = end;
    }
  }

  Page* page_;
};

}  // namespace

void FindLines(Document* document) {
  for (Page& page : document->pages) LineFinder(&page).Find();
  MarkRunningHeads(document);
}

}  // namespace avstam::extract
