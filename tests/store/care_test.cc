// Forgetting, copying and merging archives.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "store/archive.h"
#include "store/merge.h"
#include "tests/store/samples.h"
#include "tests/store/sql.h"

namespace avstam::store {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Care : public ::testing::Test {
 protected:
  // Documents are told apart by their first word; `version` makes readings differ.
  static void Store(Archive* archive, const std::string& start, const std::string& name,
                    const std::string& version = "0.1.0") {
    extract::Document document = SampleDocument(SampleHash(start));
    document.pages[0].words[0].text = "Ordet" + start;
    rules::Reading reading = SampleReading();
    reading.parts[0].title = "Brev " + version;
    archive->Store({name, &document, &reading, "r1", version, "2026-01-31T12:00:00Z"});
  }
  std::string Make(const std::string& name, const std::vector<std::string>& starts,
                   const std::string& version = "0.1.0") {
    const std::string path = folder_ / name;
    Archive archive = Archive::OpenForWriting(path);
    for (const std::string& start : starts) Store(&archive, start, name + "/" + start + ".pdf", version);
    archive.Close();
    return path;
  }
  std::string Merged(const std::vector<std::string>& sources, const std::string& name = "merged.db") {
    const std::string path = folder_ / name;
    Merge(sources, path);
    return DumpSql(path);
  }

