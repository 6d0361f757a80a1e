#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>

#include "app/commands.h"
#include "app/console.h"
#include "app/folder_watch.h"
#include "app/ingest.h"
#include "app/input_files.h"
#include "app/profile_table.h"
#include "app/signals.h"
#include "app/worker_options.h"
#include "base/error.h"
#include "store/archive.h"

namespace avstam::app {
namespace {

constexpr char kIngestHelp[] =
    R"(Reads PDFs, and the PDFs in folders and the folders below them, into the archive.  Safe to
repeat: a document that is kept already is not read again; when only the rules have changed, its
kept words are read with them, without OCR.  Safe to interrupt: a document
is kept wholly or not at all.  The files themselves are never changed.

The PDFs are read by worker processes that are shut in: they can write no file, reach no network and
start no program.  One that crashes or takes too long is replaced; its document is named and the rest
goes on.  `avstam failures` lists what could not be read, `avstam retry` tries it again.

Examples:
  avstam ingest inbox
  avstam ingest --db 2026.db inbox brev.pdf
  avstam ingest --follow inbox
  avstam ingest --shard 2/8 --db part-2.db --list files.txt

Exit codes: 0 all kept; 3 some file not read, or not completely (each is named, the others
are kept); 4 the archive cannot be used; 5 the workers cannot be shut in; 130 interrupted.)";

struct IngestCommandOptions {
  std::vector<std::string> paths;
  std::string list, follow, shard;
  IngestOptions ingest;
};

Shard ShardOf(const std::string& text) {
  Shard shard;
  if (text.empty()) return shard;
  unsigned index = 0, count = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%u/%u%c", &index, &count, &rest) != 2 || index < 1 || index > count)
    throw Error(ErrorCode::kUsage,
                fmt::format("--shard '{}': expected I/N with I from 1 to N, as 2/8", text));
  return {index, count};
}

// One path a line.
std::vector<std::string> PathsOf(const std::string& list) {
  std::ifstream in(list);
  if (!in) throw Error(ErrorCode::kUsage, fmt::format("--list {}: cannot be read", EscapeForTerminal(list)));
  std::vector<std::string> paths;
  for (std::string line; std::getline(in, line);)
    if (!line.empty()) paths.push_back(line);
  return paths;
}

// Reads what comes into the folder until Ctrl-C.
void Follow(const std::string& folder, FolderWatch* watch, Ingest* ingest) {
  Say(fmt::format("{}: waiting for PDFs; Ctrl-C ends", EscapeForTerminal(folder)));
  while (!Interrupted()) {
    const std::vector<std::string> complete = watch->Wait(std::chrono::milliseconds(500));
    if (complete.empty()) continue;
    std::vector<InputFile> files;
    for (const std::string& path : complete) files.push_back({path, ToUtf8(path), {}});
    ingest->Run(files);
  }
}

int LoadWithin(const IngestOptions& options, const std::function<void(Ingest*)>& run) {
  Ingest ingest(options);
  try {
    run(&ingest);
    ingest.Close();
  } catch (const Error&) {
    // A full disk or a lock stops the batch; the message follows from main.
    ingest.ClearProgress();
    Say(ingest.Summary());
    throw;
  }
  Say(ingest.Summary());
  return ingest.Exit();
}

// Runs, tells what became of it, and gives the exit code.
int Load(const IngestOptions& options, const std::function<void(Ingest*)>& run) {
  CatchInterrupts();
  BeginProfile(options.workers.profile);
  const int exit_code = LoadWithin(options, run);
  SayProfile();
  return exit_code;
}

int RunIngest(IngestCommandOptions options) {
  options.ingest.shard = ShardOf(options.shard);
  std::vector<std::string> paths = options.paths;
  if (!options.list.empty())
    for (std::string& path : PathsOf(options.list)) paths.push_back(std::move(path));
  if (!options.follow.empty()) paths.push_back(options.follow);
  // Made before the look at the folder, so that what comes during the first reading is not missed.
  std::optional<FolderWatch> watch;
  if (!options.follow.empty()) watch.emplace(options.follow);
  std::vector<InputFile> files = FindInputFiles(paths);
  if (!options.follow.empty())  // an empty folder to follow is no trouble
    std::erase_if(files, [&](const InputFile& file) {
      return file.path == options.follow && file.problem && file.problem->code == "no-pdf";
    });
  return Load(options.ingest, [&](Ingest* ingest) {
    ingest->Run(files);
    if (watch) Follow(options.follow, &*watch, ingest);
  });
}

void AddIngestOptions(CLI::App* command, IngestOptions* options) {
  AddDatabaseOption(command, &options->database);
  AddWorkerOptions(command, &options->workers);
  AddProfileOption(command, &options->workers.profile);
  AddJobsOption(command, &options->workers.jobs);
  command->add_option("--log", options->log, "Add a line of JSON for each file to this file");
}

int RunFailures(const std::string& database, bool json) {
  const store::Archive archive = store::Archive::OpenForReading(database);
  const std::vector<store::FailureRecord> failures = archive.Failures();
  for (const store::FailureRecord& failure : failures) {
    if (json) {
      Print(
          nlohmann::ordered_json({{"file", failure.file_name},
                                  {"sha256", failure.sha256.empty() ? nlohmann::ordered_json()
                                                                    : nlohmann::ordered_json(failure.sha256)},
                                  {"code", failure.code},
                                  {"message", failure.message},
                                  {"failed_at", failure.failed_at},
                                  {"program_version", failure.program_version}})
              .dump() +
          "\n");
    } else {
      Print(fmt::format("{}  {}: {} ({})\n", failure.failed_at.substr(0, 10),
                        EscapeForTerminal(failure.file_name), EscapeForTerminal(failure.message),
                        failure.code));
    }
  }
  if (!json) Say(fmt::format("{} failed; `avstam retry` reads them again", failures.size()));
  return kExitOk;
}

int RunRetry(const IngestOptions& options) {
  std::vector<InputFile> files;
  {
    const store::Archive archive = store::Archive::OpenForReading(options.database);
    std::set<std::string> names;
    for (const store::FailureRecord& failure : archive.Failures()) names.insert(failure.file_name);
    for (const std::string& name : names) files.push_back({NamedFile(PathOfName(name)), name, {}});
  }
  return Load(options, [&](Ingest* ingest) { ingest->Run(files); });
}

}  // namespace

