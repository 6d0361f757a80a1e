// `avstam doctor`, and what is read when no OCR model is there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/app/pdf.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using store::Query;
using store::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Doctor, TellsWhatIsThere) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  RunResult without = Avstam({"doctor"}, here);
  EXPECT_EQ(without.exit_code, 0) << without.out;
  EXPECT_THAT(without.out, HasSubstr("archive    absent"));
  EXPECT_THAT(without.out, HasSubstr("ocr        ok       tesseract "));
  EXPECT_THAT(without.out, HasSubstr("model swe from /"));
  EXPECT_THAT(without.out, HasSubstr("model eng from /"));
  WriteFile(folder / "a.pdf", TextPdf({"Hej"}));
  ASSERT_EQ(Avstam({"ingest", "a.pdf"}, here).exit_code, 0);
  EXPECT_THAT(Avstam({"doctor"}, here).out,
              HasSubstr("archive    ok       avstam.db: 1 documents, 0 files not read"));
}

TEST(Doctor, NamesThePackagesOfMissingModels) {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder / "models");
  RunOptions here{folder.path().string(), {"TESSDATA_PREFIX=" + folder / "models"}, {}};
  RunResult result = Avstam({"doctor"}, here);
  EXPECT_EQ(result.exit_code, 3) << result.out;
  EXPECT_EQ(result.err, "");
  for (const char* language : {"swe", "eng"})
    EXPECT_THAT(result.out,
                HasSubstr(std::string("ocr        MISSING  the OCR model ") + language +
                          ".traineddata is not there; install the package tesseract-ocr-" + language));
}

TEST(Doctor, SeesAModelThatIsCutOff) {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder / "models");
  WriteFile(folder / "models/swe.traineddata", "x");
  RunOptions here{folder.path().string(), {"TESSDATA_PREFIX=" + folder / "models"}, {}};
  RunResult result = Avstam({"doctor"}, here);
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.out, HasSubstr("install the package tesseract-ocr-swe"));
}

TEST(Doctor, PutsTheGravestFaultIntoItsExitCode) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {"TESSDATA_PREFIX=" + folder.path().string()}, {}};
  EXPECT_EQ(Avstam({"doctor", "--rules", "nix"}, here).exit_code, 2);
  WriteFile(folder / "avstam.db", "x");
  EXPECT_EQ(Avstam({"doctor", "--rules", "nix"}, here).exit_code, 4);
  EXPECT_EQ(Avstam({"doctor"}, {folder.path().string(), {}, {}}).exit_code, 4);
}

// A scan that was kept without OCR is tried again, and stays as it is while there is none.
TEST(WithoutOcr, AScanIsTriedAgainAndStays) {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder / "models");
  RunOptions here{folder.path().string(), {"TESSDATA_PREFIX=" + folder / "models"}, {}};
  WriteFile(folder / "skannat.pdf", PicturePdf());
  RunResult first = Avstam({"ingest", "--ocr", "never", "skannat.pdf"}, here);
  EXPECT_EQ(first.exit_code, 3) << first.err;
  EXPECT_THAT(Query(folder / "avstam.db", "SELECT code, page FROM document_diagnostics"),
              ElementsAre("no-text|1"));
  std::string before = store::DumpSql(folder / "avstam.db");
  RunResult second = Avstam({"ingest", "--ocr", "never", "skannat.pdf"}, here);
  EXPECT_EQ(second.exit_code, 3);
  EXPECT_THAT(second.err, HasSubstr("skannat.pdf: already present, with 0 of 1 pages read; they need OCR "
                                    "(`avstam doctor` tells what is missing) (incomplete)"));
  EXPECT_EQ(store::DumpSql(folder / "avstam.db"), before);
}

}  // namespace
}  // namespace avstam::app
