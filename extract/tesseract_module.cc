// Tesseract itself: the module avstam_tesseract.so, which TesseractEngine loads when something is to be read.
#include "extract/tesseract_module.h"

#include <fmt/format.h>
#include <tesseract/baseapi.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <memory>

#include "base/error.h"

extern "C" void omp_set_max_active_levels(int levels);  // OpenMP 5.0; its header belongs to one compiler

namespace avstam::extract {
namespace {

using tesseract::ResultIterator;

std::string TakeText(char* text) {
  const std::unique_ptr<char[]> owned(text);
  std::string out = text == nullptr ? "" : text;
  while (!out.empty() && (out.back() == '\n' || out.back() == ' ')) out.pop_back();
  return out;
}

PixelBox BoxOf(const ResultIterator& at, tesseract::PageIteratorLevel level) {
  PixelBox box;
  if (!at.BoundingBox(level, &box.left, &box.top, &box.right, &box.bottom)) return {};
  return box;
}

std::vector<OcrCharacter> CharactersOf(const ResultIterator& word, bool with_others) {
  std::vector<OcrCharacter> out;
  ResultIterator at = word;
  do {
    OcrCharacter character;
    character.text = TakeText(at.GetUTF8Text(tesseract::RIL_SYMBOL));
    if (character.text.empty()) continue;
    character.confidence = at.Confidence(tesseract::RIL_SYMBOL) / 100;
    const PixelBox box = BoxOf(at, tesseract::RIL_SYMBOL);
    character.left = box.left, character.right = box.right;
    if (with_others) {
      tesseract::ChoiceIterator choice(at);
      do {
        const char* text = choice.GetUTF8Text();
        if (text == nullptr || *text == '\0' || character.text == text) continue;
        if (std::any_of(character.others.begin(), character.others.end(),
                        [&](const auto& other) { return other.first == text; }))
          continue;
        character.others.emplace_back(text, choice.Confidence() / 100);
      } while (choice.Next());
    }
    out.push_back(std::move(character));
  } while (at.Next(tesseract::RIL_SYMBOL) && !at.IsAtBeginningOf(tesseract::RIL_WORD));
  return out;
}

class Model {
 public:
  Model(const std::string& directory, const std::string& language, const char* choice_mode) {
    // Tesseract starts four threads by itself; OMP_THREAD_LIMIT is read before main().
    omp_set_max_active_levels(0);
    const char* data = directory.empty() ? nullptr : directory.c_str();
    // Before the models are loaded: what Tesseract says about a missing file is said below, better.
    api_.SetVariable("debug_file", "/dev/null");
    if (api_.Init(data, language.c_str(), tesseract::OEM_LSTM_ONLY) != 0)
      throw Error(
          ErrorCode::kOcr,
          fmt::format("the OCR model {0}.traineddata is not there; install the package tesseract-ocr-{0}",
                      language));
    // Light text on dark is turned before (scan.h): trying it on every doubtful line costs a tenth.
    for (const auto& [name, value] : {std::pair{"debug_file", "/dev/null"},
                                      {"tessedit_do_invert", "0"},
                                      {"lstm_choice_mode", choice_mode}})
      if (!api_.SetVariable(name, value))
        throw Error(ErrorCode::kOcr, fmt::format("Tesseract {} has no setting {}", api_.Version(), name));
  }

  void SetImage(const GreyImage& image, tesseract::PageSegMode mode) {
    api_.SetPageSegMode(mode);
    api_.SetImage(image.pixels.data(), image.width, image.height, 1, image.width);
    api_.SetSourceResolution(static_cast<int>(std::clamp(image.dpi, 70.0, 2400.0)));
  }
  void Recognize() {
    if (api_.Recognize(nullptr) != 0) throw Error(ErrorCode::kOcr, "Tesseract gives the page up");
  }
  tesseract::TessBaseAPI* operator->() { return &api_; }

 private:
  tesseract::TessBaseAPI api_;
};

class Engine : public TesseractModule {
 public:
  explicit Engine(OcrLanguages languages) : languages_(std::move(languages)) {}

  std::string Version() override {
    return fmt::format("tesseract {} {}+{}", tesseract::TessBaseAPI::Version(), languages_.page,
                       languages_.signs);
  }
  void Load() override {
    Page();
    Signs();
  }
  std::vector<OcrWord> ReadPage(const GreyImage& image) override;
  std::vector<OcrReading> ReadAgain(const GreyImage& image, const std::vector<PixelBox>& boxes) override;

