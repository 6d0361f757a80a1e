#include "app/file_reader.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "app/console.h"
#include "app/signals.h"
#include "base/profile.h"
#include "base/sha256.h"
#include "extract/skew.h"

namespace avstam::app {
namespace {

// As many documents may wait for an earlier one that takes long.
constexpr size_t kWindow = 64;

worker::Report FailedReport(std::string sha256, Failure failure) {
  worker::Report report;
  report.outcome.sha256 = std::move(sha256);
  report.outcome.failure = std::move(failure);
  return report;
}

}  // namespace

FileReader::FileReader(const WorkerOptions& options, std::vector<InputFile> files)
    : files_(std::move(files)), pool_(PoolOf(options)) {}

std::optional<worker::Report> FileReader::Next() {
  while (!Interrupted()) {
    GiveWhileThereIsRoom();
    if (window_.empty()) return {};
    if (window_.front().report) {
      std::optional<worker::Report> report = std::move(window_.front().report);
      window_.pop_front();
      const StageClock clock(Stage::kLayout);
      if (report->outcome.document) extract::FindLayoutAgain(&*report->outcome.document);
      return report;
    }
    for (worker::Result& result : pool_.Wait(std::chrono::milliseconds(100))) {
      const auto item = std::find_if(window_.begin(), window_.end(),
                                     [&](const Item& other) { return other.job == result.job; });
      item->report = result.report ? std::move(result.report) : FailedReport(item->sha256, *result.failure);
      // A worker's word does not count for what the document is.
      item->report->outcome.sha256 = item->sha256;
      if (item->report->outcome.document) item->report->outcome.document->sha256 = item->sha256;
    }
  }
  return {};
}

void FileReader::GiveWhileThereIsRoom() {
  for (; next_ < files_.size() && window_.size() < kWindow && pool_.HasRoom(); ++next_) {
    const InputFile& file = files_[next_];
    InputBytes input;
    input.problem = file.problem;
    if (!input.problem) input = ReadInput(file.path);
    Item item{next_ + 1, {}, {}};
    if (input.problem) {
      item.report = FailedReport("", {input.problem->code, input.problem->message});
    } else {
      item.sha256 = Sha256Hex(input.bytes);
      pool_.Give(item.job, worker::SealedFile(input.bytes));
    }
    window_.push_back(std::move(item));
  }
}

std::optional<worker::Report> ReadFile(const WorkerOptions& options, const std::string& path,
                                       int* exit_code) {
  CatchInterrupts();
  WorkerOptions one = options;
  one.jobs = 1;
  std::optional<worker::Report> report = FileReader(one, {{NamedFile(path), ToUtf8(path), {}}}).Next();
  if (!report) {
    *exit_code = kExitInterrupted;
  } else if (const std::optional<Failure>& failure = report->outcome.failure) {
    SayAbout(ToUtf8(path), failure->message, failure->code);
    *exit_code = kExitIncomplete;
    return {};
  }
  return report;
}

}  // namespace avstam::app
