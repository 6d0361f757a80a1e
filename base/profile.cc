#include "base/profile.h"

#include <array>
#include <chrono>
#include <ctime>
#include <utility>

namespace avstam {
namespace {

struct Collector {
  StageTimes times;  // empty: off
  Stage stage = Stage::kOther;
  StageTime since;  // clocks when `stage` was entered
};
Collector collector;

StageTime Now() {
  timespec cpu{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &cpu);
  const auto wall = std::chrono::steady_clock::now().time_since_epoch();
  return {cpu.tv_sec * 1'000'000 + cpu.tv_nsec / 1000,
          std::chrono::duration_cast<std::chrono::microseconds>(wall).count()};
}

// Books the time since the last switch.
void Switch(Stage to) {
  const StageTime now = Now();
  StageTime& time = collector.times[static_cast<size_t>(collector.stage)];
  time.cpu_us += now.cpu_us - collector.since.cpu_us;
  time.wall_us += now.wall_us - collector.since.wall_us;
  collector.since = now;
  collector.stage = to;
}

}  // namespace

std::string_view StageName(Stage stage) {
  static constexpr std::array<std::string_view, kStageCount> kNames = {
      "start", "open",      "words",     "pictures", "layout", "normalize",
      "rules", "reconcile", "hand over", "store",    "other"};
  return kNames[static_cast<size_t>(stage)];
}

namespace profile {

void Start(Stage stage) {
  collector.times.assign(kStageCount, {});
  collector.stage = stage;
  collector.since = {0, Now().wall_us};
}

void Enter(Stage stage) {
  if (!collector.times.empty()) Switch(stage);
}

void Add(const StageTimes& times) {
  for (size_t i = 0; i < times.size() && i < collector.times.size(); ++i) {
    collector.times[i].cpu_us += times[i].cpu_us;
    collector.times[i].wall_us += times[i].wall_us;
  }
}

StageTimes Take() {
  if (collector.times.empty()) return {};
  Switch(collector.stage);
  return std::exchange(collector.times, StageTimes(kStageCount));
}

}  // namespace profile

StageClock::StageClock(Stage stage) : before_(collector.stage) {
  if (collector.times.empty() || before_ == Stage::kStart) return;
  entered_ = true;
  Switch(stage);
}

StageClock::~StageClock() {
  if (entered_) Switch(before_);
}

}  // namespace avstam