void AddIngestCommand(CLI::App* app, int* exit_code) {
  auto options = std::make_shared<IngestCommandOptions>();
  CLI::App* command = app->add_subcommand("ingest", "Reads PDFs and folders of PDFs into the archive");
  command->add_option("PATH", options->paths, "PDFs and folders");
  command->add_option("--list", options->list, "A file with a PATH on each line");
  command->add_option("--follow", options->follow, "Read this folder, then what comes into it, until Ctrl-C");
  command->add_option("--shard", options->shard, "Only every N-th document, by the hash of its bytes: I/N");
  AddIngestOptions(command, &options->ingest);
  command->footer(kIngestHelp);
  command->callback([options, exit_code] {
    if (options->paths.empty() && options->list.empty() && options->follow.empty())
      throw CLI::RequiredError("PATH, --list or --follow");
    *exit_code = RunIngest(*options);
  });
}

void AddFailureCommands(CLI::App* app, int* exit_code) {
  auto database = std::make_shared<std::string>("avstam.db");
  auto format = std::make_shared<std::string>("text");
  CLI::App* failures = app->add_subcommand("failures", "Lists the files that could not be read");
  AddDatabaseOption(failures, database.get());
  failures->add_option("--format", *format, "text or jsonl")->check(CLI::IsMember({"text", "jsonl"}));
  failures->footer(
      "Examples:\n  avstam failures\n  avstam failures --db 2026.db --format jsonl\n\n"
      "Exit codes: 0 done; 4 the archive cannot be read.");
  failures->callback([=] { *exit_code = RunFailures(*database, *format == "jsonl"); });

  auto options = std::make_shared<IngestOptions>();
  CLI::App* retry = app->add_subcommand("retry", "Reads again what could not be read");
  AddIngestOptions(retry, options.get());
  retry->footer(
      "Examples:\n  avstam retry\n  avstam retry --db 2026.db --page-seconds 600\n\n"
      "Exit codes: as of ingest.");
  retry->callback([=] { *exit_code = RunRetry(*options); });
}

}  // namespace avstam::app
