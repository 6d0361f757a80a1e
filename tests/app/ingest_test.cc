#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "tests/app/pdf.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using store::DumpSql;
using store::Query;
using store::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Ingest, TwiceChangesNothing) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  WriteFile(folder / "a.pdf", TextPdf({"Kostnad 5 kr"}));
  WriteFile(folder / "b.PDF", TextPdf({"Kostnad 6 kr", "Mer"}));
  RunResult first = Avstam({"ingest", "."}, here);
  EXPECT_EQ(first.exit_code, 0) << first.err;
  EXPECT_THAT(first.err, HasSubstr("2 read, 0 already present, 0 failed of 2 files; 3 of 3 pages read; "));
  std::string before = DumpSql(folder / "avstam.db");
  RunResult second = Avstam({"ingest", "."}, here);
  EXPECT_EQ(second.exit_code, 0) << second.err;
  EXPECT_EQ(second.err, "0 read, 2 already present, 0 failed of 2 files; archive avstam.db\n");
  EXPECT_EQ(DumpSql(folder / "avstam.db"), before);
}

TEST(Ingest, ASecondNameIsNotedAndAChangedFileIsSaid) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  WriteFile(folder / "a.pdf", TextPdf({"Kostnad 5 kr"}));
  std::filesystem::copy_file(folder / "a.pdf", folder / "kopia.pdf");
  EXPECT_EQ(Avstam({"ingest", "a.pdf", "kopia.pdf"}, here).exit_code, 0);
  EXPECT_THAT(Query(folder / "avstam.db", "SELECT document_id, name FROM document_names"),
              ElementsAre("1|a.pdf", "1|kopia.pdf"));
  WriteFile(folder / "a.pdf", TextPdf({"Kostnad 7 kr"}));
  RunResult changed = Avstam({"ingest", "a.pdf"}, here);
  EXPECT_EQ(changed.exit_code, 0);
  EXPECT_THAT(changed.err,
              HasSubstr("a.pdf: the file has changed since it was read; both versions are kept (changed)"));
  EXPECT_THAT(Query(folder / "avstam.db", "SELECT count(*) FROM documents"), ElementsAre("2"));
}

TEST(Ingest, OtherRulesReadTheDocumentsAnew) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  WriteFile(folder / "a.pdf", TextPdf({"Kostnad 5 kr"}));
  ASSERT_EQ(Avstam({"ingest", "a.pdf"}, here).exit_code, 0);
  std::filesystem::copy(AVSTAM_SOURCE_DIR "/rules", folder / "rules",
                        std::filesystem::copy_options::recursive);
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder / "rules")) {
    if (file.path().extension() != ".toml") continue;
    WriteFile(file.path().string(), store::ReadWholeFile(file.path().string()) + "\n# changed\n");
    break;
  }
  RunResult result = Avstam({"ingest", "--rules", "rules", "a.pdf"}, here);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, HasSubstr("1 read (1 from the words kept, with other rules), 0 already"));
  EXPECT_THAT(Query(folder / "avstam.db", "SELECT id FROM documents"), ElementsAre("1"));
}

