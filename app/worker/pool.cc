#include "app/worker/pool.h"

#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstring>
#include <utility>

#include "app/worker/child.h"
#include "base/error.h"

namespace avstam::app::worker {
namespace {

using std::chrono::duration;
using std::chrono::milliseconds;

constexpr size_t kKeptOfErrors = 2048;
constexpr int kReadsOfErrors = 64;
constexpr int kStartsBeforeGivingUp = 3;

// Of a process that is still there.
double CpuSeconds(pid_t process) {
  clockid_t clock{};
  timespec time{};
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &time) != 0) return 0;
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

std::string SignalWord(int signal) {
  switch (signal) {
    case SIGSYS:
      return "it tried what the sandbox forbids (SIGSYS)";
    case SIGKILL:
      return "it was killed, perhaps because memory ran out (SIGKILL)";
    default:
      return fmt::format("signal {}, {}", signal, strsignal(signal));
  }
}

std::optional<std::pair<int, int>> PageOf(const std::string& text) {
  const size_t space = std::min(text.find(' '), text.size());
  auto number = [&](size_t begin, size_t end) {
    int value = 0;
    auto [stop, error] = std::from_chars(text.data() + begin, text.data() + end, value);
    return error == std::errc() && stop == text.data() + end ? value : 0;
  };
  const int page = number(0, space), pages = space == text.size() ? 0 : number(space + 1, text.size());
  if (page < 1 || page > pages || pages > kMaxPages) return {};
  return std::pair(page, pages);
}

}  // namespace

struct Pool::Worker {
  pid_t process = -1;
  File socket, errors;
  Inbox inbox{kMaxReportBytes};
  bool ready = false;
  Clock::time_point started;  // the process
  int documents = 0;
  std::string complaints;  // the last of its standard error

  std::optional<uint64_t> job;
  File document;  // not yet handed over
  Clock::time_point job_started;
  Clock::time_point step_started;    // of the page
  double job_cpu = 0, step_cpu = 0;  // its processor time then
  int page = 0, pages = 0;
};

Pool::Pool(PoolOptions options) : options_(std::move(options)) {}

Pool::~Pool() {
  std::vector<Result> unwanted;
  for (auto& worker : workers_) Drop(worker.get(), {}, &unwanted);
}

void Pool::SetWorkers(int workers) { options_.workers = workers; }

size_t Pool::working() const {
  return static_cast<size_t>(std::count_if(workers_.begin(), workers_.end(),
                                           [](const auto& worker) { return worker->job.has_value(); }));
}

bool Pool::HasRoom() const { return working() < static_cast<size_t>(options_.workers); }

void Pool::Start() {
  Child child = StartChild(options_.program, options_.arguments);
  auto worker = std::make_unique<Worker>();
  worker->process = child.process;
  worker->socket = std::move(child.socket);
  worker->errors = std::move(child.errors);
  worker->started = Clock::now();
  workers_.push_back(std::move(worker));
}

void Pool::Give(uint64_t job, File document) {
  auto free = std::find_if(workers_.begin(), workers_.end(),
                           [](const auto& worker) { return !worker->job && worker->process > 0; });
  if (free == workers_.end()) {
    Start();
    free = std::prev(workers_.end());
  }
  Worker& worker = **free;
  worker.job = job;
  worker.document = std::move(document);
  worker.job_started = Clock::now();
  if (worker.ready) HandOver(&worker);
}

void Pool::HandOver(Worker* worker) {
  worker->step_started = Clock::now();
  worker->job_cpu = worker->step_cpu = CpuSeconds(worker->process);
  worker->page = worker->pages = 0;
  ++worker->documents;
  Send(worker->socket.get(), {Message::kDocument, ""}, worker->document.get());  // its end shows by itself
  worker->document.Close();
}

void Pool::Drop(Worker* worker, std::optional<Failure> failure, std::vector<Result>* results) {
  if (worker->process > 0) Reap(std::exchange(worker->process, -1));
  worker->socket.Close();
  if (worker->job && failure) {
    Result result;
    result.job = *worker->job;
    result.failure = std::move(failure);
    result.seconds = duration<double>(Clock::now() - worker->job_started).count();
    results->push_back(std::move(result));
  }
  worker->job.reset();
}

