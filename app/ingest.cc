#include "app/ingest.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>

#include "app/clock.h"
#include "app/console.h"
#include "app/shortcomings_text.h"
#include "app/signals.h"
#include "base/error.h"
#include "base/profile.h"
#include "base/sha256.h"
#include "store/shortcomings.h"

namespace avstam::app {
namespace {

using std::chrono::milliseconds;

// As many documents may wait for an earlier one that takes long.
constexpr size_t kWindow = 64;
constexpr size_t kWindowBytes = size_t{256} << 20;  // of files
// After Ctrl-C, documents in work have this long to come to an end.
constexpr std::chrono::seconds kGrace{5};

// Device and number of a file; nothing when there is none.
std::optional<std::pair<uint64_t, uint64_t>> FileIdentity(const std::string& path) {
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return {};
  return std::pair<uint64_t, uint64_t>(status.st_dev, status.st_ino);
}

}  // namespace

bool Shard::Has(const std::string& sha256) const {
  if (count <= 1) return true;
  uint64_t start = 0;
  std::from_chars(sha256.data(), sha256.data() + 15, start, 16);
  return start % count == index - 1;
}

struct Ingest::Item {
  InputFile file;
  std::string sha256;              // empty: not read
  std::optional<Failure> failure;  // before any worker saw it
  std::optional<worker::Result> result;
  std::string bytes;   // while it may have to be read again
  uint64_t job = 0;    // 0: no worker has it
  bool alone = false;  // is tried once more, alone
  bool is_ready() const { return job == 0 || result.has_value(); }
};

Ingest::Ingest(const IngestOptions& options)
    : options_(options),
      rules_hash_(RulesHash(options.workers.reading.rules)),
      archive_(store::Archive::OpenForWriting(options.database)),
      identity_(FileIdentity(options.database)),
      pool_(std::make_unique<worker::Pool>(PoolOf(options.workers, rules_hash_))),
      log_(options.log) {}

Ingest::~Ingest() = default;

void Ingest::Run(const std::vector<InputFile>& files) {
  total_ += files.size();
  size_t next = 0;
  while (!Interrupted() && (next < files.size() || !window_.empty())) {
    while (!Interrupted() && next < files.size() && window_.size() < kWindow && pool_->HasRoom() &&
           WindowBytes() < kWindowBytes) {
      Offer(files[next++]);
    }
    // What is ready is stored while the workers read what they have just been given.
    SettleInOrder();
    progress_.Show(StateNow());
    if (!window_.empty()) Collect(milliseconds(100));
  }
  SettleInOrder();
  if (!Interrupted()) ReadTroublesAlone();
  const auto until = std::chrono::steady_clock::now() + kGrace;
  while (pool_->working() > 0 && std::chrono::steady_clock::now() < until) {
    Collect(milliseconds(100));
    SettleInOrder();
  }
  window_.clear();
  troubles_.clear();
}

size_t Ingest::WindowBytes() const {
  size_t bytes = 0;
  for (const auto& item : window_) bytes += item->bytes.size();
  return bytes;
}

void Ingest::Offer(const InputFile& file) {
  auto item = std::make_unique<Item>();
  item->file = file;
  if (file.problem) {
    item->failure = Failure{file.problem->code, file.problem->message};
  } else {
    InputBytes input = ReadInput(file.path);
    if (input.problem) {
      item->failure = Failure{input.problem->code, input.problem->message};
    } else {
      item->sha256 = Sha256Hex(input.bytes);
      item->bytes = std::move(input.bytes);
    }
  }
  if (!item->sha256.empty() && !options_.shard.Has(item->sha256)) {
    ++other_shards_;
    ++done_;
    return;
  }
  Item* offered = item.get();
  window_.push_back(std::move(item));
  if (offered->failure) return;
  const bool same_in_work = std::any_of(window_.begin(), window_.end(), [&](const auto& other) {
    return other.get() != offered && other->sha256 == offered->sha256;
  });
  if (same_in_work || archive_.ForgottenBecause(offered->sha256)) return;
  const std::optional<store::StoredDocument> kept = archive_.Find(offered->sha256);
  if (!kept || !(IsUpToDate(*kept) || HasGoodWords(*kept))) GiveToWorker(offered);
}

void Ingest::GiveToWorker(Item* item) {
  item->job = next_job_++;
  item->result.reset();
  pool_->Give(item->job, worker::SealedFile(item->bytes));
}

void Ingest::Collect(milliseconds longest) {
  for (worker::Result& result : pool_->Wait(longest)) {
    for (const auto& item : window_)
      if (item->job == result.job) {
        item->result = std::move(result);
        // A worker's word does not count for what the document is.
        if (item->result->report && item->result->report->outcome.document)
          item->result->report->outcome.document->sha256 = item->sha256;
        break;
      }
  }
}

void Ingest::SettleInOrder() {
  while (!window_.empty() && window_.front()->is_ready()) {
    std::unique_ptr<Item> item = std::move(window_.front());
    window_.pop_front();
    const bool crashed = item->result && item->result->failure && item->result->failure->code == "crashed";
    const bool waits_for_trouble = item->job == 0 && !item->alone &&
                                   std::any_of(troubles_.begin(), troubles_.end(), [&](const auto& trouble) {
                                     return trouble->sha256 == item->sha256 && !item->sha256.empty();
                                   });
    if ((crashed && !item->alone) || waits_for_trouble) {
      item->alone = true;
      troubles_.push_back(std::move(item));
      continue;
    }
    if (Settle(*item)) {
      ++done_;
      continue;
    }
    item->alone = true;
    GiveToWorker(item.get());
    window_.push_front(std::move(item));
  }
}

// What crashed a worker may have done so for want of memory or time beside the others.
void Ingest::ReadTroublesAlone() {
  if (troubles_.empty()) return;
  pool_->SetWorkers(1);
  while (!troubles_.empty() && !Interrupted()) {
    window_.push_back(std::move(troubles_.front()));
    troubles_.erase(troubles_.begin());
    Item* item = window_.back().get();
    if (item->result) GiveToWorker(item);  // else its double crashed, and may not have this time
    while (!window_.empty() && !Interrupted()) {
      Collect(milliseconds(100));
      SettleInOrder();
      progress_.Show(StateNow());
    }
  }
  pool_->SetWorkers(PoolOf(options_.workers).workers);
}

// SQLite goes on writing to a file whose name is gone, and all of it is lost at the end.
void Ingest::CheckArchiveIsThere() const {
  if (FileIdentity(options_.database) == identity_) return;
  throw Error(ErrorCode::kArchive,
              EscapeForTerminal(ToUtf8(options_.database)) +
                  ": was moved, deleted or replaced while files were read into it; what was stored is in the "
                  "file that was there; put it back, or run the command again for a new one");
}

bool Ingest::Settle(const Item& item) {
  CheckArchiveIsThere();
  if (item.failure) {
    Fail(item, *item.failure);
  } else if (const std::optional<std::string> reason = archive_.ForgottenBecause(item.sha256)) {
    progress_.Clear();
    const Failure forgotten{"forgotten", "was to be forgotten and is not taken in again: " + *reason};
    SayAbout(item.file.name, forgotten.message, forgotten.code);
    Log(item, "failed", &forgotten);
    ++failed_;
  } else if (item.result) {
    SettleReport(item);
  } else {
    // No worker was needed, as it seemed when it was offered; but its double before it may have failed.
    const std::optional<store::StoredDocument> kept = archive_.Find(item.sha256);
    if (!kept) return false;
    if (!IsUpToDate(*kept)) return HasGoodWords(*kept) && WordsOnly(item);
    SayIfChanged(item);
    archive_.AddName(item.sha256, item.file.name);
    Present(item);
  }
  return true;
}

bool Ingest::HasGoodWords(const store::StoredDocument& kept) const {
  return kept.whole && kept.words_version == AVSTAM_VERSION &&
         !(kept.lacks_ocr && options_.workers.reading.ocr != "never");
}

// Also with words of an older version: reading anew was then left out on purpose.
bool Ingest::IsUpToDate(const store::StoredDocument& kept) const {
  return kept.rules_hash == rules_hash_ && kept.program_version == AVSTAM_VERSION && kept.whole &&
         !(kept.lacks_ocr && options_.workers.reading.ocr != "never");
}

void Ingest::SettleReport(const Item& item) {
  const Outcome* outcome = item.result->report ? &item.result->report->outcome : nullptr;
  if (outcome == nullptr) return Fail(item, *item.result->failure);
  if (outcome->failure) return Fail(item, *outcome->failure);
  SayIfChanged(item);
  try {
    const StageClock clock(Stage::kStore);
    const store::StoreResult result =
        archive_.Store({item.file.name, &*outcome->document, &*outcome->reading, rules_hash_, AVSTAM_VERSION,
                        TimeStamp(), item.result->report->ocr_version});
    // Another process was faster, or it was read again for OCR that is still not to be had.
    if (result == store::StoreResult::kPresent || result == store::StoreResult::kNewName)
      return Present(item);
  } catch (const std::logic_error& error) {
    return Fail(
        item,
        {"internal", fmt::format("cannot be stored because of a fault in avstam ({}); please report it with "
                                 "the file",
                                 error.what())});
  }
  Count(item, *outcome);
}

void Ingest::Fail(const Item& item, const Failure& failure) {
  progress_.Clear();
  // A name that leads nowhere is not a document: what was kept as failed under it goes.
  const bool nowhere = failure.code == "not-found" || failure.code == "no-pdf";
  if (nowhere) {
    archive_.ForgetFailure(item.file.name);
  } else {
    archive_.StoreFailure(
        {item.file.name, item.sha256, failure.code, failure.message, AVSTAM_VERSION, TimeStamp()});
  }
  SayAbout(item.file.name, failure.message, failure.code);
  Log(item, "failed", &failure);
  ++failed_;
}

// Only the rules have changed: the words that are kept are read anew, without OCR.  False: that failed, and
// the file is to be read.
bool Ingest::WordsOnly(const Item& item) {
  std::optional<extract::Document> words = archive_.LoadDocument(item.sha256);
  if (!words) return false;
  if (!pipeline_) pipeline_.emplace(options_.workers.reading);
  const Outcome outcome = pipeline_->ReadAgain(std::move(*words));
  if (outcome.failure) return false;
  SayIfChanged(item);
  archive_.AddName(item.sha256, item.file.name);
  archive_.StoreReading({item.sha256, &*outcome.reading, rules_hash_, AVSTAM_VERSION, TimeStamp()});
  ++from_words_;
  Count(item, outcome);
  return true;
}

void Ingest::Count(const Item& item, const Outcome& outcome) {
  ++read_;
  pages_read_ += store::PagesRead(*outcome.document);
  page_count_ += outcome.document->page_count;
  ocr_pages_ += std::count_if(outcome.document->pages.begin(), outcome.document->pages.end(),
                              [](const extract::Page& page) { return !page.regions.empty(); });
  for (const rules::Check& check : outcome.reading->checks) counts_.Count(check.status);
  const bool incomplete = !store::Shortcomings(*outcome.document).empty();
  if (incomplete) {
    progress_.Clear();
    SayShortcomings(item.file.name, *outcome.document);
    ++incomplete_;
  }
  Log(item, incomplete ? "incomplete" : "read", nullptr);
}

void Ingest::Present(const Item& item) {
  ++present_;
  Log(item, "present", nullptr);
  const store::StoredDocument kept = archive_.Find(item.sha256).value();
  if (kept.complete) return;
  progress_.Clear();
  SayAbout(item.file.name,
           fmt::format("already present, with {} of {} pages read; {}", kept.pages_read, kept.page_count,
                       kept.lacks_ocr ? "they need OCR (`avstam doctor` tells what is missing)"
                                      : "ingest a whole copy"),
           "incomplete");
  ++incomplete_;
}

void Ingest::SayIfChanged(const Item& item) {
  const std::vector<std::string> hashes = archive_.HashesOfName(item.file.name);
  if (hashes.empty() || std::find(hashes.begin(), hashes.end(), item.sha256) != hashes.end()) return;
  progress_.Clear();
  SayAbout(item.file.name, "the file has changed since it was read; both versions are kept", "changed");
}

void Ingest::Log(const Item& item, std::string_view what, const Failure* failure) {
  const bool logged =
      log_.Document({item.file.name, item.sha256, std::string(what), failure == nullptr ? "" : failure->code,
                     failure == nullptr ? "" : failure->message, item.result ? item.result->seconds : 0});
  if (!logged) {
    progress_.Clear();
    SayAbout(options_.log, "the log cannot be written any more; the files are read all the same", "log");
  }
}

IngestState Ingest::StateNow() const {
  IngestState state;
  state.done = done_;
  state.total = total_;
  state.present = present_ + other_shards_;
  state.failed = failed_;
  state.pages = pages_read_;
  state.ocr_pages = ocr_pages_;
  for (const worker::InWork& work : pool_->Working()) {
    if (work.seconds < state.slow_seconds) continue;
    state.slow_seconds = work.seconds;
    state.slow_page = work.page;
    state.slow_pages = work.pages;
    for (const auto& item : window_)
      if (item->job == work.job) state.slow_name = item->file.name;
  }
  return state;
}

// Of an archive that failed nothing more is to be had; what was stored before is told.
void Ingest::Close() {
  progress_.Clear();
  CheckArchiveIsThere();
  archive_.Close();
}

std::string Ingest::Summary() const {
  std::string out = fmt::format("{} read", read_);
  if (from_words_ > 0) out += fmt::format(" ({} from the words kept, with other rules)", from_words_);
  out += fmt::format(", {} already present, {} failed", present_, failed_);
  if (other_shards_ > 0) out += fmt::format(", {} of other shards", other_shards_);
  if (done_ < total_) out += fmt::format(", {} left", total_ - done_);
  out += fmt::format(" of {} files", total_);
  if (incomplete_ > 0) out += fmt::format(" ({} incomplete)", incomplete_);
  if (read_ > 0)
    out += fmt::format("; {} of {} pages read; {}", pages_read_, page_count_, counts_.ToString());
  return fmt::format("{}; archive {}", out, EscapeForTerminal(ToUtf8(options_.database)));
}

int Ingest::Exit() const {
  if (Interrupted() && done_ < total_) return kExitInterrupted;
  return failed_ > 0 || incomplete_ > 0 ? kExitIncomplete : kExitOk;
}

}  // namespace avstam::app
