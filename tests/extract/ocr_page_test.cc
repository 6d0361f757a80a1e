// Whole documents through Read() with an engine that answers what the test wants.
#include "extract/ocr_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <ostream>
#include <stdexcept>

#include "tests/extract/drawn_picture.h"
#include "tests/extract/pdf_builder.h"

namespace avstam::extract {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr double kDpi = 200;
constexpr int kWidth = 1654, kHeight = 2339;  // A4
const std::string kWholePage = "q 595 0 0 842 0 0 cm /Im1 Do Q ";

OcrWord Read(const std::string& text, const PixelBox& box, double confidence = 0.95) {
  OcrWord word;
  word.text = text;
  word.confidence = confidence;
  word.box = box;
  word.baseline = box.bottom;
  word.size = 1.4 * box.height();
  return word;
}

// The words of a sentence on lines of ten.
std::vector<OcrWord> Sentence(const std::string& text, double confidence = 0.95) {
  std::vector<OcrWord> words;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find(' ', at), text.size());
    const int n = static_cast<int>(words.size()), x = 200 + n % 10 * 120, y = 300 + n / 10 * 50;
    words.push_back(Read(text.substr(at, end - at), {x, y, x + 100, y + 22}, confidence));
    words.back().line = n / 10;
    at = end + 1;
  }
  return words;
}

class FakeEngine : public OcrEngine {
 public:
  using Answer = std::function<std::vector<OcrWord>(const GreyImage&)>;
  explicit FakeEngine(Answer answer) : answer_(std::move(answer)) {}
  explicit FakeEngine(const std::vector<OcrWord>& words)
      : FakeEngine(Answer([words](const GreyImage&) { return words; })) {}

  std::string Version() override { return "fake"; }
  std::vector<OcrWord> ReadPage(const GreyImage& image) override {
    ++asked;
    largest_px = std::max(largest_px, static_cast<double>(image.width) * image.height);
    return answer_(image);
  }
  std::vector<OcrReading> ReadAgain(const GreyImage&, const std::vector<PixelBox>& boxes) override {
    return std::vector<OcrReading>(boxes.size());
  }

  int asked = 0;
  double largest_px = 0;

 private:
  Answer answer_;
};

// A page of lines with a black square, so that an engine can see where things are.
constexpr PixelBox kMark{300, 1700, 336, 1736};
Picture Marked() {
  Picture page(kWidth, kHeight, kDpi);
  page.Lines(30);
  page.Fill({0, 1500, kWidth, kHeight}, 255).Fill(kMark, 0);
  return page;
}

PixelBox FindMark(const GreyImage& image) {
  const auto dark = [&](int x, int y) {
    return x < image.width && y < image.height &&
           image.pixels[static_cast<size_t>(y) * static_cast<size_t>(image.width) + static_cast<size_t>(x)] <
               128;
  };
  constexpr int kSolid = 28;
  for (int y = 0; y < image.height; ++y)
    for (int x = 0; x < image.width; ++x) {
      bool solid = true;
      for (int i = 0; solid && i < kSolid * kSolid; ++i) solid = dark(x + i % kSolid, y + i / kSolid);
      if (!solid) continue;
      int right = x, bottom = y;
      while (dark(right, y + kSolid / 2)) ++right;
      while (dark(x + kSolid / 2, bottom)) ++bottom;
      return {x, y, right, bottom};
    }
  return {};
}

double CenterX(const PixelBox& box) { return (box.left + box.right) / 2.0; }
double CenterY(const PixelBox& box) { return (box.top + box.bottom) / 2.0; }

PdfBuilder Scan(const GreyImage& image) {
  return PdfBuilder().GreyImage(image.width, image.height, Bytes(image));
}

Document ReadWith(OcrEngine* engine, const std::string& pdf, Options options = {}) {
  return extract::Read(pdf, options, engine);
}

std::vector<std::string> Codes(const Document& document) {
  std::vector<std::string> codes;
  for (const Diagnostic& diagnostic : document.diagnostics)
    codes.push_back(fmt::format("{} {}", diagnostic.code, diagnostic.page));
  return codes;
}
std::string Texts(const Page& page) {
  std::string out;
  for (const Word& word : page.words) out += (out.empty() ? "" : " ") + word.text;
  return out;
}

