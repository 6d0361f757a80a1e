// Which words of an OCR result to read again with the model that knows § and %, and which reading to believe.
//
//   std::vector<Look> looks = PlanLooks(words);
//   ... engine.ReadAgain(image, boxes of the looks) ...
//   Judgement judgement = Judge(looks[i], words, again[i]);
//
// Debian's Swedish model cannot write § % @: it reads "8 112", "$ 112", "10096", "12 Yo" for "§ 112", "100%",
// "12 %".  Measured on 240 §: Swedish 0, English 240; the English model in turn has no å ä ö, so letters stay
// as the Swedish one has them.  A sign that stands alone is read with the figure beside it: by itself it is
// often lost. Both readings are kept.
#ifndef AVSTAM_EXTRACT_SECOND_LOOK_H_
#define AVSTAM_EXTRACT_SECOND_LOOK_H_

#include <string>
#include <vector>

#include "extract/ocr_engine.h"

namespace avstam::extract {

struct Look {
  enum class Kind {
    kFigure,         // a figure, or what stands where one should
    kSectionBefore,  // perhaps § or §§, before a figure
    kSignAfter,      // perhaps % or §, behind a figure
    kAddress,        // perhaps the last part of an e-mail address
  };
  Kind kind = Kind::kFigure;
  size_t word = 0;
  int before = -1, after = -1;  // words beside it on its row, -1: none near
  std::vector<size_t> parts;    // kAddress: the words before it that belong to it
  PixelBox box;                 // to read
};

struct Judgement {
  std::string text;       // as it is to stand; may hold spaces
  std::string reason;     // "sign", "figure", "minus", "context"; "kept" when the first reading stays
  bool second = false;    // the characters are those of the second reading
  bool whole = false;     // the text stands for Look::parts, too
  bool disputed = false;  // two different figures, neither sure: a third reading may settle it
};

// In the order of `words`, at most one for each.
std::vector<Look> PlanLooks(const std::vector<OcrWord>& words);
Judgement Judge(const Look& look, const std::vector<OcrWord>& words, const OcrReading& again);

// For a disputed figure: the box with its neighbours, and which of both readings the wider one agrees with.
PixelBox WideBox(const Look& look, const std::vector<OcrWord>& words);
Judgement Settle(const Judgement& disputed, const OcrWord& first, const OcrReading& again,
                 const OcrReading& wide);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_SECOND_LOOK_H_