 private:
  Model& Page() {
    if (!page_) page_ = std::make_unique<Model>(languages_.directory, languages_.page, "0");
    return *page_;
  }
  Model& Signs() {
    if (!signs_) signs_ = std::make_unique<Model>(languages_.directory, languages_.signs, "2");
    return *signs_;
  }

  OcrLanguages languages_;
  std::unique_ptr<Model> page_, signs_;
};

std::vector<OcrWord> Engine::ReadPage(const GreyImage& image) {
  std::vector<OcrWord> words;
  if (image.empty()) return words;
  Model& model = Page();
  // Sparse: text is found wherever it stands.  Page layout is ours, and Tesseract's loses cells of a table
  // whose rows are not on one level.
  model.SetImage(image, tesseract::PSM_SPARSE_TEXT);
  model.Recognize();
  const std::unique_ptr<ResultIterator> at(model->GetIterator());
  if (!at) return words;
  int line = -1;
  double size = 0;
  do {
    // A picture, or nothing at all: RowAttributes would follow a null pointer.
    if (at->Empty(tesseract::RIL_WORD)) continue;
    if (at->IsAtBeginningOf(tesseract::RIL_TEXTLINE) || line < 0) {
      ++line;
      float height = 0, descenders = 0, ascenders = 0;
      at->RowAttributes(&height, &descenders, &ascenders);
      size = height / 0.9;  // from the foot of p to the head of b: nine tenths of an em in most typefaces
    }
    OcrWord word;
    word.text = TakeText(at->GetUTF8Text(tesseract::RIL_WORD));
    if (word.text.empty() || word.text.find_first_not_of(' ') == std::string::npos) continue;
    word.confidence = at->Confidence(tesseract::RIL_WORD) / 100;
    word.box = BoxOf(*at, tesseract::RIL_WORD);
    if (word.box.width() <= 0 || word.box.height() <= 0) continue;
    word.line = line;
    word.size = size;
    word.baseline = word.box.bottom;
    int x1 = 0, y1 = 0, x2 = 0, y2 = 0;
    if (at->Baseline(tesseract::RIL_WORD, &x1, &y1, &x2, &y2)) word.baseline = (y1 + y2) / 2.0;
    word.characters = CharactersOf(*at, false);
    words.push_back(std::move(word));
  } while (at->Next(tesseract::RIL_WORD));
  model->Clear();
  return words;
}

std::vector<OcrReading> Engine::ReadAgain(const GreyImage& image, const std::vector<PixelBox>& boxes) {
  std::vector<OcrReading> readings;
  if (boxes.empty()) return readings;
  Model& model = Signs();
  model.SetImage(image, tesseract::PSM_SINGLE_LINE);
  for (const PixelBox& box : boxes) {
    OcrReading& reading = readings.emplace_back();
    const int left = std::clamp(box.left, 0, image.width - 1), top = std::clamp(box.top, 0, image.height - 1);
    const int right = std::clamp(box.right, left + 1, image.width);
    const int bottom = std::clamp(box.bottom, top + 1, image.height);
    model->SetRectangle(left, top, right - left, bottom - top);
    model.Recognize();
    const std::unique_ptr<ResultIterator> at(model->GetIterator());
    if (!at) continue;
    double letters = 0;
    do {
      if (at->Empty(tesseract::RIL_WORD)) continue;
      const std::string text = TakeText(at->GetUTF8Text(tesseract::RIL_WORD));
      if (text.empty()) continue;
      if (!reading.text.empty()) reading.text += ' ';
      reading.text += text;
      for (OcrCharacter& character : CharactersOf(*at, true)) {
        reading.confidence += at->Confidence(tesseract::RIL_WORD) / 100;
        ++letters;
        reading.characters.push_back(std::move(character));
      }
    } while (at->Next(tesseract::RIL_WORD));
    if (letters > 0) reading.confidence /= letters;
  }
  model->Clear();
  return readings;
}

}  // namespace
}  // namespace avstam::extract

extern "C" avstam::extract::TesseractModule* avstam_make_tesseract(
    const avstam::extract::OcrLanguages& languages) {
  return new avstam::extract::Engine(languages);
}
