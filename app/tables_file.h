// `avstam tables FILE`: the tables of one PDF as they are printed, of figures or of words.
#ifndef AVSTAM_APP_TABLES_FILE_H_
#define AVSTAM_APP_TABLES_FILE_H_

#include <string>

#include "app/worker_options.h"

namespace avstam::app {

struct TablesFileOptions {
  std::string file;             // empty: ask the archive
  int page = 0;                 // 0: all
  std::string image;            // PNG of the page with what was found drawn over it; needs `page`
  std::string format = "text";  // "json", "csv", "text"
  WorkerOptions workers;
};

// Prints, and gives the exit code.  Throws Error kUsage.
int RunTablesFile(const TablesFileOptions& options);

}  // namespace avstam::app

#endif  // AVSTAM_APP_TABLES_FILE_H_
