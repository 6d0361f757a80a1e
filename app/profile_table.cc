#include "app/profile_table.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>

#include "app/console.h"

namespace avstam::app {
namespace {

std::chrono::steady_clock::time_point began;

int64_t CpuOf(int who) {
  rusage use{};
  getrusage(who, &use);
  return (use.ru_utime.tv_sec + use.ru_stime.tv_sec) * int64_t{1'000'000} + use.ru_utime.tv_usec +
         use.ru_stime.tv_usec;
}

std::string Line(std::string_view stage, const StageTime& time, int64_t all_cpu_us) {
  const int64_t tenths = time.cpu_us * 1000 / std::max<int64_t>(all_cpu_us, 1);  // of a per cent
  return fmt::format("{:<10}{:>10}.{}{:>7}.{} %{:>10}.{}\n", stage, time.cpu_us / 1000,
                     time.cpu_us / 100 % 10, tenths / 10, tenths % 10, time.wall_us / 1000,
                     time.wall_us / 100 % 10);
}

}  // namespace

std::string ProfileTable(StageTimes times, const StageTime& all) {
  times.resize(kStageCount);
  int64_t staged_us = 0;
  for (const StageTime& time : times) staged_us += time.cpu_us;
  times.back().cpu_us += std::max<int64_t>(all.cpu_us - staged_us, 0);
  std::string text = fmt::format("{:<10}{:>12}{:>11}{:>12}\n", "stage", "cpu ms", "share", "wall ms");
  for (size_t i = 0; i < kStageCount; ++i)
    if (times[i].cpu_us > 0 || times[i].wall_us > 0)
      text += Line(StageName(static_cast<Stage>(i)), times[i], all.cpu_us);
  return text + Line("all", all, all.cpu_us);
}

void BeginProfile(bool wanted) {
  began = std::chrono::steady_clock::now();
  if (wanted) profile::Start(Stage::kOther);
}

void SayProfile() {
  const StageTimes times = profile::Take();
  if (times.empty()) return;
  const auto wall = std::chrono::steady_clock::now() - began;
  const std::string table =
      ProfileTable(times, {CpuOf(RUSAGE_SELF) + CpuOf(RUSAGE_CHILDREN),
                           std::chrono::duration_cast<std::chrono::microseconds>(wall).count()});
  Say(std::string_view(table).substr(0, table.size() - 1));
}

}  // namespace avstam::app
