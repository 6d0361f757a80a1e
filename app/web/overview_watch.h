// The figures of the first page, counted beside the answering: in a large archive that takes seconds, and
// most of it stays the same when a document is added.
//
//   OverviewWatch watch("avstam.db");
//   watch.Now()        // what is known by now; `counted` of `totals.documents` are in `years` and `bodies`
#ifndef AVSTAM_APP_WEB_OVERVIEW_WATCH_H_
#define AVSTAM_APP_WEB_OVERVIEW_WATCH_H_

#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <unordered_map>

#include "store/overview.h"

namespace avstam::app::web {

struct Overview {
  bool ready = false;  // totals are known
  store::Totals totals;
  int64_t counted = 0;  // documents that the rest is made of
  int64_t figures = 0, covered = 0;
  std::map<std::string, store::Verdicts> years, bodies;  // "" : not known
  std::string trouble;                                   // why it could not be counted; empty: none
};

class OverviewWatch {
 public:
  explicit OverviewWatch(std::string database);
  ~OverviewWatch();
  OverviewWatch(const OverviewWatch&) = delete;
  OverviewWatch& operator=(const OverviewWatch&) = delete;

  // Waits a moment for the first figures.
  Overview Now();
  // Somebody has just changed something: look at once, and wait for that.
  void Refresh();

 private:
  void Work();
  void Count(const store::Archive& archive);

  std::string database_;
  std::mutex guard_;
  std::condition_variable changed_;
  Overview overview_;
  bool over_ = false, asked_ = false;
  std::unordered_map<int64_t, std::pair<std::string, store::DocumentCounts>> documents_;  // of the thread
  std::thread thread_;
};

}  // namespace avstam::app::web

#endif  // AVSTAM_APP_WEB_OVERVIEW_WATCH_H_
