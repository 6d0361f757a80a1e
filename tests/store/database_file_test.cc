// Files that are not an archive, or cannot be written: Error kArchive, a message that says what to do, not a
// byte changed.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <fstream>
#include <functional>
#include <thread>

#include "store/archive.h"
#include "store/schema.h"
#include "tests/store/samples.h"
#include "tests/store/sql.h"

namespace avstam::store {
namespace {

using ::testing::HasSubstr;

void StoreSample(Archive* archive, const std::string& hash_start, size_t words = 2) {
  extract::Document document = SampleDocument(SampleHash(hash_start));
  document.pages[0].words.resize(words, document.pages[0].words[0]);
  rules::Reading reading = SampleReading();
  archive->Store({hash_start + ".pdf", &document, &reading, "r1", "0.1.0", kSampleTime});
}

// The message of the Error that `what` throws; a failure when it does not throw kArchive.
std::string ArchiveError(const std::function<void()>& what) {
  try {
    what();
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kArchive) << error.what();
    return error.what();
  } catch (const std::exception& error) {
    ADD_FAILURE() << "another exception: " << error.what();
    return {};
  }
  ADD_FAILURE() << "no exception";
  return {};
}

struct FileRow {
  const char* name;
  std::function<void(const std::string& path)> make;
  std::string expected;  // part of the message
};

class NotAnArchive : public ::testing::TestWithParam<FileRow> {};

TEST_P(NotAnArchive, IsRefusedAndNotChanged) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  GetParam().make(path);
  std::string before = ReadWholeFile(path);
  for (auto open : {&Archive::OpenForWriting, &Archive::OpenForReading}) {
    std::string message = ArchiveError([&] { open(path, 100); });
    EXPECT_THAT(message, HasSubstr(path));
    EXPECT_THAT(message, HasSubstr(GetParam().expected));
    EXPECT_EQ(message.find('\n'), std::string::npos) << message;
    EXPECT_TRUE(ReadWholeFile(path) == before) << "the file was changed";
  }
}

void WriteText(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

void MakeArchive(const std::string& path) {
  Archive archive = Archive::OpenForWriting(path);
  StoreSample(&archive, "ab");
  archive.Close();
}

std::function<void(const std::string&)> ArchiveWith(const std::string& sql) {
  return [sql](const std::string& path) {
    MakeArchive(path);
    ASSERT_EQ(ExecuteSql(path, sql), "");
  };
}

INSTANTIATE_TEST_SUITE_P(
    Rows, NotAnArchive,
    ::testing::Values(
        FileRow{"text", [](const std::string& p) { WriteText(p, std::string(3000, 'x')); },
                "not an SQLite database"},
        FileRow{"short_text", [](const std::string& p) { WriteText(p, "hej\n"); }, "not an SQLite database"},
        FileRow{"pdf", [](const std::string& p) { WriteText(p, "%PDF-1.4\n" + std::string(2000, '\n')); },
                "not an SQLite database"},
        FileRow{"cut_header",
                [](const std::string& p) { WriteText(p, std::string("SQLite format 3\0abc", 19)); },
                "not an SQLite database"},
        FileRow{"other_program",
                [](const std::string& p) {
                  ASSERT_EQ(ExecuteSql(p, "CREATE TABLE t (x); PRAGMA application_id = 4711"), "");
                },
                "another program (application id 0x1267, expected 0x61767374)"},
        FileRow{"no_application",
                [](const std::string& p) { ASSERT_EQ(ExecuteSql(p, "CREATE TABLE t (x)"), ""); },
                "another program (application id 0x0"},
        FileRow{"newer", ArchiveWith("PRAGMA user_version = 5"),
                "newer avstam (schema 5, this program knows 4)"},
        FileRow{"no_version", ArchiveWith("PRAGMA user_version = 0"), "schema 0"},
        FileRow{"trigger",
                ArchiveWith("CREATE TRIGGER spy AFTER INSERT ON page_words BEGIN DELETE FROM pages; END"),
                "trigger \"spy\""},
        FileRow{"view", ArchiveWith("CREATE VIEW totals AS SELECT 1"), "view \"totals\""},
        FileRow{"changed_view", ArchiveWith("DROP VIEW v_checks; CREATE VIEW v_checks AS SELECT 1"),
                "view \"v_checks\""},
        FileRow{"missing_view", ArchiveWith("DROP VIEW v_checks"), "\"v_checks\" is missing"},
        FileRow{"missing_table", ArchiveWith("DROP TABLE failures"), "table \"failures\" is missing"},
        FileRow{"changed_table", ArchiveWith("ALTER TABLE failures ADD COLUMN more TEXT"),
                "table \"failures\" is not the one avstam made"}),
    [](const auto& info) { return info.param.name; });

TEST(DatabaseFile, AFolderOrDeviceIsRefused) {
  TemporaryFolder folder;
  EXPECT_THAT(ArchiveError([&] { Archive::OpenForWriting(folder.path().string()); }),
              HasSubstr("not a file"));
  EXPECT_THAT(ArchiveError([] { Archive::OpenForWriting("/dev/null"); }), HasSubstr("not a file"));
  EXPECT_THAT(ArchiveError([] { Archive::OpenForWriting(""); }), HasSubstr("not a file"));
  EXPECT_THAT(ArchiveError([&] { Archive::OpenForWriting(folder / "no/such/folder.db"); }),
              HasSubstr("cannot be opened"));
  EXPECT_THAT(ArchiveError([&] { Archive::OpenForReading(folder / "none.db"); }),
              HasSubstr("no such archive"));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(DatabaseFile, AnEmptyFileIsFilledButNotRead) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  WriteText(path, "");
  EXPECT_THAT(ArchiveError([&] { Archive::OpenForReading(path); }), HasSubstr("is empty"));
  Archive archive = Archive::OpenForWriting(path);
  StoreSample(&archive, "ab");
  archive.Close();
  EXPECT_EQ(Archive::OpenForReading(path).Documents().size(), 1U);
}

TEST(DatabaseFile, ANameLikeAnSqliteOptionIsAFile) {
  TemporaryFolder folder;
  std::filesystem::path here = std::filesystem::current_path();
  std::filesystem::current_path(folder.path());
  for (const char* name : {":memory:", "file:x?mode=memory"}) {
    Archive archive = Archive::OpenForWriting(name);
    archive.Close();
    EXPECT_TRUE(std::filesystem::is_regular_file(folder / name)) << name;
  }
  std::filesystem::current_path(here);
}

TEST(DatabaseFile, FurtherTablesOfAPersonAreLeftAlone) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  MakeArchive(path);
  ASSERT_EQ(
      ExecuteSql(path,
                 "CREATE TABLE my_notes (x); CREATE INDEX mine ON pages (rotation); INSERT INTO my_notes "
                 "VALUES (1)"),
      "");
  Archive archive = Archive::OpenForWriting(path);
  StoreSample(&archive, "cd");
  archive.Close();
  EXPECT_EQ(Query(path, "SELECT count(*) FROM my_notes"), std::vector<std::string>{"1"});
}

