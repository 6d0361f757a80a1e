// Which words of an OCR result to read again with the model that knows § and %, and which reading to believe.
//
//   std::vector<size_t> doubtful = DoubtfulWords(words);
//   ... engine.ReadAgain(image, boxes of these) ...
//   SecondLook look = Choose(words[i], again, figure_before, figure_after);
//
// Debian's Swedish model cannot write § % @: it reads "8 112", "$ 112", "10096" for "§ 112", "100%". Measured
// on 240 §: Swedish 0, English 240; the English model in turn has no å ä ö, so letters stay as the Swedish
// one has them.  Both readings are kept.
#ifndef AVSTAM_EXTRACT_SECOND_LOOK_H_
#define AVSTAM_EXTRACT_SECOND_LOOK_H_

#include <string>
#include <vector>

#include "extract/ocr_engine.h"

namespace avstam::extract {

// In the order of `words`.
std::vector<size_t> DoubtfulWords(const std::vector<OcrWord>& words);

struct SecondLook {
  bool second = false;  // take the second reading
  std::string text;     // as it is to stand; may hold spaces
  std::string reason;   // "sign", "figure", "context"; "kept" when the first reading stays
};

// `before` and `after`: text of the neighbours on the line, empty at its ends.
SecondLook Choose(const OcrWord& first, const OcrReading& again, const std::string& before,
                  const std::string& after);

}  // namespace avstam::extract

#endif  // AVSTAM_EXTRACT_SECOND_LOOK_H_
