// Each kind of bad file in the middle of a batch: named with reason and what to do, exit 3, the others done.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <functional>

#include "tests/app/pdf.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using store::Query;
using store::ReadWholeFile;
using store::TemporaryFolder;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

enum class Kept { kFailure, kDocument };  // where the archive has it

struct BadRow {
  const char* name;
  std::function<std::string()> bytes;
  std::string reason, code;  // parts of the message
  Kept kept;
};

class BadInput : public ::testing::TestWithParam<BadRow> {};

std::string Encrypted() {
  // No password fits these /O and /U; nothing in the file needs decoding before that is found out.
  std::string entry(32, 'x');
  return PdfOf({"<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
                "<< /Filter /Standard /V 1 /R 2 /P -4 /O (" + entry + ") /U (" + entry + ") >>"},
               "/Encrypt 4 0 R /ID [<00> <00>]");
}

std::string WithoutEnd() {
  std::string whole = TextPdf({"Summa 12 kr"});
  return whole.substr(0, whole.find("startxref"));
}

std::string MissingPages() {
  std::string pdf = TextPdf({"ett", "tre"});
  return pdf.replace(pdf.find("/Count 2"), 8, "/Count 4");
}

INSTANTIATE_TEST_SUITE_P(
    Rows, BadInput,
    ::testing::Values(
        BadRow{"html", [] { return "<!DOCTYPE html><html><body>Sidan hittades inte</body></html>"; },
               "HTML page, not a PDF", "not-pdf", Kept::kFailure},
        BadRow{"text", [] { return "Hej"; }, "not a PDF", "not-pdf", Kept::kFailure},
        BadRow{"zip", [] { return std::string("PK\x03\x04\0\0\0\0", 8); }, "not a PDF", "not-pdf",
               Kept::kFailure},
        BadRow{"empty", [] { return ""; }, "is empty (0 bytes)", "empty", Kept::kFailure},
        BadRow{"head_only", [] { return "%PDF-1.7\n"; }, "damaged", "damaged", Kept::kFailure},
        BadRow{"truncated", WithoutEnd, "cut off", "truncated", Kept::kDocument},
        BadRow{"encrypted", Encrypted, "needs a password", "encrypted", Kept::kFailure},
        BadRow{"no_pages", [] { return TextPdf({}); }, "without pages", "no-pages", Kept::kFailure},
        BadRow{"absurd_size", [] { return TextPdf({"Summa"}, "0 0 200000 200000"); }, "0 of 1 pages read",
               "page-not-read", Kept::kDocument},
        BadRow{"missing_pages", MissingPages, "2 of 4 pages read", "page-not-read", Kept::kDocument},
        BadRow{"no_text",
               [] {
                 return TextPdf({"", ""});
               },
               "no text", "no-text", Kept::kDocument},
        BadRow{"picture", PicturePdf, "no text", "no-text", Kept::kDocument}),
    [](const auto& info) { return info.param.name; });

// The one line of `text` that starts with `file`.
std::string LineAbout(const std::string& text, const std::string& file) {
  std::string found;
  for (size_t at = 0; at < text.size();) {
    size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    if (line.starts_with(file + ": ")) found += found.empty() ? line : "\n" + line;
    at = end + 1;
  }
  return found;
}