// Another connection that holds the write lock as long as it lives.
class Holder {
 public:
  explicit Holder(const std::string& path) {
    sqlite3_open(path.c_str(), &database_);
    EXPECT_EQ(sqlite3_exec(database_, "BEGIN IMMEDIATE; DELETE FROM page_words", nullptr, nullptr, nullptr),
              SQLITE_OK);
  }
  ~Holder() { sqlite3_close(database_); }

 private:
  sqlite3* database_ = nullptr;
};

TEST(DatabaseFile, ALockedArchiveIsSaidAndNotChanged) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  MakeArchive(path);
  Archive archive = Archive::OpenForWriting(path, 100);
  std::string before = DumpSql(path);
  {
    Holder holder(path);
    EXPECT_THAT(ArchiveError([&] { StoreSample(&archive, "cd"); }),
                HasSubstr("locked by another program; wait"));
    EXPECT_THAT(ArchiveError([&] {
                  archive.StoreFailure({"x", "", "empty", "is empty", "0.1.0", kSampleTime});
                }),
                HasSubstr("locked"));
  }
  EXPECT_EQ(DumpSql(path), before);
  StoreSample(&archive, "cd");
}

// SQLite itself does not wait when the journal is changed, which needs that nobody reads.
TEST(DatabaseFile, AReaderOfAnArchiveAtRestIsWaitedFor) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  MakeArchive(path);
  sqlite3* reader = nullptr;
  ASSERT_EQ(sqlite3_open(path.c_str(), &reader), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(reader, "BEGIN; SELECT count(*) FROM documents", nullptr, nullptr, nullptr),
            SQLITE_OK);
  EXPECT_THAT(ArchiveError([&] { Archive::OpenForWriting(path, 20); }), HasSubstr("locked"));
  std::thread leaves([reader] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    sqlite3_close(reader);
  });
  EXPECT_NO_THROW(Archive::OpenForWriting(path, 60'000));
  leaves.join();
}

TEST(DatabaseFile, TheProcessThatHoldsTheLockIsNamed) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  MakeArchive(path);
  int ready[2], done[2];
  ASSERT_EQ(pipe(ready), 0);
  ASSERT_EQ(pipe(done), 0);
  pid_t child = fork();
  if (child == 0) {
    close(done[1]);
    sqlite3* database = nullptr;
    sqlite3_open(path.c_str(), &database);
    sqlite3_exec(database, "BEGIN EXCLUSIVE", nullptr, nullptr, nullptr);
    char byte = 'x';
    bool went = write(ready[1], &byte, 1) == 1 && read(done[0], &byte, 1) == 0;
    _exit(went ? 0 : 1);
  }
  char byte = 0;
  ASSERT_EQ(read(ready[0], &byte, 1), 1);
  EXPECT_THAT(ArchiveError([&] { Archive::OpenForWriting(path, 100); }),
              HasSubstr("locked by process " + std::to_string(child)));
  close(done[0]);
  close(done[1]);
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(status, 0);
  close(ready[0]);
  close(ready[1]);
}