TEST(OcrPage, PlacesWordsInPoints) {
  FakeEngine engine({Read("Ängelholm", {400, 600, 580, 630}), Read("45", {700, 604, 740, 630}, 0.97),
                     Read("644", {752, 604, 812, 630}, 0.97), Read("sammanlagt", {400, 900, 600, 930})});
  const Document document = ReadWith(&engine, Scan(Marked().image).Page(kWholePage).Build());
  const Page& page = document.pages[0];
  EXPECT_EQ(Texts(page), "Ängelholm 45 644 sammanlagt");
  EXPECT_EQ(engine.asked, 1);
  const double pt = 595.0 / kWidth, down_pt = 842.0 / kHeight;
  const Word& word = page.words[0];
  EXPECT_NEAR(word.box.left, 400 * pt, 0.1);
  EXPECT_NEAR(word.box.right, 580 * pt, 0.1);
  EXPECT_NEAR(word.baseline, 630 * down_pt, 0.1);
  EXPECT_NEAR(word.font_size, 42 * down_pt, 0.1);
  EXPECT_LT(word.box.top, 600 * pt);
  EXPECT_GT(word.box.bottom, 630 * pt);
  ASSERT_THAT(word.x_edges, SizeIs(10)) << "one for each letter, not byte, and the last";
  EXPECT_NEAR(word.x_edges[9], 580 * pt, 0.1);
  EXPECT_EQ(word.source, Source::kOcr);
  EXPECT_NEAR(word.confidence, 0.95, 0.001);
  EXPECT_FALSE(word.space_before);
  EXPECT_FALSE(page.words[1].space_before) << "far from the word before";
  EXPECT_TRUE(page.words[2].space_before);
  EXPECT_EQ(page.source, Source::kOcr);
  EXPECT_EQ(page.source_reason, "a picture of the page");
  EXPECT_EQ(page.state, PageState::kOk);
  EXPECT_NEAR(page.confidence, 0.954, 0.004);
  ASSERT_THAT(page.regions, SizeIs(1));
  EXPECT_EQ(page.regions[0].source, Source::kOcr);
  EXPECT_EQ(page.regions[0].dpi, 200);
  EXPECT_THAT(page.lines, SizeIs(3));
  EXPECT_THAT(Codes(document), IsEmpty());
}

TEST(OcrPage, PlacesWordsOfAnEnlargedPicture) {
  Picture page(595, 842, 72);
  page.Lines(8);
  FakeEngine engine(FakeEngine::Answer([](const GreyImage& image) {
    EXPECT_EQ(image.width, 4 * 595);
    return std::vector{Read("Summa", {400, 600, 580, 630})};
  }));
  const Document document = ReadWith(&engine, Scan(page.image).Page(kWholePage).Build());
  ASSERT_THAT(document.pages[0].words, SizeIs(1));
  EXPECT_NEAR(document.pages[0].words[0].box.left, 100, 0.1);
  EXPECT_NEAR(document.pages[0].words[0].baseline, 157.5, 0.1);
  EXPECT_EQ(document.pages[0].regions[0].dpi, 72);
}

TEST(OcrPage, KeepsTheRulingsOfThePicture) {
  Picture page = Marked();
  page.Fill({200, 1600, 1400, 1603}, 0);
  FakeEngine engine({Read("Summa", {400, 600, 580, 630})});
  const Document document = ReadWith(&engine, Scan(page.image).Page(kWholePage).Build());
  ASSERT_THAT(document.pages[0].rulings, SizeIs(1));
  const Ruling& ruling = document.pages[0].rulings[0];
  EXPECT_TRUE(ruling.horizontal);
  EXPECT_NEAR(ruling.box.left, 200 * 595.0 / kWidth, 1);
  EXPECT_NEAR(ruling.box.right, 1400 * 595.0 / kWidth, 1);
  EXPECT_NEAR(ruling.box.top, 1600 * 595.0 / kWidth, 1);
}

