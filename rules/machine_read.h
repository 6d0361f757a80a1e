// Is a document's text what recognition of characters made of pictures?
#ifndef AVSTAM_RULES_MACHINE_READ_H_
#define AVSTAM_RULES_MACHINE_READ_H_

#include "extract/document.h"
#include "normalize/lexicon.h"

namespace avstam::rules {

// The frequent words of Swedish that have a mark over a letter (kind "accented" of the known words) mostly
// stand without it: nobody types like that, but recognition in another language does.
bool LooksMachineRead(const extract::Document& document, const normalize::Lexicon& lexicon);
// Some words of the grid come from recognition, ours or somebody's invisible layer.
bool HasRecognisedWords(const extract::Document& document, const extract::Grid& grid);
// Of the least sure word of a cell.
double Confidence(const extract::Document& document, const extract::GridCell& cell);

}  // namespace avstam::rules

#endif  // AVSTAM_RULES_MACHINE_READ_H_
