// What TesseractEngine finds in the module avstam_tesseract.so.
//
// Tesseract brings some thirty libraries with it (curl, Kerberos, LDAP...): loading them takes longer than to
// read a digital page, and most documents need none of them.
#ifndef AVSTAM_EXTRACT_TESSERACT_MODULE_H_
#define AVSTAM_EXTRACT_TESSERACT_MODULE_H_

#include "extract/tesseract_engine.h"

namespace avstam::extract {

class TesseractModule : public OcrEngine {
 public:
  virtual void Load() = 0;  // as TesseractEngine::Load
};

}  // namespace avstam::extract

// The module's only name.  The caller owns what it gets, and gives it up before the module.
extern "C" avstam::extract::TesseractModule* avstam_make_tesseract(
    const avstam::extract::OcrLanguages& languages);

#endif  // AVSTAM_EXTRACT_TESSERACT_MODULE_H_
