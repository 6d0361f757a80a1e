// The few tests that start Tesseract with its models: ctest -L live-ocr.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/error.h"
#include "extract/ocr_page.h"
#include "extract/read.h"
#include "extract/tesseract_engine.h"
#include "tests/extract/drawn_picture.h"
#include "tests/extract/recorded_engine.h"

namespace avstam::extract {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::string ReadFile(const std::string& path) {
  std::ifstream in(std::string(AVSTAM_SOURCE_DIR) + "/" + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> Texts(const std::vector<OcrWord>& words) {
  std::vector<std::string> texts;
  for (const OcrWord& word : words) texts.push_back(word.text);
  std::sort(texts.begin(), texts.end());
  return texts;
}

// Other processors add in another order: a doubtful word may come out otherwise, no more.
TEST(LiveOcr, ReadsWhatWasRecorded) {
  TesseractEngine tesseract;
  RecordingEngine engine(&tesseract);
  Read(ReadFile("corpus/scans/brev-fax.pdf"), {}, &engine);
  const Recording kept = Recording::Load(RecordingPath("brev-fax"));
  EXPECT_EQ(engine.recording().version, kept.version);
  ASSERT_EQ(engine.recording().pages.size(), 1U);
  for (const auto& [key, words] : engine.recording().pages) {
    ASSERT_TRUE(kept.pages.contains(key)) << "another picture of the page: run scripts/record-ocr";
    const std::vector<std::string> got = Texts(words), want = Texts(kept.pages.at(key));
    std::vector<std::string> same;
    std::set_intersection(got.begin(), got.end(), want.begin(), want.end(), std::back_inserter(same));
    EXPECT_GE(static_cast<double>(same.size()), 0.98 * static_cast<double>(std::max(got.size(), want.size())))
        << fmt::format("got {}", fmt::join(got, " ")) << fmt::format("\nrecorded {}", fmt::join(want, " "));
  }
}

int Count(const Page& page, std::string_view sign) {
  int count = 0;
  for (const Word& word : page.words)
    for (size_t at = word.text.find(sign); at != std::string::npos; at = word.text.find(sign, at + 1))
      ++count;
  return count;
}

// Pages full of § and % (bench/pages), printed and read again, beside their own text.
TEST(LiveOcr, ReadsSectionAndPercentSigns) {
  const std::string bytes = ReadFile("bench/pages/tecken.pdf");
  const Document text = Read(bytes, {}, nullptr);
  PdfFile file(bytes, {});
  TesseractEngine engine;
  Options options;
  options.ocr = OcrMode::kAlways;
  OcrReader reader(&file, options, &engine);
  Document document = file.Announce();
  // Still lost are a % alone over its column and one behind a figure of one digit.
  for (const auto& [number, sign, at_least, lost] : {std::tuple{1, "§", 20, 0}, std::tuple{3, "%", 60, 2}}) {
    file.ReadPage(number, &document);
    Page& page = document.pages[static_cast<size_t>(number - 1)];
    page.words.clear();
    page.shapes = 1000;  // as if its letters were outlines: only the picture tells
    reader.Complete(&page, &document);
    const int want = Count(text.pages[static_cast<size_t>(number - 1)], sign);
    EXPECT_GT(want, at_least) << sign;
    EXPECT_LE(Count(page, sign), want) << sign << " made up";
    EXPECT_GE(Count(page, sign), want - lost) << sign;
  }
}

TEST(LiveOcr, ReadsTheSameAgain) {
  const std::string bytes = ReadFile("corpus/scans/brev-fax.pdf");
  TesseractEngine engine;
  const std::string first = Dump(Read(bytes, {}, &engine));
  EXPECT_EQ(Dump(Read(bytes, {}, &engine)), first) << "the engine keeps something of the page before";
}

TEST(LiveOcr, ReadsNothingWhereNothingIs) {
  TesseractEngine engine;
  EXPECT_THAT(engine.ReadPage({}), IsEmpty());
  EXPECT_THAT(engine.ReadPage(Picture(400, 300, 300).image), IsEmpty());
  EXPECT_THAT(engine.ReadAgain(Picture(400, 300, 300).image, {}), IsEmpty());
  const std::vector<OcrReading> again = engine.ReadAgain(
      Picture(400, 300, 300).image, {{10, 10, 100, 60}, {-50, -50, 9000, 9000}, {500, 500, 400, 400}});
  EXPECT_EQ(again.size(), 3U);
}

TEST(LiveOcr, AMissingModelIsNamedWithItsPackage) {
  const std::filesystem::path empty =
      std::filesystem::path(::testing::TempDir()) / fmt::format("models-{}", getpid());
  std::filesystem::create_directories(empty);
  OcrLanguages languages;
  languages.directory = empty.string();
  for (const char* language : {"swe", "frk"}) {
    languages.page = language;
    TesseractEngine engine(languages);
    try {
      engine.Load();
      ADD_FAILURE() << language << " was loaded from an empty folder";
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kOcr);
      EXPECT_THAT(error.what(), HasSubstr(fmt::format("install the package tesseract-ocr-{}", language)));
    }
  }
  // A document goes on without: its page says why it was not read.
  TesseractEngine engine(languages);
  const Document document = Read(ReadFile("corpus/scans/brev-fax.pdf"), {}, &engine);
  EXPECT_EQ(document.pages[0].state, PageState::kSkipped);
  ASSERT_EQ(document.diagnostics.size(), 1U);
  EXPECT_EQ(document.diagnostics[0].code, "ocr-unavailable");
  EXPECT_THAT(document.diagnostics[0].message, HasSubstr("tesseract-ocr-frk"));
  std::filesystem::remove(empty);
}

}  // namespace
}  // namespace avstam::extract