// Names that would do harm where they are not treated as bytes: all are files, printed escaped, one line
// each.
TEST(Ingest, OddNamesAreFiles) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  const std::vector<std::pair<std::string, std::string>> names = {
      {"line\nbreak.pdf", "in/line\\nbreak.pdf"},
      {"\x1b[31mred.pdf", "in/\\x1B[31mred.pdf"},
      {"--help.pdf", "in/--help.pdf"},
      {"-.pdf", "in/-.pdf"},
      {"latin\xE5.pdf", "in/latin\\xE5.pdf"},
      {"%s%n.pdf", "in/%s%n.pdf"},
      {"rtl\u202Efdp.pdf", "in/rtl\\u{202E}fdp.pdf"},
      {"'; DROP TABLE words; --.pdf", "in/'; DROP TABLE words; --.pdf"},
      {"http:host.pdf", "in/http:host.pdf"},
      {std::string(251, 'n') + ".pdf", "in/" + std::string(251, 'n') + ".pdf"},
      {".pdf", "in/.pdf"}};
  std::filesystem::create_directory(folder / "in");
  int number = 0;
  for (const auto& [name, printed] : names)
    WriteFile(folder / ("in/" + name), TextPdf({"Kostnad " + std::to_string(++number) + " kr"}));
  RunResult good = Avstam({"ingest", "in"}, here);
  EXPECT_EQ(good.exit_code, 0) << good.err;
  EXPECT_THAT(Query(folder / "avstam.db", "SELECT count(*) FROM documents"),
              ElementsAre(std::to_string(names.size())));
  for (const auto& [name, printed] : names) WriteFile(folder / ("in/" + name), "<html>" + printed);
  RunResult bad = Avstam({"ingest", "in"}, here);
  EXPECT_EQ(bad.exit_code, 3);
  for (const auto& [name, printed] : names)
    EXPECT_THAT("\n" + bad.err, HasSubstr("\n" + printed + ": ")) << "for " << printed;
  EXPECT_EQ(static_cast<size_t>(std::count(bad.err.begin(), bad.err.end(), '\n')), names.size() + 1)
      << bad.err;
  EXPECT_THAT(bad.err, Not(HasSubstr("\x1b")));
  RunResult check = Avstam({"check", "--format", "json"}, here);
  EXPECT_EQ(check.exit_code, 3);
  EXPECT_THAT(check.out, HasSubstr("\"failed\": " + std::to_string(names.size())));
  RunResult dash = Avstam({"extract", "--", "--help.pdf"}, {folder / "in", {}, {}});
  EXPECT_EQ(dash.exit_code, 3);
  EXPECT_THAT(dash.err, HasSubstr("--help.pdf: is "));
}

TEST(Ingest, WhatIsNoFileIsNamedAndSkipped) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "in/mapp.pdf");
  WriteFile(folder / "in/good.pdf", TextPdf({"Kostnad 5 kr"}));
  std::filesystem::create_symlink("/etc/passwd", folder / "in/link.pdf");
  std::filesystem::create_symlink("loop.pdf", folder / "in/loop.pdf");
  std::filesystem::create_directory_symlink(folder.path(), folder / "in/upp");
  ASSERT_EQ(mkfifo((folder / "in/pipe.pdf").c_str(), 0600), 0);
  int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::string socket_path = folder / "in/sock.pdf";
  ASSERT_LT(socket_path.size(), sizeof address.sun_path);
  std::memcpy(address.sun_path, socket_path.c_str(), socket_path.size() + 1);
  ASSERT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address), 0);
  RunResult result = Avstam({"ingest", "in"}, {folder.path().string(), {}, {}});
  close(listener);
  EXPECT_EQ(result.exit_code, 3);
  for (const char* line :
       {"in/mapp.pdf: is a folder with the name of a PDF; ", "in/link.pdf: is a symbolic link, ",
        "in/loop.pdf: is a symbolic link, ", "in/upp: is a symbolic link to a folder, ",
        "in/pipe.pdf: is a pipe, not a file; ", "in/sock.pdf: is a socket, not a file; "})
    EXPECT_THAT(result.err, HasSubstr(line));
  EXPECT_THAT(result.err, HasSubstr("1 read, 0 already present, 6 failed of 7 files;"));
}

TEST(Ingest, TheDigitalCorpusIsReadWholly) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  std::vector<std::string> ingest = {"ingest", "--ocr", "never"}, check = {"check", "--ocr", "never"};
  for (const auto& entry : std::filesystem::directory_iterator(AVSTAM_SOURCE_DIR "/corpus")) {
    if (entry.path().extension() != ".pdf") continue;
    ingest.push_back(entry.path().string());
    check.push_back(entry.path().string());
  }
  ASSERT_GT(ingest.size(), 10U);
  RunResult result = Avstam(ingest, here);
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(Query(folder / "avstam.db", "SELECT count(*) FROM documents WHERE NOT complete"),
              ElementsAre("0"));
  EXPECT_THAT(Query(folder / "avstam.db", "PRAGMA foreign_key_check"), ElementsAre());
  // The same verdicts from the archive as straight from the files.
  RunResult stored = Avstam({"check"}, here);
  RunResult straight = Avstam(check, here);
  EXPECT_EQ(stored.out, straight.out);
  EXPECT_EQ(stored.exit_code, straight.exit_code);
}

}  // namespace
}  // namespace avstam::app
