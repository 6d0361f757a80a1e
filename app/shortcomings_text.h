// What was not read of a document, said on stderr.
#ifndef AVSTAM_APP_SHORTCOMINGS_TEXT_H_
#define AVSTAM_APP_SHORTCOMINGS_TEXT_H_

#include <string>

#include "extract/document.h"

namespace avstam::app {

// One line, with what to do; true: there was something to say.
bool SayShortcomings(const std::string& file, const extract::Document& document);

}  // namespace avstam::app

#endif  // AVSTAM_APP_SHORTCOMINGS_TEXT_H_