TEST_P(BadInput, IsNamedAndTheOthersAreDone) {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder / "in");
  std::string bad = GetParam().bytes();
  WriteFile(folder / "in/1.pdf", TextPdf({"Kostnad 1 500 kr"}));
  WriteFile(folder / "in/2.pdf", bad);
  WriteFile(folder / "in/3.pdf", TextPdf({"Kostnad 2 500 kr"}));
  RunOptions here{folder.path().string(), {}, {}};

  RunResult ingest = Avstam({"ingest", "--db", "a.db", "in"}, here);
  EXPECT_EQ(ingest.exit_code, 3) << ingest.err;
  EXPECT_EQ(ingest.out, "");
  std::string line = LineAbout(ingest.err, "in/2.pdf");
  EXPECT_THAT(line, HasSubstr(GetParam().reason));
  EXPECT_THAT(line, HasSubstr("(" + GetParam().code + ")"));
  EXPECT_EQ(line.find('\n'), std::string::npos) << line;
  EXPECT_EQ(LineAbout(ingest.err, "in/1.pdf") + LineAbout(ingest.err, "in/3.pdf"), "");
  bool failed = GetParam().kept == Kept::kFailure;
  EXPECT_THAT(ingest.err,
              HasSubstr(failed ? "2 read, 0 already present, 1 failed of 3 files;"
                               : "3 read, 0 already present, 0 failed of 3 files (1 incomplete);"));
  EXPECT_EQ(Query(folder / "a.db", "SELECT name FROM failures"),
            failed ? std::vector<std::string>{"in/2.pdf"} : std::vector<std::string>{});
  EXPECT_THAT(Query(folder / "a.db", "SELECT count(*) FROM documents WHERE complete"), ElementsAre("2"));
  EXPECT_THAT(Query(folder / "a.db", "PRAGMA integrity_check"), ElementsAre("ok"));
  EXPECT_TRUE(ReadWholeFile(folder / "in/2.pdf") == bad) << "the source was changed";

  // Again: the same message and exit code, and nothing new in the archive.
  std::string before = store::DumpSql(folder / "a.db");
  RunResult again = Avstam({"ingest", "--db", "a.db", "in"}, here);
  EXPECT_EQ(again.exit_code, 3) << again.err;
  EXPECT_NE(LineAbout(again.err, "in/2.pdf"), "");
  EXPECT_EQ(store::DumpSql(folder / "a.db"), before);

  // Neither check is green.
  RunResult stored = Avstam({"check", "--db", "a.db"}, here);
  EXPECT_EQ(stored.exit_code, 3) << stored.out << stored.err;
  RunResult straight = Avstam({"check", "in"}, here);
  EXPECT_EQ(straight.exit_code, 3) << straight.out << straight.err;
  EXPECT_THAT(LineAbout(straight.err, "in/2.pdf"), HasSubstr(GetParam().reason));
  EXPECT_THAT(straight.out, HasSubstr(failed ? "2 documents (0 incomplete), 1 file not read"
                                             : "3 documents (1 incomplete), 0 files not read"));

  RunResult extract = Avstam({"extract", "in/2.pdf"}, here);
  EXPECT_EQ(extract.exit_code, 3);
  EXPECT_THAT(LineAbout(extract.err, "in/2.pdf"), HasSubstr(GetParam().reason));
  EXPECT_EQ(extract.out.empty(), failed) << extract.out;
  EXPECT_EQ(extract.out.find("\"complete\":false") != std::string::npos, !failed) << extract.out;
}

TEST(BadInput, AFileThatBecomesGoodIsNoFailureAnyMore) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  WriteFile(folder / "a.pdf", "<html>");
  EXPECT_EQ(Avstam({"ingest", "a.pdf"}, here).exit_code, 3);
  WriteFile(folder / "a.pdf", TextPdf({"Kostnad 5 kr"}));
  EXPECT_EQ(Avstam({"ingest", "a.pdf"}, here).exit_code, 0);
  EXPECT_EQ(Avstam({"check"}, here).exit_code, 0);
}

TEST(BadInput, AFailureIsForgottenWhenItsFileIsGone) {
  TemporaryFolder folder;
  RunOptions here{folder.path().string(), {}, {}};
  WriteFile(folder / "a.pdf", "<html>");
  EXPECT_EQ(Avstam({"ingest", "a.pdf"}, here).exit_code, 3);
  std::filesystem::remove(folder / "a.pdf");
  RunResult gone = Avstam({"ingest", "a.pdf"}, here);
  EXPECT_EQ(gone.exit_code, 3);
  EXPECT_THAT(gone.err, StartsWith("a.pdf: does not exist; "));
  EXPECT_EQ(Avstam({"check"}, here).exit_code, 0);
}

TEST(BadInput, AFolderWithoutPdfIsSaid) {
  TemporaryFolder folder;
  std::filesystem::create_directories(folder / "tom/mapp");
  WriteFile(folder / "tom/brev.docx", "x");
  for (const char* verb : {"ingest", "check"}) {
    RunResult result = Avstam({verb, "tom"}, {folder.path().string(), {}, {}});
    EXPECT_EQ(result.exit_code, 3) << verb;
    EXPECT_THAT(result.err, StartsWith("tom: the folder holds no PDF; name another (no-pdf)\n")) << verb;
  }
}

TEST(BadInput, NoPermissionIsSaidAndTheOthersAreDone) {
  TemporaryFolder folder;
  std::filesystem::create_directory(folder / "in");
  std::filesystem::create_directory(folder / "in/stängd");
  WriteFile(folder / "in/a.pdf", TextPdf({"Kostnad 5 kr"}));
  WriteFile(folder / "in/hemlig.pdf", TextPdf({"Kostnad 6 kr"}));
  ASSERT_EQ(chmod((folder / "in/hemlig.pdf").c_str(), 0), 0);
  ASSERT_EQ(chmod((folder / "in/stängd").c_str(), 0), 0);
  RunResult result = Avstam({"ingest", "in"}, {folder.path().string(), {}, ObeyPermissions});
  chmod((folder / "in/stängd").c_str(), 0700);
  EXPECT_EQ(result.exit_code, 3) << result.err;
  EXPECT_THAT(LineAbout(result.err, "in/hemlig.pdf"),
              StartsWith("in/hemlig.pdf: cannot be read: Permission denied; ask for permission"));
  EXPECT_THAT(LineAbout(result.err, "in/stängd"), HasSubstr("the folder cannot be read: Permission denied"));
  EXPECT_THAT(result.err, HasSubstr("1 read, 0 already present, 2 failed of 3 files;"));
}

}  // namespace
}  // namespace avstam::app
