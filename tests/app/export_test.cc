// `avstam export --format alto` and `avstam extract --format alto`.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <algorithm>
#include <filesystem>
#include <pugixml.hpp>

#include "app/output_files.h"
#include "tests/app/pdf.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using store::ReadWholeFile;
using store::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

std::vector<std::string> FilesIn(const std::string& folder) {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    out.push_back(entry.path().filename().string());
  std::sort(out.begin(), out.end());
  return out;
}

std::vector<std::string> WordsOf(const std::string& xml) {
  pugi::xml_document document;
  EXPECT_TRUE(document.load_string(xml.c_str())) << xml;
  std::vector<std::string> out;
  for (const pugi::xpath_node& node : document.select_nodes("//String"))
    out.emplace_back(node.node().attribute("CONTENT").value());
  return out;
}

class Export : public ::testing::Test {
 protected:
  void Ingest(const std::vector<std::string>& files) {
    std::vector<std::string> arguments = {"ingest"};
    arguments.insert(arguments.end(), files.begin(), files.end());
    RunResult result = Avstam(arguments, here_);
    ASSERT_EQ(result.exit_code, 0) << result.err;
  }
  RunResult Alto(std::vector<std::string> further = {}) {
    std::vector<std::string> arguments = {"export", "--format", "alto", "out"};
    arguments.insert(arguments.end(), further.begin(), further.end());
    return Avstam(arguments, here_);
  }

  TemporaryFolder folder_;
  RunOptions here_{folder_.path().string(), {}, {}};
};

TEST_F(Export, WritesOneFilePerDocument) {
  WriteFile(folder_ / "brev.pdf", TextPdf({"Hej Summa", "Mer"}));
  WriteFile(folder_ / "kopia av.PDF", TextPdf({"Annat"}));
  Ingest({"brev.pdf", "kopia av.PDF"});
  RunResult result = Alto();
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err, "2 of 2 documents written to out\n");
  std::vector<std::string> files = FilesIn(folder_ / "out");
  ASSERT_EQ(files.size(), 2U);
  EXPECT_THAT(files[0], ::testing::MatchesRegex("brev-[0-9a-f]{12}\\.alto\\.xml"));
  EXPECT_THAT(files[1], ::testing::MatchesRegex("kopia_av-[0-9a-f]{12}\\.alto\\.xml"));
  const std::string xml = ReadWholeFile(folder_ / "out/" + files[0]);
  EXPECT_THAT(WordsOf(xml), ElementsAre("Hej", "Summa", "Mer"));
  EXPECT_THAT(xml, HasSubstr("<fileName>brev.pdf</fileName>"));

  // The same archive gives the same bytes.
  RunResult again = Alto({"--force"});
  EXPECT_EQ(again.exit_code, 0) << again.err;
  EXPECT_EQ(FilesIn(folder_ / "out"), files);
  EXPECT_EQ(ReadWholeFile(folder_ / "out/" + files[0]), xml);
}

TEST_F(Export, LeavesAFolderWithFilesAlone) {
  WriteFile(folder_ / "a.pdf", TextPdf({"Hej"}));
  Ingest({"a.pdf"});
  std::filesystem::create_directory(folder_ / "out");
  WriteFile(folder_ / "out/mine.txt", "x");
  RunResult result = Alto();
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.err, "out: is not empty; name a new folder, or write into it with --force\n");
  EXPECT_THAT(FilesIn(folder_ / "out"), ElementsAre("mine.txt"));
  EXPECT_EQ(Alto({"--force"}).exit_code, 0);
  EXPECT_EQ(FilesIn(folder_ / "out").size(), 2U);
  EXPECT_EQ(ReadWholeFile(folder_ / "out/mine.txt"), "x");
}

