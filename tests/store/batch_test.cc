// Several documents committed together.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>

#include "store/archive.h"
#include "tests/store/samples.h"
#include "tests/store/sql.h"

namespace avstam::store {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class BatchTest : public ::testing::Test {
 protected:
  static StoreResult Store(Archive* archive, const std::string& name, const std::string& hash_start) {
    extract::Document document = SampleDocument(SampleHash(hash_start));
    rules::Reading reading = SampleReading();
    return archive->Store({name, &document, &reading, "r1", "0.1.0", kSampleTime});
  }

  TemporaryFolder folder_;
  std::string path_ = folder_ / "a.db";
};

TEST_F(BatchTest, IsKeptTogetherOrNotAtAll) {
  Archive archive = Archive::OpenForWriting(path_);
  const auto names = [&] { return Query(path_, "SELECT name FROM document_names ORDER BY name"); };
  const auto found = [&] { return Query(path_, "SELECT count(*) FROM search_index('Skåne')").front(); };
  Store(&archive, "first.pdf", "aa");
  const std::string each = found();
  {
    Archive::Batch batch(&archive, 3);
    Store(&archive, "b1.pdf", "b1");
    Store(&archive, "b2.pdf", "b2");
    EXPECT_THAT(names(), ElementsAre("first.pdf"));
    Store(&archive, "b3.pdf", "b3");
    EXPECT_THAT(names(), ElementsAre("b1.pdf", "b2.pdf", "b3.pdf", "first.pdf"));
    Store(&archive, "b4.pdf", "b4");
    batch.Commit();
    EXPECT_THAT(names(), ElementsAre("b1.pdf", "b2.pdf", "b3.pdf", "b4.pdf", "first.pdf"));
    Store(&archive, "lost.pdf", "b5");
  }
  EXPECT_EQ(names().size(), 5U);
  EXPECT_EQ(std::stoi(found()), 5 * std::stoi(each));
  EXPECT_EQ(Store(&archive, "later.pdf", "cc"), StoreResult::kStored);
  EXPECT_EQ(names().size(), 6U);
  EXPECT_THAT(archive.CheckIntegrity(), IsEmpty());
}

TEST_F(BatchTest, HoldsTheSameAsSingleDocuments) {
  const auto fill = [&](const std::string& path, bool together) {
    Archive archive = Archive::OpenForWriting(path);
    std::optional<Archive::Batch> batch;
    if (together) batch.emplace(&archive, 4);
    Store(&archive, "a.pdf", "aa");
    Store(&archive, "b.pdf", "bb");
    extract::Document document = SampleDocument(SampleHash("aa"));
    document.pages[0].words[0].text = "Ersatt";
    rules::Reading reading = SampleReading();
    archive.Store({"a.pdf", &document, &reading, "r2", "0.2.0", kSampleTime});  // anew, in the same batch
    rules::Reading bad = SampleReading();
    bad.checks[0].table = 99;
    extract::Document other = SampleDocument(SampleHash("bb"));
    EXPECT_THROW(archive.Store({"b.pdf", &other, &bad, "r9", "0.1.0", kSampleTime}), std::logic_error);
    EXPECT_TRUE(archive.StoreReading({SampleHash("bb"), &reading, "r3", "0.3.0", kSampleTime}));
    Store(&archive, "d.pdf", "dd");
    if (batch) batch->Commit();
    batch.reset();
    archive.Close();
  };
  const std::string single = folder_ / "single.db", batch = folder_ / "batch.db";
  fill(single, false);
  fill(batch, true);
  for (const char* sql :
       {"SELECT * FROM documents", "SELECT * FROM v_decisions", "SELECT * FROM v_amounts",
        "SELECT * FROM search_texts", "SELECT term, doc FROM search_words ORDER BY term, doc",
        "SELECT document_id, name FROM document_names"})
    EXPECT_EQ(Query(single, sql), Query(batch, sql)) << sql;
  EXPECT_THAT(Query(batch, "SELECT count(*) FROM search_index('ersatt')"), ElementsAre("1"));
  EXPECT_EQ(
      store::ExecuteSql(batch, "INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)"),
      "");
}

}  // namespace
}  // namespace avstam::store
