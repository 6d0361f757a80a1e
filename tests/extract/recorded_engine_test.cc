#include "tests/extract/recorded_engine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <stdexcept>

#include "base/error.h"

namespace avstam::extract {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const GreyImage kImage{3, 2, 300, {1, 2, 3, 4, 5, 6}};
const std::vector<PixelBox> kBoxes = {{0, 0, 2, 2}};

// Answers as Tesseract might, with everything that a recording must keep.
class Scribe : public OcrEngine {
 public:
  std::string Version() override { return "scribe 1"; }
  std::vector<OcrWord> ReadPage(const GreyImage&) override {
    OcrWord word;
    word.text = "Å\"fi";
    word.confidence = 0.98765;
    word.box = {1, 2, 30, 40};
    word.line = 7;
    word.baseline = 39.96;
    word.size = 41.23;
    word.characters = {{"Å", 0.5, 1, 9, {}}, {"\"", 0.25, 10, 12, {}}, {"fi", 0.125, 13, 30, {}}};
    OcrWord plain = word;
    plain.text = "öl";
    plain.characters = {{"ö", 0.9, 1, 9, {{"o", 0.1}, {"6", 0.05}}}, {"l", 0.8, 10, 12, {}}};
    return {word, plain};
  }
  std::vector<OcrReading> ReadAgain(const GreyImage&, const std::vector<PixelBox>& boxes) override {
    return std::vector<OcrReading>(boxes.size(),
                                   {"§ 7", 0.75, {{"§", 0.7, 1, 5, {{"8", 0.2}}}, {"7", 0.8, 9, 12, {}}}});
  }
};

std::string MessageOf(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error&) {
    return "an Error: the reader would take it for trouble with OCR and go on";
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "nothing was thrown";
}

Recording Recorded() {
  Scribe scribe;
  RecordingEngine recorder(&scribe);
  recorder.ReadPage(kImage);
  recorder.ReadAgain(kImage, kBoxes);
  return Recording::FromText(recorder.recording().ToText());
}

TEST(RecordedEngine, AnswersWhatWasRecorded) {
  RecordedEngine engine(Recorded(), "scribe 1");
  const std::vector<OcrWord> words = engine.ReadPage(kImage);
  ASSERT_THAT(words, SizeIs(2));
  EXPECT_EQ(words[0].text, "Å\"fi");
  EXPECT_NEAR(words[0].confidence, 0.988, 1e-9);
  EXPECT_EQ(words[0].box, (PixelBox{1, 2, 30, 40}));
  EXPECT_EQ(words[0].line, 7);
  EXPECT_NEAR(words[0].baseline, 40.0, 1e-9);
  EXPECT_NEAR(words[0].size, 41.2, 1e-9);
  ASSERT_THAT(words[0].characters, SizeIs(3));
  EXPECT_EQ(words[0].characters[2].text, "fi");
  EXPECT_EQ(words[0].characters[2].left, 13);
  EXPECT_EQ(words[0].characters[2].right, 30);
  EXPECT_NEAR(words[0].characters[2].confidence, 0.125, 1e-9);
  ASSERT_THAT(words[1].characters, SizeIs(2));
  EXPECT_EQ(words[1].characters[0].text, "ö");
  ASSERT_THAT(words[1].characters[0].others, SizeIs(2));
  EXPECT_EQ(words[1].characters[0].others[1].first, "6");
  EXPECT_NEAR(words[1].characters[0].others[1].second, 0.05, 1e-9);

  const std::vector<OcrReading> again = engine.ReadAgain(kImage, kBoxes);
  ASSERT_THAT(again, SizeIs(1));
  EXPECT_EQ(again[0].text, "§ 7");
  EXPECT_NEAR(again[0].confidence, 0.75, 1e-9);
  ASSERT_THAT(again[0].characters, SizeIs(2));
  EXPECT_EQ(again[0].characters[1].text, "7") << "the space is not among them";
  EXPECT_EQ(again[0].characters[0].others[0].first, "8");
  EXPECT_THAT(engine.ReadAgain(kImage, {}), IsEmpty());
}

TEST(RecordedEngine, AnswersTheRecorderAsLater) {
  Scribe scribe;
  RecordingEngine recorder(&scribe);
  RecordedEngine engine(Recorded(), "scribe 1");
  EXPECT_EQ(recorder.ReadPage(kImage)[0].confidence, engine.ReadPage(kImage)[0].confidence);
  EXPECT_EQ(recorder.ReadPage(kImage)[0].baseline, engine.ReadPage(kImage)[0].baseline);
  EXPECT_EQ(recorder.Version(), "scribe 1");
}

TEST(RecordedEngine, DoesNotAnswerForAnotherImageOrEngine) {
  RecordedEngine engine(Recorded(), "scribe 1"), newer(Recorded(), "scribe 2");
  GreyImage pixel = kImage, shape = kImage;
  pixel.pixels[5] = 7;
  shape.width = 2, shape.height = 3;
  for (const GreyImage& other : {pixel, shape}) {
    EXPECT_THAT(MessageOf([&] { engine.ReadPage(other); }), HasSubstr("run scripts/record-ocr"));
    EXPECT_THAT(MessageOf([&] { engine.ReadAgain(other, kBoxes); }), HasSubstr("run scripts/record-ocr"));
  }
  EXPECT_THAT(MessageOf([&] {
                engine.ReadAgain(kImage, {{0, 0, 2, 1}});
              }),
              HasSubstr("1 parts of a picture of 3 x 2"));
  for (const std::string& message :
       {MessageOf([&] { newer.ReadPage(kImage); }), MessageOf([&] { newer.ReadAgain(kImage, kBoxes); })})
    EXPECT_THAT(message, AllOf(HasSubstr("\"scribe 1\""), HasSubstr("\"scribe 2\""),
                               HasSubstr("run scripts/record-ocr")));
}

TEST(Recording, SaysWhatToDoWhenThereIsNone) {
  EXPECT_THAT(MessageOf([] { Recording::Load("/nowhere/x.json"); }),
              AllOf(HasSubstr("/nowhere/x.json is missing"), HasSubstr("run scripts/record-ocr")));
  for (const char* text :
       {"", "{", "{\"format\": 99}", "{\"format\": 1, \"version\": \"x\", \"pages\": {\"k\": [[1]]}}"})
    EXPECT_THAT(MessageOf([&] { Recording::FromText(text); }), HasSubstr("not a recording of OCR")) << text;
}

}  // namespace
}  // namespace avstam::extract
