#include "extract/bands.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>

namespace avstam::extract {
namespace {

constexpr double kWordGapEm = 0.45;  // wider than a word space in unjustified text
constexpr double kUnitGapEm = 1.1;
constexpr double kBaselineToleranceEm = 0.35;
constexpr double kSameEdgePt = 1.5;
constexpr int kLabelsAtEdge = 2;
constexpr size_t kLongestFigure = 32;
constexpr int kLongestTail = 9;  // "miljoner" and a bit

// Consumes one of the given UTF-8 strings at the front of `s`.
template <size_t N>
bool Eat(std::string_view* s, const std::array<std::string_view, N>& options) {
  for (std::string_view option : options)
    if (s->starts_with(option)) {
      s->remove_prefix(option.size());
      return true;
    }
  return false;
}

constexpr std::array<std::string_view, 7> kSigns = {"-", "+", "(", "\u2212", "\u2013", "\u00b1", " "};
constexpr std::array<std::string_view, 4> kDashes = {"-", "\u2013", "\u2014", "\u2212"};
constexpr std::array<std::string_view, 8> kGrouping = {" ",      "\u00a0", "\u202f", "\u2009",
                                                       "\u2007", ".",      ",",      "'"};
// Marks that may follow a figure: percent, footnote stars, superscript digits, closing bracket, ":-", "*)".
constexpr std::array<std::string_view, 12> kTail = {"%", "*", ")", ":",      "-",      "\u2013",
                                                    "/", ".", " ", "\u00b9", "\u00b2", "\u00b3"};

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetterByte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0xC3;
}

bool Vertical(const Word& word) { return word.text.size() >= 4 && word.box.height() > 2 * word.box.width(); }

// "1 039 230   kr": a short word nearer to the figure than to what follows is its unit.
void JoinUnits(const Page& page, Band* band) {
  for (size_t i = 0; i + 1 < band->segments.size(); ++i) {
    Segment &figure = band->segments[i], &unit = band->segments[i + 1];
    double gap = unit.box.left - figure.box.right;
    double after = i + 2 < band->segments.size() ? band->segments[i + 2].box.left - unit.box.right : 1e9;
    bool letters = !unit.text.empty() && std::all_of(unit.text.begin(), unit.text.end(), IsLetterByte);
    if (!figure.figure || !letters || unit.text.size() > 8 || gap > kUnitGapEm * band->font_size ||
        after < 2 * gap)
      continue;
    if (RulingBetween(page, figure.box.right, unit.box.left, band->baseline - 0.3 * band->font_size))
      continue;
    std::vector<int> words = figure.words;
    words.insert(words.end(), unit.words.begin(), unit.words.end());
    Segment joined = MakeSegment(page, std::move(words));
    if (!joined.figure) continue;
    figure = std::move(joined);
    band->segments.erase(band->segments.begin() + static_cast<long>(i) + 1);
  }
}

// Where labels begin, a number before a name is a code.
void MarkCodes(std::vector<Band>* bands) {
  std::vector<double> labels;  // left edges
  for (const Band& band : *bands) {
    const Segment& first = band.segments.front();
    if (!first.figure && !first.dash && band.segments.size() > 1) labels.push_back(first.box.left);
  }
  std::sort(labels.begin(), labels.end());
  for (Band& band : *bands) {
    Segment& first = band.segments.front();
    const bool letters = std::any_of(first.text.begin(), first.text.end(), IsLetterByte);
    const bool figures = std::any_of(band.segments.begin() + 1, band.segments.end(),
                                     [](const Segment& segment) { return segment.figure; });
    if (!first.figure || !letters || !figures) continue;
    const auto from = std::lower_bound(labels.begin(), labels.end(), first.box.left - kSameEdgePt),
               to = std::upper_bound(labels.begin(), labels.end(), first.box.left + kSameEdgePt);
    if (to - from < kLabelsAtEdge) continue;
    first.figure = false;
    first.code = true;
  }
}

}  // namespace

void AppendWord(const Word& word, std::string* text) {
  if (!word.superscript || text->empty()) {
    *text += (text->empty() ? "" : " ") + word.text;
    return;
  }
  static constexpr std::array<std::string_view, 10> kRaised = {
      "\u2070", "\u00b9", "\u00b2", "\u00b3", "\u2074", "\u2075", "\u2076", "\u2077", "\u2078", "\u2079"};
  for (char c : word.text)
    if (IsDigit(c))
      *text += kRaised[static_cast<size_t>(c - '0')];
    else
      *text += c;
}

bool LooksLikeFigure(std::string_view s) {
  if (s.size() > kLongestFigure) return false;
  if (s.starts_with("./.")) s.remove_prefix(3);
  while (Eat(&s, kSigns)) {
  }
  if (s.empty() || !IsDigit(s[0])) return false;
  std::string_view rest = s;
  while (!rest.empty()) {
    if (IsDigit(rest[0])) {
      rest.remove_prefix(1);
      continue;
    }
    std::string_view after = rest;
    if (!Eat(&after, kGrouping) || after.empty() || !IsDigit(after[0])) break;
    rest = after;
  }
  // A dash or bracket between digits makes a date, a range or a page mark of it.
  int letters = 0;
  while (!rest.empty()) {
    if (IsDigit(rest[0]))
      return letters == 0 && rest.size() == 1;  // "1)": mark after the figure, as in "471,5 1)"
    if (IsLetterByte(rest[0])) {
      ++letters;
      rest.remove_prefix(1);
      while (!rest.empty() && (static_cast<unsigned char>(rest[0]) & 0xC0) == 0x80) rest.remove_prefix(1);
      continue;
    }
    std::string_view before = rest;
    if (!Eat(&rest, kTail)) return false;
    if ((before[0] == '-' || before.starts_with("\u2013")) && !rest.empty() && IsDigit(rest[0])) return false;
  }
  return letters <= kLongestTail;
}

