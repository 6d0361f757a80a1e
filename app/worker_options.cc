#include "app/worker_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string>
#include <thread>

#include "app/commands.h"

namespace avstam::app {

worker::PoolOptions PoolOf(const WorkerOptions& options, const std::string& rules_hash) {
  worker::PoolOptions pool;
  pool.rules_hash = rules_hash;
  pool.program = "/proc/self/exe";
  pool.arguments = {"worker", "--ocr", options.reading.ocr, "--memory-mib",
                    std::to_string(options.memory_mib)};
  if (!options.reading.rules.empty()) {
    pool.arguments.push_back("--rules");
    pool.arguments.push_back(options.reading.rules);
  }
  if (options.profile) pool.arguments.push_back("--profile");
  if (!options.sandbox) pool.arguments.push_back("--no-sandbox");
  pool.workers =
      options.jobs > 0 ? options.jobs : std::max(1, static_cast<int>(std::thread::hardware_concurrency()));
  pool.limits.page_cpu = std::chrono::seconds(options.page_seconds);
  pool.limits.page_wall = 4 * pool.limits.page_cpu;
  pool.limits.document_cpu = std::chrono::seconds(options.document_seconds);
  return pool;
}

PictureOptions PicturesOf(const WorkerOptions& options) {
  return {.sandbox = options.sandbox, .memory_mib = options.memory_mib, .seconds = 4 * options.page_seconds};
}

void AddWorkerOptions(CLI::App* command, WorkerOptions* options) {
  AddReadingOptions(command, &options->reading);
  command
      ->add_option("--page-seconds", options->page_seconds,
                   "Most processor time for a page; four times as long by the clock")
      ->check(CLI::Range(1, 86400))
      ->capture_default_str();
  command->add_option("--document-seconds", options->document_seconds, "Most processor time for a document")
      ->check(CLI::Range(1, 86400 * 30))
      ->capture_default_str();
  command
      ->add_option("--memory-mib", options->memory_mib, "Most memory that the reader of a file may ask for")
      ->check(CLI::Range(uint64_t{256}, uint64_t{1} << 20))
      ->capture_default_str();
  command->add_flag("!--no-sandbox", options->sandbox, "Read files without shutting in what reads them");
}

void AddProfileOption(CLI::App* command, bool* profile) {
  command->add_flag("--profile", *profile, "Tell on stderr where the time went, stage by stage");
}

void AddJobsOption(CLI::App* command, int* jobs) {
  command->add_option("--jobs", *jobs, "Files read at once (default: as many as processors)")
      ->check(CLI::Range(1, 1024));
}

}  // namespace avstam::app
