#include "app/input_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/app/pdf.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using store::TemporaryFolder;
using ::testing::ElementsAre;

std::vector<std::string> Names(const std::vector<InputFile>& files) {
  std::vector<std::string> out;
  for (const InputFile& file : files)
    out.push_back(file.name + (file.problem ? " " + file.problem->code : ""));
  return out;
}

TEST(FindInputFiles, TakesPdfsBelowFoldersInByteOrder) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "in/b/djup");
  for (const char* name :
       {"in/c.pdf", "in/B.PDF", "in/b/2.Pdf", "in/b/djup/1.pdf", "in/a.txt", "in/pdf", "in/å.pdf"})
    WriteFile(folder / name, "x");
  std::string in = folder / "in";
  EXPECT_THAT(Names(FindInputFiles({in})), ElementsAre(in + "/B.PDF", in + "/b/2.Pdf", in + "/b/djup/1.pdf",
                                                       in + "/c.pdf", in + "/å.pdf"));
}

TEST(FindInputFiles, KeepsTheOrderOfTheCommandLineAndNamesEachFileOnce) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "in");
  WriteFile(folder / "in/a.pdf", "x");
  WriteFile(folder / "in/b.pdf", "x");
  WriteFile(folder / "brev", "x");
  std::string in = folder / "in";
  EXPECT_THAT(Names(FindInputFiles({in + "/b.pdf", in, in + "/./a.pdf", in, folder / "brev"})),
              ElementsAre(in + "/b.pdf", in + "/a.pdf", folder / "brev"));
}

TEST(FindInputFiles, FollowsALinkThatIsNamedAndNoneThatIsMet) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "in");
  WriteFile(folder / "brev.pdf", "x");
  std::filesystem::create_symlink(folder / "brev.pdf", folder / "in/link.pdf");
  std::filesystem::create_symlink("ring.pdf", folder / "ring.pdf");
  std::string link = folder / "in/link.pdf";
  std::vector<InputFile> named = FindInputFiles({link});
  EXPECT_THAT(Names(named), ElementsAre(link));
  EXPECT_EQ(ReadInput(named[0].path).bytes, "x");
  EXPECT_THAT(Names(FindInputFiles({folder / "in"})), ElementsAre(link + " symlink"));
  EXPECT_THAT(Names(FindInputFiles({folder / "ring.pdf"})), ElementsAre(folder / "ring.pdf" + " symlink"));
}

TEST(FindInputFiles, SaysWhatLeadsNowhere) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "tom");
  EXPECT_THAT(Names(FindInputFiles({folder / "nix.pdf", folder / "tom", ""})),
              ElementsAre(folder / "nix.pdf" + " not-found", folder / "tom" + " no-pdf", " not-found"));
}

TEST(ReadInput, GivesTheBytes) {
  TemporaryFolder folder;
  std::string bytes("a\0b\n", 4);
  WriteFile(folder / "a.pdf", bytes);
  InputBytes read = ReadInput(folder / "a.pdf");
  EXPECT_FALSE(read.problem.has_value());
  EXPECT_EQ(read.bytes, bytes);
}

TEST(ReadInput, RefusesAFileThatIsTooLargeWithoutReadingIt) {
  TemporaryFolder folder;
  WriteFile(folder / "a.pdf", "");
  std::filesystem::resize_file(folder / "a.pdf", kMaxFileBytes + 1);  // sparse
  InputBytes read = ReadInput(folder / "a.pdf");
  ASSERT_TRUE(read.problem.has_value());
  EXPECT_EQ(read.problem->code, "too-large");
}

TEST(PathOfName, LeadsFromANameToItsFile) {
  TemporaryFolder folder;
  for (const char* name : {"r\xE5"
                           "d\n.pdf",
                           "\\x41.pdf", "å.pdf", "A\xFF.pdf"}) {
    const std::string path = folder / name;
    WriteFile(path, "x");
    EXPECT_EQ(PathOfName(ToUtf8(path)), path) << ToUtf8(path);
  }
  // Another file must not be taken for it.
  EXPECT_EQ(PathOfName(folder / "\\x41\\xFF.pdf"), folder / "\\x41\\xFF.pdf");
  EXPECT_EQ(PathOfName(folder / "gone\\xE5.pdf"), folder / "gone\\xE5.pdf");
}

TEST(ToUtf8, EscapesOnlyWhatIsNotUtf8) {
  EXPECT_EQ(ToUtf8("å\n.pdf"), "å\n.pdf");
  EXPECT_EQ(ToUtf8("\xE5.pdf"), "\\xE5.pdf");
}

}  // namespace
}  // namespace avstam::app
