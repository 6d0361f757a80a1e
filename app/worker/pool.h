// Worker processes that read one document each at a time.  They read untrusted files and may crash, hang or
// lie: then they are killed, and another takes their place.
//
//   Pool pool({.program = "/proc/self/exe", .arguments = {"worker"}, .workers = 4});
//   pool.Give(7, SealedFile(bytes));                     // when pool.HasRoom()
//   for (Result& result : pool.Wait(milliseconds(200))) // result.job == 7
//     if (result.report) ... else result.failure
#ifndef AVSTAM_APP_WORKER_POOL_H_
#define AVSTAM_APP_WORKER_POOL_H_

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/worker/channel.h"
#include "app/worker/codec.h"

namespace avstam::app::worker {

struct Limits {
  std::chrono::seconds page_cpu{120};        // of the processor, for a page or for what follows the last
  std::chrono::seconds page_wall{480};       // of the clock: a machine may be busy
  std::chrono::seconds document_cpu{14400};  // of the processor, for the whole of it
  std::chrono::seconds start{60};            // until a worker is ready
  int documents_per_worker = 200;            // then a fresh one takes over, so that no reader's leak adds up
};

struct PoolOptions {
  std::string program;                 // started for each worker, with its end of the socket as descriptor 3
  std::vector<std::string> arguments;  // without the program's name
  int workers = 1;
  Limits limits;
  std::string rules_hash;  // that theirs must have; empty: any
};

// What became of a document.  Either `report` or `failure`.
struct Result {
  uint64_t job = 0;
  std::optional<Report> report;
  std::optional<Failure> failure;  // "crashed" "timeout": the worker; docs/diagnostics.md
  double seconds = 0;              // of the clock
};

// A document in work.
struct InWork {
  uint64_t job = 0;
  double seconds = 0;
  int page = 0, pages = 0;  // as the worker tells; 0: not yet
};

class Pool {
 public:
  explicit Pool(PoolOptions options);
  ~Pool();  // kills what is left
  Pool(const Pool&) = delete;
  Pool& operator=(const Pool&) = delete;

  // How many may be in work at once from now on: 1 reads what made trouble alone.
  void SetWorkers(int workers);
  bool HasRoom() const;
  // Starts a worker when none is free.
  void Give(uint64_t job, File document);
  // Waits until something is done or `longest` is over.  Throws Error kSandbox when workers cannot be started
  // or sealed, kRuleFile when they find the rules wrong.
  std::vector<Result> Wait(std::chrono::milliseconds longest);
  std::vector<InWork> Working() const;
  size_t working() const;
  const std::string& seal() const { return seal_; }  // as the first worker told; empty: none has yet

 private:
  using Clock = std::chrono::steady_clock;
  struct Worker;

  void Start();
  void Take(Worker* worker, std::vector<Result>* results);
  void CheckLimits(Worker* worker, std::vector<Result>* results);
  // The worker is of no more use: its document fails with `failure`.
  void Drop(Worker* worker, std::optional<Failure> failure, std::vector<Result>* results);
  void HandOver(Worker* worker);

  PoolOptions options_;
  std::vector<std::unique_ptr<Worker>> workers_;
  std::string seal_;
  int failed_starts_ = 0;
};

}  // namespace avstam::app::worker

#endif  // AVSTAM_APP_WORKER_POOL_H_
