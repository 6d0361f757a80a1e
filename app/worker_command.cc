// `avstam worker`: reads documents that a supervisor hands over, shut in.  worker/pool.h starts it.
#include <dlfcn.h>
#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdlib>
#include <memory>
#include <optional>

#include "app/commands.h"
#include "app/mapped_file.h"
#include "app/worker/canary.h"
#include "app/worker/channel.h"
#include "app/worker/codec.h"
#include "app/worker/sandbox.h"
#include "base/error.h"
#include "base/profile.h"

namespace avstam::app {
namespace {

constexpr int kSocket = 3;

struct WorkerCommandOptions {
  ReadingOptions reading;
  uint64_t memory_mib = 2048;
  bool sandbox = true, profile = false;
};

// Where the loader looks for libraries: Tesseract is loaded when the first page needs it.
std::vector<std::string> LibraryFolders() {
  std::vector<std::string> folders;
  const std::unique_ptr<void, int (*)(void*)> self(dlopen(nullptr, RTLD_LAZY), dlclose);
  Dl_serinfo size{};
  if (!self || dlinfo(self.get(), RTLD_DI_SERINFOSIZE, &size) != 0) return folders;
  std::vector<std::max_align_t> room(size.dls_size / sizeof(std::max_align_t) + 1);
  auto* info = reinterpret_cast<Dl_serinfo*>(room.data());
  info->dls_size = size.dls_size;
  info->dls_cnt = size.dls_cnt;
  if (dlinfo(self.get(), RTLD_DI_SERINFO, info) != 0) return folders;
  for (unsigned i = 0; i < info->dls_cnt; ++i)
    if (const std::string folder = info->dls_serpath[i].dls_name; folder.starts_with('/'))
      folders.push_back(folder);  // and never the one where it was started
  return folders;
}

std::vector<std::string> FoldersOfOcr() {
  std::vector<std::string> folders = LibraryFolders();
  if (const char* models = std::getenv("TESSDATA_PREFIX")) folders.emplace_back(models);
  return folders;
}

bool Seal(const WorkerCommandOptions& options, Pipeline* pipeline) {
  try {
    // Fonts and tables that are loaded on first use are loaded now.
    const std::string before = worker::JudgeCanary(pipeline->Read(worker::CanaryPdf()));
    std::string how = "none";
    if (options.sandbox) how = worker::SealProcess(FoldersOfOcr()).ToString();
    const std::string after = worker::JudgeCanary(pipeline->Read(worker::CanaryPdf()));
    if (before.empty() && after.empty())
      return worker::Send(kSocket, {worker::Message::kReady, pipeline->rules().hash() + "\n" + how});
    worker::Send(kSocket,
                 {worker::Message::kBroken,
                  before.empty() ? "shut in, " + after : before + ", even before the worker is shut in"});
  } catch (const Error& error) {
    worker::Send(kSocket, {worker::Message::kBroken, error.what()});
  }
  return false;
}

int RunWorker(const WorkerCommandOptions& options) {
  if (options.profile) profile::Start(Stage::kStart);
  if (options.sandbox) worker::LimitResources({.memory_bytes = options.memory_mib << 20});
  std::optional<Pipeline> pipeline;
  try {
    pipeline.emplace(options.reading);
  } catch (const Error& error) {
    worker::Send(kSocket, {worker::Message::kBadRules, error.what()});
    return 1;
  }
  if (!Seal(options, &*pipeline)) return 1;
  profile::Enter(Stage::kOther);
  worker::File file;
  while (std::optional<worker::Message> message = worker::Receive(kSocket, &file)) {
    if (message->kind != worker::Message::kDocument) break;
    worker::Report report;
    {
      const MappedFile mapped(file);
      report.outcome = pipeline->Read(mapped.bytes(), [](int page, int pages) {
        worker::Send(kSocket, {worker::Message::kPage, std::to_string(page) + " " + std::to_string(pages)});
      });
    }
    file.Close();
    if (report.outcome.document) report.ocr_version = pipeline->ocr_version(*report.outcome.document);
    report.times = profile::Take();
    const StageClock clock(Stage::kHandOver);  // told with the next report
    if (!worker::Send(kSocket, {worker::Message::kReport, worker::Encode(report)})) break;
  }
  return 0;
}

}  // namespace

void AddWorkerCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<WorkerCommandOptions>();
  CLI::App* command = app->add_subcommand("worker", "Reads documents for ingest, shut in");
  command->group("");  // not in the help: it needs a supervisor at the other end of its socket
  AddReadingOptions(command, &options->reading);
  command->add_option("--memory-mib", options->memory_mib, "Most memory it may ask for");
  command->add_flag("--profile", options->profile, "Tell with each report where the time went");
  command->add_flag("!--no-sandbox", options->sandbox, "Read without shutting in");
  command->callback([options, exit_code] { *exit_code = RunWorker(*options); });
}

}  // namespace avstam::app
