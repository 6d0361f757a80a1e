// Files read by workers that are shut in, for commands that keep nothing: extract, check, explain.
//
//   FileReader reader(options, files);
//   for (const InputFile& file : files)
//     if (std::optional<worker::Report> report = reader.Next()) ... else break;   // interrupted
//
// What is wrong with a file, from its name to a reader that crashed on it, is the `failure` of its outcome.
#ifndef AVSTAM_APP_FILE_READER_H_
#define AVSTAM_APP_FILE_READER_H_

#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "app/input_files.h"
#include "app/worker/codec.h"
#include "app/worker/pool.h"
#include "app/worker_options.h"

namespace avstam::app {

class FileReader {
 public:
  FileReader(const WorkerOptions& options, std::vector<InputFile> files);

  // Of the next file in their order, while workers read those after it; lines and grids of its document are
  // there.  Nothing when the user has interrupted or no file is left.  Throws Error kSandbox when workers
  // cannot be shut in, kRuleFile when the rules are wrong.
  std::optional<worker::Report> Next();

 private:
  struct Item {
    uint64_t job = 0;
    std::string sha256;
    std::optional<worker::Report> report;
  };

  void GiveWhileThereIsRoom();

  std::vector<InputFile> files_;
  size_t next_ = 0;
  std::deque<Item> window_;  // in the order of the files
  worker::Pool pool_;
};

// One file, for a command that takes no more.  Nothing: it cannot be read, which has been said, or the user
// has interrupted; `exit_code` is that of the command.
std::optional<worker::Report> ReadFile(const WorkerOptions& options, const std::string& path, int* exit_code);

}  // namespace avstam::app

#endif  // AVSTAM_APP_FILE_READER_H_