class SkewedPage : public ::testing::TestWithParam<double> {};
TEST_P(SkewedPage, HasItsWordsWhereTheyAreSeen) {
  const GreyImage scan = Marked().Skewed(GetParam());
  FakeEngine engine(FakeEngine::Answer([](const GreyImage& image) {
    const PixelBox mark = FindMark(image);
    if (image.width > image.height) return std::vector{Read("sammanträdesprotokoll", mark, 0.2)};
    EXPECT_NEAR(CenterX(mark), CenterX(kMark), 5) << "straightened";
    EXPECT_NEAR(CenterY(mark), CenterY(kMark), 5);
    return std::vector{Read("sammanträdesprotokoll", mark)};
  }));
  const Document document = ReadWith(&engine, Scan(scan).Page(kWholePage).Build());
  const Page& page = document.pages[0];
  EXPECT_NEAR(page.skew_degrees, GetParam(), 0.1);
  ASSERT_THAT(page.words, SizeIs(1));
  const PixelBox seen = FindMark(scan);
  const double pt = 595.0 / kWidth;
  EXPECT_NEAR(page.words[0].box.center_x(), CenterX(seen) * pt, 1);
  EXPECT_NEAR(page.words[0].baseline, seen.bottom * pt, 1);
  ASSERT_THAT(page.lines, SizeIs(1));
  EXPECT_NEAR(page.lines[0].box.center_x(), CenterX(seen) * pt, 1);
}
INSTANTIATE_TEST_SUITE_P(Degrees, SkewedPage, ::testing::Values(-2.0, 1.0, 3.0));

struct TurnRow {
  const char* name;
  int lies, turned;  // degrees clockwise: how the scan lies, and what puts it upright
};
void PrintTo(const TurnRow& row, std::ostream* out) { *out << row.name; }

class TurnedPage : public ::testing::TestWithParam<TurnRow> {};
TEST_P(TurnedPage, IsReadUpright) {
  const auto& [name, lies, turned] = GetParam();
  const GreyImage upright = Marked().image;
  FakeEngine engine(FakeEngine::Answer([&](const GreyImage& image) {
    const PixelBox mark = FindMark(image);
    const bool right = image.height > image.width && mark.top > 1500 && mark.left < 500;
    return std::vector{Read("sammanträdesprotokoll", mark, right ? 0.95 : 0.3)};
  }));
  // The picture does not stand in the middle of the page.
  const bool across = lies % 180 != 0;
  const double page_width = across ? 842 : 595, page_height = across ? 595 : 842;
  const Box box{5, 20, 5 + 0.95 * page_width, 20 + 0.95 * page_height};
  const Document document =
      ReadWith(&engine, Scan(Turned(upright, lies))
                            .Page(fmt::format("q {} 0 0 {} {} {} cm /Im1 Do Q", box.width(), box.height(),
                                              box.left, page_height - box.bottom),
                                  fmt::format("/MediaBox [0 0 {} {}]", page_width, page_height))
                            .Build());
  const Page& page = document.pages[0];
  EXPECT_EQ(page.turned, turned);
  EXPECT_NEAR(page.width_pt, 595, 0.01);
  EXPECT_NEAR(page.height_pt, 842, 0.01);
  ASSERT_THAT(page.images, SizeIs(1));
  const Box shown = page.images[0].box;
  const Box want = turned == 90    ? Box{page_height - box.bottom, box.left, page_height - box.top, box.right}
                   : turned == 180 ? Box{page_width - box.right, page_height - box.bottom,
                                         page_width - box.left, page_height - box.top}
                   : turned == 270 ? Box{box.top, page_width - box.right, box.bottom, page_width - box.left}
                                   : box;
  EXPECT_NEAR(shown.left, want.left, 0.1);
  EXPECT_NEAR(shown.top, want.top, 0.1);
  EXPECT_NEAR(shown.right, want.right, 0.1);
  EXPECT_NEAR(shown.bottom, want.bottom, 0.1);
  ASSERT_THAT(page.words, SizeIs(1));
  EXPECT_NEAR(page.words[0].box.center_x(), want.left + want.width() * CenterX(kMark) / kWidth, 1);
  EXPECT_NEAR(page.words[0].baseline, want.top + want.height() * kMark.bottom / kHeight, 1);
  ASSERT_THAT(page.regions, SizeIs(1));
  EXPECT_NEAR(page.regions[0].box.left, want.left, 0.1);
}
INSTANTIATE_TEST_SUITE_P(Rows, TurnedPage,
                         ::testing::Values(TurnRow{"upright", 0, 0}, TurnRow{"lies_90", 90, 270},
                                           TurnRow{"upside_down", 180, 180}, TurnRow{"lies_270", 270, 90}),
                         [](const auto& info) { return info.param.name; });

