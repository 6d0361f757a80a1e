// Whatever ends an ingest, a document is in the archive wholly or not at all, and running again completes it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>

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

// Copies of the corpus that differ in their bytes, and two files that fail.
void FillInbox(const std::string& inbox, int copies) {
  std::filesystem::create_directory(inbox);
  for (const auto& entry : std::filesystem::directory_iterator(AVSTAM_SOURCE_DIR "/corpus")) {
    if (entry.path().extension() != ".pdf") continue;
    for (int i = 0; i < copies; ++i)
      WriteFile(inbox + "/" + std::to_string(i) + entry.path().filename().string(),
                store::ReadWholeFile(entry.path().string()) + "%" + std::to_string(i) + "\n");
  }
  WriteFile(inbox + "/0html.pdf", "<html>");
  WriteFile(inbox + "/zempty.pdf", "");
}

// OCR is left out: it would only cost time.  A fixed clock, so that two runs can be compared.
RunOptions At(const TemporaryFolder& folder) {
  return {folder.path().string(), {"SOURCE_DATE_EPOCH=1700000000"}, {}};
}

// Documents whose rows are not all there.
const char kPartial[] =
    "SELECT d.id FROM documents d WHERE d.page_count <> (SELECT count(*) FROM pages p WHERE p.document_id = "
    "d.id) "
    "OR NOT EXISTS (SELECT 1 FROM words w WHERE w.document_id = d.id) "
    "OR NOT EXISTS (SELECT 1 FROM document_names n WHERE n.document_id = d.id)";

TEST(Interruption, KilledTenTimesGivesTheArchiveOfAnUndisturbedRun) {
  TemporaryFolder folder;
  FillInbox(folder / "in", 3);
  RunOptions here = At(folder);
  ASSERT_EQ(Avstam({"ingest", "--ocr", "never", "--db", "whole.db", "in"}, here).exit_code, 3);
  // Kill moments spread over the whole run; fixed, so that a failure can be repeated.
  for (int i = 0; i < 10; ++i) {
    pid_t process = Start({"ingest", "--ocr", "never", "--db", "killed.db", "in"}, here);
    usleep(static_cast<useconds_t>(30'000 + 45'000 * i));
    kill(process, SIGKILL);
    WaitFor(process);
    if (!std::filesystem::exists(folder / "killed.db") ||
        std::filesystem::file_size(folder / "killed.db") == 0)
      continue;
    EXPECT_THAT(Query(folder / "killed.db", "PRAGMA integrity_check"), ElementsAre("ok"));
    std::vector<std::string> tables = Query(folder / "killed.db", "SELECT count(*) FROM sqlite_schema");
    if (tables == std::vector<std::string>{"0"}) continue;
    EXPECT_THAT(Query(folder / "killed.db", kPartial), ElementsAre());
  }
  EXPECT_EQ(Avstam({"ingest", "--ocr", "never", "--db", "killed.db", "in"}, here).exit_code, 3);
  EXPECT_EQ(DumpSql(folder / "killed.db"), DumpSql(folder / "whole.db"));
}

TEST(Interruption, ControlCFinishesTheDocumentAndSaysWhatIsLeft) {
  TemporaryFolder folder;
  FillInbox(folder / "in", 8);
  RunOptions here = At(folder);
  // A child of the program's process sends it, so that no other process has to know when the program has
  // started.
  RunOptions signalled = here;
  signalled.before = [] {
    pid_t self = getpid();
    if (fork() == 0) {
      usleep(600'000);
      kill(self, SIGINT);
      _exit(0);
    }
  };
  RunResult result = Avstam({"ingest", "--ocr", "never", "in"}, signalled);
  if (result.exit_code == 3) {
    // A fast machine was done before the signal: nothing was left, and nothing may be missing.
    EXPECT_THAT(result.err, Not(HasSubstr(" left ")));
  } else {
    EXPECT_EQ(result.exit_code, 130) << result.err;
    EXPECT_THAT(result.err, HasSubstr(" left of "));
    EXPECT_THAT(Query(folder / "avstam.db", kPartial), ElementsAre());
  }
  EXPECT_EQ(Avstam({"ingest", "--ocr", "never", "in"}, here).exit_code, 3);
  EXPECT_EQ(Avstam({"ingest", "--ocr", "never", "--db", "whole.db", "in"}, here).exit_code, 3);
  EXPECT_EQ(DumpSql(folder / "avstam.db"), DumpSql(folder / "whole.db"));
}

TEST(Interruption, AFileSizeLimitStopsTheBatchAndLosesNothing) {
  TemporaryFolder folder;
  FillInbox(folder / "in", 3);
  RunOptions here = At(folder);
  RunOptions limited = here;
  limited.before = [] {
    rlimit limit{300'000, 300'000};
    setrlimit(RLIMIT_FSIZE, &limit);
  };
  RunResult result = Avstam({"ingest", "--ocr", "never", "in"}, limited);
  EXPECT_EQ(result.exit_code, 4) << result.err;
  EXPECT_THAT(result.err, HasSubstr(" left of "));
  EXPECT_THAT(result.err, HasSubstr("what was stored before is safe"));
  EXPECT_THAT(Query(folder / "avstam.db", kPartial), ElementsAre());
  EXPECT_EQ(Avstam({"ingest", "--ocr", "never", "in"}, here).exit_code, 3);
  EXPECT_EQ(Avstam({"ingest", "--ocr", "never", "--db", "whole.db", "in"}, here).exit_code, 3);
  EXPECT_EQ(DumpSql(folder / "avstam.db"), DumpSql(folder / "whole.db"));
}

TEST(Interruption, TwoIngestsAtOnceBothComplete) {
  TemporaryFolder folder;
  FillInbox(folder / "in", 2);
  RunOptions here = At(folder);
  pid_t first = Start({"ingest", "--ocr", "never", "in"}, here);
  pid_t second = Start({"ingest", "--ocr", "never", "in"}, here);
  EXPECT_EQ(WaitFor(first), 3);
  EXPECT_EQ(WaitFor(second), 3);
  EXPECT_THAT(Query(folder / "avstam.db", kPartial), ElementsAre());
  EXPECT_EQ(Avstam({"ingest", "--ocr", "never", "--db", "whole.db", "in"}, here).exit_code, 3);
  const char* documents = "SELECT sha256, page_count, state FROM documents ORDER BY sha256";
  EXPECT_EQ(Query(folder / "avstam.db", documents), Query(folder / "whole.db", documents));
}

}  // namespace
}  // namespace avstam::app
