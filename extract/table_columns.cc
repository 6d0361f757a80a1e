#include "extract/table_columns.h"

#include <algorithm>
#include <map>
#include <set>

namespace avstam::extract {
namespace {

constexpr double kOverlapPt = 1.0;
constexpr double kGroupGapEm = 0.8;    // between the groups of a figure in widely set type
constexpr size_t kMostOnPage = 4'000;  // a page of nothing but figures has fewer; a hostile one may have more

struct Stretch {
  double left = 0, right = 0;
  int figures = 0, pieces = 0;
  std::set<int> bands;
};

double Overlap(double l1, double r1, double l2, double r2) { return std::min(r1, r2) - std::max(l1, l2); }

void Take(Stretch* into, const Piece& piece) {
  into->left = std::min(into->left, piece.left());
  into->right = std::max(into->right, piece.right());
  into->figures += piece.text.figure;
  ++into->pieces;
  into->bands.insert(piece.band);
}

size_t Together(const Stretch& a, const Stretch& b) {
  size_t both = 0;
  for (int band : a.bands) both += b.bands.count(band);
  return both;
}

using Bands = std::map<int, std::vector<const Piece*>>;

// One column of figures whose groups stand far apart, as typewriters set them: all that stands to the right
// are groups of three, and some begin with 0 as no figure does.
bool BrokenFigures(const Bands& bands, const Stretch& a, const Stretch& b) {
  bool zero = false;
  for (int band : b.bands)
    for (const Piece* right : bands.at(band)) {
      if (right->left() < b.left || right->right() > b.right || !right->text.figure) continue;
      if (!OnlyGroupsOfThree(right->text.text)) return false;
      zero = zero || right->text.text[0] == '0';
      for (const Piece* left : bands.at(band))
        if (left->left() >= a.left && left->right() <= a.right &&
            (!left->text.figure || right->left() - left->right() > kGroupGapEm * right->font_size))
          return false;
    }
  return zero;
}

// `b` becomes part of `a`.
void Join(Stretch* a, const Stretch& b) {
  a->left = std::min(a->left, b.left);
  a->right = std::max(a->right, b.right);
  a->figures += b.figures;
  a->pieces += b.pieces;
  a->bands.insert(b.bands.begin(), b.bands.end());
}

}  // namespace

std::vector<ColumnExtent> FindColumns(const std::vector<Piece>& pieces) {
  if (pieces.size() > kMostOnPage) return {};
  std::vector<const Piece*> order;
  for (const Piece& piece : pieces) order.push_back(&piece);
  // Figures first, then narrow ones: others may be headings over several columns.
  std::stable_sort(order.begin(), order.end(), [](const Piece* a, const Piece* b) {
    if (a->text.figure != b->text.figure) return a->text.figure;
    return a->right() - a->left() < b->right() - b->left();
  });
  std::vector<Stretch> stretches;
  std::vector<const Piece*> over_several;
  for (const Piece* piece : order) {
    std::vector<size_t> hits;
    for (size_t s = 0; s < stretches.size(); ++s)
      if (Overlap(stretches[s].left, stretches[s].right, piece->left(), piece->right()) > kOverlapPt)
        hits.push_back(s);
    if (hits.size() > 1) {
      over_several.push_back(piece);
    } else if (hits.size() == 1) {
      Take(&stretches[hits[0]], *piece);
    } else {
      stretches.push_back({piece->left(), piece->right(), 0, 0, {}});
      Take(&stretches.back(), *piece);
    }
  }
  std::sort(stretches.begin(), stretches.end(),
            [](const Stretch& a, const Stretch& b) { return a.left < b.left; });
  auto take_those_over_one = [&] {
    std::erase_if(over_several, [&](const Piece* piece) {
      Stretch* only = nullptr;
      for (Stretch& s : stretches) {
        if (Overlap(s.left, s.right, piece->left(), piece->right()) <= kOverlapPt) continue;
        if (only != nullptr) return false;
        only = &s;
      }
      Take(only, *piece);
      return true;
    });
  };
  Bands bands;
  for (const Piece& piece : pieces) bands[piece.band].push_back(&piece);
  for (size_t s = 0; s + 1 < stretches.size();) {
    if (!BrokenFigures(bands, stretches[s], stretches[s + 1])) {
      ++s;
      continue;
    }
    Join(&stretches[s], stretches[s + 1]);
    stretches.erase(stretches.begin() + static_cast<long>(s) + 1);
  }
  take_those_over_one();
  // Neighbours that more pieces join than bands keep apart, the surest first.
  for (;;) {
    size_t best = stretches.size();
    long surest = 0;
    for (size_t s = 0; s + 1 < stretches.size(); ++s) {
      const Stretch &a = stretches[s], &b = stretches[s + 1];
      const long apart = static_cast<long>(Together(a, b));
      long over = a.right > b.left + kOverlapPt ? static_cast<long>(kMostOnPage) : 0;
      for (const Piece* piece : over_several)
        over += Overlap(a.left, a.right, piece->left(), piece->right()) > kOverlapPt &&
                Overlap(b.left, b.right, piece->left(), piece->right()) > kOverlapPt;
      if (over - apart > surest) surest = over - apart, best = s;
    }
    if (best == stretches.size()) break;
    Join(&stretches[best], stretches[best + 1]);
    stretches.erase(stretches.begin() + static_cast<long>(best) + 1);
    take_those_over_one();
  }
  std::vector<ColumnExtent> out;
  for (const Stretch& s : stretches) out.push_back({s.left, s.right, s.figures * 2 >= s.pieces});
  return out;
}

std::pair<int, int> ColumnsOf(const std::vector<ColumnExtent>& columns, double left, double right) {
  int first = -1, last = -1;
  for (int c = 0; c < static_cast<int>(columns.size()); ++c) {
    const double over = Overlap(columns[c].left, columns[c].right, left, right);
    if (over <= kOverlapPt || over < 0.3 * std::min(columns[c].width(), right - left)) continue;
    if (first < 0) first = c;
    last = c;
  }
  if (first >= 0) return {first, last};
  const int nearest = ColumnOf(columns, left, right);
  return {nearest, nearest};
}

}  // namespace avstam::extract