TEST(OcrPage, NonsenseIsNotTurned) {
  FakeEngine engine({Read("xqzt", {400, 600, 580, 630}, 0.3)});
  const Document document = ReadWith(&engine, Scan(Marked().image).Page(kWholePage).Build());
  EXPECT_EQ(document.pages[0].turned, 0);
  EXPECT_EQ(engine.asked, 2) << "as it is shown, and upside down";
}

const CommonWords kCommon = {"och", "att", "för", "som", "till"};
constexpr const char* kSwedish =
    "Nämnden föreslår att bidraget för året höjs till föreningar som är små och har kört";
constexpr const char* kEnglish =
    "Namnden foreslar att bidraget for aret hojs till foreningar som ar sma och har kort";

std::string Layer(const std::string& text) {
  std::string content = kWholePage;
  for (int i = 0; i < 5; ++i) content += Text(72, 100 + 20 * i, 10, text, "F1", "3 Tr");
  return content;
}
std::vector<OcrWord> FiveTimes(const std::string& text) {
  std::string all = text;
  for (int i = 1; i < 5; ++i) all += " " + text;
  return Sentence(all);
}
Options WithCommonWords() {
  Options options;
  options.common_words = kCommon;
  return options;
}

TEST(OcrPage, KeepsALayerThatReadsAsSwedish) {
  FakeEngine engine(FiveTimes("fel"));
  const Document document =
      ReadWith(&engine, Scan(Marked().image).Page(Layer(kSwedish)).Build(), WithCommonWords());
  EXPECT_EQ(engine.asked, 0);
  EXPECT_THAT(Texts(document.pages[0]), HasSubstr("Nämnden föreslår"));
  EXPECT_EQ(document.pages[0].source, Source::kOcr) << "somebody's OCR";
  EXPECT_THAT(document.pages[0].source_reason, HasSubstr("reads as Swedish"));
  EXPECT_THAT(document.pages[0].regions, IsEmpty());
}

TEST(OcrPage, ReplacesALayerThatDoesNot) {
  FakeEngine engine(FiveTimes(kSwedish));
  const Document document =
      ReadWith(&engine, Scan(Marked().image).Page(Layer(kEnglish)).Build(), WithCommonWords());
  EXPECT_EQ(engine.asked, 1);
  EXPECT_THAT(Texts(document.pages[0]), HasSubstr("Nämnden föreslår"));
  EXPECT_EQ(Texts(document.pages[0]).find("Namnden"), std::string::npos);
  EXPECT_EQ(document.pages[0].source, Source::kOcr);
  EXPECT_THAT(document.pages[0].regions, SizeIs(1));
}

TEST(OcrPage, KeepsALayerThatOcrReadsNoBetter) {
  FakeEngine engine(FiveTimes("nmndn frslr bdrgt"));
  const Document document =
      ReadWith(&engine, Scan(Marked().image).Page(Layer(kEnglish)).Build(), WithCommonWords());
  EXPECT_EQ(engine.asked, 1);
  EXPECT_THAT(Texts(document.pages[0]), HasSubstr("Namnden foreslar"));
  EXPECT_EQ(Texts(document.pages[0]).find("nmndn"), std::string::npos);
  EXPECT_THAT(document.pages[0].source_reason, HasSubstr("OCR reads no better"));
}

TEST(OcrPage, ReplacesAGoodLayerWhenAsked) {
  FakeEngine engine(FiveTimes("omläst"));
  Options options = WithCommonWords();
  options.ocr = OcrMode::kAlways;
  const Document document = ReadWith(&engine, Scan(Marked().image).Page(Layer(kSwedish)).Build(), options);
  EXPECT_EQ(engine.asked, 1);
  EXPECT_THAT(Texts(document.pages[0]), HasSubstr("omläst"));
  EXPECT_EQ(Texts(document.pages[0]).find("Nämnden"), std::string::npos);
}

