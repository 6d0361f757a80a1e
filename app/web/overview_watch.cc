#include "app/web/overview_watch.h"

#include <chrono>

#include "base/error.h"
#include "store/archive.h"
#include "store/browse.h"

namespace avstam::app::web {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kFirstWait{200}, kLook{1000};
constexpr int64_t kTellEvery = 500;  // documents

}  // namespace

OverviewWatch::OverviewWatch(std::string database)
    : database_(std::move(database)), thread_([this] { Work(); }) {}

OverviewWatch::~OverviewWatch() {
  {
    const std::lock_guard guard(guard_);
    over_ = true;
  }
  changed_.notify_all();
  thread_.join();
}

Overview OverviewWatch::Now() {
  std::unique_lock lock(guard_);
  changed_.wait_for(lock, kFirstWait, [this] { return overview_.ready; });
  return overview_;
}

void OverviewWatch::Refresh() {
  std::unique_lock lock(guard_);
  asked_ = true;
  changed_.notify_all();
  changed_.wait_for(lock, kFirstWait, [this] { return !asked_; });
}

void OverviewWatch::Work() {
  int64_t seen = -1;
  for (bool first = true;; first = false) {
    try {
      const store::Archive archive = store::Archive::OpenForReading(database_);
      for (;; first = false) {
        {
          std::unique_lock lock(guard_);
          if (!first) changed_.wait_for(lock, kLook, [this] { return over_ || asked_; });
          if (over_) return;
        }
        const int64_t version = store::DataVersion(archive);
        if (version != seen) Count(archive);
        seen = version;
        const std::lock_guard guard(guard_);
        asked_ = false;
        changed_.notify_all();
      }
    } catch (const Error& error) {  // locked for long, or gone: it may come back
      std::unique_lock lock(guard_);
      overview_.trouble = error.what();
      seen = -1;
      changed_.wait_for(lock, kLook, [this] { return over_; });
      if (over_) return;
    }
  }
}

void OverviewWatch::Count(const store::Archive& archive) {
  Overview out;
  out.totals = store::CountTotals(archive);
  out.ready = true;
  {
    // Totals are right at once; what the documents add up to is kept as it was until it is counted anew.
    const std::lock_guard guard(guard_);
    overview_.totals = out.totals;
    overview_.ready = true;
    overview_.trouble.clear();
    changed_.notify_all();
  }
  std::unordered_map<int64_t, std::pair<std::string, store::DocumentCounts>> documents;
  for (store::DocumentStamp& stamp : store::Stamps(archive)) {
    const auto known = documents_.find(stamp.document_id);
    const store::DocumentCounts counts = known != documents_.end() && known->second.first == stamp.stamp
                                             ? known->second.second
                                             : store::CountDocument(archive, stamp.document_id);
    documents[stamp.document_id] = {std::move(stamp.stamp), counts};
    ++out.counted;
    out.figures += counts.figures;
    out.covered += counts.covered;
    out.years[counts.year] += counts.checks;
    out.bodies[counts.body] += counts.checks;
    if (out.counted % kTellEvery != 0) continue;
    const std::lock_guard guard(guard_);
    if (over_) return;
    if (overview_.counted <= out.counted) overview_ = out;
  }
  documents_ = std::move(documents);
  const std::lock_guard guard(guard_);
  overview_ = out;
}

}  // namespace avstam::app::web