TEST_F(Export, ToAFileIsUsage) {
  WriteFile(folder_ / "a.pdf", TextPdf({"Hej"}));
  Ingest({"a.pdf"});
  WriteFile(folder_ / "out", "x");
  RunResult result = Alto({"--force"});
  EXPECT_EQ(result.exit_code, 2);
  EXPECT_EQ(result.err, "out: is not a folder; name another\n");
}

TEST_F(Export, WithoutAnArchiveMakesNothing) {
  RunResult result = Alto();
  EXPECT_EQ(result.exit_code, 4);
  EXPECT_THAT(result.err, HasSubstr("avstam.db: no such archive"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "out"));
}

TEST_F(Export, OfAnOldArchiveSaysHowToRenewIt) {
  ASSERT_EQ(
      store::ExecuteSql(folder_ / "avstam.db", ReadWholeFile(AVSTAM_SOURCE_DIR "/tests/store/archive-1.sql")),
      "");
  RunResult old = Alto();
  EXPECT_EQ(old.exit_code, 4);
  EXPECT_THAT(old.err, HasSubstr("was made by an older avstam (schema 1, this program reads 4)"));
  // Once it is brought up to date, what was stored before lacks what an export needs.
  WriteFile(folder_ / "a.pdf", TextPdf({"Hej"}));
  Ingest({"a.pdf"});
  RunResult result = Alto();
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("brev.pdf: not written: an older avstam stored it"));
  EXPECT_THAT(result.err, HasSubstr("1 of 2 documents written to out\n"));
}

TEST_F(Export, ThatCannotBeWrittenLeavesNoHalfFile) {
  WriteFile(folder_ / "a.pdf", TextPdf({"Hej"}));
  Ingest({"a.pdf"});
  here_.before = [] {
    rlimit limit{500, 500};
    if (setrlimit(RLIMIT_FSIZE, &limit) != 0) abort();
  };
  RunResult result = Alto();
  EXPECT_EQ(result.exit_code, 3);
  EXPECT_THAT(result.err, HasSubstr("not written: File too large"));
  EXPECT_THAT(FilesIn(folder_ / "out"), IsEmpty());
}

TEST_F(Export, ExtractPrintsTheSame) {
  WriteFile(folder_ / "a.pdf", TextPdf({"Hej Summa"}));
  RunResult result = Avstam({"extract", "--format", "alto", "a.pdf"}, here_);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  Ingest({"a.pdf"});
  ASSERT_EQ(Alto().exit_code, 0);
  EXPECT_EQ(ReadWholeFile(folder_ / "out/" + FilesIn(folder_ / "out").front()), result.out);
}

struct NameRow {
  const char* name;
  std::string file, expected;
};

class ExportNames : public ::testing::TestWithParam<NameRow> {};

TEST_P(ExportNames, AreSafe) {
  EXPECT_EQ(ExportName(GetParam().file, "0123456789abcdef", ".x"), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, ExportNames,
    ::testing::Values(NameRow{"plain", "brev.pdf", "brev-0123456789ab.x"},
                      NameRow{"folder", "a/b/brev.pdf", "brev-0123456789ab.x"},
                      NameRow{"swedish", "Årsbokslut för ö.PDF", "Årsbokslut_för_ö-0123456789ab.x"},
                      NameRow{"decomposed", "A\u030Ar.pdf", "A\u030Ar-0123456789ab.x"},
                      NameRow{"parent", "../..", "_.-0123456789ab.x"},
                      NameRow{"hidden", ".pdf", "_pdf-0123456789ab.x"},
                      NameRow{"option", "-rf.pdf", "_rf-0123456789ab.x"},
                      NameRow{"controls", "a\n\x1b[31m\u202E×.pdf", "a___31m__-0123456789ab.x"},
                      NameRow{"nothing", "a/", "0123456789ab.x"},
                      NameRow{"long", std::string(300, 'a'), std::string(60, 'a') + "-0123456789ab.x"}),
    [](const auto& info) { return info.param.name; });

}  // namespace
}  // namespace avstam::app
