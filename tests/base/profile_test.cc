#include "base/profile.h"

#include <gtest/gtest.h>

#include <ctime>
#include <set>
#include <string>

namespace avstam {
namespace {

int64_t Cpu() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return now.tv_sec * 1'000'000 + now.tv_nsec / 1000;
}

void Burn(int64_t cpu_us) {
  for (const int64_t until = Cpu() + cpu_us; Cpu() < until;) {
  }
}

const StageTime& In(Stage stage, const StageTimes& times) { return times.at(static_cast<size_t>(stage)); }

// One test: the collector is the process's.
TEST(Profile, CollectsWhenStartedAndCountsEachMomentOnce) {
  {
    const StageClock clock(Stage::kLayout);
    Burn(1000);
  }
  EXPECT_TRUE(profile::Take().empty());  // nobody asked

  const int64_t before_us = Cpu();
  profile::Start(Stage::kStart);
  {
    const StageClock trial(Stage::kWords);
    Burn(2000);
  }
  profile::Enter(Stage::kOther);
  {
    const StageClock rules(Stage::kRules);
    Burn(3000);
    InStage(Stage::kNormalize, [] { return Burn(20'000), 0; });
    Burn(1000);
  }
  const StageTimes times = profile::Take();
  const int64_t all_us = Cpu();

  ASSERT_EQ(times.size(), kStageCount);
  EXPECT_GE(In(Stage::kStart, times).cpu_us, before_us + 2000);  // and what was before it
  EXPECT_EQ(In(Stage::kWords, times).cpu_us, 0);
  EXPECT_GE(In(Stage::kNormalize, times).cpu_us, 20'000);
  EXPECT_GE(In(Stage::kNormalize, times).wall_us, 20'000);
  EXPECT_GE(In(Stage::kRules, times).cpu_us, 4000 - 2);  // whole microseconds of each part
  EXPECT_LE(In(Stage::kRules, times).cpu_us,
            all_us - before_us - In(Stage::kNormalize, times).cpu_us - 2000 + 2);
  int64_t sum_us = 0;
  for (const StageTime& time : times) sum_us += time.cpu_us;
  EXPECT_LE(sum_us, all_us);

  // Taking forgets; what another process took is added.
  StageTimes other(kStageCount);
  other[static_cast<size_t>(Stage::kStore)] = {5'000'000, 7'000'000};
  profile::Add(other);
  const StageTimes then = profile::Take();
  EXPECT_EQ(In(Stage::kStore, then).cpu_us, 5'000'000);
  EXPECT_EQ(In(Stage::kStore, then).wall_us, 7'000'000);
  EXPECT_EQ(In(Stage::kNormalize, then).cpu_us, 0);
}

TEST(Profile, EachStageHasAName) {
  std::set<std::string_view> names;
  for (size_t i = 0; i < kStageCount; ++i) names.insert(StageName(static_cast<Stage>(i)));
  EXPECT_EQ(names.size(), kStageCount);
  EXPECT_EQ(names.count(""), 0u);
}

}  // namespace
}  // namespace avstam
