// How workers read, as the command line says it; the same for every verb that reads PDFs.
//
//   WorkerOptions options;
//   AddWorkerOptions(command, &options);        // --rules --ocr --page-seconds ... --no-sandbox
//   worker::Pool pool(PoolOf(options));
#ifndef AVSTAM_APP_WORKER_OPTIONS_H_
#define AVSTAM_APP_WORKER_OPTIONS_H_

#include <cstdint>
#include <string>

#include "app/picture_reader.h"
#include "app/pipeline.h"
#include "app/worker/pool.h"

namespace CLI {
class App;
}

namespace avstam::app {

struct WorkerOptions {
  ReadingOptions reading;
  int jobs = 0;  // workers at once; 0: as many as processors
  bool sandbox = true;
  uint64_t memory_mib = 2048;    // address space of a worker
  int page_seconds = 120;        // of the processor, for a page; four times as long by the clock
  int document_seconds = 14400;  // of the processor, for a document
  bool profile = false;          // they tell where their time went
};

// For pictures of the same files.
PictureOptions PicturesOf(const WorkerOptions& options);
// Workers whose rules do not have this hash are refused; empty: they may have any.
worker::PoolOptions PoolOf(const WorkerOptions& options, const std::string& rules_hash = "");

// All but --jobs, which has no meaning where one file is read.
void AddWorkerOptions(CLI::App* command, WorkerOptions* options);
// --profile: start with BeginProfile, end with SayProfile (profile_table.h).
void AddProfileOption(CLI::App* command, bool* profile);
void AddJobsOption(CLI::App* command, int* jobs);

}  // namespace avstam::app

#endif  // AVSTAM_APP_WORKER_OPTIONS_H_
