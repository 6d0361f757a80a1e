// A document from the archive is read as it was from the file: what is stored is all that reading needs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "app/pipeline.h"
#include "app/reading_json.h"
#include "extract/skew.h"
#include "rules/interpret.h"
#include "store/archive.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

TEST(Reread, GivesTheReadingOfTheFile) {
  store::TemporaryFolder folder;
  store::Archive archive = store::Archive::OpenForWriting(folder / "a.db");
  Pipeline pipeline({"", "never"});
  normalize::Normalizer normalizer(pipeline.rules().lexicon());
  int files = 0, tables = 0;
  for (const auto& entry : std::filesystem::directory_iterator(AVSTAM_SOURCE_DIR "/corpus")) {
    if (entry.path().extension() != ".pdf") continue;
    const std::string name = entry.path().filename().string();
    Outcome outcome = pipeline.Read(store::ReadWholeFile(entry.path().string()));
    ASSERT_TRUE(outcome.document && outcome.reading) << name;
    archive.Store({name, &*outcome.document, &*outcome.reading, "r", "v", "t"});
    std::optional<extract::Document> stored = archive.LoadDocument(outcome.sha256);
    ASSERT_TRUE(stored.has_value()) << name;
    extract::FindLayoutAgain(&*stored);
    rules::Reading reading = rules::Interpret(*stored, pipeline.rules(), normalizer);
    EXPECT_EQ(JsonText(ReadingJson(name, *stored, reading), true),
              JsonText(ReadingJson(name, *outcome.document, *outcome.reading), true))
        << name;
    ++files;
    tables += static_cast<int>(reading.tables.size());
  }
  EXPECT_GT(files, 10);
  EXPECT_GT(tables, 10);
}

}  // namespace
}  // namespace avstam::app
