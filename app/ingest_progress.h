// How far a load has come: one line that is written over on a terminal, else a line now and then.
#ifndef AVSTAM_APP_INGEST_PROGRESS_H_
#define AVSTAM_APP_INGEST_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <string>

namespace avstam::app {

struct IngestState {
  size_t done = 0, total = 0, present = 0, failed = 0;  // files; done holds the other two
  int64_t pages = 0, ocr_pages = 0;                     // read in this run
  std::string slow_name;                                // of the document longest in work; empty: none
  double slow_seconds = 0;
  int slow_page = 0, slow_pages = 0;
};

// "120 of 5000 files, 3 failed, 20 present; 812 pages, 9.1/s, 12 % OCR; 1:12:03 left; a.pdf page 3 of 66, 12
// s"
std::string ProgressLine(const IngestState& state, double seconds);

class IngestProgress {
 public:
  IngestProgress();
  ~IngestProgress() { Clear(); }
  void Show(const IngestState& state);
  void Clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool terminal_, shown_ = false;
  Clock::time_point started_, last_;
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_INGEST_PROGRESS_H_
