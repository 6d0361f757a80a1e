#include "extract/tesseract_engine.h"

#include <dlfcn.h>

#include <string>

#include "base/error.h"
#include "extract/tesseract_module.h"

namespace avstam::extract {
namespace {

constexpr const char* kModule = "avstam_tesseract.so";  // found by the run path of the program

struct Loaded {
  decltype(&avstam_make_tesseract) make = nullptr;
  std::string error;
};

// Stays loaded to the end of the process.
Loaded LoadModule() {
  if (void* module = dlopen(kModule, RTLD_NOW | RTLD_LOCAL)) {
    if (void* make = dlsym(module, "avstam_make_tesseract"))
      return {reinterpret_cast<decltype(&avstam_make_tesseract)>(make), ""};
  }
  const char* error = dlerror();
  return {nullptr, error == nullptr ? kModule : error};
}

}  // namespace

TesseractEngine::TesseractEngine(OcrLanguages languages) : languages_(std::move(languages)) {}
TesseractEngine::~TesseractEngine() = default;

TesseractModule& TesseractEngine::Module() {
  static const Loaded module = LoadModule();
  if (module.make == nullptr)
    throw Error(ErrorCode::kOcr, "OCR cannot be loaded; is avstam installed whole? " + module.error);
  if (!module_) module_.reset(module.make(languages_));
  return *module_;
}

void TesseractEngine::Load() { Module().Load(); }
std::string TesseractEngine::Version() { return Module().Version(); }
std::vector<OcrWord> TesseractEngine::ReadPage(const GreyImage& image) { return Module().ReadPage(image); }
std::vector<OcrReading> TesseractEngine::ReadAgain(const GreyImage& image,
                                                   const std::vector<PixelBox>& boxes) {
  return Module().ReadAgain(image, boxes);
}

}  // namespace avstam::extract
