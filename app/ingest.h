// Files into the archive: one supervisor that owns it, and workers that read (worker/pool.h).
//
//   Ingest ingest(options);
//   ingest.Run(files);          // Error kArchive: what was stored before it is kept, Summary() tells how far
//   ingest.Close();
//   return ingest.Exit();
//
// Documents are stored in the order of the files whatever order they are read in: so the archive is the same
// with one worker and with eight, and after an interruption as without one.
#ifndef AVSTAM_APP_INGEST_H_
#define AVSTAM_APP_INGEST_H_

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "app/ingest_log.h"
#include "app/ingest_progress.h"
#include "app/input_files.h"
#include "app/pipeline.h"
#include "app/report.h"
#include "app/worker/pool.h"
#include "app/worker_options.h"
#include "store/archive.h"

namespace avstam::app {

// The i-th of n heaps that files are dealt out to by the hash of their bytes.
struct Shard {
  uint32_t index = 1, count = 1;
  bool Has(const std::string& sha256) const;
};

struct IngestOptions {
  std::string database = "avstam.db";
  WorkerOptions workers;
  Shard shard;
  std::string log;  // file for JSON lines; empty: none
};

class Ingest {
 public:
  explicit Ingest(const IngestOptions& options);
  ~Ingest();

  // Reads and stores these; can be called again with more.
  void Run(const std::vector<InputFile>& files);
  // Writes the archive out.
  void Close();
  // The parts add up to the number of files.
  std::string Summary() const;
  int Exit() const;
  void ClearProgress() { progress_.Clear(); }

 private:
  struct Item;

  void Offer(const InputFile& file);
  void GiveToWorker(Item* item);
  size_t WindowBytes() const;
  void ReadTroublesAlone();
  void Collect(std::chrono::milliseconds longest);
  void SettleInOrder();
  void CheckArchiveIsThere() const;
  // False: it is to be read by a worker after all.
  bool Settle(const Item& item);
  void SettleReport(const Item& item);
  void Fail(const Item& item, const Failure& failure);
  bool WordsOnly(const Item& item);
  void Count(const Item& item, const Outcome& outcome);
  void Present(const Item& item);
  // Are its words as good as a worker would read them now?
  bool HasGoodWords(const store::StoredDocument& kept) const;
  bool IsUpToDate(const store::StoredDocument& kept) const;
  void SayIfChanged(const Item& item);
  void Log(const Item& item, std::string_view what, const Failure* failure);
  IngestState StateNow() const;

  IngestOptions options_;
  std::string rules_hash_;
  std::optional<Pipeline>
      pipeline_;  // for words that are kept, once there are some; PDFs are for the workers
  store::Archive archive_;
  std::optional<std::pair<uint64_t, uint64_t>> identity_;  // of its file
  std::unique_ptr<worker::Pool> pool_;
  std::deque<std::unique_ptr<Item>> window_;     // offered and not settled, in order
  std::vector<std::unique_ptr<Item>> troubles_;  // to be tried once more, alone
  uint64_t next_job_ = 1;
  size_t total_ = 0, done_ = 0;
  size_t read_ = 0, from_words_ = 0, present_ = 0, failed_ = 0, incomplete_ = 0, other_shards_ = 0;
  int64_t pages_read_ = 0, page_count_ = 0, ocr_pages_ = 0;
  CheckCounts counts_;
  IngestLog log_;
  IngestProgress progress_;
};

}  // namespace avstam::app

#endif  // AVSTAM_APP_INGEST_H_
