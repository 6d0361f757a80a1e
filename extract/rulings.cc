#include <algorithm>
#include <cmath>

#include "extract/glyphs.h"

namespace avstam::extract {
namespace {

constexpr double kSameLine = 0.6;  // points across, for pieces of one ruling
constexpr double kTouch = 0.6;     // points along, for pieces of a solid ruling
constexpr double kDash = 8;        // a piece at most this long may be a dash
constexpr double kDashGap = 4;     // between dashes
constexpr double kShortest = 3;    // of a ruling

// Beyond (a map, a hostile file) padding is not told from rulings, and bars from table lines.
constexpr size_t kMostComparisons = 20'000'000;

// Along and across coordinates, so that one code serves both directions.
struct Piece {
  double begin, end, top, bottom;
  double middle() const { return (top + bottom) / 2; }
};

Piece ToPiece(const Ruling& ruling) {
  const Box& b = ruling.box;
  return ruling.horizontal ? Piece{b.left, b.right, b.top, b.bottom}
                           : Piece{b.top, b.bottom, b.left, b.right};
}

void JoinOneDirection(std::vector<Piece> pieces, bool horizontal, std::vector<Ruling>* out) {
  std::sort(pieces.begin(), pieces.end(),
            [](const Piece& a, const Piece& b) { return a.middle() < b.middle(); });
  size_t begin = 0;
  while (begin < pieces.size()) {
    size_t end = begin + 1;
    while (end < pieces.size() && pieces[end].middle() - pieces[begin].middle() <= kSameLine) ++end;
    std::sort(pieces.begin() + static_cast<long>(begin), pieces.begin() + static_cast<long>(end),
              [](const Piece& a, const Piece& b) { return a.begin < b.begin; });
    Piece current = pieces[begin];
    double last_length = current.end - current.begin;
    auto emit = [&] {
      if (current.end - current.begin < kShortest) return;
      Ruling ruling;
      ruling.horizontal = horizontal;
      ruling.box = horizontal ? Box{current.begin, current.top, current.end, current.bottom}
                              : Box{current.top, current.begin, current.bottom, current.end};
      out->push_back(ruling);
    };
    for (size_t i = begin + 1; i < end; ++i) {
      const Piece& piece = pieces[i];
      const double gap = piece.begin - current.end;
      const double length = piece.end - piece.begin;
      const bool dashes =
          length <= kDash && last_length <= kDash && gap <= kDashGap && gap <= 3 * std::max(length, 0.5);
      if (gap <= kTouch || dashes) {
        current.end = std::max(current.end, piece.end);
        current.top = std::min(current.top, piece.top);
        current.bottom = std::max(current.bottom, piece.bottom);
      } else {
        emit();
        current = piece;
      }
      last_length = length;
    }
    emit();
    begin = end;
  }
}

bool ContinuesArea(const RulingPiece& piece, const FilledArea& area) {
  if (!piece.filled || std::abs(piece.luminance - area.luminance) > 0.02) return false;
  const Box& box = piece.ruling.box;
  const bool along_y = !piece.ruling.horizontal;
  const double touch = along_y ? box.OverlapX(area.box) : box.OverlapY(area.box);
  const double shared = along_y ? box.OverlapY(area.box) : box.OverlapX(area.box);
  return touch > -kTouch && shared >= 0.9 * (along_y ? box.height() : box.width());
}

// The bar stands at a quarter to a third of an em: half the x-height or half a figure's height.
bool CrossesMiddle(const Ruling& ruling, const Word& word) {
  const double em = word.font_size, above = word.baseline - ruling.box.center_y();
  return word.direction == 0 && ruling.horizontal && ruling.box.height() <= 0.2 * em && above > 0.12 * em &&
         above < 0.48 * em && ruling.box.OverlapX(word.box) > 0;
}

}  // namespace

void JoinRulings(const std::vector<RulingPiece>& pieces, Page* page) {
  const bool look = pieces.size() * page->areas.size() <= kMostComparisons;
  std::vector<Piece> horizontal, vertical;
  for (const RulingPiece& piece : pieces) {
    if (look && std::any_of(page->areas.begin(), page->areas.end(),
                            [&piece](const FilledArea& area) { return ContinuesArea(piece, area); }))
      continue;
    (piece.ruling.horizontal ? horizontal : vertical).push_back(ToPiece(piece.ruling));
  }
  JoinOneDirection(std::move(horizontal), true, &page->rulings);
  JoinOneDirection(std::move(vertical), false, &page->rulings);
  std::stable_sort(page->rulings.begin(), page->rulings.end(), [](const Ruling& a, const Ruling& b) {
    return a.box.top != b.box.top ? a.box.top < b.box.top : a.box.left < b.box.left;
  });
}

void MarkStruckOut(Page* page) {
  std::vector<Word*> words;  // by baseline, so that a page of a million words costs no more than it must
  double largest = 0;
  for (Word& word : page->words) {
    words.push_back(&word);
    largest = std::max<double>(largest, word.font_size);
  }
  std::sort(words.begin(), words.end(),
            [](const Word* a, const Word* b) { return a->baseline < b->baseline; });
  size_t comparisons = 0;
  for (const Ruling& ruling : page->rulings) {
    if (!ruling.horizontal) continue;
    const double y = ruling.box.center_y();
    std::vector<Word*> crossed;
    Box hull;
    auto word = std::lower_bound(words.begin(), words.end(), y,
                                 [](const Word* w, double at) { return w->baseline < at; });
    for (; word != words.end() && (*word)->baseline < y + 0.5 * largest; ++word) {
      if (++comparisons > kMostComparisons) return;
      if (!CrossesMiddle(ruling, **word)) continue;
      crossed.push_back(*word);
      hull.Extend((*word)->box);
    }
    for (Word* one : crossed) {
      // A line that goes on where no word is rules something else: a table, a diagram.
      const double em = one->font_size;
      if (ruling.box.left < hull.left - em || ruling.box.right > hull.right + em) continue;
      if (ruling.box.OverlapX(one->box) > 0.7 * one->box.width()) one->struck_out = true;
    }
  }
}

}  // namespace avstam::extract