// A limit on file size is what a full disk or quota looks like without root; put back at the end.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    std::signal(SIGXFSZ, SIG_IGN);
    getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST(DatabaseFile, AFullDiskStopsTheDocumentAndNothingElse) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  MakeArchive(path);
  Archive archive = Archive::OpenForWriting(path);
  std::string before = DumpSql(path);
  {
    FileSizeLimit limit(400'000);
    EXPECT_THAT(ArchiveError([&] { StoreSample(&archive, "cd", 20'000); }),
                HasSubstr("what was stored before is safe"));
    EXPECT_EQ(DumpSql(path), before);
  }
  StoreSample(&archive, "cd", 20'000);
  archive.Close();
  EXPECT_EQ(Query(path, "PRAGMA integrity_check"), std::vector<std::string>{"ok"});
  EXPECT_EQ(Query(path, "SELECT count(*) FROM documents"), std::vector<std::string>{"2"});
}

TEST(DatabaseFile, AFullDiskWhenTheArchiveIsMadeLeavesNoHalfSchema) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  {
    FileSizeLimit limit(20'000);
    ArchiveError([&] { Archive::OpenForWriting(path); });
  }
  Archive archive = Archive::OpenForWriting(path);
  StoreSample(&archive, "ab");
  archive.Close();
  EXPECT_EQ(Archive::OpenForReading(path).CheckIntegrity(), std::vector<std::string>{});
}

// Run without root's rights; the exit status of `what` (0..127).
int AsOrdinaryUser(const std::function<int()>& what) {
  pid_t child = fork();
  if (child == 0) {
    if (geteuid() == 0 && setuid(65534) != 0) _exit(100);
    _exit(what());
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 101;
}

// 0: Error kArchive with `part` in its message.
int ExpectRefusal(const std::function<void()>& what, const std::string& part) {
  try {
    what();
  } catch (const Error& error) {
    if (error.code() == ErrorCode::kArchive && std::string(error.what()).find(part) != std::string::npos)
      return 0;
    fprintf(stderr, "%s\n", error.what());
    return 2;
  }
  return 1;
}

TEST(DatabaseFile, AReadOnlyFileIsSaid) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  MakeArchive(path);
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0777));
  ASSERT_EQ(chmod(path.c_str(), 0444), 0);
  EXPECT_EQ(
      AsOrdinaryUser([&] { return ExpectRefusal([&] { Archive::OpenForWriting(path); }, "read-only"); }), 0);
  EXPECT_EQ(AsOrdinaryUser([&] { return Archive::OpenForReading(path).Documents().size() == 1 ? 0 : 1; }), 0);
}

TEST(DatabaseFile, AReadOnlyFolderIsSaidAndCanStillBeRead) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  MakeArchive(path);
  std::string before = ReadWholeFile(path);
  ASSERT_EQ(chmod(path.c_str(), 0666), 0);
  std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
  EXPECT_EQ(AsOrdinaryUser([&] {
              return ExpectRefusal(
                  [&] {
                    Archive archive = Archive::OpenForWriting(path);
                    StoreSample(&archive, "cd");
                  },
                  path);
            }),
            0);
  EXPECT_EQ(AsOrdinaryUser([&] { return Archive::OpenForReading(path).Documents().size() == 1 ? 0 : 1; }), 0);
  EXPECT_TRUE(ReadWholeFile(path) == before);
}

TEST(DatabaseFile, ADamagedPageIsSaid) {
  TemporaryFolder folder;
  std::string path = folder / "a.db";
  Archive archive = Archive::OpenForWriting(path);
  for (int i = 0; i < 20; ++i) StoreSample(&archive, "a" + std::to_string(i), 200);
  archive.Close();
  std::string bytes = ReadWholeFile(path);
  for (size_t at = 4096 * 4; at + 4096 < bytes.size(); at += 4096)
    bytes.replace(at, 64, std::string(64, '\x7f'));
  WriteText(path, bytes);
  std::string message = ArchiveError([&] {
    Archive reader = Archive::OpenForReading(path);
    for (const StoredDocument& document : reader.Documents()) reader.LoadReading(document.sha256);
  });
  EXPECT_THAT(message, HasSubstr("damaged"));
}

}  // namespace
}  // namespace avstam::store
