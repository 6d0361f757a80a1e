// Figures that OCR left damaged: letters for digits, stray signs between the groups of thousands.
//
//   MendFigure("1 O45.972 kr", signs)    // text "1 045 972 kr", why "O read for 0, . between groups"
//
// Shape alone: whether a figure may be mended at all is for the caller to say, who knows where it stands and
// what stands around it.  Signs: Lexicon::figure_signs.
#ifndef AVSTAM_NORMALIZE_MISREAD_FIGURE_H_
#define AVSTAM_NORMALIZE_MISREAD_FIGURE_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "normalize/lexicon.h"

namespace avstam::normalize {

struct MendedFigure {
  std::string text;      // grouped by single spaces, what follows the figure as it stood
  std::string why;       // each change, for people
  bool letters = false;  // letters were taken for digits
};

// Nothing when the cell is no figure with such damage: an undamaged one, a text, one whose groups do not come
// out as threes.
std::optional<MendedFigure> MendFigure(std::string_view cell, const std::vector<FigureSign>& signs);

}  // namespace avstam::normalize

#endif  // AVSTAM_NORMALIZE_MISREAD_FIGURE_H_