TEST(OcrPage, KeepsVisibleWordsAndAddsWhatTheyDoNotCover) {
  // The page is rendered at 300 dpi, as there is text over its picture.
  const auto px = [](double pt) { return static_cast<int>(pt * 300 / 72); };
  FakeEngine engine(
      {Read("Dmr", {px(72), px(790), px(92), px(800)}), Read("Summa", {px(100), px(300), px(140), px(310)})});
  const Document document =
      ReadWith(&engine, Scan(Marked().image).Page(kWholePage + Text(72, 800, 12, "Dnr 12/2018")).Build());
  const Page& page = document.pages[0];
  EXPECT_EQ(Texts(page), "Dnr 12/2018 Summa");
  EXPECT_EQ(page.words[0].source, Source::kText);
  EXPECT_EQ(page.words[2].source, Source::kOcr);
  EXPECT_NEAR(page.words[2].box.left, 100, 0.5);
  EXPECT_EQ(page.source, Source::kMixed);
  EXPECT_THAT(page.source_reason, HasSubstr("with 2 words over it"));
}

std::string TextPage() {
  std::string content;
  for (int i = 0; i < 10; ++i) content += Text(72, 100 + 15 * i, 10, "Nämnden beslutar att godkänna budget");
  return content;
}
constexpr const char* kPictureOfTable = "q 400 0 0 200 90 300 cm /Im1 Do Q ";

TEST(OcrPage, ReadsAPictureInsideAPage) {
  Picture table(1111, 555, kDpi);
  table.Lines(8);
  FakeEngine engine({Read("Skolor", {100, 100, 200, 130}), Read("184", {700, 100, 760, 130})});
  const Document document = ReadWith(&engine, Scan(table.image).Page(TextPage() + kPictureOfTable).Build());
  const Page& page = document.pages[0];
  EXPECT_THAT(Texts(page), HasSubstr("budget Skolor 184"));
  EXPECT_EQ(page.source, Source::kMixed);
  const Word& word = page.words[page.words.size() - 2];
  EXPECT_NEAR(word.box.left, 90 + 100 * 400.0 / 1111, 0.1);
  EXPECT_NEAR(word.baseline, 842 - 500 + 130 * 400.0 / 1111, 0.1);
  ASSERT_THAT(page.regions, SizeIs(1));
  EXPECT_EQ(page.regions[0].reason, "a picture with text");
}

TEST(OcrPage, LeavesPicturesWithoutTextAlone) {
  Picture photo(1111, 555, kDpi);
  photo.Fill({0, 0, 1111, 555}, 128).Noise(100);
  FakeEngine engine({Read("grus", {100, 100, 200, 130})});
  const Document document = ReadWith(
      &engine,
      Scan(photo.image).Page(TextPage() + kPictureOfTable).Page(TextPage() + kPictureOfTable).Build());
  EXPECT_EQ(engine.asked, 0);
  EXPECT_EQ(document.pages[0].source, Source::kText);
  EXPECT_THAT(document.pages[0].regions, IsEmpty());
  EXPECT_THAT(Codes(document), IsEmpty());
}

TEST(OcrPage, DoesNotBelieveLettersInAMap) {
  Picture map(1111, 555, kDpi);
  map.Lines(8);
  FakeEngine engine({Read("Skolor", {100, 100, 200, 130}, 0.4)});
  const Document document = ReadWith(&engine, Scan(map.image).Page(TextPage() + kPictureOfTable).Build());
  EXPECT_EQ(engine.asked, 1);
  EXPECT_EQ(Texts(document.pages[0]).find("Skolor"), std::string::npos);
  EXPECT_EQ(document.pages[0].source, Source::kText);
}

TEST(OcrPage, ASheetScannedTwiceIsReadOnceAndSaidToBe) {
  FakeEngine engine(Sentence(kSwedish));
  const Document document = ReadWith(
      &engine,
      Scan(Marked().image).Page(kWholePage).Page(Text(72, 100, 12, "Bilaga")).Page(kWholePage).Build());
  EXPECT_EQ(engine.asked, 1);
  EXPECT_THAT(Codes(document), ElementsAre("duplicate-page 3"));
  EXPECT_THAT(document.diagnostics[0].message, HasSubstr("page 1"));
  EXPECT_EQ(Texts(document.pages[2]), Texts(document.pages[0]));
  EXPECT_EQ(document.pages[2].number, 3);
  EXPECT_EQ(document.pages[2].source, Source::kOcr);
}

