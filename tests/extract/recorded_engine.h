// OCR answers kept in files, so that tests neither wait for Tesseract nor depend on its models.
//
//   RecordedEngine engine(Recording::Load(RecordingPath("brev-fax")), TesseractEngine().Version());
//   Document document = Read(bytes, {}, &engine);
//
// An answer is kept under the SHA-256 of the image it is about (width, height and every pixel; for ReadAgain
// the boxes, too) and under the engine's version.  So it cannot be given to another image, or after another
// Tesseract was installed: a question without an answer throws std::runtime_error, which says what to do.
//
// scripts/record-ocr records.  Done on Debian 12 for amd64: Poppler, libjpeg or Leptonica of another system
// may give other pixels, and with them other keys.
#ifndef AVSTAM_TESTS_EXTRACT_RECORDED_ENGINE_H_
#define AVSTAM_TESTS_EXTRACT_RECORDED_ENGINE_H_

#include <map>
#include <string>
#include <vector>

#include "extract/ocr_engine.h"

namespace avstam::extract {

std::string PageKey(const GreyImage& image);
std::string AgainKey(const GreyImage& image, const std::vector<PixelBox>& boxes);

// What an engine said.  Confidences are kept to a thousandth, places to a tenth of a pixel.
struct Recording {
  std::string version;  // OcrEngine::Version()
  std::map<std::string, std::vector<OcrWord>> pages;
  std::map<std::string, std::vector<OcrReading>> again;

  // JSON, a line for each word.  Load throws std::runtime_error for what is no recording.
  std::string ToText() const;
  static Recording FromText(const std::string& text);
  static Recording Load(const std::string& path);
};

// tests/extract/recordings/NAME.json
std::string RecordingPath(const std::string& name);

class RecordedEngine : public OcrEngine {
 public:
  // `version`: of the engine that the answers shall be of.
  RecordedEngine(Recording recording, std::string version)
      : recording_(std::move(recording)), version_(std::move(version)) {}

  std::string Version() override { return version_; }
  std::vector<OcrWord> ReadPage(const GreyImage& image) override;
  std::vector<OcrReading> ReadAgain(const GreyImage& image, const std::vector<PixelBox>& boxes) override;

 private:
  [[noreturn]] void Missing(const std::string& what) const;

  Recording recording_;
  std::string version_;
};

// Asks another engine and keeps its answers.  Answers as the recording will: rounded.
class RecordingEngine : public OcrEngine {
 public:
  explicit RecordingEngine(OcrEngine* engine) : engine_(engine) { recording_.version = engine->Version(); }

  std::string Version() override { return engine_->Version(); }
  std::vector<OcrWord> ReadPage(const GreyImage& image) override;
  std::vector<OcrReading> ReadAgain(const GreyImage& image, const std::vector<PixelBox>& boxes) override;

  const Recording& recording() const { return recording_; }

 private:
  OcrEngine* engine_;
  Recording recording_;
};

}  // namespace avstam::extract

#endif  // AVSTAM_TESTS_EXTRACT_RECORDED_ENGINE_H_