  TemporaryFolder folder_;
};

TEST_F(Care, AForgottenDocumentLeavesNoTrace) {
  const std::string path = Make("a.db", {"aa", "bb"});
  ASSERT_THAT(ReadWholeFile(path), HasSubstr("Ordetaa"));
  Archive archive = Archive::OpenForWriting(path);
  archive.StoreFailure({"x.pdf", SampleHash("aa"), "damaged", "m", "0.1.0", "t"});
  EXPECT_FALSE(archive.Forget(SampleHash("cc"), "asked", "t"));
  EXPECT_TRUE(archive.Forget(SampleHash("aa"), "secret", "2026-02-01T00:00:00Z"));
  EXPECT_EQ(archive.ForgottenBecause(SampleHash("aa")), "secret");
  EXPECT_EQ(archive.ForgottenBecause(SampleHash("bb")), std::nullopt);
  EXPECT_FALSE(archive.Find(SampleHash("aa")).has_value());
  EXPECT_THAT(archive.Failures(), IsEmpty());
  EXPECT_THAT(archive.CheckIntegrity(), IsEmpty());
  archive.Close();
  const std::string bytes = ReadWholeFile(path);
  for (const char* trace : {"Ordetaa", "ordetaa", "aa.pdf"})
    EXPECT_THAT(bytes, ::testing::Not(HasSubstr(trace)));
  EXPECT_THAT(bytes, HasSubstr("Ordetbb"));
  EXPECT_THAT(Query(path, "SELECT count(*) FROM search_index('ordetaa')"), ElementsAre("0"));
  EXPECT_THAT(Query(path, "SELECT count(*) FROM search_index('ordetbb')"), ElementsAre("1"));
}

TEST_F(Care, NorDoEarlierReadingsOfIt) {
  const std::string path = folder_ / "a.db";
  Archive archive = Archive::OpenForWriting(path);
  // Many words, so that whole pages go out of use when they are replaced.
  for (const char* version : {"0.1.0", "0.2.0", "0.3.0"}) {
    extract::Document document = SampleDocument(SampleHash("aa"));
    const extract::Word word = document.pages[0].words[0];
    for (int n = 0; n < 3000; ++n) {
      document.pages[0].words.push_back(word);
      document.pages[0].words.back().text = std::string("hemligt") + version[2] + "x" + std::to_string(n);
    }
    rules::Reading reading = SampleReading();
    archive.Store({"aa.pdf", &document, &reading, "r1", version, "2026-01-31T12:00:00Z"});
    Store(&archive, std::string("b") + version[2], "b.pdf");
  }
  ASSERT_TRUE(archive.Forget(SampleHash("aa"), "secret", "2026-02-01T00:00:00Z"));
  EXPECT_THAT(archive.CheckIntegrity(), IsEmpty());
  archive.Close();
  EXPECT_THAT(ReadWholeFile(path), ::testing::Not(HasSubstr("hemligt")));
}

TEST_F(Care, ABackupHoldsWhatIsStillInTheLog) {
  const std::string path = folder_ / "a.db";
  Archive archive = Archive::OpenForWriting(path);
  Store(&archive, "aa", "brev.pdf");
  archive.BackUp(folder_ / "copy.db");
  Store(&archive, "bb", "two.pdf");
  archive.Close();
  EXPECT_THAT(Query(folder_ / "copy.db", "SELECT name FROM document_names"), ElementsAre("brev.pdf"));
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
    files.push_back(entry.path().filename().string());
  EXPECT_THAT(files, ::testing::UnorderedElementsAre("a.db", "copy.db"));
  Archive again = Archive::OpenForReading(path);
  EXPECT_THROW(again.BackUp(folder_ / "no/such/folder.db"), Error);
}

TEST_F(Care, MergingHasNoOrderAndNoNumber) {
  const std::string a = Make("a.db", {"cc", "aa"}), b = Make("b.db", {"bb", "aa"}, "0.2.0");
  const std::string ab = Merged({a, b});
  EXPECT_EQ(Merged({b, a}, "ba.db"), ab);
  EXPECT_EQ(Merged({a, a, b}, "aab.db"), ab);
  EXPECT_EQ(Merged({folder_ / "merged.db", b}, "abb.db"), ab);
  EXPECT_EQ(Merged({folder_ / "merged.db"}, "again.db"), ab);
  EXPECT_THAT(Query(folder_ / "merged.db", "SELECT substr(sha256, 1, 2), program_version FROM documents"),
              ElementsAre("aa|0.2.0", "bb|0.2.0", "cc|0.1.0"));
  EXPECT_THAT(Query(folder_ / "merged.db", "SELECT title FROM parts WHERE document_id = 1 AND part_no = 0"),
              ElementsAre("Brev 0.2.0"));
  EXPECT_THAT(Query(folder_ / "merged.db", "SELECT name FROM document_names WHERE document_id = 1"),
              ElementsAre("a.db/aa.pdf", "b.db/aa.pdf"));
  EXPECT_THAT(Query(folder_ / "merged.db", "SELECT count(*) FROM search_index('ordetbb')"), ElementsAre("1"));
  Archive archive = Archive::OpenForReading(folder_ / "merged.db");
  EXPECT_THAT(archive.CheckIntegrity(), IsEmpty());
  EXPECT_TRUE(archive.LoadDocument(SampleHash("aa")).has_value());
}

// All that is in a document comes over: storing anew what was merged gives the same.
TEST_F(Care, MergingKeepsEveryRow) {
  const std::string a = Make("a.db", {"aa"});
  Merged({a});
  EXPECT_EQ(DumpSql(folder_ / "merged.db"), DumpSql(a));
}

TEST_F(Care, MergingRandomArchivesInAnyOrderGivesTheSame) {
  std::mt19937 random(20260131);
  for (int round = 0; round < 6; ++round) {
    std::vector<std::string> paths;
    for (int archive = 0; archive < 3; ++archive) {
      std::vector<std::string> starts;
      for (const char* start : {"a0", "b1", "c2", "d3"})
        if (random() % 2 == 0) starts.push_back(start);
      std::shuffle(starts.begin(), starts.end(), random);
      const std::string name = std::to_string(round) + "-" + std::to_string(archive) + ".db";
      paths.push_back(Make(name, starts, "0." + std::to_string(random() % 3)));
      std::string sql;
      const auto person = [&] { return std::string(1, static_cast<char>('a' + random() % 3)); };
      for (const char* start : {"a0", "b1", "c2", "d3"}) {
        if (random() % 3 == 0)
          sql += "INSERT INTO human_decisions VALUES ('" + SampleHash(start) + "', 'c0', '2026-01-0" +
                 std::to_string(1 + random() % 3) + "', '" + person() + "', '" +
                 (random() % 2 == 0 ? "accept" : "reject") + "', 'r', NULL, '');";
        if (random() % 4 == 0)
          sql += "INSERT INTO failures VALUES ('" + std::string(start) + ".pdf', NULL, 'empty', '" +
                 person() + "', 'v', 't" + std::to_string(random() % 2) + "');";
        if (random() % 8 == 0)
          sql += "INSERT INTO tombstones VALUES ('" + SampleHash(start) + "', '" + person() + "', 't" +
                 std::to_string(random() % 2) + "');";
      }
      ASSERT_EQ(ExecuteSql(paths.back(), sql), "");
    }
    const std::string all = Merged(paths);
    std::shuffle(paths.begin(), paths.end(), random);
    Merge({paths[0], paths[1]}, folder_ / "two.db");
    EXPECT_EQ(Merged({folder_ / "two.db", paths[2]}, "three.db"), all) << "round " << round;
    EXPECT_EQ(Merged({paths[1], paths[0]}, "other.db"), DumpSql(folder_ / "two.db")) << "round " << round;
    EXPECT_EQ(Merged({folder_ / "three.db", folder_ / "three.db"}, "twice.db"), all) << "round " << round;
  }
}

TEST_F(Care, MergingForgetsWhatOneHasForgottenAndKeepsWhatPeopleDecided) {
  const std::string a = Make("a.db", {"aa", "bb"}), b = Make("b.db", {"aa"});
  Archive archive = Archive::OpenForWriting(a);
  archive.Forget(SampleHash("aa"), "secret", "2026-02-01T00:00:00Z");
  archive.Close();
  const std::string row = "INSERT INTO human_decisions VALUES ('" + SampleHash("bb") + "', 'c0', ";
  ASSERT_EQ(ExecuteSql(a, row + "'2026-01-01', 'eva', 'accept', 'seen on paper', NULL, '')"), "");
  ASSERT_EQ(ExecuteSql(b, row + "'2026-01-02', 'bo', 'reject', 'blot', NULL, '')"), "");
  ASSERT_EQ(ExecuteSql(b, "INSERT INTO failures VALUES ('aa.pdf', '" + SampleHash("aa") +
                              "', 'x', 'm', 'v', 't'), "
                              "('trasig.pdf', NULL, 'empty', 'm', 'v', 't')"),
            "");
  const MergeReport report = Merge({a, b}, folder_ / "m.db");
  EXPECT_EQ(report.documents, 1);
  EXPECT_EQ(report.forgotten, 1);
  ASSERT_EQ(report.conflicts.size(), 1U);
  EXPECT_EQ(report.conflicts[0], "bb0000000000 c0: accept by eva at 2026-01-01; reject by bo at 2026-01-02");
  EXPECT_THAT(Query(folder_ / "m.db", "SELECT decision, person FROM human_decisions"),
              ElementsAre("accept|eva", "reject|bo"));
  EXPECT_THAT(Query(folder_ / "m.db", "SELECT reason FROM tombstones"), ElementsAre("secret"));
  EXPECT_THAT(Query(folder_ / "m.db", "SELECT name FROM failures"), ElementsAre("trasig.pdf"));
}

TEST_F(Care, AnArchiveOfAnOlderVersionIsMergedAndNotTouched) {
  const std::string fresh = Make("new.db", {"bb"});
  for (const char* version : {"1", "2", "3"}) {
    const std::string old = folder_ / ("old" + std::string(version) + ".db");
    ASSERT_EQ(ExecuteSql(old, ReadWholeFile(AVSTAM_SOURCE_DIR "/tests/store/archive-" + std::string(version) +
                                            ".sql")),
              "");
    const std::string before = ReadWholeFile(old);
    const std::string merged = Merged({old, fresh}, "m" + std::string(version) + ".db");
    EXPECT_TRUE(ReadWholeFile(old) == before) << version;
    EXPECT_EQ(Merged({fresh, old}, "n" + std::string(version) + ".db"), merged) << version;
    EXPECT_THAT(
        Query(folder_ / ("m" + std::string(version) + ".db"), "SELECT substr(sha256, 1, 2) FROM documents"),
        ElementsAre("ab", "bb"))
        << version;
  }
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path()))
    left.push_back(entry.path().filename().string());
  EXPECT_THAT(left, ::testing::UnorderedElementsAre("new.db", "old1.db", "old2.db", "old3.db", "m1.db",
                                                    "m2.db", "m3.db", "n1.db", "n2.db", "n3.db"));
}

TEST_F(Care, AMergeThatFailsChangesNothing) {
  const std::string a = Make("a.db", {"aa"});
  const std::string before = ReadWholeFile(a);
  EXPECT_THROW(Merge({a, folder_ / "none.db"}, a), Error);
  EXPECT_TRUE(ReadWholeFile(a) == before);
  EXPECT_FALSE(std::filesystem::exists(a + ".merging"));
}

}  // namespace
}  // namespace avstam::store