TEST(OcrPage, ABlankSheetIsNotSentToTheEngine) {
  FakeEngine engine(Sentence(kSwedish));
  const Document document =
      ReadWith(&engine, Scan(Picture(kWidth, kHeight, kDpi).Fill({0, 0, kWidth, kHeight}, 244).Noise(4).image)
                            .Page(kWholePage)
                            .Build());
  EXPECT_EQ(engine.asked, 0);
  EXPECT_THAT(Codes(document), ElementsAre("blank-page 1"));
  EXPECT_EQ(document.pages[0].source, Source::kNone);
  EXPECT_EQ(document.pages[0].state, PageState::kOk);
  EXPECT_EQ(document.pages[0].source_reason, "a blank page");
  EXPECT_TRUE(document.Complete());
}

TEST(OcrPage, SaysThatNoWordsWereFound) {
  FakeEngine engine(std::vector<OcrWord>{});
  const Document document = ReadWith(&engine, Scan(Marked().image).Page(kWholePage).Build());
  EXPECT_THAT(Codes(document), Contains("ocr-without-words 1"));
}

TEST(OcrPage, TroubleOfTheEngineIsOnePagesTrouble) {
  int pages = 0;
  FakeEngine engine(FakeEngine::Answer([&pages](const GreyImage&) {
    if (++pages == 1) throw Error(ErrorCode::kOcr, "Tesseract gives the page up");
    return Sentence(kSwedish);
  }));
  Picture other = Marked();
  other.Fill({600, 1800, 610, 1810}, 0);
  const Document document = ReadWith(&engine, Scan(Marked().image)
                                                  .GreyImage(kWidth, kHeight, Bytes(other.image))
                                                  .Page(kWholePage)
                                                  .Page("q 595 0 0 842 0 0 cm /Im2 Do Q")
                                                  .Page(TextPage())
                                                  .Build());
  EXPECT_THAT(Codes(document), ElementsAre("ocr-unavailable 1"));
  EXPECT_EQ(document.diagnostics[0].message, "Tesseract gives the page up");
  EXPECT_EQ(document.pages[0].state, PageState::kSkipped);
  EXPECT_THAT(document.pages[0].messages, ElementsAre("ocr-unavailable: Tesseract gives the page up"));
  EXPECT_EQ(document.pages[1].state, PageState::kOk);
  EXPECT_THAT(Texts(document.pages[1]), HasSubstr("Nämnden"));
  EXPECT_THAT(Texts(document.pages[2]), HasSubstr("budget"));
  EXPECT_FALSE(document.Complete());
}

TEST(OcrPage, AFaultIsNotTakenForTroubleOfTheEngine) {
  FakeEngine engine(
      FakeEngine::Answer([](const GreyImage&) -> std::vector<OcrWord> { throw std::logic_error("x"); }));
  EXPECT_THROW(ReadWith(&engine, Scan(Marked().image).Page(kWholePage).Build()), std::logic_error);
}

struct BrokenPictureRow {
  const char* name;
  std::string entries, data;
};
void PrintTo(const BrokenPictureRow& row, std::ostream* out) { *out << row.name; }

class BrokenPicture : public ::testing::TestWithParam<BrokenPictureRow> {};
TEST_P(BrokenPicture, IsSaidAndTheRestIsRead) {
  FakeEngine engine(Sentence(kSwedish));
  const Document document = ReadWith(&engine, PdfBuilder()
                                                  .Image(GetParam().entries, GetParam().data)
                                                  .Page(TextPage())
                                                  .Page(kWholePage)
                                                  .Page(TextPage() + kPictureOfTable)
                                                  .Page(TextPage())
                                                  .Build());
  EXPECT_EQ(engine.asked, 0);
  EXPECT_THAT(Codes(document), ElementsAre("picture-not-read 2", "picture-not-read 3"));
  EXPECT_FALSE(document.diagnostics[0].message.empty());
  EXPECT_EQ(document.pages[1].state, PageState::kFailed);
  EXPECT_THAT(document.pages[1].messages, Contains(HasSubstr("picture-not-read: ")));
  EXPECT_EQ(document.pages[2].state, PageState::kWarnings) << "text around it";
  for (int page : {0, 2, 3})
    EXPECT_THAT(Texts(document.pages[static_cast<size_t>(page)]), HasSubstr("budget"));
  EXPECT_FALSE(document.Complete());
}
constexpr const char* kGreyPicture = "/Width 1654 /Height 2339 /BitsPerComponent 8 /ColorSpace /DeviceGray";
INSTANTIATE_TEST_SUITE_P(
    Rows, BrokenPicture,
    ::testing::Values(
        BrokenPictureRow{"jpx", "/Width 1654 /Height 2339 /Filter /JPXDecode",
                         std::string("\x00\x00\x00\x0CjP  \x0D\x0A\x87\x0Anonsense", 20)},
        BrokenPictureRow{
            "jbig2",
            "/Width 1654 /Height 2339 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter /JBIG2Decode",
            std::string("\x00\x00\x00\x00\x30\x00\x01\x00\x00\x00\x13\xFF\xFF", 13)},
        BrokenPictureRow{"dct", fmt::format("{} /Filter /DCTDecode", kGreyPicture),
                         "\xFF\xD8\xFF\xE0 nonsense"},
        BrokenPictureRow{"too_short", kGreyPicture, "abc"},
        BrokenPictureRow{"bomb", "/Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB",
                         "abc"}),
    [](const auto& info) { return info.param.name; });

