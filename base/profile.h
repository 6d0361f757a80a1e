// Where the time of a run goes: of the processor and of the clock, by stage.
//
//   profile::Start(Stage::kOther);                    // else a StageClock costs a look at a flag
//   { const StageClock clock(Stage::kLayout); ... }   // a stage within another takes its time from it
//   StageTimes times = profile::Take();               // times[size_t(Stage::kLayout)].cpu_us
//
// One collector for the process, for one thread: commands that answer several clients at once never start it.
#ifndef AVSTAM_BASE_PROFILE_H_
#define AVSTAM_BASE_PROFILE_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace avstam {

enum class Stage {
  kStart,      // of a worker: program, rules, its sandbox and what it tries before it is let near a file
  kOpen,       // the PDF's own structure
  kWords,      // pages to words and rulings
  kPictures,   // judging pages, pictures, OCR
  kLayout,     // lines, columns, grids of tables
  kNormalize,  // text to amounts, dates, names
  kRules,      // tables, parts, decisions, all that rules say
  kReconcile,  // checks of totals
  kHandOver,   // what was read as bytes between processes
  kStore,      // into the archive
  kOther,      // the rest: files, waiting, printing
};
inline constexpr size_t kStageCount = static_cast<size_t>(Stage::kOther) + 1;

struct StageTime {
  int64_t cpu_us = 0;   // user and system
  int64_t wall_us = 0;  // elapsed
};
using StageTimes = std::vector<StageTime>;  // by Stage: kStageCount of them, or none where nothing was taken

// "start", "open", "words" ...: as the table of --profile has them.
std::string_view StageName(Stage stage);

namespace profile {

// Begins to collect, in `stage`; what the process used of the processor before belongs to it.
void Start(Stage stage);
// Goes on in `stage`, outside of any StageClock.
void Enter(Stage stage);
// Times of another process, as it took them.
void Add(const StageTimes& times);
// What was collected, which is forgotten; none when it was never started.
StageTimes Take();

}  // namespace profile

// The stage while it lives.  While a worker starts all belongs to the start, also what it reads for a trial.
class StageClock {
 public:
  explicit StageClock(Stage stage);
  ~StageClock();
  StageClock(const StageClock&) = delete;
  StageClock& operator=(const StageClock&) = delete;

 private:
  Stage before_ = Stage::kOther;
  bool entered_ = false;
};

// What `make` gives, made in the stage: InStage(Stage::kOpen, [&] { return PdfFile(bytes); }).
template <class Make>
auto InStage(Stage stage, Make make) {
  const StageClock clock(stage);
  return make();
}

}  // namespace avstam

#endif  // AVSTAM_BASE_PROFILE_H_
