// Files that come into a folder or those below it, each told when it is complete.
//
//   FolderWatch watch("inbox");                                   // Error kUnreadable: no such folder
//   for (const std::string& path : watch.Wait(500ms)) ...
//
// inotify(7) tells that something happens; a PDF is complete when neither its size nor its time has changed
// for two seconds (a copy over the network may never be closed here).
#ifndef AVSTAM_APP_FOLDER_WATCH_H_
#define AVSTAM_APP_FOLDER_WATCH_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "app/worker/channel.h"

namespace avstam::app {

class FolderWatch {
 public:
  explicit FolderWatch(const std::string& folder);
  // Paths of complete files that came or changed since the watch was made, in order of their names; folders
  // that cannot be read, once.
  std::vector<std::string> Wait(std::chrono::milliseconds longest);

 private:
  using Clock = std::chrono::steady_clock;
  struct Seen {
    int64_t size = -1, time_ns = -1;
    Clock::time_point since;
  };
  void Add(const std::string& folder);
  void Note(const std::string& path);

  worker::File inotify_;
  std::string folder_;
  std::vector<std::string> refused_;
  std::map<int, std::string> folders_;   // by watch
  std::map<std::string, Seen> growing_;  // not yet complete
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_FOLDER_WATCH_H_