// Peak of the memory in use, MiB.
double PeakMiB() {
  std::FILE* file = std::fopen("/proc/self/status", "r");
  char line[256];
  double kib = 0;
  while (file != nullptr && std::fgets(line, sizeof line, file) != nullptr)
    if (std::sscanf(line, "VmHWM: %lf", &kib) == 1) break;
  if (file != nullptr) std::fclose(file);
  return kib / 1024;
}

TEST(OcrPage, AHugePageIsReadWithinBounds) {
  Picture page(1000, 1000, 100);
  page.Lines(20);
  FakeEngine engine(Sentence(kSwedish));
  const double before = PeakMiB();
  const Document document =
      ReadWith(&engine, Scan(page.image)
                            .Page("q 14000 0 0 14000 0 0 cm /Im1 Do Q", "/MediaBox [0 0 14000 14000]")
                            .Page("q 7000 0 0 14000 0 0 cm /Im1 Do Q q 7000 0 0 14000 7000 0 cm /Im1 Do Q",
                                  "/MediaBox [0 0 14000 14000]")
                            .Page(TextPage())
                            .Build());
  EXPECT_LT(PeakMiB() - before, 500);
  RecordProperty("grown_mib", static_cast<int>(PeakMiB() - before));
  EXPECT_LE(engine.largest_px, 101e6);
  EXPECT_THAT(Texts(document.pages[2]), HasSubstr("budget"));
}

struct NoOcrRow {
  const char* name;
  std::string content;
  Source source;
  std::string code, message;
};
void PrintTo(const NoOcrRow& row, std::ostream* out) { *out << row.name; }

// What a page without text is, when there is no OCR.
class WithoutOcr : public ::testing::TestWithParam<NoOcrRow> {};
TEST_P(WithoutOcr, ThePageSaysWhatItIs) {
  const Document document = ReadWith(nullptr, PdfBuilder().Page(GetParam().content).Build());
  EXPECT_EQ(document.pages[0].state, PageState::kOk);
  EXPECT_EQ(document.pages[0].source, GetParam().source);
  ASSERT_THAT(document.diagnostics, SizeIs(1));
  EXPECT_EQ(document.diagnostics[0].code, GetParam().code);
  EXPECT_EQ(document.diagnostics[0].page, 1);
  EXPECT_THAT(document.diagnostics[0].message, HasSubstr(GetParam().message));
  EXPECT_TRUE(document.Complete());
}
INSTANTIATE_TEST_SUITE_P(
    Rows, WithoutOcr,
    ::testing::Values(
        NoOcrRow{"picture", "q 595 0 0 842 0 0 cm /Im Do Q", Source::kNone, "no-text", "needs OCR"},
        NoOcrRow{"blank", "", Source::kNone, "blank-page", "nothing is printed"},
        NoOcrRow{"stamp_on_a_scan", "q 595 0 0 842 0 0 cm /Im Do Q " + Text(72, 50, 10, "Dnr 12/2018"),
                 Source::kText, "little-text", "needs OCR"}),
    [](const auto& info) { return info.param.name; });

TEST(WithoutOcr, IsAlsoWhatWasAskedFor) {
  FakeEngine engine(Sentence(kSwedish));
  Options options;
  options.ocr = OcrMode::kNever;
  const Document document = ReadWith(&engine, Scan(Marked().image).Page(kWholePage).Build(), options);
  EXPECT_EQ(engine.asked, 0);
  EXPECT_THAT(Codes(document), ElementsAre("no-text 1"));
}

}  // namespace
}  // namespace avstam::extract