// What has come from a worker.
void Pool::Take(Worker* worker, std::vector<Result>* results) {
  char buffer[4096];
  ssize_t got = 0;
  // No more than this at a time: it may complain faster than it can be read.
  for (int i = 0; i < kReadsOfErrors && (got = read(worker->errors.get(), buffer, sizeof buffer)) > 0; ++i) {
    worker->complaints.append(buffer, static_cast<size_t>(got));
    if (worker->complaints.size() > kKeptOfErrors)
      worker->complaints.erase(0, worker->complaints.size() - kKeptOfErrors);
  }
  const Inbox::State state = worker->inbox.Fill(worker->socket.get());
  while (std::optional<Message> message = worker->inbox.Next()) {
    if (message->kind == Message::kReady && !worker->ready) {
      worker->ready = true;
      failed_starts_ = 0;
      const size_t line = std::min(message->bytes.find('\n'), message->bytes.size());
      if (!options_.rules_hash.empty() && message->bytes.substr(0, line) != options_.rules_hash)
        throw Error(ErrorCode::kRuleFile,
                    "the rule files were changed while papers were read; run the command again");
      if (seal_.empty() && line < message->bytes.size())
        seal_ = EscapeForTerminal(message->bytes.substr(line + 1, 200));
      if (worker->job) HandOver(worker);
    } else if (message->kind == Message::kBroken && !worker->ready) {
      throw Error(ErrorCode::kSandbox, EscapeForTerminal(message->bytes.substr(0, 500)));
    } else if (message->kind == Message::kBadRules && !worker->ready) {
      throw Error(ErrorCode::kRuleFile, message->bytes.substr(0, 2000));  // lines; main makes them safe
    } else if (message->kind == Message::kPage && worker->ready && worker->job) {
      const auto page = PageOf(message->bytes);
      if (!page || page->first != worker->page + 1 || (worker->pages != 0 && page->second != worker->pages))
        return Drop(worker, Failure{"crashed", "the reader lost its way (it sent pages out of order)"},
                    results);
      std::tie(worker->page, worker->pages) = *page;
      worker->step_started = Clock::now();
      worker->step_cpu = CpuSeconds(worker->process);
    } else if (message->kind == Message::kReport && worker->ready && worker->job) {
      Result result;
      result.job = *worker->job;
      result.seconds = duration<double>(Clock::now() - worker->job_started).count();
      try {
        result.report = InStage(Stage::kHandOver, [&] { return Decode(message->bytes); });
        profile::Add(result.report->times);
      } catch (const BadReport& bad) {
        return Drop(worker, Failure{"crashed", fmt::format("the reader lost its way ({})", bad.what())},
                    results);
      }
      worker->job.reset();
      results->push_back(std::move(result));
      if (worker->documents >= options_.limits.documents_per_worker) return Drop(worker, {}, results);
    } else {
      return Drop(worker, Failure{"crashed", "the reader lost its way (it sent what nobody asked for)"},
                  results);
    }
  }
  if (state == Inbox::State::kNonsense)
    return Drop(worker, Failure{"crashed", "the reader lost its way (it sent what is no message)"}, results);
  if (state != Inbox::State::kClosed) return;
  const int status = Reap(std::exchange(worker->process, -1));
  const std::string how = WIFSIGNALED(status) ? SignalWord(WTERMSIG(status))
                                              : fmt::format("it ended with code {}", WEXITSTATUS(status));
  if (!worker->ready && ++failed_starts_ >= kStartsBeforeGivingUp) {
    std::string last =
        worker->complaints.substr(worker->complaints.find_last_of('\n', worker->complaints.size() - 2) + 1);
    throw Error(ErrorCode::kSandbox, fmt::format("no worker starts: {}{}{}", how, last.empty() ? "" : "; ",
                                                 EscapeForTerminal(last)));
  }
  if (!worker->ready && worker->job) {  // the document has not been looked at
    const uint64_t job = *worker->job;
    File document = std::move(worker->document);
    worker->job.reset();
    return Give(job, std::move(document));
  }
  Drop(worker, Failure{"crashed", fmt::format("the reader crashed on it: {}", how)}, results);
}

void Pool::CheckLimits(Worker* worker, std::vector<Result>* results) {
  const Clock::time_point now = Clock::now();
  if (!worker->ready) {
    if (now - worker->started > options_.limits.start)
      throw Error(ErrorCode::kSandbox,
                  fmt::format("no worker was ready within {} s", options_.limits.start.count()));
    return;
  }
  if (!worker->job) return;
  const Limits& limits = options_.limits;
  const double cpu = CpuSeconds(worker->process);
  const bool page = cpu - worker->step_cpu > static_cast<double>(limits.page_cpu.count()) ||
                    now - worker->step_started > limits.page_wall;
  const bool document = cpu - worker->job_cpu > static_cast<double>(limits.document_cpu.count());
  if (!page && !document) return;
  const std::string where =
      worker->page == 0 ? "opening it" : fmt::format("page {} of {}", worker->page, worker->pages);
  // The limits and not what was measured: two machines are to say the same of a paper.
  const std::string reason =
      page ? fmt::format("{} takes more than {} s of the processor, or {} s by the clock", where,
                         limits.page_cpu.count(), limits.page_wall.count())
           : fmt::format("it takes more than {} s of the processor", limits.document_cpu.count());
  Drop(worker, Failure{"timeout", "given up: " + reason}, results);
}

std::vector<Result> Pool::Wait(milliseconds longest) {
  std::vector<Result> results;
  std::vector<pollfd> ends;
  for (const auto& worker : workers_) {
    ends.push_back({worker->socket.get(), POLLIN, 0});
    ends.push_back({worker->errors.get(), POLLIN, 0});
  }
  poll(ends.data(), ends.size(), static_cast<int>(longest.count()));
  // Taking may start workers, which have nothing to say yet.
  const size_t known = workers_.size();
  for (size_t i = 0; i < known; ++i) {
    if (ends[2 * i].revents != 0 || ends[2 * i + 1].revents != 0) Take(workers_[i].get(), &results);
    if (workers_[i]->process > 0) CheckLimits(workers_[i].get(), &results);
  }
  std::erase_if(workers_, [](const auto& worker) { return worker->process < 0; });
  return results;
}

std::vector<InWork> Pool::Working() const {
  std::vector<InWork> out;
  for (const auto& worker : workers_)
    if (worker->job)
      out.push_back({*worker->job, duration<double>(Clock::now() - worker->job_started).count(), worker->page,
                     worker->pages});
  return out;
}

}  // namespace avstam::app::worker
