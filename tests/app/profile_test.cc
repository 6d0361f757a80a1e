#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/profile_table.h"
#include "tests/app/run.h"
#include "tests/store/sql.h"

namespace avstam::app {
namespace {

using store::TemporaryFolder;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string kPaper = AVSTAM_SOURCE_DIR "/corpus/statsbidrag-felskrift.pdf";

TEST(ProfileTable, HasStagesThatTookTimeAndWhatNoStageHas) {
  StageTimes times(kStageCount);
  times[static_cast<size_t>(Stage::kStart)] = {40'000, 41'900};
  times[static_cast<size_t>(Stage::kWords)] = {9'960, 10'000};
  times[static_cast<size_t>(Stage::kOther)] = {1'000, 30'000};
  EXPECT_EQ(ProfileTable(times, {80'000, 95'000}),
            "stage           cpu ms      share     wall ms\n"
            "start             40.0     50.0 %        41.9\n"
            "words              9.9     12.4 %        10.0\n"
            "other             30.0     37.5 %        30.0\n"
            "all               80.0    100.0 %        95.0\n");
}

TEST(ProfileOption, TellsOnStderrAndChangesNoResult) {
  const RunResult plain = Avstam({"extract", kPaper});
  const RunResult told = Avstam({"extract", "--profile", kPaper});
  EXPECT_EQ(told.exit_code, plain.exit_code);
  EXPECT_EQ(told.out, plain.out);
  EXPECT_THAT(plain.err, IsEmpty());
  for (const char* stage : {"start", "open", "words", "layout", "normalize", "rules", "reconcile", "all"})
    EXPECT_THAT(told.err,
                ContainsRegex(std::string("\n") + stage + " +[0-9]+[.][0-9] +[0-9]+[.][0-9] % +[0-9]"));
  EXPECT_THAT(told.err, Not(HasSubstr("store")));
}

TEST(ProfileOption, OfIngestHasTheArchiveToo) {
  TemporaryFolder folder;
  const RunResult result =
      Avstam({"ingest", "--profile", "--db", (folder.path() / "a.db").string(), "--jobs", "2", kPaper});
  EXPECT_EQ(result.exit_code, 0) << result.err;
  EXPECT_THAT(result.err, ContainsRegex("\nstore +[0-9]"));
  EXPECT_THAT(result.err, ContainsRegex("\nwords +[0-9]"));
}

TEST(ProfileOption, OfCheckIsAboutItsFiles) {
  const RunResult result = Avstam({"check", "--profile", kPaper});
  EXPECT_EQ(result.exit_code, 1) << result.err;
  EXPECT_THAT(result.out, HasSubstr("MISMATCH"));
  EXPECT_THAT(result.err, ContainsRegex("\nreconcile +[0-9]"));
}

}  // namespace
}  // namespace avstam::app