bool IsDash(std::string_view s) {
  for (std::string_view dash : kDashes)
    if (s == dash) return true;
  return false;
}

bool LooksLikeYear(std::string_view s) {
  if (s.size() != 4) return false;
  for (char c : s)
    if (!IsDigit(c)) return false;
  int year = std::atoi(std::string(s).c_str());
  return year >= 1900 && year <= 2100;
}

Segment MakeSegment(const Page& page, std::vector<int> words) {
  Segment segment;
  std::string figure_text;
  for (int w : words) {
    const Word& word = page.words[w];
    AppendWord(word, &segment.text);
    if (!word.superscript)
      AppendWord(word, &figure_text);  // a footnote mark is no digit of the figure it touches
    segment.box.Extend(word.box);
  }
  segment.figure = LooksLikeFigure(figure_text);
  segment.dash = IsDash(figure_text);
  segment.words = std::move(words);
  return segment;
}

bool RulingBetween(const Page& page, double x1, double x2, double y) {
  for (const Ruling& ruling : page.rulings)
    if (!ruling.horizontal && ruling.box.center_x() >= x1 - 0.5 && ruling.box.center_x() <= x2 + 0.5 &&
        ruling.box.top <= y && ruling.box.bottom >= y)
      return true;
  return false;
}

std::vector<Band> FindBands(const Page& page) {
  std::vector<bool> skip(page.words.size(), false);
  for (const Line& line : page.lines)
    if (line.running)
      for (int w : line.words) skip[w] = true;
  bool visible =
      std::any_of(page.words.begin(), page.words.end(), [](const Word& w) { return w.render_mode != 3; });
  std::vector<int> order, marks;
  for (size_t w = 0; w < page.words.size(); ++w) {
    const Word& word = page.words[w];
    if (skip[w] || Vertical(word) || (visible && word.render_mode == 3)) continue;
    (word.superscript ? marks : order).push_back(static_cast<int>(w));
  }
  std::stable_sort(order.begin(), order.end(),
                   [&](int a, int b) { return page.words[a].baseline < page.words[b].baseline; });
  std::vector<std::vector<int>> rows;
  std::vector<float> baselines;
  for (int w : order) {
    const Word& word = page.words[w];
    if (rows.empty() ||
        word.baseline - baselines.back() > kBaselineToleranceEm * std::max(4.0f, word.font_size)) {
      rows.emplace_back();
      baselines.push_back(word.baseline);
    }
    rows.back().push_back(w);
  }
  for (int mark : marks) {
    const Box& box = page.words[mark].box;
    size_t best = rows.size();
    for (size_t r = 0; r < rows.size(); ++r) {
      float below = baselines[r] - static_cast<float>(box.center_y());
      if (below > -2 && below < 3 * page.words[mark].font_size &&
          (best == rows.size() || std::abs(below) < std::abs(baselines[best] - box.center_y())))
        best = r;
    }
    if (best < rows.size()) rows[best].push_back(mark);
  }
  std::vector<Band> bands;
  for (size_t r = 0; r < rows.size(); ++r) {
    std::vector<int>& words = rows[r];
    std::stable_sort(words.begin(), words.end(),
                     [&](int a, int b) { return page.words[a].box.left < page.words[b].box.left; });
    Band band;
    band.baseline = baselines[r];
    std::vector<float> sizes;
    for (int w : words) {
      sizes.push_back(page.words[w].font_size);
      band.box.Extend(page.words[w].box);
    }
    std::nth_element(sizes.begin(), sizes.begin() + static_cast<long>(sizes.size() / 2), sizes.end());
    band.font_size = std::max(4.0f, sizes[sizes.size() / 2]);
    std::vector<int> run;
    for (int w : words) {
      if (!run.empty()) {
        const Box &left = page.words[run.back()].box, &right = page.words[w].box;
        bool apart = right.left - left.right > kWordGapEm * band.font_size ||
                     RulingBetween(page, left.right, right.left, band.baseline - 0.3 * band.font_size);
        if (apart) {
          band.segments.push_back(MakeSegment(page, std::move(run)));
          run = {};
        }
      }
      run.push_back(w);
    }
    band.segments.push_back(MakeSegment(page, std::move(run)));
    JoinUnits(page, &band);
    bands.push_back(std::move(band));
  }
  MarkCodes(&bands);
  return bands;
}

std::vector<Segment> JoinSegments(const Page& page, const Band& band, double gap_em) {
  std::vector<Segment> out;
  std::vector<int> words;
  const Segment* last = nullptr;
  for (const Segment& segment : band.segments) {
    bool join = last != nullptr && !last->figure && !segment.figure && !segment.dash && !last->dash &&
                segment.box.left - last->box.right < gap_em * band.font_size &&
                !RulingBetween(page, last->box.right, segment.box.left, band.baseline - 0.3 * band.font_size);
    if (!join && last != nullptr) {
      out.push_back(MakeSegment(page, std::move(words)));
      words = {};
    }
    words.insert(words.end(), segment.words.begin(), segment.words.end());
    last = &segment;
  }
  if (last != nullptr) out.push_back(MakeSegment(page, std::move(words)));
  return out;
}

}  // namespace avstam::extract
