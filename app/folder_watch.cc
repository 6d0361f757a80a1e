#include "app/folder_watch.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

#include "app/input_files.h"
#include "base/error.h"

namespace avstam::app {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds kQuiet{2};
constexpr uint32_t kEvents = IN_CLOSE_WRITE | IN_MOVED_TO | IN_CREATE | IN_MODIFY | IN_ONLYDIR;

}  // namespace

FolderWatch::FolderWatch(const std::string& folder)
    : inotify_(inotify_init1(IN_NONBLOCK | IN_CLOEXEC)), folder_(folder) {
  if (!inotify_)
    throw Error(ErrorCode::kUnreadable, fmt::format("cannot watch folders: {}", std::strerror(errno)));
  if (!fs::is_directory(folder))
    throw Error(ErrorCode::kUnreadable, fmt::format("{} is no folder to follow", EscapeForTerminal(folder)));
  Add(folder);
  growing_.clear();  // what is there is the caller's
}

// A folder, the folders in it, and their files: what came before the watch would else be missed.
void FolderWatch::Add(const std::string& folder) {
  const int watch = inotify_add_watch(inotify_.get(), folder.c_str(), kEvents);
  if (watch < 0) {
    if (folder != folder_ && (errno == ENOENT || errno == ENOTDIR)) return;  // gone again
    if (folder != folder_ && errno == EACCES) {
      refused_.push_back(folder);
      return;
    }
    throw Error(ErrorCode::kUnreadable,
                fmt::format("cannot watch {}: {}", EscapeForTerminal(folder), std::strerror(errno)));
  }
  folders_[watch] = folder;
  std::error_code error;
  fs::directory_iterator end;
  for (fs::directory_iterator at(folder, error); !error && at != end; at.increment(error)) {
    std::error_code gone;
    if (at->is_symlink(gone)) continue;
    if (at->is_directory(gone))
      Add(at->path().string());
    else
      Note(at->path().string());
  }
}

void FolderWatch::Note(const std::string& path) {
  if (IsPdfName(path)) growing_.emplace(path, Seen{});
}

std::vector<std::string> FolderWatch::Wait(std::chrono::milliseconds longest) {
  pollfd end{inotify_.get(), POLLIN, 0};
  poll(&end, 1, static_cast<int>(longest.count()));
  alignas(inotify_event) char buffer[16384];
  for (ssize_t got = 0; (got = read(inotify_.get(), buffer, sizeof buffer)) > 0;) {
    for (const char* at = buffer; at < buffer + got;) {
      const auto* event = reinterpret_cast<const inotify_event*>(at);
      at += sizeof(inotify_event) + event->len;
      if ((event->mask & IN_Q_OVERFLOW) != 0) Add(folder_);  // too much at once: events are lost
      const auto folder = folders_.find(event->wd);
      if (folder == folders_.end() || event->len == 0) continue;
      const std::string path = (fs::path(folder->second) / event->name).string();
      if ((event->mask & IN_ISDIR) != 0) {
        if ((event->mask & (IN_CREATE | IN_MOVED_TO)) != 0) Add(path);
        continue;
      }
      Note(path);
      if (auto seen = growing_.find(path); seen != growing_.end()) {
        if ((event->mask & IN_MODIFY) != 0) seen->second.since = Clock::now();
      }
    }
  }
  std::vector<std::string> complete = std::exchange(refused_, {});
  const Clock::time_point now = Clock::now();
  for (auto it = growing_.begin(); it != growing_.end();) {
    struct stat status {};
    if (lstat(it->first.c_str(), &status) != 0) {
      it = growing_.erase(it);
      continue;
    }
    Seen& seen = it->second;
    const int64_t time_ns = status.st_mtim.tv_sec * int64_t{1'000'000'000} + status.st_mtim.tv_nsec;
    if (status.st_size != seen.size || time_ns != seen.time_ns) {
      seen = {status.st_size, time_ns, now};
      ++it;
    } else if (now - seen.since < kQuiet) {
      ++it;
    } else {
      complete.push_back(it->first);
      it = growing_.erase(it);
    }
  }
  return complete;
}

}  // namespace avstam::app
